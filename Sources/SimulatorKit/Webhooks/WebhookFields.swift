internal import JSON

/// The members of a document of `/_sim/webhooks`, each read with its own complaint.
struct WebhookFields {
    let object: JSONObject
    /// What the document describes, as complaints call it.
    let subject: String

    init(_ json: JSON, _ subject: String, allowed: [String]) throws(SimulatorError) {
        self.subject = subject
        guard let object = json.objectValue else {
            throw SimulatorError("\(subject): this is \(json.kind); give an object with \(Self.list(allowed)).")
        }
        self.object = object
        for key in object.keys where !allowed.contains(key) {
            throw SimulatorError("\(subject): unknown member \(key); it takes \(Self.list(allowed)).")
        }
    }

    private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }

    /// The value of a member that is there and not null.
    subscript(key: String) -> JSON? { object[key] == .null ? nil : object[key] }

    func has(_ key: String) -> Bool { self[key] != nil }

    func text(_ key: String) throws(SimulatorError) -> String? {
        guard let value = self[key] else { return nil }
        guard let text = value.stringValue, !text.isEmpty else { throw wrong(key, "a text", value) }
        return text
    }

    func choice(_ key: String, of words: [String]) throws(SimulatorError) -> String? {
        guard let text = try text(key) else { return nil }
        guard words.contains(text) else {
            throw wrong(key, "one of \(Self.list(words))", .string(text))
        }
        return text
    }

    /// The name of a header field.
    func fieldName(_ key: String) throws(SimulatorError) -> String? {
        guard let name = try text(key) else { return nil }
        let isName = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard isName else { throw wrong(key, "a name of letters, digits, - and _", .string(name)) }
        return name
    }

    func flag(_ key: String) throws(SimulatorError) -> Bool? {
        guard let value = self[key] else { return nil }
        guard let flag = value.boolValue else { throw wrong(key, "true or false", value) }
        return flag
    }

    func integer(_ key: String, in range: ClosedRange<Int64>) throws(SimulatorError) -> Int? {
        guard let value = self[key] else { return nil }
        guard let number = value.integerValue, range.contains(number) else {
            throw wrong(key, "a whole number from \(range.lowerBound) to \(range.upperBound)", value)
        }
        return Int(number)
    }

    /// A number from 0 to 1.
    func share(_ key: String) throws(SimulatorError) -> Double? {
        guard let value = self[key] else { return nil }
        let number: Double? =
            switch value {
            case .integer(let number): Double(number)
            case .real(let number): number
            default: nil
            }
        guard let number, (0...1).contains(number) else { throw wrong(key, "a number from 0 to 1", value) }
        return number
    }

    /// Texts, of which one may stand alone.
    func texts(_ key: String) throws(SimulatorError) -> [String]? {
        guard let value = self[key] else { return nil }
        let elements = value.arrayValue ?? [value]
        let texts = elements.compactMap(\.stringValue).filter { !$0.isEmpty }
        guard texts.count == elements.count, !texts.isEmpty else {
            throw wrong(key, "a text or a list of texts", value)
        }
        return texts
    }

    func span(_ key: String) throws(SimulatorError) -> VirtualDuration? {
        guard let text = try text(key) else { return nil }
        guard let span = VirtualDuration(text) else { throw wrong(key, "a span such as PT10M", .string(text)) }
        return span
    }

    func instant(_ key: String) throws(SimulatorError) -> SimulatedInstant? {
        guard let text = try text(key) else { return nil }
        guard let instant = SimulatedInstant(text) else {
            throw wrong(key, "a moment such as 2026-01-05T06:00:00Z", .string(text))
        }
        return instant
    }

    func required<Value>(_ value: Value?, _ key: String) throws(SimulatorError) -> Value {
        guard let value else { throw error("member \(key) is missing.") }
        return value
    }

    func wrong(_ key: String, _ wanted: String, _ value: JSON) -> SimulatorError {
        error("\(key) is \(value.text()); give \(wanted).")
    }

    func error(_ reason: String) -> SimulatorError { SimulatorError("\(subject): \(reason)") }
}
