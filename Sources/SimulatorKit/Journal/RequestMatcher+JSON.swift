internal import JSON

extension RequestMatcher {
    /// The members of a matcher's document.
    static let members = [
        "method", "path", "pathContains", "query", "header", "status", "fault", "unmatched", "ended", "from", "until",
        "bodyContains", "bodyJSON",
    ]

    /// Reads a matcher as `POST /_sim/requests` and `POST /_sim/verify` take it; without members it means every request.
    ///
    /// - Parameters:
    ///   - json: The matcher's document.
    ///   - others: Members that mean something else, not looked at here.
    /// - Throws: ``SimulatorError`` that names the member that cannot be used.
    init(_ json: JSON, besides others: [String]) throws(SimulatorError) {
        guard let object = json.objectValue else {
            throw SimulatorError("A matcher is an object such as {\"method\":\"POST\"}, not \(json.kind).")
        }
        let known = Self.members + others
        for key in object.keys where !known.contains(key) {
            throw SimulatorError("Matcher: unknown member \(key); use \(known.joined(separator: ", ")).")
        }
        var conditions: [Condition] = []
        // What costs least to look at comes first.
        for name in Self.members {
            guard let value = object[name], value != .null else { continue }
            conditions += try Self.conditions(name, value)
        }
        self.init(conditions)
    }

    /// The conditions of the filters of `GET /_sim/requests`.
    init(filters: [String: String]) throws(SimulatorError) {
        var conditions: [Condition] = []
        if let method = filters["method"] { conditions.append(.method(method.uppercased())) }
        if let path = filters["path"] { conditions.append(.pathContains(path)) }
        if let text = filters["status"] {
            guard let status = Int(text) else { throw Self.wrong("status", "a number", .string(text)) }
            conditions.append(.status(status))
        }
        if let text = filters["unmatched"] {
            guard let isUnmatched = Bool(text) else { throw Self.wrong("unmatched", "true or false", .string(text)) }
            conditions.append(.unmatched(isUnmatched))
        }
        self.init(conditions)
    }

    private static func conditions(_ name: String, _ value: JSON) throws(SimulatorError) -> [Condition] {
        switch name {
        case "method": return [.method(try text(name, value).uppercased())]
        case "path": return [.path(try text(name, value))]
        case "pathContains": return [.pathContains(try text(name, value))]
        case "query": return try pairs(name, value).map { .query(name: $0.name, value: $0.value) }
        case "header": return try pairs(name, value).map { .header(name: $0.name.lowercased(), value: $0.value) }
        case "status":
            guard let status = value.integerValue, let number = Int(exactly: status) else {
                throw wrong(name, "a number", value)
            }
            return [.status(number)]
        case "fault": return [.fault(try text(name, value))]
        case "unmatched":
            guard let isUnmatched = value.boolValue else { throw wrong(name, "true or false", value) }
            return [.unmatched(isUnmatched)]
        case "ended":
            guard value == "answered" || value == "aborted" else { throw wrong(name, "answered or aborted", value) }
            return [.ended(isAnswer: value == "answered")]
        case "from": return [.from(try moment(name, value))]
        case "until": return [.until(try moment(name, value))]
        case "bodyContains":
            var parts: [Condition] = []
            for part in value.arrayValue ?? [value] { parts.append(.bodyContains(try text(name, part))) }
            return parts
        default: return [.bodyJSON(value)]
        }
    }

    private static func text(_ name: String, _ value: JSON) throws(SimulatorError) -> String {
        guard let text = value.stringValue else { throw wrong(name, "a text", value) }
        return text
    }

    private static func moment(_ name: String, _ value: JSON) throws(SimulatorError) -> SimulatedInstant {
        guard let moment = value.stringValue.flatMap(SimulatedInstant.init(_:)) else {
            throw wrong(name, "a moment such as 2026-01-05T06:00:00Z", value)
        }
        return moment
    }

    private static func pairs(_ name: String, _ value: JSON) throws(SimulatorError) -> [(name: String, value: String)] {
        guard let object = value.objectValue else { throw wrong(name, "an object of texts", value) }
        var pairs: [(name: String, value: String)] = []
        for (key, value) in object { pairs.append((key, try text("\(name).\(key)", value))) }
        return pairs
    }

    private static func wrong(_ name: String, _ wanted: String, _ value: JSON) -> SimulatorError {
        SimulatorError("Matcher: \(name) is \(value.text()); give \(wanted).")
    }
}
