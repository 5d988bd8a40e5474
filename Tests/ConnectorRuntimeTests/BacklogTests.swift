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

/// D05: what cannot be delivered keeps more from being read, and nothing is lost.
@Suite(.timeLimit(.minutes(2)))
struct BacklogTests {
    private func settings(_ workshop: Workshop, limit: Int) -> RuntimeSettings {
        RuntimeSettings(
            systems: workshop.settings.systems,
            flows: workshop.settings.flows,
            people: workshop.people,
            backlogLimit: limit
        )
    }

    @Test func nothingMoreIsReadWhileTheTargetDoesNotTakeWhatWaits() async throws {
        let workshop = Workshop(batchLimit: 5)
        for page in 0..<20 {
            let notes = (0..<10).map { NoteSource.note("ann", "\(page * 10 + $0)") }
            workshop.source.will(RecordPage(records: notes, next: Cursor("\(page + 1)"), hasMore: page < 19))
        }
        workshop.sink.state.withLock { $0.moods = Array(repeating: .fails(.down), count: 40) }
        let held = Mutex(0)
        let engine = Engine(settings: settings(workshop, limit: 30), store: workshop.store, clock: workshop.clock) {
            if case .heldUp("paper", "notes", target: "ledger") = $0 { held.withLock { $0 += 1 } }
        }
        for _ in 0..<40 {
            try await engine.runOnce()
            workshop.clock.advance(by: .seconds(5))
            let deliveries = try await workshop.store.openDeliveryCount(to: "ledger", limit: 1000)
            let records = try await workshop.store.waitingRecordCount(limit: 1000)
            // The source is read beside the flow's steps: what becomes of one less than the limit of records and of a page
            // joins one less than the limit of deliveries.
            #expect(records <= 29 + 10)
            #expect(deliveries + records <= 29 + 29 + 10)
        }
        #expect(held.withLock { $0 } > 10)
        #expect(workshop.ledger.isEmpty)

        workshop.sink.state.withLock { $0.moods = [] }
        for _ in 0..<60 {
            try await engine.runOnce()
            workshop.clock.advance(by: .seconds(60))
        }
        #expect(workshop.ledger == (0..<200).map { "Note/\($0)" })
    }

    /// What waits for its time by a calendar is no sign that the target is slow.
    @Test func whatWaitsForItsTimeKeepsNothingFromBeingRead() async throws {
        let workshop = Workshop(batchLimit: 5)
        for page in 0..<20 {
            let notes = (0..<10).map { NoteSource.note("ann", "\(page * 10 + $0)") }
            workshop.source.will(RecordPage(records: notes, next: Cursor("\(page + 1)"), hasMore: page < 19))
        }
        let flow = FlowBinding(
            flow: NoteFlow(),
            sources: ["paper"],
            target: "ledger",
            deliverySchedule: .every(.seconds(86_400))
        )
        let settings = RuntimeSettings(
            systems: workshop.settings.systems,
            flows: [flow],
            people: workshop.people,
            backlogLimit: 30
        )
        let held = Mutex(0)
        let engine = Engine(settings: settings, store: workshop.store, clock: workshop.clock) {
            if case .heldUp("paper", "notes", target: "ledger") = $0 { held.withLock { $0 += 1 } }
        }
        for _ in 0..<40 {
            try await engine.runOnce()
            workshop.clock.advance(by: .seconds(5))
        }
        #expect(try await workshop.store.openDeliveryCount(to: "ledger", limit: 1000) == 200)
        #expect(workshop.ledger.isEmpty)

        let readBefore = held.withLock { $0 }
        workshop.publish(NoteSource.note("ann", "last"))
        workshop.sink.state.withLock { $0.moods = Array(repeating: .fails(.down), count: 2) }
        workshop.clock.advance(by: .seconds(86_400))
        for _ in 0..<60 {
            try await engine.runOnce()
            workshop.clock.advance(by: .seconds(60))
        }
        #expect(held.withLock { $0 } > readBefore, "what is due and is not taken counts")
        workshop.clock.advance(by: .seconds(86_400))
        try await engine.runOnce()
        #expect(workshop.ledger == (0..<200).map { "Note/\($0)" } + ["Note/last"])
    }

    /// A target that hangs keeps neither another target nor a source waiting, also over several polls.
    @Test func aTargetThatHangsHoldsUpNobody() async throws {
        let workshop = Workshop()
        let hanging = ModelTarget()
        let end = Barrier(2)
        hanging.rules.withLock { $0.gate = { _ in await end.wait() } }
        let plan = StateChange.deliveryPlanned(
            PlannedDelivery(
                delivery: Delivery(key: "hangs", object: "Note", payload: ["text": "hangs"]),
                system: "hanging",
                orderingKey: "hangs",
                topics: []
            )
        )
        _ = try await workshop.store.commit([plan], by: "system:test", at: workshop.clock.now)
        let settings = RuntimeSettings(
            systems: workshop.settings.systems
                + [ConfiguredSystem(name: "hanging", connector: hanging, pollInterval: .seconds(60))],
            flows: workshop.settings.flows
                + [FlowBinding(flow: NoteFlow(), sources: [], target: "hanging")],
            people: workshop.people
        )
        let (delivered, tell) = AsyncStream<Void>.makeStream()
        let engine = Engine(settings: settings, store: workshop.store, clock: workshop.clock) {
            if case .delivered("ledger", _) = $0 { tell.yield() }
        }
        workshop.publish(NoteSource.note("ann", "one"))
        let work = Task { try await engine.run() }
        var deliveries = delivered.makeAsyncIterator()
        await deliveries.next(isolation: #isolation)
        workshop.publish(NoteSource.note("ann", "two"))
        let clock = workshop.clock
        let time = Task {
            while !Task.isCancelled {
                try await clock.untilSleeping(1)
                clock.advance(by: .seconds(30))
            }
        }
        await deliveries.next(isolation: #isolation)
        time.cancel()
        #expect(workshop.ledger == ["Note/one", "Note/two"])
        #expect(hanging.effects.isEmpty)
        end.arrive()
        work.cancel()
        _ = await work.result
    }

    /// W04: two writers of the same thing plan it once, and it is written once.
    @Test func twoWritersOfTheSameKeyMakeOneRecord() async throws {
        let workshop = Workshop()
        let store = workshop.store
        let now = workshop.clock.now
        let plan = PlannedDelivery(
            delivery: Delivery(key: "Note/one", object: "Note", payload: ["text": "one"], controlTotals: ["worth": 1]),
            system: "ledger",
            orderingKey: "ann",
            topics: []
        )
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<20 {
                group.addTask {
                    _ = try? await store.commit([.deliveryPlanned(plan)], by: "system:writer\(writer)", at: now)
                }
            }
        }
        try await workshop.run()
        #expect(workshop.ledger == ["Note/one"])
        #expect(try await store.deliveries(in: .delivered, after: 0, limit: 10).count == 1)
        #expect(try await store.reference(system: "ledger", object: "Note", key: "Note/one") == "ledger/Note/one")
    }
}
