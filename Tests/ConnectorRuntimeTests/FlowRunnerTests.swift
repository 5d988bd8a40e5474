import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import JSON
import Synchronization
import Testing

/// When flows take their steps.
struct FlowRunnerTests {
    /// A flow whose keys want to be woken a minute after their first record, and deliver something then.
    private struct AlarmFlow: BusinessFlow {
        static let name = "Alarms"
        let consumes: Set<String> = ["Note"]
        let masterData: [FlowDelivery] = []

        func route(_ event: FlowEvent) -> FlowRoute {
            .accept(key: event.payload["author"]?.stringValue ?? "", topics: [])
        }

        func decide(key: String, state: JSON?, events: [FlowEvent], at now: Instant) -> FlowDecision {
            var decision = FlowDecision(state: "set")
            if state == nil, key == "alarm" { decision.wakeAt = now.adding(seconds: 60) }
            var names = events.map(\.reference)
            if events.isEmpty { names.append("woken/\(key)") }
            for name in names where name != "paper/alarm/set" {
                decision.deliveries.append(
                    FlowDelivery(
                        key: name,
                        object: "Note",
                        payload: ["text": .string(name)],
                        controlTotals: ["worth": "1"],
                        orderingKey: key,
                        topics: []
                    )
                )
            }
            return decision
        }
    }

    private func settings(_ workshop: Workshop) -> RuntimeSettings {
        RuntimeSettings(
            systems: workshop.settings.systems,
            flows: [FlowBinding(flow: AlarmFlow(), sources: ["paper"], target: "ledger")],
            people: []
        )
    }

    @Test func keysThatAreDueDoNotWaitForTheRecordsOfOthers() async throws {
        let workshop = Workshop()
        let engine = Engine(settings: settings(workshop), store: workshop.store, clock: workshop.clock)
        workshop.publish(NoteSource.note("alarm", "set"))
        try await engine.runOnce()
        workshop.clock.advance(by: .seconds(60))
        workshop.publishMany((0..<1700).map { NoteSource.note("ben", "\($0)") })
        try await engine.runOnce()

        let woken = try #require(try await workshop.store.delivery("woken/alarm"))
        #expect(woken.sequence <= 501, "1700 records of another key waited")
        #expect(try await workshop.store.delivery("paper/ben/1699")?.sequence == 1701)
    }

    /// What happened before a key is woken is told to its flow before it is woken.
    @Test func aKeyIsNotWokenBeforeItsRecordsAreTaken() async throws {
        let workshop = Workshop()
        let engine = Engine(settings: settings(workshop), store: workshop.store, clock: workshop.clock)
        workshop.publish(NoteSource.note("alarm", "set"))
        try await engine.runOnce()
        workshop.clock.advance(by: .seconds(60))
        let records = (0..<700).map { NoteSource.note("ben", "\($0)") } + [NoteSource.note("alarm", "last")]
        try await workshop.receive(records, for: AlarmFlow.name)
        try await engine.runOnce()
        #expect(try await workshop.store.delivery("paper/alarm/last")?.state == .delivered)
        #expect(try await workshop.store.delivery("woken/alarm") == nil, "the step with the record came first")
    }

    /// A flow that holds every note, lets go of the one before, and tells of both in one step.
    private struct HoldingFlow: BusinessFlow {
        static let name = "Holds"
        let consumes: Set<String> = ["Note"]
        let masterData: [FlowDelivery] = []

        func route(_ event: FlowEvent) -> FlowRoute {
            .accept(key: event.payload["author"]?.stringValue ?? "", topics: [])
        }

        func decide(key: String, state: JSON?, events: [FlowEvent], at now: Instant) -> FlowDecision {
            let texts = events.compactMap { $0.payload["text"]?.stringValue }
            let kinds = texts.map { String($0.prefix { $0 != "/" }) }
            var decision = FlowDecision(state: kinds.last.map { .string($0) } ?? state ?? .null)
            if let held = state?.stringValue { decision.resolvedCases.append("\(held):\(key)") }
            decision.cases = kinds.map { kind in
                FlowCase(
                    kind: kind,
                    subject: key,
                    severity: .warning,
                    owner: "editor",
                    summary: "\(key) holds a note",
                    detail: .null,
                    isRetriable: true,
                    topics: [key]
                )
            }
            return decision
        }
    }

    /// What replaces something that is held may be held for the same reason: its case must not close on its own.
    @Test func aCaseThatAStepRaisesAgainIsNotClosedByIt() async throws {
        let workshop = Workshop()
        let settings = RuntimeSettings(
            systems: workshop.settings.systems,
            flows: [FlowBinding(flow: HoldingFlow(), sources: ["paper"], target: "ledger")],
            people: []
        )
        let engine = Engine(settings: settings, store: workshop.store, clock: workshop.clock)
        for text in ["unclear/1", "unclear/2"] {
            workshop.publish(NoteSource.note("ann", text))
            try await engine.runOnce()
            workshop.clock.advance(by: .seconds(3600))
        }
        let open = try #require(try await workshop.store.openCase(key: "unclear:ann"), "ann is held without a case")
        #expect(open.occurrences == 2)

        workshop.publish(NoteSource.note("ann", "wrong/3"))
        try await engine.runOnce()
        #expect(try await workshop.store.openCase(key: "unclear:ann") == nil, "another trouble closes the case")
        #expect(try await workshop.store.openCase(key: "wrong:ann") != nil)
    }

    @Test func afterTheEndNothingIsBegun() async throws {
        let workshop = Workshop()
        let clock = workshop.clock
        let end = clock.now.adding(seconds: 60)
        workshop.publish(NoteSource.note("ann", "one"))
        // While the page is read the flows, which begin beside it and once more after the other system, come to their end;
        // then time is over.
        let (flowsEnded, tell) = AsyncStream<Void>.makeStream()
        workshop.source.meanwhile.withLock {
            $0 = {
                var ends = flowsEnded.makeAsyncIterator()
                for _ in 0..<2 { await ends.next(isolation: nil) }
                clock.advance(to: end.adding(seconds: 1))
            }
        }
        let store = ToldStore(workshop.store) { if $0 == "next wake" { tell.yield() } }
        let engine = Engine(settings: workshop.settings, store: store, clock: clock)
        try await engine.run(until: end)
        #expect(try await workshop.store.waitingRecordCount(limit: 10) == 1)

        workshop.source.meanwhile.withLock { $0 = nil }
        try await workshop.run()
        #expect(workshop.ledger == ["Note/one"], "what was read is taken up at the next start")
    }
}

/// A store that tells what is read.
private final class ToldStore: StoreRelay {
    let inner: any RuntimeStore
    private let tell: @Sendable (String) -> Void

    init(_ inner: any RuntimeStore, _ tell: @escaping @Sendable (String) -> Void) {
        self.inner = inner
        self.tell = tell
    }

    func willRead(_ what: String) async throws(StoreError) { tell(what) }
}
