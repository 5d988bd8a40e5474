import CanonicalModel
import ConnectorStore
import ConstructionFlows
import FoundationEssentials
import JSON

/// Tells of cost codes that cost more than the budget of their project gives them; nothing is held back for it.
///
/// Labour and burden are one here: an estimate knows the hour's cost, payroll's register what is added to the wage. A
/// project without a budget is not judged.
struct OverBudget {
    /// The kind of the cases; the subject is project, cost code and kind of cost.
    static let kind = "over_budget"

    let settings: RuntimeSettings
    let store: any RuntimeStore

    /// What the costs of a run change: cases that are raised, and closed where there is budget again.
    ///
    /// - Parameter report: A run; one over a single month says nothing of a budget.
    /// - Returns: The changes.
    /// - Throws: ``StoreError`` if the store cannot be read.
    func changes(after report: ReconciliationReport) async throws(StoreError) -> [StateChange] {
        guard report.window.period == nil else { return [] }
        var costs: [String: [BudgetPosition: Decimal]] = [:]
        for (group, sides) in report.groups {
            guard let type = CostType(rawValue: group.costType) else { continue }
            let position = BudgetPosition(costCode: group.costCode, costType: type).joined
            costs[group.project, default: [:]][position, default: 0] += sides.journal.amount + sides.waiting.amount
        }
        var raised: [CaseProposal] = []
        var judged: Set<String> = []
        for (project, costs) in costs {
            guard let budget = try await budget(of: project) else { continue }
            judged.insert(project)
            for (position, cost) in costs where cost > budget.amounts[position] ?? 0 {
                raised.append(proposal(project, position, cost: cost, budget))
            }
        }
        return try await cases(raised, judged)
    }

    private struct ProjectBudget {
        let owner: String
        let currency: Currency
        var amounts: [BudgetPosition: Decimal] = [:]
    }

    private func budget(of project: String) async throws(StoreError) -> ProjectBudget? {
        for binding in settings.flows {
            guard let flow = binding.flow as? any BudgetingFlow,
                let state = try await store.flowState(flow: binding.name, key: project)?.state,
                // One that cannot be read is the case `flow_failed` of its own flow.
                let revisions = try? flow.revisions(of: state), let first = revisions.first
            else { continue }
            var budget = ProjectBudget(owner: flow.budgetRole, currency: first.currency)
            for (position, amount) in revisions.flatMap(\.changes) {
                budget.amounts[position.joined, default: 0] += amount
            }
            return budget
        }
        return nil
    }

    /// A case for what is new; what a person has seen and closed comes again only when it has become more.
    private func cases(_ raised: [CaseProposal], _ judged: Set<String>) async throws(StoreError) -> [StateChange] {
        let found = raised.sorted { $0.subject < $1.subject }
        let reason = "the cost is within the budget again"
        return try await store.standing(found, of: Self.kind, elseClosedBecause: reason) { open in
            open.proposal.detail["project"]?.stringValue.map(judged.contains) ?? false
        }
    }

    private func proposal(
        _ project: String,
        _ position: BudgetPosition,
        cost: Decimal,
        _ budget: ProjectBudget
    ) -> CaseProposal {
        let amount = budget.amounts[position] ?? 0
        let (code, over) = (budget.currency.code, cost - amount)
        return CaseProposal(
            kind: Self.kind,
            subject: "\(project)/\(position.costCode)/\(position.costType.rawValue)",
            severity: .information,
            owner: budget.owner,
            summary: "\(position.costCode) \(position.costType.words) of \(project) cost \(cost.plainText) \(code), "
                + "which is \(over.plainText) more than its budget of \(amount.plainText): see that it was charged to the "
                + "right code, ask for a change order, or close the case with the reason; nothing is held back",
            detail: [
                "project": .string(project), "costCode": .string(position.costCode),
                "costType": .string(position.costType.rawValue), "cost": .string(cost.plainText),
                "budget": .string(amount.plainText), "over": .string(over.plainText), "currency": .string(code),
            ],
            remedy: .acknowledge,
            topics: [project]
        )
    }
}

extension BudgetPosition {
    /// The position under which labour and burden are one.
    fileprivate var joined: BudgetPosition {
        costType == .burden ? BudgetPosition(costCode: costCode, costType: .labour) : self
    }
}

extension CostType {
    fileprivate var words: String { self == .labour ? "labour with burden" : rawValue }
}
