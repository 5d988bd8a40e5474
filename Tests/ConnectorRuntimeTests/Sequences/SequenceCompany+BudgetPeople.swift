import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConstructionFlows
import FoundationEssentials
import Governance
import JSON
import Synchronization

/// Who decides about budgets, and what must come of it.
extension SequenceCompany {
    static let budgetPeople = ["bea", "ben"]
    /// Above this, a change of the budget needs the controller, too.
    static let mostOfOneManager: Decimal = 5000

    /// The first budget waits for people in every other history.
    var budgetRules: [ApprovalStep: ApprovalRule] {
        let both = [Set(["budget-manager"]), Set(["controller"])]
        let limits = [
            ApprovalRule.Limit(upTo: Money(Self.mostOfOneManager, dollars), signatures: [["budget-manager"]]),
            ApprovalRule.Limit(upTo: nil, signatures: both),
        ]
        var rules: [ApprovalStep: ApprovalRule] = [.budgetRevision: ApprovalRule(limits: limits)]
        if waitsForFirstBudget {
            rules[.budgetLoad] = ApprovalRule(limits: [ApprovalRule.Limit(upTo: nil, signatures: both)])
        }
        return rules
    }

    private var waitsForFirstBudget: Bool { budgets.projects.contains(where: \.waitsForFirst) }

    var budgetFlow: EstimateToBudget {
        let codes = [("300", "03-300"), ("301", "03-300"), ("310", "03-310")]
        let types: [(String, CostType)] = [("L", .labour), ("M", .material)]
        let mappings = ["estimating", "changes"].flatMap { system in
            codes.flatMap { code, costCode in
                types.map { word, type in
                    CodeMapping(
                        system: system,
                        from: code,
                        fromType: word,
                        costCode: costCode,
                        costType: type,
                        validFrom: Self.firstDay.adding(days: -365),
                        approvedBy: "controller"
                    )
                }
            }
        }
        var settings = EstimateToBudgetSettings(
            zone: zone,
            projects: budgets.projects.map {
                EstimateToBudgetSettings.Project(code: $0.project, estimates: [$0.estimate])
            },
            codes: CodeCrosswalk(mappings)
        )
        settings.approvesFirstLoad = waitsForFirstBudget
        return EstimateToBudget(settings)
    }

    private func index(of question: SequenceBudgetQuestion) -> Int? {
        budgets.projects.firstIndex { $0.project == question.project }
    }

    /// Some of what waits is signed, refused or given back.
    mutating func answerBudgets() async throws {
        for approval in try await store.approvals(onlyPending: true) where approval.request.id.hasPrefix("budget/") {
            switch budgets.below(8) {
            case 0: await refuseBudget(approval, isReturned: false)
            case 1: await refuseBudget(approval, isReturned: true)
            default:
                let people = (Self.budgetPeople + ["cora", "joe", "olga"]).shuffled(using: &budgets.random)
                for person in people.prefix(1 + budgets.below(3)) where !approved.contains(approval.request.id) {
                    await sign(approval, by: person)
                }
            }
        }
        try await decideBudgetCases(all: false)
    }

    private mutating func refuseBudget(_ approval: StoredApproval, isReturned: Bool) async {
        guard let question = SequenceBudgetQuestion(id: approval.request.id, payload: approval.request.payload) else {
            return
        }
        let done: Void? = try? await desk.refuse(
            approval,
            isReturned: isReturned,
            by: "bea",
            reason: "this is not right",
            tellsOwner: false,
            at: now
        )
        guard done != nil else { return }
        meet(isReturned ? "a change of a budget is returned" : "a change of a budget is rejected")
        if !isReturned { giveUp(question) }
    }

    private mutating func giveUp(_ question: SequenceBudgetQuestion) {
        guard let index = index(of: question) else { return }
        switch question.source {
        case .estimate(let revision): budgets.projects[index].refused.insert(revision)
        case .order(let number):
            guard let content = content(of: question, at: index) else { return }
            budgets.projects[index].orders[number]?.refused.insert(content)
            if !content.isEmpty { budgets.projects[index].orders[number]?.isDecided = true }
        }
    }

    /// What the source of a question would give in all, by what was sent; `nil` if nothing was sent that comes to that.
    private func content(of question: SequenceBudgetQuestion, at index: Int) -> SequenceBudget.Content? {
        let budget = budgets.projects[index]
        switch question.source {
        case .estimate(let revision):
            let counted = budget.counted.flatMap { budget.revisions[$0] } ?? SequenceBudget.Content()
            return budget.revisions[revision].flatMap { $0.less(counted) == question.difference ? $0 : nil }
        case .order(let number):
            let order = budget.orders[number] ?? SequenceBudget.Order()
            return order.versions.last { $0.less(order.counted) == question.difference }
        }
    }

    /// The roles that must sign a change of a budget, one set for each signature.
    func neededForBudget(_ request: ApprovalRequest) -> [Set<String>]? {
        guard let question = SequenceBudgetQuestion(id: request.id, payload: request.payload),
            let index = index(of: question)
        else { return nil }
        let isFirst = budgets.projects[index].counted == nil
        if case .estimate = question.source, isFirst || question.size > Self.mostOfOneManager {
            return [["budget-manager"], ["controller"]]
        }
        return [["budget-manager"]]
    }

    /// What was approved counts from now on; it must be what the source sent, less what counts of it already.
    mutating func countApproved(_ request: ApprovalRequest) {
        guard let question = SequenceBudgetQuestion(id: request.id, payload: request.payload),
            let index = index(of: question)
        else { return }
        guard let content = content(of: question, at: index) else {
            return expect(false, "E-1", "\(request.summary) is nothing that was sent")
        }
        switch question.source {
        case .estimate(let revision):
            if budgets.projects[index].counted == nil {
                meet("a first budget is approved")
                budgets.isFirstApproved = true
            }
            budgets.projects[index].counted = revision
        case .order(let number): budgets.projects[index].orders[number]?.counted = content
        }
        budgets.projects[index].countFirstOrders()
    }

    private static let budgetCases: Set<String> = [
        "budget_returned", "estimate_out_of_order", "estimate_total_mismatch",
    ]

    static func isAboutBudget(_ item: StoredCase) -> Bool { budgetCases.contains(item.proposal.kind) }

    /// An earlier revision that came late is given up; what was given back is asked anew, or given up.
    mutating func decideBudgetCases(all: Bool) async throws {
        let desk = CaseDesk(settings: settings, store: store)
        for item in try await store.cases(onlyOpen: true)
        where Self.isAboutBudget(item) && (all || budgets.below(2) == 0) {
            switch item.proposal.kind {
            case "estimate_out_of_order":
                try await desk.reject(item.number, by: "bea", reason: "superseded", at: now)
            case "budget_returned" where !all && budgets.below(2) == 0:
                let asked = try await store.approval(item.proposal.subject)?.request
                try await desk.reject(item.number, by: "bea", reason: "it is not to be", at: now)
                asked.flatMap { SequenceBudgetQuestion(id: $0.id, payload: $0.payload) }.map { giveUp($0) }
            case "budget_returned": try await desk.retry(item.number, by: "olga", at: now)
            default: break
            }
        }
    }

    /// The budget of each project is, to the cent and by cost code, what its estimate and its change orders say.
    mutating func checkBudgets() {
        let changed = budgets.place.state.withLock { $0.changed }
        expect(changed.isEmpty, "E-6", "\(changed) came twice with other content")
        for budget in budgets.projects {
            expect(budget.missing.isEmpty, "E-2", "\(budget.missing) is not in the budget")
            let (newest, count) = budgets.place.newest(of: budget.project)
            expect((newest?.version ?? -1) + 1 == count, "E-2", "of the budgets of \(budget.project) one is missing")
            let lines = newest?.lines.map { ($0.position, $0.revised) } ?? []
            let held = SequenceBudget.Content(
                amounts: Dictionary(lines, uniquingKeysWith: +).filter { $0.value != 0 },
                contract: newest?.contractChange ?? 0
            )
            let rest = held.less(budget.total)
            expect(rest.isEmpty, "E-1", "the budget of \(budget.project) holds \(rest) beside what was approved")
        }
    }
}
