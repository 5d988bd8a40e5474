import CanonicalModel
import FoundationEssentials
import JSON

/// An awarded revision or a decided change order that is to change the budget.
struct BudgetCandidate: Hashable {
    enum Content: Hashable {
        case estimate(Estimate)
        case changeOrder(ChangeOrder)
    }

    /// The name of the system that it came from, whose codes it uses.
    let system: String
    /// When it was received.
    let since: Instant
    let content: Content

    /// The revision; empty for a change order, which has none.
    var label: String {
        guard case .estimate(let estimate) = content else { return "" }
        return estimate.revision
    }

    var currency: Currency {
        switch content {
        case .estimate(let estimate): estimate.currency
        case .changeOrder(let order): order.currency
        }
    }

    /// What is to be booked, each with its place, its code and its amount.
    var lines: [BudgetCandidateLine] {
        switch content {
        case .estimate(let estimate):
            estimate.budgetLines.map {
                BudgetCandidateLine(place: $0.path, code: $0.costCode, type: $0.costType, amount: $0.amount)
            }
        case .changeOrder(let order) where order.status == .approved:
            order.budget.enumerated().map { index, line in
                BudgetCandidateLine(
                    place: "line \(index + 1)",
                    code: line.costCode,
                    type: line.costType,
                    amount: line.amount
                )
            }
        case .changeOrder: []
        }
    }

    var contractAmount: Decimal {
        guard case .changeOrder(let order) = content, order.status == .approved else { return 0 }
        return order.contractAmount
    }

    /// What it waits for if no case holds it.
    func waitsFor(_ state: BudgetState, _ story: BudgetSourceState) -> String {
        if let proposal = story.proposal { return "the answer to approval \(proposal.id)" }
        if state.revisions.isEmpty, state.sources.values.contains(where: { $0.proposal != nil || $0.returned != nil }) {
            return "the approval of the project's first budget"
        }
        if case .changeOrder = content, state.revisions.isEmpty { return "the award of the project's estimate" }
        return "the companion export"
    }
}

/// A line that is to be booked.
struct BudgetCandidateLine: Hashable {
    let place: String
    let code: String?
    let type: String?
    let amount: Decimal
}
