internal import JSON

/// The members of a fault rule's document, each read with its own complaint.
struct FaultFields {
    let object: JSONObject

    init(_ json: JSON) throws(SimulatorError) {
        guard let object = json.objectValue else {
            throw SimulatorError("A fault rule is an object such as {\"kind\":\"dropAnswer\"}, not \(json.kind).")
        }
        self.object = object
    }

    /// The names of all members.
    var keys: [String] { object.keys }

    func text(_ key: String) throws(SimulatorError) -> String? {
        guard let value = present(key) else { return nil }
        guard let text = value.stringValue else { throw wrong(key, "a text", value) }
        return text
    }

    func choice(_ key: String, of words: [String]) throws(SimulatorError) -> String? {
        guard let value = present(key) else { return nil }
        guard let word = value.stringValue, words.contains(word) else {
            throw wrong(key, "one of \(words.joined(separator: ", "))", value)
        }
        return word
    }

    func flag(_ key: String) throws(SimulatorError) -> Bool? {
        guard let value = present(key) else { return nil }
        guard let flag = value.boolValue else { throw wrong(key, "true or false", value) }
        return flag
    }

    func integer(
        _ key: String,
        from least: Int64,
        through greatest: Int64 = 1 << 40
    ) throws(SimulatorError) -> Int? {
        guard let value = present(key) else { return nil }
        guard let number = value.integerValue, (least...greatest).contains(number) else {
            throw wrong(key, "a whole number from \(least) to \(greatest)", value)
        }
        return Int(number)
    }

    func textOrInteger(_ key: String) throws(SimulatorError) -> String? {
        if let number = present(key)?.integerValue { return String(number) }
        return try text(key)
    }

    func instant(_ key: String) throws(SimulatorError) -> SimulatedInstant? {
        guard let text = try text(key) else { return nil }
        guard let instant = SimulatedInstant(text) else {
            throw wrong(key, "a moment such as 2026-01-05T06:00:00Z", .string(text))
        }
        return instant
    }

    /// A span above zero in microseconds.
    func span(_ key: String) throws(SimulatorError) -> Int64? {
        guard let text = try text(key) else { return nil }
        guard let span = VirtualDuration(text), span.microseconds > 0 else {
            throw wrong(key, "a span such as PT1H, longer than nothing", .string(text))
        }
        return span.microseconds
    }

    func share(_ key: String) throws(SimulatorError) -> Double? {
        guard let value = present(key) else { return nil }
        return try share(key, value)
    }

    private func share(_ key: String, _ value: JSON) throws(SimulatorError) -> Double {
        guard let share = Self.number(value), (0...1).contains(share) else {
            throw wrong(key, "a number from 0 to 1", value)
        }
        return share
    }

    func bursts() throws(SimulatorError) -> FaultRule.Bursts? {
        guard let value = present("bursts") else { return nil }
        guard let object = value.objectValue, object.count == 2, let starts = object["starts"],
            let ends = object["ends"]
        else { throw wrong("bursts", "{\"starts\":0.05,\"ends\":0.5}, both from 0 to 1", value) }
        return try FaultRule.Bursts(starts: share("bursts", starts), ends: share("bursts", ends))
    }

    func delay() throws(SimulatorError) -> FaultDelay {
        let fixed = try integer("milliseconds", from: 0, through: FaultDelay.longest)
        guard let value = present("delay") else { return .fixed(fixed ?? 0) }
        guard fixed == nil else {
            throw SimulatorError("Fault rule: give milliseconds or delay, not both: each says how late the answer is.")
        }
        let usage = "{\"uniform\":[LEAST,MOST]}, {\"normal\":[MEAN,DEVIATION]} or {\"lognormal\":[MEDIAN,SIGMA]}"
        let wanted = usage + " in milliseconds up to \(FaultDelay.longest)"
        guard let object = value.objectValue, object.count == 1, let name = object.keys.first,
            let numbers = object[name]?.arrayValue, numbers.count == 2,
            let first = Self.number(numbers[0]), let second = Self.number(numbers[1]),
            (0...Double(FaultDelay.longest)).contains(first), (0...Double(FaultDelay.longest)).contains(second)
        else { throw wrong("delay", wanted, value) }
        switch name {
        case "uniform":
            guard let least = numbers[0].integerValue, let most = numbers[1].integerValue, least <= most else {
                throw wrong("delay", "two whole numbers, the lesser first", value)
            }
            return .uniform(least...most)
        case "normal": return .normal(mean: first, deviation: second)
        case "lognormal":
            guard second <= 5 else { throw wrong("delay", "a sigma of at most 5", value) }
            return .lognormal(median: first, sigma: second)
        default: throw wrong("delay", wanted, value)
        }
    }

    /// Parts of a request, as one text or as a list.
    func keysOfRequest(_ key: String) throws(SimulatorError) -> [FaultKey] {
        guard let value = present(key) else { return [] }
        var keys: [FaultKey] = []
        for element in value.arrayValue ?? [value] {
            guard let part = element.stringValue.flatMap(FaultKey.init(_:)) else {
                throw wrong(key, "\(FaultKey.usage), or a list of them", element)
            }
            keys.append(part)
        }
        return keys
    }

    /// Parts of a request with what each must be.
    func parts(_ key: String) throws(SimulatorError) -> [FaultScope.Part] {
        guard let value = present(key) else { return [] }
        guard let object = value.objectValue else { throw wrong(key, "an object of \(FaultKey.usage)", value) }
        var parts: [FaultScope.Part] = []
        for (name, wanted) in object {
            guard let part = FaultKey(name) else { throw wrong(key, "members named \(FaultKey.usage)", value) }
            parts.append(FaultScope.Part(key: part, value: wanted.stringValue ?? wanted.text()))
        }
        return parts
    }

    func page() throws(SimulatorError) -> FaultPage? {
        guard let text = try text("body") else { return nil }
        return FaultPage(contentType: try self.text("contentType") ?? "text/html; charset=utf-8", text: text)
    }

    func headers(_ key: String) throws(SimulatorError) -> [FaultPage.Field]? {
        guard let value = present(key) else { return nil }
        guard let object = value.objectValue else { throw wrong(key, "an object of field names and texts", value) }
        var fields: [FaultPage.Field] = []
        for (name, value) in object {
            let isName = !name.isEmpty && name.utf8.allSatisfy { $0 == UInt8(ascii: "-") || Self.isTokenByte($0) }
            guard isName, let text = value.stringValue, !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else {
                throw wrong(key, "names of letters, digits, - and _ with texts of one line", value)
            }
            fields.append(FaultPage.Field(name: name, value: text))
        }
        return fields
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    func required<Value>(_ value: Value?, _ key: String) throws(SimulatorError) -> Value {
        guard let value else { throw SimulatorError("Fault rule: member \(key) is missing.") }
        return value
    }

    private static func number(_ value: JSON) -> Double? {
        switch value {
        case .integer(let number): Double(number)
        case .real(let number): number
        default: nil
        }
    }

    private func present(_ key: String) -> JSON? {
        object[key] == .null ? nil : object[key]
    }

    func wrong(_ key: String, _ wanted: String, _ value: JSON) -> SimulatorError {
        SimulatorError("Fault rule: \(key) is \(value.text()); give \(wanted).")
    }
}

extension FaultScope {
    /// Reads the members that say which requests are meant.
    init(_ fields: FaultFields, at now: SimulatedInstant) throws(SimulatorError) {
        method = try fields.text("method")?.uppercased()
        pathPrefix = try fields.text("pathPrefix")
        pathContains = try fields.text("pathContains")
        bodyContains = try fields.text("bodyContains")
        parts = try fields.parts("where")
        from = try fields.instant("from")
        until = try fields.instant("until")
        if let span = try fields.span("for") {
            guard until == nil else {
                throw SimulatorError("Fault rule: give until or for, not both: each says when the rule ends.")
            }
            let start = from ?? now
            from = start
            until = SimulatedInstant(microseconds: start.microseconds + span)
        }
        if let from, let until, until <= from {
            throw SimulatorError("Fault rule: until is not after from (\(from.text)): the rule would never hold.")
        }
        period = try fields.span("repeats")
        guard let period else { return }
        guard let from, let until, until.microseconds - from.microseconds <= period else {
            throw SimulatorError(
                "Fault rule: repeats needs from and until (or for) that are no further apart than the span itself."
            )
        }
    }
}
