/// How a company's workflow is governed, as data: one member for each section of `governance.yaml`.
///
/// A policy is a value without clock, input or output; what follows from it is a judgement that names its rule.
public struct GovernancePolicy: Sendable, Hashable {
    /// Which system may write an object at which stage.
    public var ownership: OwnershipPolicy
    /// Who has to approve what, before it is written anywhere.
    public var approvals: ApprovalPolicy
    /// When periods are closed, and what becomes of what comes too late.
    public var periods: PeriodPolicy
    /// How up to date what is read of each system has to be.
    public var synchronisation: SynchronisationPolicy
    /// Which systems may be spoken to, and on which terms.
    public var interfaces: InterfacePolicy
    /// By which credentials systems are spoken to, and how long those hold.
    public var identities: IdentityPolicy
    /// How long cases may wait for their owner, and to whom they go then.
    public var exceptions: ExceptionPolicy
    /// How long payloads are kept once nothing is to be done with them.
    public var retention: RetentionPolicy

    /// Creates a policy; a section that is not given is that of domain.md §9a.
    public init(
        ownership: OwnershipPolicy = .standard,
        approvals: ApprovalPolicy = .standard,
        periods: PeriodPolicy = .standard,
        synchronisation: SynchronisationPolicy = .standard,
        interfaces: InterfacePolicy = .standard,
        identities: IdentityPolicy = .standard,
        exceptions: ExceptionPolicy = .standard,
        retention: RetentionPolicy = .standard
    ) {
        self.ownership = ownership
        self.approvals = approvals
        self.periods = periods
        self.synchronisation = synchronisation
        self.interfaces = interfaces
        self.identities = identities
        self.exceptions = exceptions
        self.retention = retention
    }

    /// What holds where a company has said nothing.
    public static let standard = GovernancePolicy()
}
