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

        /// Whether the database has the function for columns of a type.
        func takes(_ type: FieldType) -> Bool {
            switch self {
            case .sum, .avg: type.isNumber
            case .and, .or: type == .boolean
            default: true
            }
        }
    }

    /// The key in the answer.
    let key: String
    let field: FieldDefinition
    let function: Function

    /// Reads `amount`, `amount:sum` or `total:sum(amount)`.
    ///
    /// - Returns: `nil` for a field that has no function of its own and is given without one.
    /// - Throws: ValueError for an unknown field or function, or a form that cannot be read.
    static func parse(
        _ text: String,
        _ model: ModelDefinition,
        _ profile: VersionProfile
    ) throws(OdooError) -> Aggregate? {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        let key = parts.first ?? ""
        guard parts.count == 2 else {
            guard let field = model[key] else { throw .invalidField(key, of: model.name) }
            guard field.type.isNumber, field.isStored, field.name != "id",
                let function = Self.ownFunction(of: field, model, profile)
            else { return nil }
            return Aggregate(key: key, field: field, function: function)
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
        guard let field = model[fieldName] else {
            let name = "Invalid field \(PythonText.quoted(fieldName)) on model \(PythonText.quoted(model.name))"
            throw .python("ValueError", "\(name) for \(PythonText.quoted(text)).")
        }
        guard field.isSortable || field.type == .many2many else { throw .notInDatabase(field, model, profile) }
        guard function.takes(field.type) else {
            throw .driver("errors.UndefinedFunction", "function \(function.rawValue)() does not exist\n")
        }
        return Aggregate(key: key, field: field, function: function)
    }

    /// The function of a field that is given without one; `nil` if it has none.
    private static func ownFunction(
        of field: FieldDefinition,
        _ model: ModelDefinition,
        _ profile: VersionProfile
    ) -> Function? {
        let name = "\(model.name).\(field.name)"
        if field.name == "sequence" || without.contains(name) { return nil }
        if profile.is18, withoutSince18.contains(name) { return nil }
        if !profile.is18, name == "account.move.line.amount_currency" { return nil }
        if name == "fleet.vehicle.odometer.value" { return .max }
        let isMean = averaged.contains(name) || (profile.is18 && averagedSince18.contains(name))
        return isMean ? .avg : .sum
    }

    private static let without: Set<String> = [
        "account.move.line.amount_residual_currency", "account.move.line.discount_amount_currency", "fleet.vehicle.co2",
    ]
    private static let withoutSince18: Set<String> = [
        "purchase.order.line.price_subtotal", "res.partner.category.color",
    ]
    private static let averaged: Set<String> = [
        "project.task.progress", "project.task.working_days_close", "project.task.working_days_open",
        "project.task.working_hours_close", "project.task.working_hours_open", "res.currency.rate.rate",
    ]
    private static let averagedSince18: Set<String> = [
        "project.task.rating_last_value", "purchase.order.line.price_unit",
    ]

    /// The value over the records of a group; `false` where nothing can be computed.
    func value(_ values: [FieldValue], in environment: Environment) -> JSON {
        let present = values.filter { !$0.isNull }
        switch function {
        case .count: return .integer(Int64(present.count))
        case .countDistinct: return .integer(Int64(Set(present).count))
        case .arrayAggregate:
            return .array(
                values.map { $0.isNull ? .null : environment.wire($0, of: field, showsNames: false) }
            )
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
