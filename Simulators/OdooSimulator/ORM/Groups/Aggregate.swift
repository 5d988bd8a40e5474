import Foundation
import JSON

/// One value that `read_group` computes over the records of a group.
struct Aggregate: Sendable {
    /// The functions.
    enum Function: String, Sendable {
        case sum, min, max, avg, count
        case countDistinct = "count_distinct"
        case arrayAggregate = "array_agg"
        case and = "bool_and"
        case or = "bool_or"
    }

    /// The key in the answer.
    let key: String
    let field: FieldDefinition
    let function: Function

    /// Reads `amount`, `amount:sum` or `total:sum(amount)`.
    ///
    /// - Returns: `nil` for a field that has no function of its own and is given without one.
    /// - Throws: ValueError for an unknown field or function, or a form that cannot be read.
    static func parse(_ text: String, _ model: ModelDefinition) throws(OdooError) -> Aggregate? {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        let key = parts.first ?? ""
        guard parts.count == 2 else {
            guard let field = model[key] else { throw .invalidField(key, of: model.name) }
            let isSummed = field.type.isNumber && field.isStored && field.name != "id"
            return isSummed ? Aggregate(key: key, field: field, function: .sum) : nil
        }
        let call = parts[1]
        var name = call
        var fieldName = key
        if let open = call.firstIndex(of: "("), call.hasSuffix(")") {
            name = String(call[..<open])
            fieldName = String(call[call.index(after: open)...].dropLast())
        }
        guard let function = Function(rawValue: name) else {
            throw .python(
                "ValueError",
                "Invalid aggregate method \(PythonText.quoted(name)) for \(PythonText.quoted(text))."
            )
        }
        guard let field = model[fieldName] else { throw .invalidField(fieldName, of: model.name) }
        return Aggregate(key: key, field: field, function: function)
    }

    /// The value over the records of a group; `false` where nothing can be computed.
    func value(_ values: [FieldValue], in environment: Environment) -> JSON {
        let present = values.filter { !$0.isNull }
        switch function {
        case .count: return .integer(Int64(present.count))
        case .countDistinct: return .integer(Int64(Set(present).count))
        case .arrayAggregate: return .array(values.map { environment.wire($0, of: field, showsNames: false) })
        case .and: return .bool(present.allSatisfy(\.isTrue))
        case .or: return .bool(present.contains(where: \.isTrue))
        case .sum, .avg: return total(present)
        case .min: return shown(present.min { $0.precedes($1) }, environment)
        case .max: return shown(present.max { $0.precedes($1) }, environment)
        }
    }

    private func total(_ values: [FieldValue]) -> JSON {
        guard !values.isEmpty else { return false }
        let sum = values.reduce(Decimal(0)) { $0 + $1.decimalValue }
        if function == .avg { return (sum / Decimal(values.count)).real }
        guard field.type == .integer, let whole = Int64(sum.description) else { return sum.real }
        return .integer(whole)
    }

    private func shown(_ value: FieldValue?, _ environment: Environment) -> JSON {
        value.map { environment.wire($0, of: field, showsNames: false) } ?? false
    }
}
