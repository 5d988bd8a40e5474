public import CanonicalModel

/// What the flow ``EstimateToBudget`` knows of the company: its projects and what estimating's codes stand for.
public struct EstimateToBudgetSettings: Sendable, Hashable {
    /// A project that gets a budget.
    public struct Project: Sendable, Hashable {
        /// The project's code.
        public let code: String
        /// The numbers of the estimates that it is built from: the base, and alternates that estimating exports as
        /// estimates of their own.
        public let estimates: Set<String>

        /// Creates a project.
        public init(code: String, estimates: Set<String> = []) {
            self.code = code
            self.estimates = estimates
        }
    }

    /// The zone by whose days codes hold.
    public var zone: SiteZone
    /// The role that approves changes of a budget, and owns the cases.
    public var budgetRole: String
    /// The projects.
    public var projects: [Project]
    /// The crosswalk.
    public var codes: CodeCrosswalk
    /// The name of the system whose export of the same revision must agree before anything is loaded; `nil` if there is
    /// none (domain.md E-7).
    public var companion: String?
    /// How long an awarded revision waits for its companion before a person is asked.
    public var companionWait: Duration
    /// Whether an export that states no total is held back.
    public var requiresStatedTotal: Bool
    /// Whether a project's first budget waits until a person has approved it, too.
    public var approvesFirstLoad = false

    /// Creates settings.
    public init(
        zone: SiteZone,
        budgetRole: String = "budget-manager",
        projects: [Project],
        codes: CodeCrosswalk,
        companion: String? = nil,
        companionWait: Duration = .seconds(86_400),
        requiresStatedTotal: Bool = false
    ) {
        self.zone = zone
        self.budgetRole = budgetRole
        self.projects = projects
        self.codes = codes
        self.companion = companion
        self.companionWait = companionWait
        self.requiresStatedTotal = requiresStatedTotal
    }
}
