public import CanonicalModel

/// How long payloads are kept once nothing is to be done with them, by the class of their object.
public struct RetentionPolicy: Sendable, Hashable {
    /// The rules, by class; what has none is kept for ever.
    public let rules: [SensitivityClass: RetentionRule]

    /// Creates a policy.
    public init(rules: [SensitivityClass: RetentionRule] = [:]) {
        self.rules = rules
    }

    /// Everything is kept for ever.
    public static let standard = RetentionPolicy()

    /// The rule of an object, `nil` if it is kept for ever; one that nobody has described counts as the highest class.
    public func rule(of object: String) -> RetentionRule? { rules[Self.sensitivity(of: object)] }

    /// The class of an object.
    public static func sensitivity(of object: String) -> SensitivityClass {
        CanonicalVocabulary.schema(of: object)?.sensitivity ?? .c4
    }

    /// The rule that is over first of those of some objects; `nil` if all are kept for ever.
    public func strictest(of objects: some Sequence<String>) -> RetentionRule? {
        objects.compactMap { rule(of: $0) }.min { $0.days < $1.days }
    }
}

/// For how many days something is kept.
public struct RetentionRule: Sendable, Hashable {
    /// How many days.
    public let days: Int
    /// What a judgement rests on.
    public let rule: GoverningRule

    /// Creates a rule.
    public init(days: Int, rule: GoverningRule) {
        self.days = days
        self.rule = rule
    }

    /// Whether it is over for what was done with at a time.
    public func isOver(for done: Instant, at now: Instant) -> Bool {
        now > done.adding(seconds: Int64(days) * 86_400)
    }
}
