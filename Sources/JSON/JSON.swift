/// A JSON value that keeps integers, reals and text apart.
///
/// Money and hours travel as ``string(_:)`` in decimal notation; ``real(_:)`` exists because some systems (Odoo) send
/// binary floating point, and is never created by Purlin itself for either.
///
/// Texts are equal when their UTF-8 bytes are: composed and decomposed accents are two values, since keys and
/// identifiers of other systems must never be merged.
public enum JSON: Sendable {
    /// The literal `null`.
    case null
    /// The literals `true` and `false`.
    case bool(Bool)
    /// A number without fraction or exponent that fits 64 bits.
    case integer(Int64)
    /// A number with a fraction or an exponent, always finite.
    case real(Double)
    /// A text.
    case string(String)
    /// A list.
    case array([JSON])
    /// Members in the order of their insertion; equality does not depend on that order.
    case object(JSONObject)
}

extension JSON {
    /// The member `key` of an object; `nil` if this is no object or has no such member.
    public subscript(key: String) -> JSON? {
        guard case .object(let object) = self else { return nil }
        return object[key]
    }

    /// The element at `index` of a list; `nil` if this is no list or is shorter.
    public subscript(index: Int) -> JSON? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    /// The text of a ``string(_:)``, otherwise `nil`.
    public var stringValue: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The number of an ``integer(_:)``, otherwise `nil`.
    public var integerValue: Int64? {
        guard case .integer(let number) = self else { return nil }
        return number
    }

    /// The truth value of a ``bool(_:)``, otherwise `nil`.
    public var boolValue: Bool? {
        guard case .bool(let truth) = self else { return nil }
        return truth
    }

    /// The elements of an ``array(_:)``, otherwise `nil`.
    public var arrayValue: [JSON]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members of an ``object(_:)``, otherwise `nil`.
    public var objectValue: JSONObject? {
        guard case .object(let object) = self else { return nil }
        return object
    }

    /// What kind of value this is, in the words of an error message: `null`, `boolean`, `integer`, `real`, `string`,
    /// `array` or `object`.
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .integer: "integer"
        case .real: "real"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

extension JSON: Hashable {
    /// Whether both are the same value of the same kind; the order of members does not matter.
    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.real(let left), .real(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        case (.null, _), (.bool, _), (.integer, _), (.real, _), (.string, _), (.array, _), (.object, _): false
        }
    }

    /// Hashes the kind and the content.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        switch self {
        case .null: break
        case .bool(let truth): hasher.combine(truth)
        case .integer(let number): hasher.combine(number)
        case .real(let number): hasher.combine(number)
        case .string(let text): hasher.combine(text)
        case .array(let elements): hasher.combine(elements)
        case .object(let object): hasher.combine(object)
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    /// Creates a ``string(_:)``.
    public init(stringLiteral value: String) { self = .string(value) }

    /// Creates an ``integer(_:)``.
    public init(integerLiteral value: Int64) { self = .integer(value) }

    /// Creates a ``bool(_:)``.
    public init(booleanLiteral value: Bool) { self = .bool(value) }

    /// Creates an ``array(_:)``.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }

    /// Creates an ``object(_:)``; a key that occurs twice keeps the later value.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        var object = JSONObject()
        for (key, value) in elements { object[key] = value }
        self = .object(object)
    }

    /// Creates ``null``.
    public init(nilLiteral: ()) { self = .null }
}
