import CanonicalModel
public import FoundationEssentials

/// What of a ledger is compared; what is not given does not matter.
public struct ReconciliationWindow: Sendable, Hashable {
    /// The month of the posting date, for example `2026-01`.
    public var period: String?
    /// The code of a project.
    public var project: String?

    /// Creates a window.
    public init(period: String? = nil, project: String? = nil) {
        self.period = period
        self.project = project
    }

    /// Whether a cost lies within it.
    func contains(_ group: ReconciliationGroup) -> Bool {
        (period.map { $0 == group.period } ?? true) && (project.map { $0 == group.project } ?? true)
    }

    /// The window for a person.
    public var text: String {
        let parts = [period, project.map { "project \($0)" }].compactMap { $0 }
        return parts.isEmpty ? "everything" : parts.joined(separator: ", ")
    }
}

/// Of what counts, hours and money are compared: a project, a cost code, a kind of cost, a month and a company.
public struct ReconciliationGroup: Sendable, Hashable, Comparable {
    /// The code of the company.
    public let company: String
    /// The month of the posting date, for example `2026-01`; empty where the ledger says none.
    public let period: String
    /// The code of the project; empty where the ledger says none.
    public let project: String
    /// The cost code; empty where the ledger says none.
    public let costCode: String
    /// The kind of cost, as the journal knows it; empty for what the journal does not know.
    public let costType: String

    /// Creates a group.
    public init(company: String, period: String, project: String, costCode: String, costType: String) {
        self.company = company
        self.period = period
        self.project = project
        self.costCode = costCode
        self.costType = costType
    }

    init(_ entry: CostEntry) {
        self.init(
            company: entry.company,
            period: entry.postingDate.month,
            project: entry.project,
            costCode: entry.costCode,
            costType: entry.costType.rawValue
        )
    }

    private var parts: [String] { [company, period, project, costCode, costType] }

    /// Whether `left` comes first: by company, month, project, cost code and kind.
    public static func < (left: ReconciliationGroup, right: ReconciliationGroup) -> Bool {
        left.parts.lexicographicallyPrecedes(right.parts)
    }
}

/// How many costs there are, and their sums.
public struct LedgerTotals: Sendable, Hashable {
    /// How many costs.
    public var count = 0
    /// The sum of their hours.
    public var hours: Decimal = 0
    /// The sum of their amounts.
    public var amount: Decimal = 0

    /// Creates totals of nothing.
    public init() {}

    /// Creates totals.
    public init(count: Int, hours: Decimal, amount: Decimal) {
        self.count = count
        self.hours = hours
        self.amount = amount
    }

    mutating func add(hours: Decimal, amount: Decimal) {
        count += 1
        self.hours += hours
        self.amount += amount
    }
}

/// What each side holds of one group.
public struct ReconciliationSides: Sendable, Hashable {
    /// What the records that were received lead to, decided again; `nil` where that was not asked for.
    public var source: LedgerTotals?
    /// What the journal says was delivered.
    public var journal = LedgerTotals()
    /// What the target holds.
    public var target = LedgerTotals()
    /// What is on its way, or waits for a person.
    public var waiting = LedgerTotals()

    /// Creates empty sides.
    public init() {}

    /// Whether all sides hold the same.
    public var areEqual: Bool { journal == target && (source ?? journal) == journal }
}

extension LedgerTotals {
    mutating func add(_ other: LedgerTotals) {
        count += other.count
        hours += other.hours
        amount += other.amount
    }
}
