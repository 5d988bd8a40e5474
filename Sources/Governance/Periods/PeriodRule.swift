public import CanonicalModel

/// How the periods of one company's ledger close, and what becomes of what comes too late.
public struct PeriodRule: Sendable, Hashable {
    /// What becomes of a late item.
    public enum Lateness: String, Sendable, Hashable, CaseIterable {
        /// It is posted under the first open day after its own, and keeps its service date.
        case nextOpenPeriod
        /// It is kept back as a case until a person opens the period or gives it up.
        case hold
    }

    /// One way in which a period closes.
    public struct Closing: Sendable, Hashable {
        /// The lock dates that close it.
        public var locks: Set<LedgerLock.Kind>
        /// What becomes of what comes afterwards.
        public var late: Lateness
        /// Where it is said.
        public var origin: RuleOrigin

        /// Creates a way to close.
        public init(by locks: Set<LedgerLock.Kind>, late: Lateness, origin: RuleOrigin = .standard) {
            self.locks = locks
            self.late = late
            self.origin = origin
        }
    }

    /// What finance may open again.
    public var softClosed: Closing
    /// What stays closed for ever.
    public var hardClosed: Closing

    /// Creates a rule.
    public init(softClosed: Closing, hardClosed: Closing) {
        self.softClosed = softClosed
        self.hardClosed = hardClosed
    }

    /// Odoo's general locks close softly and its hard one for ever; late items go on to the next open period.
    public static let standard = PeriodRule(
        softClosed: Closing(by: [.period, .fiscalyear], late: .nextOpenPeriod),
        hardClosed: Closing(by: [.hard], late: .nextOpenPeriod)
    )

    /// How a state is reached; `nil` for an open period.
    public func closing(_ state: FiscalPeriod.State) -> Closing? {
        switch state {
        case .open: nil
        case .softClosed: softClosed
        case .hardClosed: hardClosed
        }
    }
}

/// How the periods of each company and ledger close.
public struct PeriodPolicy: Sendable, Hashable {
    /// A ledger whose periods are minded.
    public enum Ledger: String, Sendable, Hashable, CaseIterable {
        /// Where the cost of projects is collected.
        case cost
    }

    /// The rules of ledgers, for every company without one of its own.
    public var rules: [Ledger: PeriodRule]
    /// The rules of companies, by the company's code.
    public var companies: [String: [Ledger: PeriodRule]]

    /// Creates a policy; a ledger that is not named keeps ``PeriodRule/standard``.
    public init(_ rules: [Ledger: PeriodRule] = [:], companies: [String: [Ledger: PeriodRule]] = [:]) {
        self.rules = rules
        self.companies = companies
    }

    /// ``PeriodRule/standard`` for each ledger and company.
    public static let standard = PeriodPolicy()

    /// The rule of a company's ledger.
    public func rule(of ledger: Ledger, in company: String) -> PeriodRule {
        companies[company]?[ledger] ?? rules[ledger] ?? .standard
    }
}
