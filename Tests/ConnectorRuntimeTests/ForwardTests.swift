import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import JSON
import Testing

/// What the keys of one flow tell each other, and what a flow is told of closed months.
struct ForwardTests {
    /// A flow that tells `ben` of every note, and delivers each note with the months that are closed.
    private struct GossipFlow: PeriodAwareFlow {
        static let name = "Gossip"
        let consumes: Set<String> = ["Note"]
        let masterData: [FlowDelivery] = []
        var closed: Set<String> = []

        func keepingOut(of months: Set<String>) -> any BusinessFlow { GossipFlow(closed: months) }

        func route(_ event: FlowEvent) -> FlowRoute {
            .accept(key: event.payload["author"]?.stringValue ?? "", topics: [])
        }

        func decide(key: String, state: JSON?, events: [FlowEvent], at now: Instant) -> FlowDecision {
            var decision = FlowDecision(state: .integer((state?.integerValue ?? 0) + Int64(events.count)))
            for event in events {
                let text = event.payload["text"]?.stringValue ?? ""
                if key != "ben" {
                    decision.forwards.append(
                        FlowForward(key: "ben", id: text, object: "Note", payload: event.payload, topics: ["gossip"])
                    )
                }
                decision.deliveries.append(
                    FlowDelivery(
                        key: "\(key)/\(text)/\(closed.sorted().joined(separator: "+"))",
                        object: "Note",
                        payload: ["text": .string(text)],
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
            flows: [FlowBinding(flow: GossipFlow(), sources: ["paper"], target: "ledger")],
            people: [Person(id: "fay", roles: ["finance"])]
        )
    }

    @Test func whatAKeyForwardsIsTakenOnceByTheOther() async throws {
        let workshop = Workshop()
        let engine = Engine(settings: settings(workshop), store: workshop.store, clock: workshop.clock)
        workshop.publish(NoteSource.note("ann", "one"))
        try await engine.runOnce()
        #expect(try await workshop.store.delivery("ben/one/") != nil)
        workshop.clock.advance(by: .seconds(3600))
        // Another author forwards something of the same name.
        workshop.publish(NoteSource.note("cem", "one"))
        try await engine.runOnce()
        #expect(try await workshop.store.flowState(flow: "Gossip", key: "ben")?.state == 1)
        #expect(try await workshop.store.delivery("cem/one/") != nil)
        let entries = try await workshop.store.journal(topic: "gossip")
        #expect(entries.count == 1)
    }

    @Test func aRehearsalTakesWhatWasForwardedToTheKeyThatTookItFirst() async throws {
        let workshop = Workshop()
        let settings = settings(workshop)
        let engine = Engine(settings: settings, store: workshop.store, clock: workshop.clock)
        workshop.publish(NoteSource.note("ann", "one"))
        try await engine.runOnce()
        let replay = IntakeReplay(settings: settings, store: workshop.store)
        let whole = try await replay.rehearse(ReplaySelection(), at: workshop.clock.now)
        #expect(whole.records == 1)
        #expect(whole.lines.map(\.key) == ["ann/one/", "ben/one/"])
        #expect(whole.count(.same) == 2, "\(whole.lines)")
        // The part alone, without the record that it is a part of.
        let part = try await replay.rehearse(ReplaySelection(key: "gossip"), at: workshop.clock.now)
        #expect(part.lines.map(\.key) == ["ben/one/"])
        #expect(part.records == 1 && part.count(.same) == 1, "\(part.lines)")
    }

    @Test func aFlowKnowsTheMonthsThatAreClosedWhenItTakesItsStep() async throws {
        let workshop = Workshop()
        let settings = settings(workshop)
        let engine = Engine(settings: settings, store: workshop.store, clock: workshop.clock)
        workshop.publish(NoteSource.note("ben", "before"))
        try await engine.runOnce()
        let desk = PeriodDesk(settings: settings, store: workshop.store)
        for month in ["2026-02", "2026-01"] { _ = try await desk.close(month, by: "fay", at: workshop.clock.now) }
        workshop.clock.advance(by: .seconds(3600))
        workshop.publish(NoteSource.note("ben", "after"))
        try await engine.runOnce()
        #expect(try await workshop.store.delivery("ben/before/") != nil)
        #expect(try await workshop.store.delivery("ben/after/2026-01+2026-02") != nil)
    }
}
