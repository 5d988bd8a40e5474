internal import JSON

/// A rule by which some webhooks of an endpoint are not sent as they should be.
struct WebhookMisbehaviour: Sendable {
    /// What is done to a webhook.
    enum Kind: String, CaseIterable {
        case wrongKey, staleTimestamp, futureTimestamp, alteredBody, missingHeader, stall
        case duplicate, sameIdOtherBody, otherIdSameBody, outOfOrder, delay, drop, twoVersions

        /// Whether it befalls single attempts, so that a later one may be as it should be.
        var isOfAttempts: Bool {
            switch self {
            case .wrongKey, .staleTimestamp, .futureTimestamp, .alteredBody, .missingHeader, .stall: true
            case .duplicate, .sameIdOtherBody, .otherIdSameBody, .outOfOrder, .delay, .drop, .twoVersions: false
            }
        }

        /// The members that only this kind takes.
        var members: [String] {
            switch self {
            case .wrongKey, .alteredBody: ["attempts"]
            case .staleTimestamp, .futureTimestamp: ["attempts", "by"]
            case .missingHeader: ["attempts", "header"]
            case .stall: ["attempts", "milliseconds"]
            case .duplicate: ["count"]
            case .outOfOrder, .delay: ["by"]
            case .sameIdOtherBody, .otherIdSameBody, .drop, .twoVersions: []
            }
        }
    }

    let kind: Kind
    /// The type of event that is meant; `nil` for all.
    let event: String?
    private let skip: Int
    private let times: Int?
    private let probability: Double?
    /// How many attempts of a webhook are befallen, from the first.
    let attempts: Int
    /// How far off a timestamp is, or how much later a webhook is sent.
    let span: VirtualDuration
    /// The header field that is left out; `nil` for the one with the proof.
    let header: String?
    /// How long the second half of the body is waited for, by the machine's clock.
    let milliseconds: Int
    /// How often the same is sent again.
    let count: Int
    /// The rule as it was given.
    let source: JSONObject
    private var random: SeededRandom
    private var matched = 0
    private var applied = 0

    /// Reads a rule.
    ///
    /// - Parameters:
    ///   - json: The rule.
    ///   - seed: What chance follows from.
    ///   - purpose: Tells the rule from others of the same seed.
    /// - Throws: ``SimulatorError`` that names the member that cannot be used.
    init(_ json: JSON, seed: UInt64, purpose: String) throws(SimulatorError) {
        let subject = "Webhook misbehaviour"
        let every = ["kind", "event", "skip", "times", "probability"]
        let all = try WebhookFields(
            json,
            subject,
            allowed: every + ["attempts", "by", "header", "milliseconds", "count"]
        )
        let names = Kind.allCases.map(\.rawValue)
        let name = try all.required(all.choice("kind", of: names), "kind")
        let kind = Kind(rawValue: name) ?? .drop
        let fields = try WebhookFields(json, "\(subject) \(name)", allowed: every + kind.members)
        self.kind = kind
        event = try fields.text("event")
        skip = try fields.integer("skip", in: 0...1_000_000) ?? 0
        times = try fields.integer("times", in: 1...1_000_000)
        probability = try fields.share("probability")
        attempts = try fields.integer("attempts", in: 1...1000) ?? 1
        span = try fields.span("by") ?? VirtualDuration(microseconds: (kind.isOfAttempts ? 600 : 3600) * 1_000_000)
        header = try fields.fieldName("header")
        milliseconds = try fields.integer("milliseconds", in: 1...600_000) ?? 31_000
        count = try fields.integer("count", in: 1...100) ?? 1
        source = fields.object
        random = SeededRandom(seed: seed, purpose: purpose)
    }

    /// Whether the rule befalls a new webhook about an event of this type; counts.
    mutating func befalls(_ type: String) -> Bool {
        guard event == nil || event == type else { return false }
        matched += 1
        guard matched > skip, times.map({ applied < $0 }) ?? true else { return false }
        if let probability, !random.happens(withProbability: probability) { return false }
        applied += 1
        return true
    }

    /// The rule with its counts.
    var json: JSON {
        var object = source
        object["matched"] = .integer(Int64(matched))
        object["applied"] = .integer(Int64(applied))
        return .object(object)
    }

    /// The rule with its counts and the state of chance.
    var snapshot: JSON {
        [
            "rule": .object(source), "matched": .integer(Int64(matched)), "applied": .integer(Int64(applied)),
            "random": random.snapshot,
        ]
    }

    /// Continues where ``snapshot`` was taken; `nil` if it is none.
    init?(restoring snapshot: JSON) throws(SimulatorError) {
        guard let rule = snapshot["rule"], let matched = snapshot["matched"]?.integerValue,
            let applied = snapshot["applied"]?.integerValue,
            let random = snapshot["random"].flatMap(SeededRandom.init(snapshot:))
        else { return nil }
        self = try WebhookMisbehaviour(rule, seed: 0, purpose: "")
        self.matched = Int(clamping: matched)
        self.applied = Int(clamping: applied)
        self.random = random
    }
}
