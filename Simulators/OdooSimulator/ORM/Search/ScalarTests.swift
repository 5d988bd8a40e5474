import Foundation
import JSON
import SimulatorKit

/// Leaves about fields that are no links.
struct ScalarTests {
    let profile: VersionProfile
    let today: CivilDate

    /// The condition of a leaf.
    ///
    /// - Throws: ValueError for `in` without a list, a driver's exception for a day that cannot be read.
    func condition(_ leaf: DomainLeaf, _ field: FieldDefinition) throws(OdooError) -> Condition {
        switch leaf.operation {
        case .equal:
            return .test(field, try equality(leaf.value.arrayValue ?? [leaf.value], field, isNegated: false))
        case .unequal, .unequalOld:
            return .test(field, try equality(leaf.value.arrayValue ?? [leaf.value], field, isNegated: true))
        case .isIn, .isNotIn:
            let isNegated = leaf.operation == .isNotIn
            if case .bool(let truth) = leaf.value {
                return .test(field, try equality([false], field, isNegated: isNegated != truth))
            }
            guard let values = leaf.value.arrayValue else {
                throw .python("ValueError", "Invalid domain term \(leaf.text)")
            }
            return .test(field, try equality(values, field, isNegated: isNegated))
        case .equalIfGiven:
            guard leaf.value != .null, leaf.value != false else { return .constant(true) }
            return .test(field, try equality([leaf.value], field, isNegated: false))
        case .less, .lessOrEqual, .greater, .greaterOrEqual: return try comparison(leaf, field)
        case .like, .likeAnyCase, .likePattern, .likePatternAnyCase, .notLike, .notLikeAnyCase, .notLikePattern,
            .notLikePatternAnyCase:
            return pattern(leaf, field)
        case .childOf, .parentOf, .any, .notAny: throw .python("ValueError", "Invalid leaf \(leaf.text)")
        }
    }

    private func equality(_ values: [JSON], _ field: FieldDefinition, isNegated: Bool) throws(OdooError) -> ValueTest {
        var wanted: Set<FieldValue> = []
        var includesEmpty = false
        for value in values {
            if isEmpty(value, for: field) { includesEmpty = true }
            if let value = try scalar(value, field) { wanted.insert(value) }
        }
        if includesEmpty, profile.emptyMatchesNull || field.type == .boolean {
            wanted.formUnion(Self.emptyValues(of: field.type))
        }
        return isNegated ? .isNone(of: wanted, orEmpty: !includesEmpty) : .isOne(of: wanted, orEmpty: includesEmpty)
    }

    /// Whether a value stands for an empty column.
    private func isEmpty(_ value: JSON, for field: FieldDefinition) -> Bool {
        if value == .null { return true }
        if value == .bool(false) { return true }
        guard profile.emptyMatchesNull else { return false }
        return (field.type.isText && value == .string("")) || (field.type.isNumber && !PythonText.isTruthy(value))
    }

    private static func emptyValues(of type: FieldType) -> [FieldValue] {
        switch type {
        case .boolean: [.boolean(false)]
        case .integer, .reference: [.integer(0)]
        case .float, .monetary: [.decimal(0)]
        case .char, .text, .html: [.text("")]
        default: []
        }
    }

    /// The column value that a value of a leaf stands for; `nil` if it stands for an empty column only.
    private func scalar(_ value: JSON, _ field: FieldDefinition) throws(OdooError) -> FieldValue? {
        if value == .null { return nil }
        switch field.type {
        case .boolean: return .boolean(PythonText.isTruthy(value))
        case .integer, .reference, .float, .monetary:
            if case .bool = value { return nil }
            return try number(value, field)
        case .date, .datetime:
            if case .bool = value { return nil }
            return field.type == .date ? .date(try day(value)) : .moment(try moment(value, boundary: Timestamps.start))
        default:
            if value == .bool(false) { return nil }
            return .text(PythonText.str(value))
        }
    }

    private func number(_ value: JSON, _ field: FieldDefinition) throws(OdooError) -> FieldValue {
        if case .integer(let number) = value { return .integer(number) }
        let isWhole = field.type == .integer || field.type == .reference
        if let number = ValueConversion.decimal(ofNumber: value) {
            return isWhole ? .decimal(Rounding.truncated(number)) : .decimal(number)
        }
        if isWhole {
            guard let text = value.stringValue else { throw ValueConversion.notAnInteger(value) }
            return .integer(try ValueConversion.integer(ofText: text))
        }
        guard let text = value.stringValue else { throw ValueConversion.notAFloat(value) }
        guard let number = ValueConversion.decimal(ofText: text) else {
            throw .python("ValueError", "could not convert string to float: \(PythonText.quoted(text))")
        }
        return .decimal(number)
    }

    private func day(_ value: JSON) throws(OdooError) -> CivilDate {
        let text = PythonText.str(value)
        if let date = Timestamps.lenientDay(text, today: today) { return date }
        throw Self.unreadable(value, "date")
    }

    private func moment(
        _ value: JSON,
        boundary: (CivilDate) -> SimulatedInstant
    ) throws(OdooError) -> SimulatedInstant {
        guard let text = value.stringValue else { throw Self.unreadable(value, "timestamp") }
        if let day = CivilDate(text) { return boundary(day) }
        guard let moment = Timestamps.lenientMoment(text) else {
            if let day = Timestamps.lenientDay(text, today: today) { return Timestamps.start(of: day) }
            throw Self.unreadable(value, "timestamp")
        }
        return moment
    }

    private static func unreadable(_ value: JSON, _ type: String) -> OdooError {
        let text = PythonText.str(value)
        if Timestamps.hasFormOfDay(text.prefix(10)) {
            return .driver("errors.DatetimeFieldOverflow", "date/time field value out of range: \"\(text)\"\n")
        }
        return .driver(
            "errors.InvalidDatetimeFormat",
            "invalid input syntax for type \(type): \"\(PythonText.str(value))\"\n"
        )
    }

    /// `<` and its kin; a day alone against a moment means its start for `<` and `>=`, its end for `>` and `<=`.
    private func comparison(_ leaf: DomainLeaf, _ field: FieldDefinition) throws(OdooError) -> Condition {
        let takesEnd = leaf.operation == .greater || leaf.operation == .lessOrEqual
        let limit: FieldValue?
        if field.type == .datetime, leaf.value.stringValue != nil {
            limit = .moment(try moment(leaf.value, boundary: takesEnd ? Timestamps.end : Timestamps.start))
        } else {
            limit = try scalar(leaf.value, field)
        }
        guard let limit else { return .constant(false) }
        switch leaf.operation {
        case .less: return .test(field, .less(limit, orEqual: false))
        case .lessOrEqual: return .test(field, .less(limit, orEqual: true))
        case .greater: return .test(field, .greater(limit, orEqual: false))
        default: return .test(field, .greater(limit, orEqual: true))
        }
    }

    private func pattern(_ leaf: DomainLeaf, _ field: FieldDefinition) -> Condition {
        let text = PythonText.isTruthy(leaf.value) ? PythonText.str(leaf.value) : ""
        let operation = leaf.operation.positive
        let isNegative = leaf.operation.isNotLike
        if text.isEmpty, [.like, .likeAnyCase].contains(operation) { return .constant(!isNegative) }
        let pattern = LikePattern(
            text,
            isPart: operation != .likePattern && operation != .likePatternAnyCase,
            ignoresCase: operation == .likeAnyCase || operation == .likePatternAnyCase
        )
        return .test(field, isNegative ? .notLike(pattern) : .like(pattern))
    }
}
