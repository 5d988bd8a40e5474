/// How long business exceptions may wait for their owner, and to whom they go then.
public struct ExceptionPolicy: Sendable, Hashable {
    /// The rules of single kinds of cases, by the kind, for example `unknown_equipment`.
    public let kinds: [String: ServiceLevel]
    /// The rules of all other cases, by how much they matter.
    public let severities: [ExceptionSeverity: ServiceLevel]

    /// Creates a policy.
    public init(kinds: [String: ServiceLevel] = [:], severities: [ExceptionSeverity: ServiceLevel] = [:]) {
        self.kinds = kinds
        self.severities = severities
    }

    /// Errors wait four hours, warnings a day, information a week; whose a case is does not change by itself.
    public static let standard = ExceptionPolicy()

    /// Whether any case ever goes to another role.
    public var escalates: Bool {
        (Array(kinds.values) + Array(severities.values)).contains { $0.escalation?.isEmpty == false }
    }

    /// What holds of a case: by the rule of its kind, otherwise by that of its severity, otherwise by the default.
    ///
    /// - Parameters:
    ///   - kind: The kind.
    ///   - severity: How much it matters.
    ///   - usual: How long cases of this kind may wait where a company has said nothing; `nil` for its severity's time.
    /// - Returns: The terms, with the most specific rule that there is.
    public func terms(of kind: String, _ severity: ExceptionSeverity, usual: Duration? = nil) -> ServiceTerms {
        let (own, general) = (kinds[kind], severities[severity])
        let rule =
            own.map { GoverningRule("exceptions.kinds.\(kind)", $0.origin) }
            ?? GoverningRule("exceptions.severities.\(severity.rawValue)", general?.origin ?? .standard)
        return ServiceTerms(
            answerWithin: own?.answerWithin ?? general?.answerWithin ?? usual ?? severity.usualTime,
            escalation: own?.escalation ?? general?.escalation ?? [],
            rule: rule
        )
    }
}

/// How much it matters that somebody answers.
public enum ExceptionSeverity: String, Sendable, Hashable, CaseIterable {
    /// To be known.
    case information
    /// Something is held back.
    case warning
    /// A system does not work.
    case error

    fileprivate var usualTime: Duration {
        switch self {
        case .information: .seconds(7 * 86_400)
        case .warning: .seconds(86_400)
        case .error: .seconds(4 * 3600)
        }
    }
}

/// What a company says of some cases.
public struct ServiceLevel: Sendable, Hashable {
    /// How long the owner has; `nil` if that is not said here.
    public let answerWithin: Duration?
    /// To whom a case goes that nobody answers, one after the other; `nil` if that is not said here.
    public let escalation: [EscalationStep]?
    /// Where the rule comes from.
    public let origin: RuleOrigin

    /// Creates a rule.
    public init(answerWithin: Duration? = nil, escalation: [EscalationStep]? = nil, origin: RuleOrigin = .standard) {
        self.answerWithin = answerWithin
        self.escalation = escalation
        self.origin = origin
    }
}

/// One role of a chain.
public struct EscalationStep: Sendable, Hashable {
    /// The role.
    public let role: String
    /// How long it has before the case goes on; `nil` for as long as the first owner had.
    public let answerWithin: Duration?

    /// Creates a step.
    public init(to role: String, answerWithin: Duration? = nil) {
        self.role = role
        self.answerWithin = answerWithin
    }
}
