import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import FoundationEssentials
import Governance
import JSON
import Testing

/// A flow that keeps a list of revisions for each project.
private struct Budgets: BudgetingFlow {
    static let name = "Budgets"

    let consumes: Set<String> = []
    let masterData: [FlowDelivery] = []
    let budgetRole = "project-manager"

    func route(_ event: FlowEvent) -> FlowRoute { .accept(key: event.reference, topics: []) }

    func decide(
        key: String,
        state: JSON?,
        events: [FlowEvent],
        at now: Instant
    ) throws(JSONAccessError) -> FlowDecision { FlowDecision(state: state ?? .null) }

    func revisions(of state: JSON) throws(JSONAccessError) -> [BudgetRevision] {
        try JSONReader(state).elements().map { element throws(JSONAccessError) in try BudgetRevision(element) }
    }
}

/// What cost more than its budget.
struct OverBudgetTests {
    private func books() -> Books {
        var books = Books()
        books.furtherFlows = [FlowBinding(flow: Budgets(), sources: [], target: nil)]
        return books
    }

    /// Gives a project a budget: amounts by cost code and kind of cost, one list for each revision.
    private func plan(_ books: Books, _ revisions: [[(String, CostType, Decimal)]], version: Int64 = 0) async throws {
        let usd = try #require(Books.usd)
        let state = revisions.enumerated().map { number, lines in
            BudgetRevision(
                project: "26-014",
                number: number,
                origin: .changeOrder(number: "\(number)"),
                recordedAt: books.clock.now,
                approvedBy: nil,
                currency: usd,
                changes: Dictionary(
                    uniqueKeysWithValues: lines.map { (BudgetPosition(costCode: $0.0, costType: $0.1), $0.2) }
                )
            )
            .json
        }
        let step = FlowAdvance(
            flow: Budgets.name,
            key: "26-014",
            expectedVersion: version,
            state: .array(state),
            wakeAt: nil,
            consumed: [],
            notes: []
        )
        _ = try await books.store.commit([.flowAdvanced(step)], by: "test", at: books.clock.now)
    }

    private func compare(_ books: Books, _ window: ReconciliationWindow = ReconciliationWindow()) async throws {
        try await books.desk.note(try await books.compare(window), by: "person:fay")
    }

    @Test func aCodeThatCostMoreIsToldOnceAndHoldsNothingBack() async throws {
        let books = books()
        try await plan(books, [[("03-300", .labour, 100)], [("03-300", .labour, 20), ("03-310", .labour, 50)]])
        try await books.plan([try Books.cost("a", 120), try Books.cost("b", 50, code: "03-310")])
        try await books.run()
        try await compare(books)
        #expect(try await books.openCases().isEmpty)
        try await books.plan([try Books.cost("c", 0.1)])
        try await books.run()
        try await compare(books)
        try await compare(books)
        let open = try #require(try await books.store.cases(onlyOpen: true).first)
        #expect(try await books.openCases() == ["over_budget:26-014/03-300/labour"])
        #expect(open.owner == "project-manager" && open.proposal.severity == .information && open.occurrences == 1)
        let text = "cost 120.1 USD, which is 0.1 more than its budget of 120"
        #expect(open.proposal.summary.contains(text), "\(open.proposal.summary)")
        #expect(open.due(by: .standard) == open.openedAt.adding(seconds: 3 * 86_400))
        #expect(try await books.store.delivery(Books.key(of: "c"))?.state == .delivered)
        // A change order gives it more.
        try await plan(books, [[("03-300", .labour, 200), ("03-310", .labour, 50)]], version: 1)
        try await compare(books)
        #expect(try await books.store.cases(onlyOpen: false).map(\.state) == [.resolved])
    }

    @Test func whatIsOnItsWayCountsToo() async throws {
        let books = books()
        try await plan(books, [[("03-300", .labour, 100)]])
        try await books.plan([try Books.cost("a", 101)])
        try await compare(books)
        #expect(try await books.openCases() == ["over_budget:26-014/03-300/labour"])
    }

    /// A month alone says nothing of the whole; nor does a project without a budget.
    @Test func onlyTheWholeOfAProjectWithABudgetIsJudged() async throws {
        let books = books()
        try await plan(books, [[("03-300", .labour, 100)]])
        try await books.plan([try Books.cost("a", 101), try Books.cost("b", 500, project: "26-015")])
        try await books.run()
        try await compare(books, ReconciliationWindow(period: "2026-01"))
        #expect(try await books.openCases().isEmpty)
        try await compare(books, ReconciliationWindow(project: "26-015"))
        #expect(try await books.openCases().isEmpty)
        try await compare(books, ReconciliationWindow(project: "26-014"))
        #expect(try await books.openCases() == ["over_budget:26-014/03-300/labour"])
        // A look at another project leaves it open.
        try await compare(books, ReconciliationWindow(project: "26-015"))
        #expect(try await books.openCases() == ["over_budget:26-014/03-300/labour"])
    }

    @Test func burdenIsLabourAndACodeWithoutBudgetIsOverIt() async throws {
        let books = books()
        try await plan(books, [[("03-300", .labour, 100), ("03-300", .burden, 20)]])
        try await books.plan([try Books.cost("a", 120), try Books.cost("b", 1, code: "03-310")])
        try await books.run()
        try await compare(books)
        #expect(try await books.openCases() == ["over_budget:26-014/03-310/labour"])
        // Whoever has seen it is asked again only when it has become more.
        let desk = CaseDesk(settings: books.overseen, store: books.store)
        try await desk.reject(1, by: "pam", reason: "rework, agreed", at: books.clock.now)
        try await compare(books)
        #expect(try await books.openCases().isEmpty)
        try await books.plan([try Books.cost("c", 2, code: "03-310")])
        try await compare(books)
        #expect(try await books.store.cases(onlyOpen: true).map(\.number) == [2])
    }
}

extension Books {
    /// The settings with somebody who answers for budgets.
    fileprivate var overseen: RuntimeSettings {
        RuntimeSettings(systems: [], flows: [], people: [Person(id: "pam", roles: ["project-manager"])])
    }
}
