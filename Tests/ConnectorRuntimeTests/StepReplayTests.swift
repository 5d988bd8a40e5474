import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import FoundationEssentials
import JSON
import Synchronization
import Testing

/// Records that are decided again are taken by the steps that took them, whatever the clock says of their order.
struct StepReplayTests {
    private func received(_ id: String, _ disposition: ReceivedRecord.Disposition = .accepted) -> StateChange {
        .recordReceived(
            ReceivedRecord(
                system: "paper",
                record: TallyFlow.tick(id),
                flow: TallyFlow.name,
                key: TallyFlow.project,
                topics: [],
                disposition: disposition
            )
        )
    }

    private func books(_ flow: TallyFlow = TallyFlow()) -> Books {
        var books = Books()
        books.furtherFlows = [FlowBinding(flow: flow, sources: ["paper"], target: "ledger")]
        return books
    }

    private func amounts(_ books: Books) -> [Decimal] {
        books.ledger.state.withLock { $0.lines.values.sorted { $0.key < $1.key }.map(\.amount) }
    }

    private func expectNoDifference(_ books: Books) async throws {
        let report = try await books.reconciler.compare("ledger", ReconciliationWindow(), withSource: true)
        #expect(report.differences.map(\.text) == [])
        #expect(report.verdict == .reconciled)
        let rehearsal = try await IntakeReplay(settings: books.settings, store: books.store)
            .rehearse(ReplaySelection(), at: books.clock.now)
        #expect(rehearsal.lines.map(\.difference) == amounts(books).map { _ in .same })
    }

    @Test func whatArrivesWhileStepsAreTakenAtTheSameInstantChangesNothing() async throws {
        let books = books()
        let store = InterruptedStore(books.store)
        func run(_ ids: String..., meanwhile: String? = nil) async throws {
            _ = try await store.commit(ids.map { received($0) }, by: Engine.actor, at: books.clock.now)
            if let meanwhile { store.meanwhile.withLock { $0 = [received(meanwhile)] } }
            try await Engine(settings: books.settings, store: store, clock: books.clock).runOnce()
        }
        try await run("1")
        try await run("2", "3", meanwhile: "4")
        try await run("5")
        #expect(amounts(books) == [10, 20, 10, 10])
        try await expectNoDifference(books)
    }

    @Test func aRecordThatComesWhenItsKeyIsDueIsTakenBeforeOrAfterAsItWas() async throws {
        let books = books()
        func run(_ ids: String...) async throws {
            _ = try await books.store.commit(ids.map { received($0) }, by: Engine.actor, at: books.clock.now)
            try await books.run()
        }
        try await run("1")
        books.clock.advance(by: .seconds(60))
        try await run("2", "3")
        books.clock.advance(by: .seconds(60))
        try await run()
        try await run("4")
        #expect(amounts(books) == [10, 20, 1, 10])
        try await expectNoDifference(books)
    }

    @Test func aStepThatIsLateIsNotTakenEarlier() async throws {
        let books = books()
        func receive(_ id: String) async throws {
            _ = try await books.store.commit([received(id)], by: Engine.actor, at: books.clock.now)
            books.clock.advance(by: .seconds(1))
        }
        try await receive("1")
        try await receive("2")
        try await books.run()
        // Due after a minute, and not asked before two have passed.
        books.clock.advance(by: .seconds(90))
        try await receive("3")
        try await books.run()
        #expect(amounts(books) == [20, 10])
        try await expectNoDifference(books)
    }

    @Test func whatACaseKeptBackIsTakenWhenItWasLetGo() async throws {
        var books = books(TallyFlow(isKnown: false))
        let held = CaseProposal(
            kind: "unknown_tick",
            subject: "held",
            severity: .warning,
            owner: "integration-operator",
            summary: "nobody knows it",
            remedy: .releaseRecords,
            topics: []
        )
        let changes = [received("held", .quarantined(caseKey: held.key)), .caseRaised(held), received("1")]
        _ = try await books.store.commit(changes, by: Engine.actor, at: books.clock.now)
        try await books.run()
        books.furtherFlows = self.books().furtherFlows
        let desk = CaseDesk(settings: books.settings, store: books.store)
        try await desk.retry(1, by: "olga", at: books.clock.now)
        try await books.run()
        #expect(amounts(books) == [10, 10])
        try await expectNoDifference(books)
    }
}

/// A flow that books, for each of its steps, 10.00 for every record that it takes, and 1.00 where it was woken.
private struct TallyFlow: BusinessFlow {
    static let name = "Tally"
    static let project = "26-014"

    let consumes: Set<String> = ["Tick"]
    let masterData: [FlowDelivery] = []
    /// Whether records that are called `held` are known.
    var isKnown = true

    static func tick(_ id: String) -> SourceRecord {
        SourceRecord(id: id, object: "Tick", occurredAt: Instant(seconds: 1_769_990_000), payload: ["id": .string(id)])
    }

    func route(_ event: FlowEvent) -> FlowRoute {
        let id = event.payload["id"]?.stringValue ?? ""
        guard !isKnown, id == "held" else { return .accept(key: Self.project, topics: []) }
        return .hold(
            FlowCase(
                kind: "unknown_tick",
                subject: id,
                severity: .warning,
                owner: "integration-operator",
                summary: "nobody knows \(id)",
                detail: .null,
                isRetriable: true,
                topics: [id]
            )
        )
    }

    func decide(
        key: String,
        state: JSON?,
        events: [FlowEvent],
        at now: Instant
    ) throws(JSONAccessError) -> FlowDecision {
        let number = (state?.integerValue ?? 0) + 1
        var decision = FlowDecision(state: .integer(number), wakeAt: events.isEmpty ? nil : now.adding(seconds: 60))
        guard let cost = try? Books.cost("step \(number)", events.isEmpty ? 1 : Decimal(events.count * 10)) else {
            return decision
        }
        decision.deliveries = [
            FlowDelivery(
                key: Books.key(of: cost.key),
                object: CostEntry.name,
                payload: cost.json,
                controlTotals: cost.controlTotals.mapValues(\.plainText),
                orderingKey: key,
                topics: [cost.key]
            )
        ]
        return decision
    }
}

/// A store into which something comes while a flow takes a step.
private final class InterruptedStore: StoreRelay {
    let inner: any RuntimeStore
    let meanwhile = Mutex<[StateChange]>([])

    init(_ inner: any RuntimeStore) { self.inner = inner }

    func waitingRecords(limit: Int, bytes: Int) async throws(StoreError) -> [ReceivedRecord] {
        let records = try await inner.waitingRecords(limit: limit, bytes: bytes)
        guard !records.isEmpty else { return records }
        let changes = meanwhile.withLock { changes -> [StateChange] in
            defer { changes = [] }
            return changes
        }
        if !changes.isEmpty {
            _ = try await inner.commit(changes, by: Engine.actor, at: Instant(seconds: 1_770_000_000))
        }
        return records
    }
}
