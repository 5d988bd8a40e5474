import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import JSON
import Testing

/// What keys asked to be woken for is done, whatever else happens to them.
struct TimerTests {
    /// A flow of which every key wants to be woken a minute after its first record, and delivers something then.
    private struct AlarmFlow: BusinessFlow {
        static let name = "Alarms"
        let consumes: Set<String> = ["Note"]
        let masterData: [FlowDelivery] = []
        var canWake = true

        func route(_ event: FlowEvent) -> FlowRoute {
            .accept(key: event.payload["author"]?.stringValue ?? "", topics: [])
        }

        func decide(
            key: String,
            state: JSON?,
            events: [FlowEvent],
            at now: Instant
        ) throws(JSONAccessError) -> FlowDecision {
            guard canWake || !events.isEmpty, !events.contains(where: { $0.payload["text"] == "bad" }) else {
                throw JSONAccessError(path: "note", expected: "something else", found: "what is bad")
            }
            var decision = FlowDecision(state: "set")
            guard events.isEmpty else {
                decision.wakeAt = now.adding(seconds: 60)
                return decision
            }
            let delivery = FlowDelivery(
                key: "woken/\(key)",
                object: "Note",
                payload: ["text": .string(key)],
                controlTotals: ["worth": "1"],
                orderingKey: key,
                topics: []
            )
            decision.deliveries = [delivery]
            return decision
        }
    }

    private func settings(_ shop: TimetableShop, _ flow: AlarmFlow = AlarmFlow()) -> RuntimeSettings {
        RuntimeSettings(
            systems: shop.settings.systems,
            flows: [FlowBinding(flow: flow, sources: ["paper"], target: "ledger", deliverySchedule: shop.deliver)],
            people: shop.settings.people
        )
    }

    private func run(_ shop: TimetableShop, _ settings: RuntimeSettings) async throws {
        try await Engine(settings: settings, store: shop.workshop.store, clock: shop.clock).runOnce()
    }

    /// The record waits for a person; the key that it belongs to is sound.
    @Test func aRecordThatIsRefusedStopsNoTimer() async throws {
        let shop = try TimetableShop()
        let settings = settings(shop)
        shop.workshop.publish(NoteSource.note("ann", "set"))
        try await run(shop, settings)
        shop.clock.advance(by: .seconds(30))
        shop.workshop.publish(NoteSource.note("ann", "bad"))
        try await run(shop, settings)
        #expect(try await shop.workshop.openCases().map(\.proposal.key) == ["flow_failed:paper/ann/bad"])
        shop.clock.advance(by: .seconds(60))
        try await run(shop, settings)
        #expect(shop.workshop.ledger == ["woken/ann"])
    }

    @Test func aKeyThatCannotBeWokenIsOneCaseAndIsLeftAlone() async throws {
        let shop = try TimetableShop()
        let settings = settings(shop, AlarmFlow(canWake: false))
        shop.workshop.publish(NoteSource.note("ann", "set"))
        try await run(shop, settings)
        for _ in 0..<3 {
            shop.clock.advance(by: .seconds(60))
            try await run(shop, settings)
        }
        #expect(try await shop.workshop.openCases().map(\.proposal.key) == ["flow_failed:Alarms/ann"])
        #expect(try await shop.workshop.openCases().first?.occurrences == 1)
        #expect(try await shop.workshop.store.nextWake() == nil)
    }

    /// They are woken in several goes.
    @Test func allThatWasDueAtAPeriodCloseGoesOutWithIt() async throws {
        var shop = try TimetableShop()
        shop.deliver = .atPeriodClose
        let settings = settings(shop)
        shop.workshop.publishMany((0..<700).map { NoteSource.note("a\($0)", "set") })
        try await run(shop, settings)
        shop.clock.advance(by: .seconds(60))
        let desk = PeriodDesk(settings: settings, store: shop.workshop.store)
        _ = try await desk.close("2026-01", by: "fay", at: shop.clock.now)
        try await run(shop, settings)
        #expect(shop.workshop.ledger.count == 700)
    }
}
