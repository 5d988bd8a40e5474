import Foundation
import JSON
import SimulatorKit

/// How values stand in a snapshot: exact, and so that their kind can be told.
extension FieldValue {
    /// The value for a snapshot.
    var json: JSON {
        switch self {
        case .null: .null
        case .boolean(let truth): .bool(truth)
        case .integer(let number): .integer(number)
        case .text(let text): .string(text)
        case .decimal(let number): ["decimal": .string(number.plainText)]
        case .date(let date): ["days": .integer(date.daysSince1970)]
        case .moment(let moment): ["microseconds": .integer(moment.microseconds)]
        case .record(let id): ["record": .integer(id)]
        case .records(let ids): ["records": .array(ids.map { .integer($0) })]
        case .json(let value): ["json": value]
        }
    }

    /// Reads a value of a snapshot; `nil` if it is none.
    init?(_ json: JSON) {
        switch json {
        case .null: self = .null
        case .bool(let truth): self = .boolean(truth)
        case .integer(let number): self = .integer(number)
        case .string(let text): self = .text(text)
        case .object(let object):
            guard let value = Self.tagged(object) else { return nil }
            self = value
        case .real, .array: return nil
        }
    }

    private static func tagged(_ object: JSONObject) -> FieldValue? {
        guard object.count == 1, let tag = object.keys.first, let value = object[tag] else { return nil }
        switch tag {
        case "decimal": return value.stringValue.flatMap { Decimal(plain: $0) }.map { .decimal($0) }
        // A day may lie behind the year 9999, which no text shows.
        case "days": return value.integerValue.map { .date(CivilDate(daysSince1970: $0)) }
        case "microseconds": return value.integerValue.map { .moment(SimulatedInstant(microseconds: $0)) }
        case "record": return value.integerValue.map { .record($0) }
        case "json": return .json(value)
        case "records":
            let ids = value.arrayValue?.compactMap(\.integerValue)
            return ids?.count == value.arrayValue?.count ? ids.map { .records($0) } : nil
        default: return nil
        }
    }
}
