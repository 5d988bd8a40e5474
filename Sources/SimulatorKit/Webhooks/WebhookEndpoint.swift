internal import JSON

/// A receiver that a simulated system tells of its events.
struct WebhookEndpoint: Sendable {
    /// A key and until when it signs beside newer ones.
    struct Key: Sendable {
        let key: WebhookKey
        var until: SimulatedInstant?
    }

    /// The waits of Standard Webhooks 1.0.0 before each attempt: ten in 75 h 35 min 5 s.
    static let standardSchedule = [0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
        .map { VirtualDuration(microseconds: $0 * 1_000_000) }

    let id: String
    /// Tells it from others that had or will have its name.
    var serial = 0
    let address: WebhookAddress
    let scheme: WebhookScheme
    /// The header field with the id where the scheme has none.
    let idHeader: String?
    /// The types of event that are told; `nil` for all.
    let events: [String]?
    /// Which of the system's payload versions is told.
    let version: Int
    /// How long before the first attempt, and after each failed one before the next.
    let schedule: [VirtualDuration]
    /// By how much of itself a wait is longer at most.
    let jitter: Double
    /// How long an answer is waited for, in milliseconds of the machine's clock; `nil` for as long as it takes.
    let timeout: Int?
    let honoursRetryAfter: Bool
    /// The members that were given, keys and misbehaviour left out.
    let source: JSONObject
    var misbehaviours: [WebhookMisbehaviour] = []
    var keys: [Key] = []
    var isEnabled = true
    /// Until when the receiver has asked to be left alone.
    var pausedUntil: SimulatedInstant?
    private let keyForm: WebhookKey.Form

    private static let members =
        WebhookScheme.members + [
            "id", "url", "beyondLoopback", "key", "keyEncoding", "idHeader", "events", "version", "schedule", "jitter",
            "timeoutMilliseconds", "honoursRetryAfter", "misbehaviour",
        ]

    /// Reads an endpoint.
    ///
    /// - Parameters:
    ///   - json: The document.
    ///   - fallback: Its name if the document has none.
    ///   - system: What the system tells of.
    ///   - seed: What chance follows from.
    /// - Throws: ``SimulatorError`` that names the member that cannot be used.
    init(
        _ json: JSON,
        named fallback: String,
        of system: any WebhookingSystem.Type,
        seed: UInt64
    ) throws(SimulatorError) {
        let fields = try WebhookFields(json, "Webhook endpoint", allowed: Self.members)
        id = try fields.text("id") ?? fallback
        guard !id.contains("/") else { throw fields.wrong("id", "a name without /", .string(id)) }
        address = try WebhookAddress(
            fields.required(fields.text("url"), "url"),
            beyondLoopback: fields.flag("beyondLoopback") ?? false
        )
        scheme = try WebhookScheme(fields)
        idHeader = try fields.fieldName("idHeader")
        if let events = try fields.texts("events") {
            for event in events where !system.eventTypes.contains(event) {
                let known = system.eventTypes.joined(separator: ", ")
                throw fields.wrong("events", "some of \(known)", .string(event))
            }
            self.events = events
        } else {
            events = nil
        }
        let versions = system.payloadVersions
        version = try fields.choice("version", of: versions).flatMap { versions.firstIndex(of: $0) } ?? 0
        schedule = try Self.schedule(fields)
        jitter = try fields.share("jitter") ?? 0.25
        let patience = try fields.integer("timeoutMilliseconds", in: 0...60_000) ?? 15_000
        timeout = patience == 0 ? nil : patience
        honoursRetryAfter = try fields.flag("honoursRetryAfter") ?? true
        var source = fields.object
        source["id"] = .string(id)
        source["key"] = nil
        source["misbehaviour"] = nil
        self.source = source
        keyForm = try Self.keyForm(fields)
        try setKeys(fields)
        try setMisbehaviour(fields["misbehaviour"] ?? [], seed: seed)
    }

    /// Whether webhooks about events of this type are sent there.
    func wants(_ type: String) -> Bool { isEnabled && events.map { $0.contains(type) } ?? true }

    /// The keys that sign at a moment, the newest first.
    func keys(at now: SimulatedInstant) -> [WebhookKey] {
        keys.filter { key in key.until.map { now <= $0 } ?? true }.map(\.key)
    }

    /// The endpoint for the transcript: all that was said of it but the port, which is another in every run.
    var transcriptDocument: JSON {
        var object = source
        object["url"] = .string("\(address.host) \(address.target)")
        let rules = misbehaviours.map { JSON.object($0.source) }
        return ["endpoint": .object(object), "keys": .array(keys.map { .string($0.key.text) }), "rules": .array(rules)]
    }

    /// Signs with another key from now on; the former ones sign beside it until `end`.
    mutating func rotate(to text: String, formerUntil end: SimulatedInstant) throws(SimulatorError) {
        if case .none = scheme { throw SimulatorError("The endpoint \(id) has the scheme none, which has no key.") }
        let key = try WebhookKey(text, keyForm)
        for index in keys.indices where keys[index].until == nil { keys[index].until = end }
        keys.insert(Key(key: key), at: 0)
    }

    /// Replaces the rules by which it misbehaves.
    mutating func setMisbehaviour(_ json: JSON, seed: UInt64) throws(SimulatorError) {
        var rules: [WebhookMisbehaviour] = []
        for (index, rule) in (json.arrayValue ?? [json]).enumerated() {
            rules.append(try WebhookMisbehaviour(rule, seed: seed, purpose: "misbehaviour \(id) \(index)"))
        }
        for rule in rules {
            if case .none = scheme, [.wrongKey, .missingHeader].contains(rule.kind), rule.header == nil {
                throw SimulatorError("\(rule.kind.rawValue) needs a scheme that signs; \(id) has the scheme none.")
            }
            if let missing = rule.header {
                let names = ["Content-Type"] + [idHeader].compactMap(\.self) + scheme.names
                guard names.contains(where: { $0.lowercased() == missing.lowercased() }) else {
                    throw SimulatorError(
                        "\(rule.kind.rawValue) means the header \(missing), which \(id) never sends; it sends "
                            + "\(names.joined(separator: ", "))."
                    )
                }
            }
            if [.staleTimestamp, .futureTimestamp].contains(rule.kind), !scheme.tellsTime {
                throw SimulatorError(
                    "\(rule.kind.rawValue) needs a scheme that tells the time: standard, timestamped-hmac."
                )
            }
        }
        misbehaviours = rules
    }

    private mutating func setKeys(_ fields: WebhookFields) throws(SimulatorError) {
        let texts = try fields.texts("key") ?? []
        if case .none = scheme {
            guard texts.isEmpty else { throw fields.error("the scheme none has no key; leave key out.") }
            return
        }
        guard !texts.isEmpty else { throw fields.error("member key is missing.") }
        guard texts.count == 1 || scheme.hasSeveralSignatures else {
            throw fields.error("the scheme \(try fields.text("scheme") ?? "") has one signature; give one key.")
        }
        for text in texts { keys.append(Key(key: try WebhookKey(text, keyForm))) }
    }

    private static func keyForm(_ fields: WebhookFields) throws(SimulatorError) -> WebhookKey.Form {
        let encoding = try fields.choice("keyEncoding", of: ["text", "base64"])
        if try fields.text("scheme") ?? "standard" == "standard" {
            guard encoding == nil else {
                throw fields.error("member keyEncoding means nothing to the scheme standard; leave it out.")
            }
            return .standard
        }
        return encoding == "base64" ? .base64 : .text
    }

    private static func schedule(_ fields: WebhookFields) throws(SimulatorError) -> [VirtualDuration] {
        guard let texts = try fields.texts("schedule") else { return standardSchedule }
        let spans = texts.compactMap { VirtualDuration($0) }
        guard spans.count == texts.count, spans.count <= 100 else {
            throw fields.wrong("schedule", "at most 100 spans such as [\"PT0S\",\"PT5S\"]", fields["schedule"] ?? .null)
        }
        return spans
    }
}

extension WebhookEndpoint {
    /// The endpoint as it is listed; never its keys.
    func json(at now: SimulatedInstant) -> JSON {
        var object = source
        object["enabled"] = .bool(isEnabled)
        object["keys"] = .integer(Int64(keys(at: now).count))
        object["pausedUntil"] = pausedUntil.map { .string($0.text) } ?? .null
        object["misbehaviour"] = .array(misbehaviours.map(\.json))
        return .object(object)
    }

    /// The endpoint with its keys and the state of its rules.
    var snapshot: JSON {
        let held = keys.map { key -> JSON in
            ["key": .string(key.key.text), "until": key.until.map { .string($0.text) } ?? .null]
        }
        return [
            "endpoint": .object(source), "serial": .integer(Int64(serial)), "keys": .array(held),
            "enabled": .bool(isEnabled),
            "pausedUntil": pausedUntil.map { .string($0.text) } ?? .null,
            "misbehaviour": .array(misbehaviours.map(\.snapshot)),
        ]
    }

    /// Continues where ``snapshot`` was taken; `nil` if it is none.
    init?(restoring snapshot: JSON, of system: any WebhookingSystem.Type) throws(SimulatorError) {
        guard var source = snapshot["endpoint"]?.objectValue, let id = source["id"]?.stringValue,
            let serial = snapshot["serial"]?.integerValue, let keys = snapshot["keys"]?.arrayValue,
            let isEnabled = snapshot["enabled"]?.boolValue,
            let rules = snapshot["misbehaviour"]?.arrayValue
        else { return nil }
        let texts = keys.compactMap { $0["key"]?.stringValue }
        if !texts.isEmpty { source["key"] = .array(texts.map(JSON.string)) }
        self = try WebhookEndpoint(.object(source), named: id, of: system, seed: 0)
        self.serial = Int(clamping: serial)
        self.isEnabled = isEnabled
        pausedUntil = snapshot["pausedUntil"]?.stringValue.flatMap(SimulatedInstant.init(_:))
        for (index, key) in keys.enumerated() where self.keys.indices.contains(index) {
            self.keys[index].until = key["until"]?.stringValue.flatMap(SimulatedInstant.init(_:))
        }
        for rule in rules {
            guard let restored = try WebhookMisbehaviour(restoring: rule) else { return nil }
            misbehaviours.append(restored)
        }
    }
}
