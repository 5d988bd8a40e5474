import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import Testing

/// Where a company's rules ask for it, a project's first budget waits for a person.
struct BudgetLoadApprovalTests {
    private func office() throws -> BudgetOffice {
        var office = try BudgetOffice()
        office.settings.approvesFirstLoad = true
        return office
    }

    @Test func theFirstBudgetWaitsAndIsLoadedByWhoeverApprovesIt() throws {
        var office = try office()
        try office.take(try BudgetOffice.estimate("03"), at: "2026-01-06T08:00:00Z")
        #expect(office.deliveries.isEmpty)
        #expect(try office.budget == nil)
        let asked = try #require(office.approvals.last)
        #expect(asked.step == .budgetLoad && asked.role == "budget-manager")
        #expect(asked.amount?.amount == Decimal(string: "161894.20") && asked.amount?.currency.code == "USD")
        #expect(asked.summary.contains("+161894.2 USD on 5 positions, from 0 to 161894.2"), "\(asked.summary)")
        let state = try #require(office.state)
        #expect(try EstimateToBudget.waiting(in: state).map(\.reason) == ["approval \(asked.id)"])

        try office.answerLast(approved: true, at: "2026-01-07T08:00:00Z")
        #expect(try office.revised == "161894.2")
        #expect(office.deliveries.count == 1 && office.count("BudgetLoaded") == 1)
        let loaded = try #require(office.state)
        let first = try #require(try EstimateToBudget.revisions(in: loaded).first)
        #expect(first.number == 0 && first.approvedBy == "vera")
        // A change order's first approval is still none of this rule's.
        try office.take(try BudgetOffice.changeOrder(), at: "2026-01-08T08:00:00Z")
        #expect(office.approvals.count == 1)
        #expect(try office.revised == "170494.2")
    }

    @Test func withoutTheRuleItIsLoadedAtOnce() throws {
        var office = try BudgetOffice()
        try office.take(try BudgetOffice.estimate("03"), at: "2026-01-06T08:00:00Z")
        #expect(office.approvals.isEmpty && office.deliveries.count == 1)
    }

    @Test func whatIsRefusedIsLoadedByALaterRevisionAlone() throws {
        var office = try office()
        try office.take(try BudgetOffice.estimate("03"), at: "2026-01-06T08:00:00Z")
        try office.answerLast(approved: false, at: "2026-01-07T08:00:00Z")
        try office.take(try BudgetOffice.estimate("03"), at: "2026-01-08T08:00:00Z")
        #expect(office.approvals.count == 1 && office.deliveries.isEmpty)
        try office.take(try BudgetOffice.estimate("04"), at: "2026-01-09T08:00:00Z")
        #expect(office.approvals.count == 2 && office.approvals.last?.step == .budgetLoad)
        try office.answerLast(approved: true, at: "2026-01-10T08:00:00Z")
        #expect(try office.revised == "161894.2")
    }

    /// A second estimate of the project, a change order and a later revision find the budget that they change.
    @Test func whatComesMeanwhileWaitsForTheFirstBudget() throws {
        var office = try office()
        office.settings.projects = [
            EstimateToBudgetSettings.Project(code: BudgetOffice.project, estimates: ["E26-014", "E26-014-A"])
        ]
        try office.take(try BudgetOffice.estimate("03"), at: "2026-01-06T08:00:00Z")
        let line = try BudgetOffice.line("0700", "03-300", "M", "1", "LS", "50.00", "50.00")
        let further = try BudgetOffice.estimate("01", lines: [line], stated: "50.00", number: "E26-014-A")
        try office.take(further, at: "2026-01-06T09:00:00Z")
        try office.take(try BudgetOffice.changeOrder(), at: "2026-01-06T10:00:00Z")
        #expect(office.approvals.count == 1 && office.deliveries.isEmpty && office.wakeAt == nil)
        let state = try #require(office.state)
        let waiting = try EstimateToBudget.waiting(in: state).map(\.reason)
        #expect(waiting.filter { $0 == "the approval of the project's first budget" }.count == 2, "\(waiting)")
        try office.answerLast(approved: true, at: "2026-01-07T08:00:00Z")
        #expect(try office.revised == "170494.2", "the change order follows at once")
        #expect(office.approvals.last?.step == .budgetRevision && office.approvals.last?.amount?.amount == 50)
        try office.answerLast(approved: true, at: "2026-01-08T08:00:00Z")
        #expect(try office.revised == "170544.2")
    }

    @Test func whatIsGivenBackStaysTheFirstUntilItIsAskedAnewOrGivenUp() throws {
        var office = try office()
        office.settings.projects = [
            EstimateToBudgetSettings.Project(code: BudgetOffice.project, estimates: ["E26-014", "E26-014-A"])
        ]
        try office.take(try BudgetOffice.estimate("03"), at: "2026-01-06T08:00:00Z")
        try office.answerLast(approved: false, returned: true, at: "2026-01-07T08:00:00Z")
        #expect(office.cases.last?.kind == "budget_returned")
        let line = try BudgetOffice.line("0700", "03-300", "M", "1", "LS", "50.00", "50.00")
        let further = try BudgetOffice.estimate("01", lines: [line], stated: "50.00", number: "E26-014-A")
        try office.take(further, at: "2026-01-07T09:00:00Z")
        #expect(office.approvals.count == 1 && office.deliveries.isEmpty)
        try office.retryLastCase(at: "2026-01-08T08:00:00Z")
        let anew = try #require(office.approvals.last)
        #expect(office.approvals.count == 2 && anew.step == .budgetLoad && anew.requester == "otto")
        #expect(anew.amount?.currency.code == "USD")
        try office.answerLast(approved: false, returned: true, at: "2026-01-09T08:00:00Z")
        try office.rejectLastCase(at: "2026-01-10T08:00:00Z")
        // The other one is the first now.
        #expect(office.approvals.last?.step == .budgetLoad && office.approvals.last?.amount?.amount == 50)
        try office.answerLast(approved: true, at: "2026-01-11T08:00:00Z")
        #expect(try office.revised == "50")
    }
}
