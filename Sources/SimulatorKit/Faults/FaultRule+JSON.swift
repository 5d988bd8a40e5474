internal import JSON

extension FaultRule {
    /// Reads a rule as `POST /_sim/faults` takes it.
    ///
    /// - Parameters:
    ///   - json: The rule.
    ///   - own: The kinds that only this system knows.
    ///   - now: The virtual time, from which the member `for` counts.
    /// - Throws: ``SimulatorError`` that names the member that cannot be used.
    init(_ json: JSON, own: [String], at now: SimulatedInstant) throws(SimulatorError) {
        let kinds = FaultKind.all(own: own)
        let fields = try FaultFields(json)
        let name = try fields.required(fields.text("kind"), "kind")
        guard let kind = kinds.first(where: { $0.name == name }) else {
            let known = kinds.map(\.name).joined(separator: ", ")
            throw SimulatorError("Fault rule: kind is \"\(name)\"; use one of \(known).")
        }
        let allowed = (kind.members + FaultKind.common).map(\.name)
        for key in fields.keys where !allowed.contains(key) {
            throw SimulatorError(
                "Fault rule: unknown member \(key); the kind \(name) takes \(allowed.joined(separator: ", "))."
            )
        }
        let scope = try FaultScope(fields, at: now)
        id = try fields.text("id") ?? ""
        effect = try own.contains(name) ? Self.ownEffect(name, fields) : Self.effect(name, fields)
        self.scope = scope
        // An answer can only be lost after the work.
        worksFirst = try fields.flag("worksFirst") ?? false || name == "dropAnswer"
        delay = try fields.delay()
        per = try fields.keysOfRequest("per")
        switch effect {
        case .limit, .expiry: if per.isEmpty { per = [.credential] }
        default: break
        }
        skip = try fields.integer("skip", from: 0) ?? 0
        times = try fields.integer("times", from: 1)
        probability = try fields.share("probability")
        bursts = try fields.bursts()
        if probability != nil, bursts != nil {
            throw SimulatorError("Fault rule: give probability or bursts, not both: each says when the rule strikes.")
        }
        source = fields.object
        if source["for"] != nil {
            source["for"] = nil
            source["from"] = scope.from.map { .string($0.text) }
            source["until"] = scope.until.map { .string($0.text) }
        }
    }

    private static func ownEffect(_ name: String, _ fields: FaultFields) throws(SimulatorError) -> Effect {
        .own(name, count: try fields.integer("count", from: 1, through: 1000) ?? 1)
    }

    private static func effect(_ name: String, _ fields: FaultFields) throws(SimulatorError) -> Effect {
        switch name {
        case "status", "body", "proxy": .answer(try answer(name, fields))
        case "rateLimit": .limit(try limit(fields))
        case "expired": try expiry(fields)
        case "drift": .drift(try drift(fields))
        case "garbage": .garbage(bytes: try fields.integer("bytes", from: 1, through: 1 << 20) ?? 64)
        case "duplicate":
            .duplicate(
                count: try fields.integer("count", from: 1, through: 1000) ?? 1,
                answersFirst: try fields.choice("answer", of: ["first", "last"]) == "first"
            )
        case "reorder": .reorder
        case "stale": .stale
        case "clockSkew":
            .clockSkew(seconds: try skew(fields))
        case "slow": try slow(fields)
        default: .delivery(try delivery(name, fields))
        }
    }

    private static func skew(_ fields: FaultFields) throws(SimulatorError) -> Int64 {
        let century: Int64 = 100 * 366 * 86400
        return Int64(try fields.required(fields.integer("seconds", from: -century, through: century), "seconds"))
    }

    private static func slow(_ fields: FaultFields) throws(SimulatorError) -> Effect {
        if try fields.delay() == .fixed(0) {
            throw SimulatorError("Fault rule: member milliseconds is missing; give it, or delay, above 0.")
        }
        return .slow
    }

    private static func delivery(
        _ name: String,
        _ fields: FaultFields
    ) throws(SimulatorError) -> SimulatedResponse.Delivery {
        switch name {
        case "truncate": return .truncated(bytes: try fields.required(fields.integer("bytes", from: 0), "bytes"))
        case "repeatBody": return .repeated(bytes: try fields.required(fields.integer("bytes", from: 1), "bytes"))
        case "cut": return .cut(bytes: try fields.required(fields.integer("bytes", from: 0), "bytes"))
        case "reset", "down": return .reset
        case "blackHole": return .silent
        case "malformedChunk": return .malformedChunk
        case "wrongLength":
            let surplus = try fields.required(fields.integer("by", from: -(1 << 30), through: 1 << 30), "by")
            guard surplus != 0 else { throw SimulatorError("Fault rule: by is 0; give how many bytes are too many.") }
            return .misstated(by: surplus)
        case "dribble":
            return .dribbled(
                pieces: try fields.required(fields.integer("pieces", from: 2, through: 10_000), "pieces"),
                pause: try fields.required(fields.integer("pause", from: 1, through: 60_000), "pause")
            )
        case "bandwidth":
            let rate = try fields.integer("bytesPerSecond", from: 1)
            return .limited(bytesPerSecond: try fields.required(rate, "bytesPerSecond"))
        case "slowClose":
            let pause = try fields.integer("pause", from: 1, through: FaultDelay.longest)
            return .closedLate(milliseconds: try fields.required(pause, "pause"))
        default: return .dropped
        }
    }

    private static func answer(_ name: String, _ fields: FaultFields) throws(SimulatorError) -> SimulatedResponse {
        let page: FaultPage?
        let code: Int
        switch name {
        case "body":
            page = try fields.required(fields.page(), "body")
            code = try fields.integer("code", from: 200, through: 599) ?? 200
        case "proxy":
            code = try fields.required(fields.integer("code", from: 400, through: 599), "code")
            page = .proxy(code)
        default:
            code = try fields.required(fields.integer("code", from: 200, through: 599), "code")
            page = try fields.page()
        }
        var headers = try fields.headers("headers") ?? []
        if let retryAfter = try fields.textOrInteger("retryAfter") {
            headers.append(FaultPage.Field(name: "Retry-After", value: retryAfter))
        }
        return response(code, page, headers)
    }

    private static func response(_ code: Int, _ page: FaultPage?, _ headers: [FaultPage.Field]) -> SimulatedResponse {
        SimulatedResponse(
            status: code,
            contentType: page?.contentType ?? "text/plain; charset=utf-8",
            body: Array((page?.text ?? "").utf8),
            headers: headers.map { ($0.name, $0.value) }
        )
    }

    private static func limit(_ fields: FaultFields) throws(SimulatorError) -> FaultLimit {
        let limit = try fields.required(fields.integer("limit", from: 1, through: 1_000_000), "limit")
        let window = try fields.required(fields.span("window"), "window")
        guard window <= 31 * 86400 * 1_000_000 else {
            throw SimulatorError("Fault rule: window is longer than 31 days; give at most P31D.")
        }
        let fill = try fields.choice("fill", of: ["steady", "window"])
        let isAligned = fill == "window"
        let named = try fields.choice("retryAfter", of: FaultLimit.RetryAfter.allCases.map(\.rawValue))
        let usual = ["Limit": "limit", "Remaining": "remaining", "Reset": "reset"].sorted { $0.key < $1.key }
            .map { FaultPage.Field(name: "RateLimit-\($0.key)", value: "{\($0.value)}") }
        return FaultLimit(
            limit: Int64(limit),
            capacity: Int64(try fields.integer("capacity", from: 1, through: Int64(limit)) ?? limit),
            window: window,
            isAligned: isAligned,
            code: try fields.integer("code", from: 400, through: 599) ?? 429,
            page: try fields.page(),
            retryAfter: named.flatMap(FaultLimit.RetryAfter.init(rawValue:)) ?? .seconds,
            headers: try fields.headers("headers") ?? usual
        )
    }

    private static func expiry(_ fields: FaultFields) throws(SimulatorError) -> Effect {
        let uses = try fields.integer("uses", from: 0)
        let lives = try fields.span("lives")
        guard uses != nil || lives != nil else {
            throw SimulatorError("Fault rule: give uses, or lives, or both: when does a credential end?")
        }
        let usual = [FaultPage.Field(name: "WWW-Authenticate", value: "Bearer error=\"invalid_token\"")]
        let answer = response(
            try fields.integer("code", from: 200, through: 599) ?? 401,
            try fields.page(),
            try fields.headers("headers") ?? usual
        )
        return .expiry(uses: uses.map(Int64.init), lives: lives, answer: answer)
    }

    private static func drift(_ fields: FaultFields) throws(SimulatorError) -> SchemaDrift {
        let text = try fields.required(fields.text("at"), "at")
        guard let places = JSONPlaces(text) else {
            throw SimulatorError("Fault rule: at is \"\(text)\"; give a place such as /result/*/name.")
        }
        let name = try fields.required(fields.choice("change", of: SchemaDrift.Change.names), "change")
        let change: SchemaDrift.Change
        switch name {
        case "remove": change = .remove
        case "add": change = .add(try fields.required(fields.object["value"], "value"))
        case "rename": change = .rename(try fields.required(fields.text("to"), "to"))
        case "replace": change = .replace(try fields.required(fields.object["value"], "value"))
        case "type":
            let kind = try fields.required(fields.choice("to", of: SchemaDrift.Kind.allCases.map(\.rawValue)), "to")
            change = .retype(SchemaDrift.Kind(rawValue: kind) ?? .null)
        case "upper": change = .upper
        case "lower": change = .lower
        case "pad": change = .pad
        case "repeat": change = .repeat
        default: change = .reverse
        }
        return SchemaDrift(places: places, change: change)
    }
}
