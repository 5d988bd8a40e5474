internal import JSON

/// The fault rules in force, with their counts.
struct FaultPlan: Sendable {
    private let seed: UInt64
    private var rules: [ActiveRule] = []
    private var added = 0

    private struct ActiveRule: Sendable {
        var rule: FaultRule
        var matched = 0
        var applied = 0
        var random: SeededRandom

        var json: JSON {
            guard case .object(var object) = rule.json else { return rule.json }
            object["matched"] = .integer(Int64(matched))
            object["applied"] = .integer(Int64(applied))
            return .object(object)
        }

        /// Counts a matching request; whether the rule applies to it.
        mutating func applies() -> Bool {
            matched += 1
            guard matched > rule.skip else { return false }
            if let times = rule.times, applied >= times { return false }
            if let probability = rule.probability, !random.happens(withProbability: probability) { return false }
            applied += 1
            return true
        }
    }

    init(seed: UInt64) {
        self.seed = seed
    }

    /// The rules with their counts.
    var json: JSON { .array(rules.map(\.json)) }

    /// Whether there is a rule of that name.
    func contains(_ id: String) -> Bool {
        rules.contains { $0.rule.id == id }
    }

    /// Adds a rule and gives it a name if it has none; its name must not be in use.
    mutating func add(_ rule: FaultRule) -> JSON {
        var rule = rule
        if rule.id.isEmpty {
            repeat { added += 1 } while contains("fault-\(added)")
            rule.id = "fault-\(added)"
        }
        // Each rule draws its own numbers, so that rules do not disturb each other.
        let active = ActiveRule(rule: rule, random: SeededRandom(seed: seed, purpose: "fault \(rule.id)"))
        rules.append(active)
        return active.json
    }

    /// Removes a rule; whether there was one.
    mutating func remove(_ id: String) -> Bool {
        let count = rules.count
        rules.removeAll { $0.rule.id == id }
        return rules.count < count
    }

    /// Removes all rules.
    mutating func removeAll() {
        rules = []
    }

    /// The rule that applies to `request`; later rules do not see that request.
    mutating func rule(for request: SimulatedRequest, at now: SimulatedInstant) -> FaultRule? {
        for index in rules.indices where rules[index].rule.scope.covers(request, at: now) && rules[index].applies() {
            return rules[index].rule
        }
        return nil
    }
}

extension FaultPlan {
    /// The rules, their counts and the state of their random numbers.
    var snapshot: JSON {
        let rules = rules.map { active -> JSON in
            [
                "rule": active.rule.json, "matched": .integer(Int64(active.matched)),
                "applied": .integer(Int64(active.applied)), "random": active.random.snapshot,
            ]
        }
        return ["added": .integer(Int64(added)), "rules": .array(rules)]
    }

    /// Continues where ``snapshot`` was taken.
    ///
    /// - Parameters:
    ///   - seed: The seed of the simulator.
    ///   - snapshot: What ``snapshot`` gave.
    ///   - own: The kinds that only this system knows.
    /// - Throws: ``SimulatorError`` if it is no such snapshot.
    init(seed: UInt64, restoring snapshot: JSON, own: [String]) throws(SimulatorError) {
        self.seed = seed
        let unusable = SimulatorError("The snapshot's member faults is none that GET /_sim/snapshot gave.")
        guard let added = snapshot["added"]?.integerValue, let rules = snapshot["rules"]?.arrayValue else {
            throw unusable
        }
        self.added = Int(clamping: added)
        for entry in rules {
            guard let rule = entry["rule"], let matched = entry["matched"]?.integerValue,
                let applied = entry["applied"]?.integerValue,
                let random = entry["random"].flatMap(SeededRandom.init(snapshot:))
            else { throw unusable }
            self.rules.append(
                ActiveRule(
                    rule: try FaultRule(rule, own: own),
                    matched: Int(clamping: matched),
                    applied: Int(clamping: applied),
                    random: random
                )
            )
        }
    }
}

extension FaultRule {
    /// The answer of a rule that leaves the system out, or `nil` if the system answers first.
    var answerWithoutWork: SimulatedResponse? {
        switch effect {
        case .refuse, .status, .body:
            let leavesOut = effect == .refuse || !worksFirst
            return leavesOut ? applied(to: SimulatedResponse(status: 503, contentType: "text/plain", body: [])) : nil
        case .dropAnswer, .truncate, .repeatBody, .slow, .own: return nil
        }
    }

    /// What becomes of the system's answer.
    func applied(to answer: SimulatedResponse) -> SimulatedResponse {
        var answer = changed(answer)
        answer.milliseconds = milliseconds
        return answer
    }

    private func changed(_ answer: SimulatedResponse) -> SimulatedResponse {
        var answer = answer
        switch effect {
        case .slow, .own: break
        case .refuse: answer.delivery = .dropped
        case .dropAnswer: answer.delivery = .dropped
        case .truncate(let bytes): answer.delivery = .truncated(bytes: bytes)
        case .repeatBody(let bytes):
            if answer.body.isEmpty { answer.body = [UInt8(ascii: " ")] }
            answer.delivery = .repeated(bytes: bytes)
        case .body(let page, let status):
            return SimulatedResponse(status: status, contentType: page.contentType, body: Array(page.text.utf8))
        case .status(let code, let page, let retryAfter):
            return SimulatedResponse(
                status: code,
                contentType: page?.contentType ?? "text/plain; charset=utf-8",
                body: Array((page?.text ?? "").utf8),
                headers: retryAfter.map { [(name: "Retry-After", value: $0)] } ?? []
            )
        }
        return answer
    }
}
