internal import JSON

extension FaultRule {
    private static let members = [
        "id", "kind", "code", "body", "contentType", "retryAfter", "bytes", "worksFirst", "milliseconds", "count",
        "method", "pathPrefix", "pathContains", "bodyContains", "from", "until", "skip", "times",
        "probability",
    ]

    /// The longest that an answer is held back: ten minutes.
    private static let longestDelay: Int64 = 600_000

    /// Reads a rule as `POST /_sim/faults` takes it.
    ///
    /// - Parameters:
    ///   - json: The rule.
    ///   - own: The kinds that only this system knows.
    /// - Throws: ``SimulatorError`` that names the member that cannot be used.
    init(_ json: JSON, own: [String] = []) throws(SimulatorError) {
        let fields = try FaultFields(json, allowed: Self.members)
        try self.init(
            id: fields.text("id") ?? "",
            Self.effect(fields, own: own),
            scope: Scope(
                method: fields.text("method")?.uppercased(),
                pathPrefix: fields.text("pathPrefix"),
                pathContains: fields.text("pathContains"),
                bodyContains: fields.text("bodyContains"),
                from: fields.instant("from"),
                until: fields.instant("until")
            ),
            worksFirst: fields.flag("worksFirst") ?? false,
            milliseconds: fields.integer("milliseconds", from: 0, through: Self.longestDelay) ?? 0,
            skip: fields.integer("skip", from: 0) ?? 0,
            times: fields.integer("times", from: 1),
            probability: fields.probability()
        )
    }

    private static func effect(_ fields: FaultFields, own: [String]) throws(SimulatorError) -> Effect {
        let kind = try fields.required(fields.text("kind"), "kind")
        switch kind {
        case "status":
            let code = try fields.required(fields.integer("code", from: 200, through: 599), "code")
            return .status(code, page: try page(fields), retryAfter: try fields.textOrInteger("retryAfter"))
        case "dropAnswer": return .dropAnswer
        case "refuse": return .refuse
        case "truncate": return .truncate(bytes: try fields.required(fields.integer("bytes", from: 0), "bytes"))
        case "repeatBody": return .repeatBody(bytes: try fields.required(fields.integer("bytes", from: 1), "bytes"))
        case "body":
            let page = try fields.required(page(fields), "body")
            return .body(page, status: try fields.integer("code", from: 200, through: 599) ?? 200)
        case "proxy":
            let code = try fields.required(fields.integer("code", from: 400, through: 599), "code")
            return .status(code, page: .proxy(code), retryAfter: try fields.textOrInteger("retryAfter"))
        case "slow":
            _ = try fields.required(fields.integer("milliseconds", from: 1, through: longestDelay), "milliseconds")
            return .slow
        case _ where own.contains(kind):
            return .own(kind, count: try fields.integer("count", from: 1, through: 1000) ?? 1)
        default:
            let known = ["status", "proxy", "dropAnswer", "refuse", "truncate", "repeatBody", "body", "slow"] + own
            throw SimulatorError("Fault rule: kind is \"\(kind)\"; use one of \(known.joined(separator: ", ")).")
        }
    }

    private static func page(_ fields: FaultFields) throws(SimulatorError) -> Page? {
        guard let text = try fields.text("body") else { return nil }
        return Page(contentType: try fields.text("contentType") ?? "text/html; charset=utf-8", text: text)
    }

    /// The rule as `GET /_sim/faults` shows it.
    var json: JSON {
        var object = JSONObject()
        object["id"] = .string(id)
        describeEffect(in: &object)
        object["worksFirst"] = .bool(worksFirst)
        object["milliseconds"] = milliseconds == 0 ? nil : .integer(Int64(milliseconds))
        object["method"] = scope.method.map(JSON.string)
        object["pathPrefix"] = scope.pathPrefix.map(JSON.string)
        object["pathContains"] = scope.pathContains.map(JSON.string)
        object["bodyContains"] = scope.bodyContains.map(JSON.string)
        object["from"] = scope.from.map { .string($0.text) }
        object["until"] = scope.until.map { .string($0.text) }
        object["skip"] = .integer(Int64(skip))
        object["times"] = times.map { .integer(Int64($0)) }
        object["probability"] = probability.map(JSON.real)
        return .object(object)
    }

    private func describeEffect(in object: inout JSONObject) {
        switch effect {
        case .status(let code, let page, let retryAfter):
            object["kind"] = "status"
            object["code"] = .integer(Int64(code))
            object["body"] = (page?.text).map(JSON.string)
            object["contentType"] = (page?.contentType).map(JSON.string)
            object["retryAfter"] = retryAfter.map(JSON.string)
        case .dropAnswer: object["kind"] = "dropAnswer"
        case .refuse: object["kind"] = "refuse"
        case .truncate(let bytes):
            object["kind"] = "truncate"
            object["bytes"] = .integer(Int64(bytes))
        case .repeatBody(let bytes):
            object["kind"] = "repeatBody"
            object["bytes"] = .integer(Int64(bytes))
        case .body(let page, let status):
            object["kind"] = "body"
            object["code"] = .integer(Int64(status))
            object["body"] = .string(page.text)
            object["contentType"] = .string(page.contentType)
        case .slow: object["kind"] = "slow"
        case .own(let kind, let count):
            object["kind"] = .string(kind)
            object["count"] = .integer(Int64(count))
        }
    }
}

extension FaultRule.Page {
    /// The page with which a proxy such as nginx answers for a system that does not.
    fileprivate static func proxy(_ code: Int) -> FaultRule.Page {
        let reasons = [
            413: "Request Entity Too Large", 429: "Too Many Requests", 502: "Bad Gateway",
            503: "Service Temporarily Unavailable", 504: "Gateway Time-out",
        ]
        let title = [String(code), reasons[code] ?? "Error"].joined(separator: " ")
        let lines = [
            "<html>", "<head><title>\(title)</title></head>", "<body>", "<center><h1>\(title)</h1></center>",
            "<hr><center>nginx</center>", "</body>", "</html>", "",
        ]
        return FaultRule.Page(contentType: "text/html", text: lines.joined(separator: "\r\n"))
    }
}

/// The members of a fault rule's document, each read with its own complaint.
private struct FaultFields {
    private let object: JSONObject

    init(_ json: JSON, allowed: [String]) throws(SimulatorError) {
        guard let object = json.objectValue else {
            throw SimulatorError("A fault rule is an object such as {\"kind\":\"dropAnswer\"}, not \(json.kind).")
        }
        for key in object.keys where !allowed.contains(key) {
            throw SimulatorError("Fault rule: unknown member \(key); use \(allowed.joined(separator: ", ")).")
        }
        self.object = object
    }

    func text(_ key: String) throws(SimulatorError) -> String? {
        guard let value = present(key) else { return nil }
        guard let text = value.stringValue else { throw wrong(key, "a text", value) }
        return text
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

    func probability() throws(SimulatorError) -> Double? {
        guard let value = present("probability") else { return nil }
        switch value {
        case .integer(0): return 0
        case .integer(1): return 1
        case .real(let share) where (0...1).contains(share): return share
        default: throw wrong("probability", "a number from 0 to 1", value)
        }
    }

    func required<Value>(_ value: Value?, _ key: String) throws(SimulatorError) -> Value {
        guard let value else { throw SimulatorError("Fault rule: member \(key) is missing.") }
        return value
    }

    private func present(_ key: String) -> JSON? {
        object[key] == .null ? nil : object[key]
    }

    private func wrong(_ key: String, _ wanted: String, _ value: JSON) -> SimulatorError {
        SimulatorError("Fault rule: \(key) is \(value.text()); give \(wanted).")
    }
}
