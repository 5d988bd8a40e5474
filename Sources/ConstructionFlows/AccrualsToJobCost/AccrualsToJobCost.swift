public import CanonicalModel
import FoundationEssentials
public import JSON

/// From what a month's close accrues to the cost of projects, and back in the next month (domain.md L15).
///
/// The accruals of a month are approved as a whole, by somebody else than the person who asked for them; then each is
/// written under the last day of the month, and what takes it back under the first day of the next. The key is the month.
public struct AccrualsToJobCost: BatchApprovalFlow {
    /// `AccrualsToJobCost`.
    public static let name = "AccrualsToJobCost"
    /// ``AccrualBatch``.
    public typealias Batch = AccrualBatch
    /// ``ApprovalStep/periodAccruals``.
    public static let step = ApprovalStep.periodAccruals
    /// What is noted of the accruals of a month.
    public static let events = BatchEvents(
        asked: "AccrualsRequested",
        approved: "AccrualsApproved",
        rejected: "AccrualsRejected",
        returned: "AccrualsReturned"
    )
    /// `accrual`.
    public static let approvalPrefix = "accrual"
    /// What to do with accruals that cannot be read.
    public static let remedy = "ask for the accruals of the month again"

    /// The codes of the companies for whose books accruals are written.
    public let companies: Set<String>
    /// The role that approves them.
    public let approvalRole: String

    /// Creates the flow.
    public init(companies: Set<String>, approvalRole: String = "finance") {
        self.companies = companies
        self.approvalRole = approvalRole
    }

    /// None: what is accrued is cost of flows that have projects.
    public var masterData: [FlowDelivery] { [] }
}

extension AccrualBatch: CostBatch {
    /// The person who asks for them.
    public var requester: String { requestedBy }

    /// Each accrual under the last day of the month, followed by what takes it back under the first day of the next.
    public var postings: [CostEntry] {
        guard let next = nextMonth else { return [] }
        return accruals.flatMap {
            [$0.cost(on: next.adding(days: -1)), $0.reversal(in: next.month).cost(on: next)]
        }
    }

    /// The greater of all costs and all recoveries; `nil` if there are several currencies.
    public var amount: Money? {
        guard let currency = accruals.first?.amount.currency, accruals.allSatisfy({ $0.amount.currency == currency })
        else { return nil }
        let amounts = accruals.map(\.amount.amount)
        let costs = amounts.reduce(Decimal(0)) { $0 + max($1, 0) }
        let recoveries = amounts.reduce(Decimal(0)) { $0 - min($1, 0) }
        return Money(max(costs, recoveries), currency)
    }

    /// The month, and what the accruals come to in each currency.
    public var summary: String {
        let sums = Dictionary(grouping: accruals, by: \.amount.currency.code).sorted { $0.key < $1.key }
            .map { code, lines in "\(lines.reduce(Decimal(0)) { $0 + $1.amount.amount }.plainText) \(code)" }
        return "\(accruals.count) accruals for \(month), in all \(sums.joined(separator: " and ")), for "
            + "\(covers.count) costs that are not in the books"
    }

    /// The month, who asks, and each accrual.
    public var overview: JSON {
        [
            "month": .string(month), "by": .string(requestedBy), "costs": .integer(Int64(covers.count)),
            "accruals": .array(accruals.map(\.json)),
        ]
    }

    /// The month.
    public var note: JSONObject { ["month": .string(month)] }
}
