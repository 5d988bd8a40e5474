/// How up to date what is read of each system has to be.
public struct SynchronisationPolicy: Sendable, Hashable {
    /// The rules by the name that the configuration calls a system; one that is not here may be as old as it is.
    public let systems: [String: SynchronisationRule]

    /// Creates a policy.
    public init(systems: [String: SynchronisationRule] = [:]) {
        self.systems = systems
    }

    /// No system has to be up to date; one that fails or refuses is a case all the same.
    public static let standard = SynchronisationPolicy()

    /// What a judgement about a system rests on.
    public func governingRule(of system: String) -> GoverningRule {
        GoverningRule("synchronisation.\(system)", systems[system]?.origin ?? .standard)
    }
}

/// How up to date what is read of one system has to be.
public struct SynchronisationRule: Sendable, Hashable {
    /// How often the company means to read the system; `nil` if it does not say.
    public let mode: SynchronisationMode?
    /// For how long what was read counts as fresh; `nil` for ever.
    public let freshWithin: Duration?
    /// The role that is told when it does not any more; `nil` for the one that runs the integration.
    public let owner: String?
    /// How much that matters.
    public let severity: SynchronisationSeverity
    /// Where the rule comes from.
    public let origin: RuleOrigin

    /// Creates a rule.
    public init(
        mode: SynchronisationMode? = nil,
        freshWithin: Duration? = nil,
        owner: String? = nil,
        severity: SynchronisationSeverity = .warning,
        origin: RuleOrigin = .standard
    ) {
        self.mode = mode
        self.freshWithin = freshWithin
        self.owner = owner
        self.severity = severity
        self.origin = origin
    }
}

/// How often a system is meant to be read; the schedule of the system has to agree.
public enum SynchronisationMode: String, Sendable, Hashable, CaseIterable {
    /// Within a minute.
    case realTime
    /// Within a quarter of an hour.
    case nearRealTime
    /// Several times a day.
    case intraday
    /// At a time of the day, on the days that count.
    case batch
    /// When a period is closed.
    case atClose
}

/// How much it matters that a system is not up to date.
public enum SynchronisationSeverity: String, Sendable, Hashable, CaseIterable {
    /// To be known.
    case information
    /// Something may be missing.
    case warning
    /// What is decided without it is wrong.
    case error
}
