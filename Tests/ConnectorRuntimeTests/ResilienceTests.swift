import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import JSON
import Synchronization
import Testing

/// Trouble that lasts: it becomes a case, it ends, and it harms nobody else.
struct ResilienceTests {
    @Test func aDeliveryThatPoisonsItsCallsBecomesACaseAndTheOthersLand() async throws {
        let workshop = Workshop()
        workshop.sink.state.withLock { $0.poison = "Note/two" }
        workshop.publish(NoteSource.note("ann", "two"), NoteSource.note("ben", "b"), NoteSource.note("cem", "c"))
        for _ in 0..<40 {
            try await workshop.run()
            workshop.clock.advance(by: .seconds(60))
        }

        #expect(workshop.ledger.sorted() == ["Note/b", "Note/c"])
        #expect(try await workshop.openCases().map(\.proposal.key) == ["delivery_exhausted:Note/two"])
        #expect(try await workshop.deliveries(.rejected) == ["Note/two"])
    }

    @Test func aDeliveryThatTookEffectInSpiteOfNonsenseIsFoundAndNotGivenUp() async throws {
        let workshop = Workshop()
        workshop.sink.state.withLock { $0.poison = "Note/two" }
        workshop.publish(NoteSource.note("ann", "two"))
        for turn in 0..<40 {
            if turn == 10 { workshop.sink.state.withLock { $0.poisonTakesEffect = true } }
            try await workshop.run()
            workshop.clock.advance(by: .seconds(30))
        }

        #expect(workshop.ledger == ["Note/two"])
        #expect(try await workshop.deliveries(.delivered) == ["Note/two"])
        #expect(try await workshop.openCases().isEmpty)
    }

    @Test func aTargetThatLosesEveryAnswerIsACaseAndIsLeftAloneLongerAndLonger() async throws {
        let workshop = Workshop()
        workshop.sink.state.withLock {
            $0.moods = Array(repeating: .fails(.outcomeUnknown(NoteSink.lost)), count: 1000)
        }
        workshop.publish(NoteSource.note("ann", "one"))
        for _ in 0..<600 {
            try await workshop.run()
            workshop.clock.advance(by: .seconds(30))
        }

        #expect(try await workshop.openCases().map(\.proposal.key) == ["system_unreachable:ledger"])
        #expect(workshop.sink.state.withLock { $0.applied.count } < 30)
    }

    @Test func aParkedSystemCannotBeRejectedIntoOblivion() async throws {
        let workshop = Workshop()
        workshop.sink.state.withLock { $0.moods = [.fails(.unauthorized(endpoint: "POST /", reason: "401"))] }
        workshop.publish(NoteSource.note("ann", "one"))
        try await workshop.run()
        let parked = try #require(try await workshop.openCases().first)
        let desk = CaseDesk(settings: workshop.settings, store: workshop.store)

        await #expect(throws: GovernanceError.self) {
            try await desk.reject(parked.number, by: "eve", reason: "key renewed", at: workshop.clock.now)
        }
        #expect(try await workshop.openCases().count == 1)
    }

    @Test func allThatIsOpenOfASystemClosesWhenItAnswersAgain() async throws {
        let workshop = Workshop()
        let down = ConnectorError.unavailable(endpoint: "POST /", reason: "503", retryAfter: nil)
        let refused = ConnectorError.unauthorized(endpoint: "POST /", reason: "401")
        workshop.sink.state.withLock { $0.moods = Array(repeating: .fails(down), count: 4) + [.fails(refused)] }
        workshop.publish(NoteSource.note("ann", "one"))
        for _ in 0..<6 {
            try await workshop.run()
            workshop.clock.advance(by: .seconds(1000))
        }
        let parked = try #require(try await workshop.openCases().first { $0.proposal.kind == "system_parked" })
        let desk = CaseDesk(settings: workshop.settings, store: workshop.store)
        try await desk.retry(parked.number, by: "eve", at: workshop.clock.now)
        try await workshop.run()

        #expect(workshop.ledger == ["Note/one"])
        #expect(try await workshop.openCases().isEmpty)
    }

    @Test func aSystemCannotAskForAPauseOfDecades() async throws {
        let workshop = Workshop()
        let busy = ConnectorError.unavailable(endpoint: "POST /", reason: "429", retryAfter: .seconds(4_294_967_295))
        workshop.sink.state.withLock { $0.moods = [.fails(busy)] }
        workshop.publish(NoteSource.note("ann", "one"))
        try await workshop.run()
        workshop.clock.advance(by: .seconds(86_400))
        try await workshop.run()

        #expect(workshop.ledger == ["Note/one"])
    }

    @Test func moreRecordsThanOneBatchAreReleasedTogether() async throws {
        var workshop = Workshop()
        workshop.publishMany((0..<1100).map { NoteSource.note("zoe", "\($0)") })
        try await workshop.run()
        let held = try #require(try await workshop.openCases().first)
        workshop.flow.knownAuthors.insert("zoe")
        let desk = CaseDesk(settings: workshop.settings, store: workshop.store)
        try await desk.retry(held.number, by: "eve", at: workshop.clock.now)
        try await workshop.run()

        #expect(workshop.ledger.count == 1100)
        #expect(try await workshop.openCases().isEmpty)
    }

    @Test func anAnswerThatItsFlowCouldNotTakeIsTakenLater() async throws {
        var workshop = Workshop()
        workshop.publish(NoteSource.note("ann", "secret:raise"))
        try await workshop.run()
        let approval = try #require(try await workshop.store.approvals(onlyPending: true).first)
        let desk = ApprovalDesk(people: workshop.people, store: workshop.store)
        try await desk.decide(approval, isApproved: true, by: "eve", reason: nil, at: workshop.clock.now)
        workshop.flow.isBroken = true
        try await workshop.run()
        #expect(workshop.ledger.isEmpty)

        workshop.flow.isBroken = false
        let held = try #require(try await workshop.openCases().first { $0.heldRecords > 0 })
        let cases = CaseDesk(settings: workshop.settings, store: workshop.store)
        try await cases.retry(held.number, by: "eve", at: workshop.clock.now)
        try await workshop.run()
        #expect(workshop.ledger == ["Note/secret:raise"])
    }

    @Test func masterDataIsDeliveredOnceAndAgainWheneverItChanges() async throws {
        var workshop = Workshop()
        for name in ["A", "A", "B", "A", "A"] {
            workshop.flow.masterData = [
                FlowDelivery(
                    key: "Project/26-014",
                    object: "Note",
                    payload: ["name": .string(name)],
                    orderingKey: "26-014",
                    topics: []
                )
            ]
            try await workshop.run()
        }

        #expect(workshop.ledger == (1...3).map { "ledger/Project/26-014/\($0)" })
    }

    @Test func whatTheStoreWillNotTakeIsSetAsideAndBlocksNobody() async throws {
        let workshop = Workshop()
        workshop.publish(NoteSource.note("ann", "x"))
        try await workshop.run()
        // Another record of another author intends the same effect with another content.
        let clash = SourceRecord(
            id: "clash",
            object: "Note",
            occurredAt: Instant(seconds: 0),
            payload: ["author": "cem", "text": "x", "twist": true]
        )
        workshop.publish(clash, NoteSource.note("ben", "fine"))
        try await workshop.run()

        #expect(workshop.ledger == ["Note/x", "Note/fine"])
        let held = try #require(try await workshop.openCases().first { $0.heldRecords == 1 })
        #expect(held.proposal.kind == "flow_failed")
    }

    @Test func anEndInThePastBeginsNothing() async throws {
        let workshop = Workshop()
        workshop.publish(NoteSource.note("ann", "one"))
        let engine = Engine(settings: workshop.settings, store: workshop.store, clock: workshop.clock)
        try await engine.run(until: workshop.clock.now.adding(seconds: -1))
        #expect(workshop.ledger.isEmpty)

        try await engine.run(until: workshop.clock.now)
        #expect(workshop.ledger == ["Note/one"])
    }

    /// The slow source answers only after the other source's record was delivered.
    @Test(.timeLimit(.minutes(1)))
    func aSlowSourceHoldsUpNobody() async throws {
        let workshop = Workshop()
        let slow = PatientSource(workshop.sink)
        workshop.publish(NoteSource.note("ann", "one"))
        let settings = RuntimeSettings(
            systems: workshop.settings.systems
                + [ConfiguredSystem(name: "slow", connector: slow, pollInterval: .seconds(60))],
            flows: [FlowBinding(flow: workshop.flow, sources: ["paper", "slow"], target: "ledger")],
            people: workshop.people
        )
        try await Engine(settings: settings, store: workshop.store, clock: workshop.clock).runOnce()

        #expect(workshop.ledger == ["Note/one"])
    }
}

/// A source that answers when a target has been written to.
private struct PatientSource: RESTSource {
    static let manifest = ConnectorManifest(
        id: "patient",
        version: "1.0.0",
        summary: "Waits for a target.",
        configuration: [],
        reads: ["Note"],
        wireVersions: []
    )

    let streams = [SourceStream(name: "notes", object: "Note")]
    private let sink: NoteSink?

    init(_ sink: NoteSink) { self.sink = sink }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) { sink = nil }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        if let sink {
            for await _ in sink.written { break }
        }
        return RecordPage(records: [], next: nil, hasMore: false)
    }
}
