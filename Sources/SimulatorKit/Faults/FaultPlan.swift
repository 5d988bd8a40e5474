internal import JSON

/// The fault rules in force, with their counts.
struct FaultPlan: Sendable {
    private let seed: UInt64
    private var rules: [ActiveFault] = []
    private var added = 0

    init(seed: UInt64) {
        self.seed = seed
    }

    /// The rules with their counts.
    var json: JSON { .array(rules.map(\.json)) }

    /// Whether there is a rule of that name.
    func contains(_ id: String) -> Bool {
        rules.contains { $0.rule.id == id }
    }

    /// Whether the rule of that name, if there is one, is meant for `request`.
    func covers(_ id: String, _ request: SimulatedRequest, at now: SimulatedInstant) -> Bool {
        rules.first { $0.rule.id == id }?.rule.scope.covers(request, at: now) ?? false
    }

    /// Adds a rule and gives it a name if it has none; its name must not be in use.
    mutating func add(_ rule: FaultRule) -> JSON {
        var rule = rule
        if rule.id.isEmpty {
            repeat { added += 1 } while contains("fault-\(added)")
            rule.id = "fault-\(added)"
        }
        let active = ActiveFault(rule, seed: seed)
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

    /// Keeps the system's own answer in the rules that are caches.
    mutating func keep(_ answer: SimulatedResponse, to request: SimulatedRequest, at now: SimulatedInstant) {
        for index in rules.indices { rules[index].keep(answer, to: request, at: now) }
    }

    /// What the rules mean to one request.
    struct Decision: Sendable {
        /// The fault that befalls it, if any.
        var fault: AppliedFault?
        /// Header fields that the rules before that one add to its answer.
        var headers: [(name: String, value: String)] = []
    }

    /// Decides about `request`; rules after the first that applies do not see it.
    mutating func decide(_ request: SimulatedRequest, at now: SimulatedInstant) -> Decision {
        var decision = Decision()
        for index in rules.indices {
            switch rules[index].decide(request, at: now) {
            case .passes: continue
            case .adds(let headers): decision.headers += headers
            case .applies(let fault):
                decision.fault = fault
                return decision
            }
        }
        return decision
    }
}

extension FaultPlan {
    /// The rules, their counts and the state of their random numbers.
    var snapshot: JSON {
        ["added": .integer(Int64(added)), "rules": .array(rules.map(\.snapshot))]
    }

    /// Continues where ``snapshot`` was taken.
    ///
    /// - Parameters:
    ///   - seed: The seed of the simulator.
    ///   - snapshot: What ``snapshot`` gave.
    ///   - own: The kinds that only this system knows.
    ///   - now: The virtual time.
    /// - Throws: ``SimulatorError`` if it is no such snapshot.
    init(
        seed: UInt64,
        restoring snapshot: JSON,
        own: [String],
        at now: SimulatedInstant
    ) throws(SimulatorError) {
        self.seed = seed
        let unusable = SimulatorError("The snapshot's member faults is none that GET /_sim/snapshot gave.")
        guard let added = snapshot["added"]?.integerValue, let rules = snapshot["rules"]?.arrayValue else {
            throw unusable
        }
        self.added = Int(clamping: added)
        for entry in rules {
            guard let active = try ActiveFault(restoring: entry, own: own, at: now) else { throw unusable }
            self.rules.append(active)
        }
    }
}
