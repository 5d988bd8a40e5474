import Foundation
import JSON

/// What the values of a group must fulfil: the argument `having` of `formatted_read_group` (source: Odoo 19.0, measured).
struct GroupCondition {
    /// A condition as the server joins it.
    private indirect enum Part {
        case comparison(String, Comparison, JSON, isTruth: Bool)
        case all(Part, Part)
        case any(Part, Part)
        case not(Part)
    }

    private enum Comparison: String {
        case less = "<"
        case greater = ">"
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case equal = "="
        case unequal = "!="
    }

    private let parts: [Part]
    /// The aggregates that are compared.
    private(set) var names: [String] = []

    /// Reads a condition, from its end as the server does.
    ///
    /// - Parameters:
    ///   - json: The condition; none if `nil`.
    ///   - aggregate: The aggregate behind a name; `nil` for the number of records.
    /// - Throws: TypeError, ValueError or IndexError for what is no condition, a driver's exception for what the database
    ///   cannot compare.
    init(_ json: JSON?, aggregate: (String) throws(OdooError) -> Aggregate?) throws(OdooError) {
        var stack: [Part] = []
        let items = try Self.items(json)
        guard items.lazy.filter({ $0.stringValue != nil }).count < OdooError.deepest else { throw .tooDeep }
        for item in items.reversed() {
            switch item.stringValue {
            case "!": stack.append(.not(try Self.pop(&stack)))
            case "&": stack.append(.all(try Self.pop(&stack), try Self.pop(&stack)))
            case "|": stack.append(.any(try Self.pop(&stack), try Self.pop(&stack)))
            default:
                guard let elements = item.arrayValue, elements.count == 3 else {
                    let text = "Invalid having clause \(PythonText.repr(item)): it should be a domain-like clause"
                    throw .python("ValueError", text)
                }
                stack.append(try Self.comparison(elements, item, aggregate, &names))
            }
        }
        parts = stack
    }

    /// Whether a group fulfils the condition; as in a database, what compares with nothing does not.
    func holds(_ value: (String) -> JSON) -> Bool {
        parts.allSatisfy { Self.truth($0, value) == true }
    }

    private static func items(_ json: JSON?) throws(OdooError) -> [JSON] {
        switch json {
        case nil: []
        case .array(let items): items
        case .string(let text): text.map { .string(String($0)) }
        case .object(let object): object.map { .string($0.key) }
        case .some(let other):
            throw .python("TypeError", "'\(PythonText.typeName(of: other))' object is not iterable")
        }
    }

    private static func pop(_ stack: inout [Part]) throws(OdooError) -> Part {
        guard let part = stack.popLast() else { throw .python("IndexError", "pop from empty list") }
        return part
    }

    private static func comparison(
        _ elements: [JSON],
        _ item: JSON,
        _ aggregate: (String) throws(OdooError) -> Aggregate?,
        _ names: inout [String]
    ) throws(OdooError) -> Part {
        let operation = elements[1].stringValue ?? ""
        let isList = operation == "in" || operation == "not in"
        let comparison = Comparison(rawValue: operation)
        guard isList || comparison != nil else {
            let all = "('in', 'not in', '<', '>', '<=', '>=', '=', '!=')"
            let text = "Invalid having clause \(PythonText.repr(item)): supported comparators are \(all)"
            throw .python("ValueError", text)
        }
        guard case .string(let name) = elements[0] else {
            let type = PythonText.typeName(of: elements[0])
            throw .python("TypeError", "expected string or bytes-like object, got '\(type)'")
        }
        let found = try aggregate(name)
        names.append(name)
        // The server writes lists in a form that the database does not take behind IN.
        guard let comparison else {
            throw .driver("errors.SyntaxError", "syntax error at or near \"\(DatabaseType.literal(elements[2]))\"\n")
        }
        let type = DatabaseType(of: found)
        try type.check(elements[2], operation)
        return .comparison(name, comparison, elements[2], isTruth: type == .truth)
    }

    /// Whether a part holds; `nil` where it compares with nothing.
    private static func truth(_ part: Part, _ value: (String) -> JSON) -> Bool? {
        switch part {
        case .comparison(let name, let comparison, let limit, let isTruth):
            let own = value(name)
            // A number, day or text that is not there is false in an answer.
            guard own != .null, limit != .null, isTruth || own != false else { return nil }
            return compared(own, comparison, limit)
        case .not(let part): return truth(part, value).map { !$0 }
        case .all(let left, let right):
            let (left, right) = (truth(left, value), truth(right, value))
            return left == false || right == false ? false : left.flatMap { left in right.map { left && $0 } }
        case .any(let left, let right):
            let (left, right) = (truth(left, value), truth(right, value))
            return left == true || right == true ? true : left.flatMap { left in right.map { left || $0 } }
        }
    }

    private static func compared(_ own: JSON, _ comparison: Comparison, _ limit: JSON) -> Bool? {
        if let own = own.boolValue, let limit = limit.boolValue {
            return ordered(own ? 1 : 0, comparison, limit ? 1 : 0)
        }
        if let own = ValueConversion.decimal(ofNumber: own) {
            let text = limit.stringValue.flatMap { ValueConversion.decimal(ofText: $0) }
            return (ValueConversion.decimal(ofNumber: limit) ?? text).flatMap { ordered(own, comparison, $0) }
        }
        guard let own = own.stringValue, let limit = limit.stringValue else { return nil }
        let isLess = own.unicodeScalars.lexicographicallyPrecedes(limit.unicodeScalars)
        return ordered(own == limit ? 0 : isLess ? -1 : 1, comparison, 0)
    }

    private static func ordered<Value: Comparable>(_ own: Value, _ comparison: Comparison, _ limit: Value) -> Bool {
        switch comparison {
        case .less: own < limit
        case .greater: own > limit
        case .lessOrEqual: own <= limit
        case .greaterOrEqual: own >= limit
        case .equal: own == limit
        case .unequal: own != limit
        }
    }
}

/// The type that the database gives to an aggregate.
private enum DatabaseType: Equatable {
    case whole(String)
    case real(String)
    case truth
    case text
    case moment(String)
    case list(String)

    init(of aggregate: Aggregate?) {
        guard let aggregate else {
            self = .whole("bigint")
            return
        }
        let column = aggregate.field.type
        switch aggregate.function {
        case .count, .countDistinct: self = .whole("bigint")
        case .and, .or: self = .truth
        case .arrayAggregate: self = .list(Self.name(ofColumn: column) + "[]")
        case .sum where column == .integer: self = .whole("bigint")
        case .avg where column == .integer: self = .real("numeric")
        case .sum, .avg, .min, .max: self = Self.type(ofColumn: aggregate.field.type)
        }
    }

    private static func type(ofColumn type: FieldType) -> DatabaseType {
        switch type {
        case .integer, .many2one, .reference, .many2many, .one2many: .whole("integer")
        case .float: .real("double precision")
        case .monetary: .real("numeric")
        case .boolean: .truth
        case .date: .moment("date")
        case .datetime: .moment("timestamp without time zone")
        default: .text
        }
    }

    private static func name(ofColumn column: FieldType) -> String {
        column == .char || column == .selection ? "character varying" : type(ofColumn: column).name
    }

    private var name: String {
        switch self {
        case .whole(let name), .real(let name), .moment(let name), .list(let name): name
        case .truth: "boolean"
        case .text: "text"
        }
    }

    /// Refuses a value that the database cannot compare with the type.
    func check(_ value: JSON, _ operation: String) throws(OdooError) {
        switch (self, value) {
        case (_, .null), (.text, .string), (.truth, .bool), (.moment, .string): return
        case (.list, .string(let text)): throw .driver("errors.InvalidTextRepresentation", Self.malformed(text))
        case (.whole, .string(let text)) where Int64(text) != nil: return
        case (.real, .string(let text)) where ValueConversion.decimal(ofText: text) != nil: return
        case (_, .string(let text)):
            let reason = "invalid input syntax for type \(name): \"\(text)\"\n"
            throw .driver("errors.InvalidTextRepresentation", reason)
        case (.whole, _) where ValueConversion.decimal(ofNumber: value) != nil: return
        case (.real, _) where ValueConversion.decimal(ofNumber: value) != nil: return
        case (_, .object): throw .driver("ProgrammingError", "can't adapt type 'dict'")
        default:
            let sign = operation == "!=" ? "<>" : operation
            let reason = "operator does not exist: \(name) \(sign) \(Self.name(of: value))\n"
            throw .driver("errors.UndefinedFunction", reason)
        }
    }

    private static func malformed(_ text: String) -> String { "malformed array literal: \"\(text)\"\n" }

    private static func name(of value: JSON) -> String {
        switch value {
        case .bool: "boolean"
        case .integer(let number): Int32(exactly: number) == nil ? "bigint" : "integer"
        case .array(let values): (values.first.map(name) ?? "unknown") + "[]"
        case .string: "text"
        default: "numeric"
        }
    }

    /// The first word of a value as the server writes it into a query.
    static func literal(_ value: JSON) -> String {
        switch value {
        case .array(let values): values.isEmpty ? "'{}'" : "ARRAY"
        case .string(let text): "'\(text.replacing("'", with: "''"))'"
        case .null: "NULL"
        case .bool(let truth): truth ? "true" : "false"
        default: PythonText.repr(value)
        }
    }
}
