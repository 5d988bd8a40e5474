import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import FoundationEssentials
import Synchronization
import Testing

/// Opening balances from the desk to the ledger, and back to the person who makes sure.
struct MigrationTests {
    private let clock = ManualClock(Instant(seconds: 1_770_000_000))
    private let store = InMemoryStore()
    private let ledger = CostLedger()

    private func settings() throws -> RuntimeSettings {
        let flow = OpeningBalancesToJobCost(
            company: "KST",
            currency: try #require(Currency("USD")),
            projects: [Project(code: "26-014", title: "Pier", timeZone: "America/Denver")]
        )
        return RuntimeSettings(
            systems: [ConfiguredSystem(name: "ledger", connector: ledger, pollInterval: .seconds(86_400))],
            flows: [FlowBinding(flow: flow, sources: [], target: "ledger")],
            people: [
                Person(id: "ann", roles: ["finance"]), Person(id: "fay", roles: ["finance"]),
                Person(id: "olga", roles: ["integration-operator"]),
            ]
        )
    }

    private func desk() throws -> MigrationDesk { MigrationDesk(settings: try settings(), store: store) }

    private func run() async throws {
        try await Engine(settings: settings(), store: store, clock: clock).runOnce()
    }

    private func batch(_ key: String = "old-books", _ amounts: [Decimal] = [100, 20.5]) throws -> MigrationBatch {
        let cutover = try #require(CalendarDate("2025-12-31"))
        let balances = amounts.enumerated().map { number, amount in
            MigrationBatch.Balance(
                project: "26-014",
                position: BudgetPosition(costCode: "03-\(number)", costType: .material),
                date: cutover,
                hours: 0,
                amount: amount
            )
        }
        return MigrationBatch(
            key: key,
            company: "KST",
            cutover: cutover,
            currency: try #require(Currency("USD")),
            digest: "a1",
            loadedBy: "ann",
            controlTotals: MigrationBatch.ControlTotals(of: balances),
            balances: balances
        )
    }

    private func approve(by person: String) async throws {
        let asked = try #require(try await store.approvals(onlyPending: true).first)
        try await ApprovalDesk(people: settings().people, store: store)
            .decide(asked, isApproved: true, by: person, reason: nil, at: clock.now)
        try await run()
    }

    private var amounts: [Decimal] { ledger.state.withLock { $0.lines.values.map(\.amount).sorted() } }

    @Test func whatIsLoadedIsInTheLedgerToTheCentAndReconciled() async throws {
        #expect(try await desk().load(batch(), at: clock.now) == "migration/old-books")
        try await run()
        #expect(amounts == [])
        #expect(try await store.delivery("ledger/Project/26-014/1")?.state == .delivered)
        #expect(try await desk().report(on: "old-books").standing == "it waits for approval")
        await #expect(throws: GovernanceError.self, "who loads it does not approve it") { try await approve(by: "ann") }
        try await approve(by: "fay")
        #expect(amounts == [20.5, 100])
        let report = try await desk().reconcile("old-books", by: "fay", at: clock.now)
        #expect(report.isReconciled && report.written == report.batch.controlTotals)
        _ = try await desk().reconcile("old-books", by: "fay", at: clock.now)
        let told = try await store.journal(topic: "migration/old-books").filter {
            $0.content.body.contains("MigrationBatchReconciled")
        }
        #expect(told.count == 1)
        // What was loaded is a source as any other.
        let compared = try await Reconciler(settings: settings(), store: store, clock: clock)
            .compare("ledger", ReconciliationWindow(), withSource: true)
        #expect(compared.verdict == .reconciled && compared.total.source?.amount == 120.5)
    }

    @Test func aBalanceThatTheLedgerRefusesIsNamed() async throws {
        ledger.state.withLock { $0.refused = ["opening/old-books/2"] }
        _ = try await desk().load(batch(), at: clock.now)
        try await run()
        try await approve(by: "fay")
        let report = try await desk().report(on: "old-books")
        #expect(report.standing == "the ledger took 1 balances of 0 h and 100 of 2 balances of 0 h and 120.5")
        #expect(report.open.map(\.key) == ["opening/old-books/2"])
        #expect(report.open.first?.text.contains("no account") == true)
        await #expect(throws: GovernanceError.self) {
            try await desk().reconcile("old-books", by: "fay", at: clock.now)
        }
        await #expect(throws: GovernanceError.self) {
            try await desk().reconcile("old-books", by: "olga", at: clock.now)
        }
    }

    @Test func aNameIsUsedOnce() async throws {
        _ = try await desk().load(batch(), at: clock.now)
        let refusal = "migration/old-books was put before, and 'purlin run' has not taken it yet"
        await #expect(throws: GovernanceError.unchanged(refusal)) { try await desk().load(batch(), at: clock.now) }
        try await run()
        await #expect(throws: GovernanceError.self) { try await desk().load(batch(), at: clock.now) }
        let asked = try #require(try await store.approvals(onlyPending: true).first)
        try await ApprovalDesk(people: settings().people, store: store)
            .refuse(asked, isReturned: true, by: "fay", reason: "a project is missing", at: clock.now)
        try await run()
        _ = try await desk().load(batch("old-books", [100, 20.5, 3]), at: clock.now)
        try await run()
        try await approve(by: "fay")
        #expect(amounts == [3, 20.5, 100])
        await #expect(throws: GovernanceError.self) { try await desk().load(batch(), at: clock.now) }
    }

    @Test func nothingOfAWrongBatchIsTaken() async throws {
        let good = try batch()
        let wrong = MigrationBatch(
            key: good.key,
            company: good.company,
            cutover: good.cutover,
            currency: good.currency,
            digest: good.digest,
            loadedBy: good.loadedBy,
            controlTotals: MigrationBatch.ControlTotals(count: 2, hours: 0, amount: 120.5 + Decimal(1) / 100),
            balances: good.balances
        )
        await #expect(throws: GovernanceError.self) { try await desk().load(wrong, at: clock.now) }
        await #expect(throws: GovernanceError.self) { try await desk().report(on: "old-books") }
        #expect(try await store.journalHead().sequence == 0)
    }
}
