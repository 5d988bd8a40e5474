import CanonicalModel
import JSON

extension CanonicalSchema {
    /// A sound payload of what must be there, and of `members` that the object has.
    func payload(_ members: JSONObject) -> JSON {
        var payload = Self.payload(fields)
        for field in fields { payload[field.name] = members[field.name] ?? payload[field.name] }
        return .object(payload)
    }

    private static func payload(_ fields: [SchemaField]) -> JSONObject {
        fields.filter(\.isRequired).reduce(into: [:]) { $0[$1.name] = value($1.type) }
    }

    private static func value(_ type: FieldType) -> JSON {
        switch type {
        case .text, .code: "x"
        case .decimal, .money, .hours: "1"
        case .date: "2026-01-05"
        case .month: "2026-01"
        case .instant: "2026-01-05T08:00:00Z"
        case .currency: "USD"
        case .count: 1
        case .integer(let range): .integer(range.lowerBound)
        case .boolean: false
        case .enumeration(let words): .string(words.first ?? "")
        case .nested(let fields): .object(payload(fields))
        case .either(let alternatives): .object(payload(alternatives.first ?? []))
        case .list: []
        }
    }
}
