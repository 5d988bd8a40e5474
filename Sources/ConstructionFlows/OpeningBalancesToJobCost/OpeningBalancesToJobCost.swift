public import CanonicalModel
public import JSON

/// From a batch of opening balances to the cost of projects (domain.md L20).
///
/// A batch is approved as a whole, by somebody else than the person who loaded it; then each balance is written once.
public struct OpeningBalancesToJobCost: BatchApprovalFlow {
    /// `OpeningBalancesToJobCost`.
    public static let name = "OpeningBalancesToJobCost"
    /// ``MigrationBatch``.
    public typealias Batch = MigrationBatch
    /// ``ApprovalStep/openingBalances``.
    public static let step = ApprovalStep.openingBalances
    /// What is noted of a batch.
    public static let events = BatchEvents(
        asked: "MigrationBatchLoaded",
        approved: "MigrationBatchApproved",
        rejected: "MigrationBatchRejected",
        returned: "MigrationBatchReturned"
    )
    /// `migration`.
    public static let approvalPrefix = "migration"
    /// What to do with a batch that cannot be read.
    public static let remedy = "correct the file and load it under another name"

    /// The company whose balances are loaded.
    public let company: String
    /// The currency of its books.
    public let currency: Currency
    /// The role that approves a batch.
    public let approvalRole: String
    /// The projects that the ledger must know before the balances.
    public let projects: [Project]

    /// Creates the flow; no projects are needed where another flow lists them.
    public init(company: String, currency: Currency, approvalRole: String = "finance", projects: [Project] = []) {
        self.company = company
        self.currency = currency
        self.approvalRole = approvalRole
        self.projects = projects
    }

    /// The projects.
    public var masterData: [FlowDelivery] { projects.map { FlowDelivery(ofProject: $0) } }
}

extension MigrationBatch: CostBatch {
    /// The person who loads it.
    public var requester: String { loadedBy }

    /// Each balance.
    public var postings: [CostEntry] { costs }

    /// The sum of its balances.
    public var amount: Money? { Money(controlTotals.amount, currency) }

    /// Its name and what it has.
    public var summary: String {
        let projects = Set(balances.map(\.project)).count
        return "opening balances \(key) through \(cutover.text): \(controlTotals.text) \(currency.code) on \(projects) "
            + "projects"
    }

    /// Its name.
    public var note: JSONObject { ["batch": .string(key)] }

    /// Its name, who loads it and what it has.
    public var overview: JSON {
        [
            "batch": .string(key), "by": .string(loadedBy), "cutover": .string(cutover.text),
            "digest": .string(digest), "count": .integer(Int64(controlTotals.count)),
            "hours": .string(controlTotals.hours.plainText),
            "amount": .string(controlTotals.amount.plainText), "currency": .string(currency.code),
        ]
    }
}
