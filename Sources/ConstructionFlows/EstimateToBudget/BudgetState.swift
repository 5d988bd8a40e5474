import CanonicalModel
import FoundationEssentials
import JSON

/// What the flow remembers of one project.
struct BudgetState: Hashable {
    /// The ledger: the original budget and what changed it.
    var revisions: [BudgetRevision] = []
    /// What is known of each estimate and change order.
    var sources: [BudgetSource: BudgetSourceState] = [:]
    /// How many approvals were ever asked for.
    var proposals = 0

    /// Whether people are asked about another source's first budget, or have given it back: until there is one, or it is
    /// given up, nothing else becomes the first.
    func awaitsFirstLoad(of source: BudgetSource) -> Bool {
        revisions.isEmpty
            && sources.contains { $0.key != source && ($0.value.proposal != nil || $0.value.returned != nil) }
    }

    /// What of the budget comes from `source`.
    func booked(by source: BudgetSource) -> BudgetTarget {
        var booked = BudgetTarget()
        for revision in revisions where BudgetSource(revision.origin) == source {
            booked.amounts.merge(revision.changes, uniquingKeysWith: +)
            booked.contractAmount += revision.contractAmount
        }
        return booked
    }
}

/// Where changes of a budget come from; estimates before change orders, each by its number.
enum BudgetSource: Hashable, Comparable {
    case estimate(String)
    case changeOrder(String)

    init(_ origin: BudgetRevision.Origin) {
        switch origin {
        case .estimate(let number, _): self = .estimate(number)
        case .changeOrder(let number): self = .changeOrder(number)
        }
    }

    var approvalStep: ApprovalStep {
        switch self {
        case .estimate: .budgetRevision
        case .changeOrder: .changeOrder
        }
    }

    func origin(label: String) -> BudgetRevision.Origin {
        switch self {
        case .estimate(let number): .estimate(number: number, revision: label)
        case .changeOrder(let number): .changeOrder(number: number)
        }
    }
}

/// What a source is to give to the budget in all.
struct BudgetTarget: Hashable {
    var amounts: [BudgetPosition: Decimal] = [:]
    var contractAmount: Decimal = 0

    /// What has to be added to `booked` to come here; no position with zero.
    func difference(to booked: BudgetTarget) -> BudgetTarget {
        var difference = amounts
        for (position, amount) in booked.amounts { difference[position, default: 0] -= amount }
        return BudgetTarget(
            amounts: difference.filter { $0.value != 0 },
            contractAmount: contractAmount - booked.contractAmount
        )
    }

    var isEmpty: Bool { amounts.allSatisfy { $0.value == 0 } && contractAmount == 0 }

    var total: Decimal { amounts.values.reduce(0, +) }

    /// How much it moves: what only goes from one position to another is not nothing.
    var size: Decimal {
        let more = amounts.values.filter { $0 > 0 }.reduce(0, +)
        let less = amounts.values.filter { $0 < 0 }.reduce(0, -)
        return max(more, less, contractAmount.magnitude)
    }
}

/// What the flow remembers of one estimate or change order.
struct BudgetSourceState: Hashable {
    /// The latest that was awarded or decided and is not yet booked or proposed.
    var candidate: BudgetCandidate?
    /// The case that holds the candidate, as `kind:subject`.
    var reported: String?
    /// The kinds of cases that a person lets pass for the candidate.
    var waved: Set<String> = []
    /// What a person is asked to approve.
    var proposal: BudgetProposal?
    /// What a person gave back, to be asked about anew.
    var returned: BudgetProposal?
    /// What was booked or refused, oldest first.
    var decided: [DecidedRevision] = []
    /// What the companion's export of the estimate says.
    var companion: CompanionTotals?
}

/// A revision that was booked, or refused by a person.
struct DecidedRevision: Hashable {
    let label: String
    let target: BudgetTarget
    let isBooked: Bool
}

/// A change of the budget that waits for a person's approval.
struct BudgetProposal: Hashable {
    let id: String
    let label: String
    let target: BudgetTarget
    /// The currency of the amounts; `nil` if it is that of the budget, by an earlier version.
    let currency: Currency?
}

/// What a companion export states of a revision (domain.md E-7).
struct CompanionTotals: Hashable {
    let revision: String
    let lines: Int
    let total: Decimal
}
