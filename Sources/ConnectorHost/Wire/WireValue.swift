package import CanonicalModel
package import FoundationEssentials
package import JSON

/// A value that crosses the pipe between the runtime and a connector's process, in one documented form.
package protocol WireValue {
    /// The value as JSON.
    var wire: JSON { get }
    /// Reads the value; members that are not known are ignored.
    init(wire: JSONReader) throws(JSONAccessError)
}

extension JSONReader {
    /// The value of a member.
    package func value<Value: WireValue>(_ key: String) throws(JSONAccessError) -> Value {
        try Value(wire: member(key))
    }

    /// The value of a member; `nil` if it is missing or null.
    package func optional<Value: WireValue>(_ key: String) throws(JSONAccessError) -> Value? {
        guard let member = try optionalMember(key) else { return nil }
        return try Value(wire: member)
    }

    /// The values of a member's list.
    package func list<Value: WireValue>(_ key: String) throws(JSONAccessError) -> [Value] {
        try member(key).list()
    }

    /// The values of the list here.
    package func list<Value: WireValue>() throws(JSONAccessError) -> [Value] {
        var values: [Value] = []
        for element in try elements() { values.append(try Value(wire: element)) }
        return values
    }

    /// The values of a member's object, by name.
    package func named<Value: WireValue>(_ key: String) throws(JSONAccessError) -> [String: Value] {
        let place = try member(key)
        var values: [String: Value] = [:]
        for (name, _) in try place.object() { values[name] = try place.value(name) }
        return values
    }

    /// Why what is here cannot be used.
    package func unusable(expected: String) -> JSONAccessError {
        JSONAccessError(
            path: path,
            expected: expected,
            found: value?.stringValue.map { "'\($0)'" } ?? value?.kind ?? "nothing"
        )
    }
}

extension JSONAccessError {
    /// Where the fault is and what was expected, without what was found: that may be a secret, or a person's data.
    package var place: String { "\(path.isEmpty ? "the line" : path): expected \(expected)" }
}

extension Array where Element: WireValue {
    /// The list as JSON.
    package var wire: JSON { .array(map(\.wire)) }
}

extension Dictionary where Key == String, Value: WireValue {
    /// The object as JSON, in the order of the names.
    package var wire: JSON {
        var object = JSONObject()
        for (name, value) in sorted(by: { $0.key < $1.key }) { object[name] = value.wire }
        return .object(object)
    }
}

extension Optional where Wrapped: WireValue {
    /// The value as JSON, or null.
    package var wire: JSON { self?.wire ?? .null }
}

extension String: WireValue {
    /// The text.
    package var wire: JSON { .string(self) }
    /// Reads a text.
    package init(wire: JSONReader) throws(JSONAccessError) { self = try wire.string() }
}

extension Int: WireValue {
    /// The whole number.
    package var wire: JSON { .integer(Int64(self)) }
    /// Reads a whole number.
    package init(wire: JSONReader) throws(JSONAccessError) {
        guard let number = Int(exactly: try wire.integer()) else { throw wire.unusable(expected: "a smaller number") }
        self = number
    }
}

extension Int64: WireValue {
    /// The whole number.
    package var wire: JSON { .integer(self) }
    /// Reads a whole number.
    package init(wire: JSONReader) throws(JSONAccessError) { self = try wire.integer() }
}

extension Bool: WireValue {
    /// The truth value.
    package var wire: JSON { .bool(self) }
    /// Reads a truth value.
    package init(wire: JSONReader) throws(JSONAccessError) { self = try wire.bool() }
}

extension Decimal: WireValue {
    /// The number in plain notation, as a text.
    package var wire: JSON { .string(plainText) }
    /// Reads a number in plain notation.
    package init(wire: JSONReader) throws(JSONAccessError) { self = try wire.decimal() }
}

extension JSON: WireValue {
    /// The value itself.
    package var wire: JSON { self }
    /// Whatever is here.
    package init(wire: JSONReader) throws(JSONAccessError) {
        guard let value = wire.value else { throw wire.unusable(expected: "a value") }
        self = value
    }
}

extension Instant: WireValue {
    /// Microseconds since 1970.
    package var wire: JSON { .integer(microseconds) }
    /// Reads microseconds since 1970.
    package init(wire: JSONReader) throws(JSONAccessError) { self.init(microseconds: try wire.integer()) }
}

extension Duration: WireValue {
    /// Whole microseconds; what is longer than 292,000 years is that long.
    package var wire: JSON { .integer(Instant(microseconds: 0).adding(self).microseconds) }
    /// Reads whole microseconds.
    package init(wire: JSONReader) throws(JSONAccessError) { self = .microseconds(try wire.integer()) }
}

/// Bytes: as a text where they are one, else in base64.
package struct WireBytes: WireValue {
    /// The bytes.
    package let bytes: [UInt8]

    /// Wraps bytes.
    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// `{"text": …}` or `{"base64": …}`.
    package var wire: JSON {
        if let text = String(validating: bytes, as: UTF8.self) { return ["text": .string(text)] }
        return ["base64": .string(Data(bytes).base64EncodedString())]
    }

    /// Reads either form.
    package init(wire: JSONReader) throws(JSONAccessError) {
        if let text: String = try wire.optional("text") {
            bytes = Array(text.utf8)
        } else {
            let place = try wire.member("base64")
            guard let data = Data(base64Encoded: try place.string()) else { throw place.unusable(expected: "base64") }
            bytes = Array(data)
        }
    }
}

extension Optional: WireValue where Wrapped: WireValue {
    /// Reads a value, or null.
    package init(wire: JSONReader) throws(JSONAccessError) {
        if wire.value == nil || wire.value == .null {
            self = nil
        } else {
            self = try Wrapped(wire: wire)
        }
    }
}
