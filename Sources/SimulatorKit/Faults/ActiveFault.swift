internal import JSON

/// A fault rule in force, with its counts and its random numbers.
struct ActiveFault: Sendable {
    /// How many values of ``FaultRule/per`` are counted apart; all further ones share a count.
    static let mostClients = 20_000
    /// The name of the count that they share; the name of a client is a digest.
    private static let others = "others"

    let rule: FaultRule
    private var matched = 0
    private var applied = 0
    private var isInBurst = false
    private var random: SeededRandom
    private var clients: [String: Client] = [:]
    private var cache = FaultCache()

    /// What is counted for one value of ``FaultRule/per``.
    private struct Client: Sendable {
        var matched = 0
        var applied = 0
        var level = FaultLimit.Level()
    }

    /// What a rule means to a request.
    enum Decision: Sendable {
        /// It does not concern it.
        case passes
        /// It only adds header fields to the answer.
        case adds([(name: String, value: String)])
        /// It applies, and later rules do not see the request.
        case applies(AppliedFault)
    }

    /// Puts a rule in force; it draws its own numbers, so that rules do not disturb each other.
    init(_ rule: FaultRule, seed: UInt64) {
        self.rule = rule
        random = SeededRandom(seed: seed, purpose: "fault \(rule.id)")
    }

    /// The rule with its counts.
    var json: JSON {
        var object = rule.json
        object["matched"] = .integer(Int64(matched))
        object["applied"] = .integer(Int64(applied))
        return .object(object)
    }

    /// Counts a matching request and decides about it.
    mutating func decide(_ request: SimulatedRequest, at now: SimulatedInstant) -> Decision {
        guard rule.scope.covers(request, at: now) else { return .passes }
        let values = rule.per.map { $0.value(of: request) }
        if case .expiry = rule.effect, values.contains(nil) { return .passes }
        // Names of clients are digests, since a credential has no place in a snapshot.
        var name = values.isEmpty ? "" : Self.digest(values)
        if clients.count >= Self.mostClients, clients[name] == nil { name = Self.others }
        matched += 1
        var client = clients[name] ?? Client()
        client.matched += 1
        defer { clients[name] = client }
        guard strikes(client) else { return .passes }
        return decide(request, for: &client, at: now)
    }

    /// Keeps the system's own answer if this is a cache.
    mutating func keep(_ answer: SimulatedResponse, to request: SimulatedRequest, at now: SimulatedInstant) {
        guard rule.effect == .stale, rule.scope.covers(request, at: now) else { return }
        cache.keep(answer, to: request)
    }

    private mutating func strikes(_ client: Client) -> Bool {
        guard client.matched > rule.skip else { return false }
        if let times = rule.times, client.applied >= times { return false }
        if let probability = rule.probability { return random.happens(withProbability: probability) }
        guard let bursts = rule.bursts else { return true }
        let changes = random.happens(withProbability: isInBurst ? bursts.ends : bursts.starts)
        if changes { isInBurst.toggle() }
        return isInBurst
    }

    private mutating func decide(
        _ request: SimulatedRequest,
        for client: inout Client,
        at now: SimulatedInstant
    ) -> Decision {
        var effect = rule.effect
        switch rule.effect {
        case .limit(let limit):
            let standing = limit.take(from: &client.level, at: now)
            guard !standing.isAllowed else { return .adds(limit.fields(standing)) }
            effect = .answer(limit.refusal(standing))
        case .expiry(let uses, let lives, let answer):
            if client.level.taken == 0 { client.level.at = now.microseconds }
            client.level.taken += 1
            let isWornOut = uses.map { client.level.taken > $0 } ?? false
            let isTooOld = lives.map { now.microseconds - client.level.at >= $0 } ?? false
            guard isWornOut || isTooOld else { return .passes }
            effect = .answer(answer)
        case .stale:
            guard let answer = cache.answer(to: request) else { return .passes }
            effect = .answer(answer)
        case .garbage(let bytes):
            // The first byte begins no HTTP, whatever the seed.
            let rest = (1..<max(bytes, 1)).map { _ in UInt8(truncatingIfNeeded: random.next() >> 32) }
            effect = .delivery(.raw([UInt8(truncatingIfNeeded: random.next()) | 0x80] + rest))
        default: break
        }
        applied += 1
        client.applied += 1
        return .applies(
            AppliedFault(
                id: rule.id,
                effect: effect,
                worksFirst: rule.worksFirst,
                milliseconds: rule.delay.drawn(with: &random)
            )
        )
    }

    private static func digest(_ values: [String?]) -> String {
        let text = JSON.array(values.map { $0.map(JSON.string) ?? .null }).canonicalText
        return String(FileDigest.sha256(Array(text.utf8)).prefix(32))
    }
}

extension ActiveFault {
    /// The rule, its counts and the state of its random numbers.
    var snapshot: JSON {
        var counts = JSONObject()
        for (name, client) in clients.sorted(by: { $0.key < $1.key }) {
            counts[name] = [
                .integer(Int64(client.matched)), .integer(Int64(client.applied)), .integer(client.level.taken),
                .integer(client.level.at),
            ]
        }
        return [
            "rule": .object(rule.json), "matched": .integer(Int64(matched)), "applied": .integer(Int64(applied)),
            "random": random.snapshot, "inBurst": .bool(isInBurst), "clients": .object(counts),
            "cache": cache.snapshot,
        ]
    }

    /// Continues where ``snapshot`` was taken; `nil` if it is none.
    ///
    /// - Throws: ``SimulatorError`` if its rule cannot be used.
    init?(restoring snapshot: JSON, own: [String], at now: SimulatedInstant) throws(SimulatorError) {
        guard let rule = snapshot["rule"], let matched = snapshot["matched"]?.integerValue,
            let applied = snapshot["applied"]?.integerValue,
            let random = snapshot["random"].flatMap(SeededRandom.init(snapshot:))
        else { return nil }
        self.rule = try FaultRule(rule, own: own, at: now)
        self.matched = Int(clamping: matched)
        self.applied = Int(clamping: applied)
        self.random = random
        isInBurst = snapshot["inBurst"] == true
        guard let cache = FaultCache(snapshot: snapshot["cache"] ?? [:]) else { return nil }
        self.cache = cache
        // A file of an earlier version has one count only.
        let single: JSONObject = ["": [.integer(matched), .integer(applied), 0, 0]]
        for (name, counts) in snapshot["clients"]?.objectValue ?? single {
            let numbers = (0..<4).compactMap { counts[$0]?.integerValue }
            guard numbers.count == 4 else { return nil }
            clients[name] = Client(
                matched: Int(clamping: numbers[0]),
                applied: Int(clamping: numbers[1]),
                level: FaultLimit.Level(taken: numbers[2], at: numbers[3])
            )
        }
    }
}
