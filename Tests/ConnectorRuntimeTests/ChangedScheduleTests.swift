import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import JSON
import Testing

/// Two flows that deliver to one ledger, each by a schedule of its own.
struct ChangedScheduleTests {
    private static func evening() throws -> Schedule {
        .daily(at: try #require(TimeOfDay("18:00")), zone: try #require(SiteZone("America/Denver")), on: .all)
    }

    private static func run(_ shop: TimetableShop, letters: Schedule, at time: String) async throws {
        let present = shop.settings
        let binding = FlowBinding(flow: LetterFlow(), sources: ["paper"], target: "ledger", deliverySchedule: letters)
        let flows = present.flows + [binding]
        let settings = RuntimeSettings(systems: present.systems, flows: flows, people: present.people)
        shop.clock.advance(to: try #require(Instant(time)))
        try await Engine(settings: settings, store: shop.workshop.store, clock: shop.clock).runOnce()
    }

    private static func notes(_ shop: TimetableShop) async throws -> [JSON] {
        try await shop.workshop.store.journal(topic: NoteFlow.name).flatMap { entry in
            (try? JSON(parsing: entry.body)["notes"]?.arrayValue) ?? []
        }.filter { $0["event"] == "DeliveryScheduleNoted" }.compactMap { $0["detail"] }
    }

    /// Both write of ann, whose lane is one.
    @Test(arguments: [true, false])
    func whatWaitsForAFlowsScheduleHoldsUpNoOtherFlow(atPeriodClose: Bool) async throws {
        var shop = try TimetableShop()
        shop.deliver = atPeriodClose ? .atPeriodClose : try Self.evening()
        try await shop.workshop.receive([NoteSource.note("ann", "note")])
        try await Self.run(shop, letters: .realTime, at: "2026-01-05T12:00:00Z")
        try await shop.workshop.receive([NoteSource.note("ann", "letter")], for: LetterFlow.name)
        try await Self.run(shop, letters: .realTime, at: "2026-01-05T12:01:00Z")
        #expect(shop.workshop.ledger == ["Note/letter"])
        if !atPeriodClose {
            try await Self.run(shop, letters: .realTime, at: "2026-01-06T01:00:00Z")
            #expect(shop.workshop.ledger == ["Note/letter", "Note/note"])
        }
    }

    @Test(arguments: [true, false])
    func whatWaitsGoesAtOnceAndInItsOrderWhenItsFlowDoes(atPeriodClose: Bool) async throws {
        var shop = try TimetableShop()
        shop.deliver = atPeriodClose ? .atPeriodClose : try Self.evening()
        try await shop.workshop.receive([NoteSource.note("ann", "one"), NoteSource.note("ann", "two")])
        try await Self.run(shop, letters: try Self.evening(), at: "2026-01-05T12:00:00Z")
        try await shop.workshop.receive([NoteSource.note("ben", "letter")], for: LetterFlow.name)
        try await Self.run(shop, letters: try Self.evening(), at: "2026-01-05T12:01:00Z")
        #expect(shop.workshop.ledger.isEmpty)

        shop.deliver = .realTime
        try await shop.workshop.receive([NoteSource.note("ann", "three")])
        try await Self.run(shop, letters: try Self.evening(), at: "2026-01-05T12:02:00Z")
        #expect(shop.workshop.ledger == ["Note/one", "Note/two", "Note/three"], "the other flow waits on")
        #expect(try await Self.notes(shop).map { $0["rescheduled"] } == [0, 2])
        try await Self.run(shop, letters: try Self.evening(), at: "2026-01-05T12:03:00Z")
        #expect(try await Self.notes(shop).count == 2, "only a change is noted")
    }

    @Test func whatIsToGoSoonerThanTheNewScheduleKeepsItsTime() async throws {
        var shop = try TimetableShop()
        shop.deliver = try Self.evening()
        try await shop.workshop.receive([NoteSource.note("ann", "one")])
        try await shop.run(at: "2026-01-05T12:00:00Z")
        shop.deliver = .atPeriodClose
        try await shop.run(at: "2026-01-05T12:01:00Z")
        try await shop.run(at: "2026-01-06T01:00:00Z")
        #expect(shop.workshop.ledger == ["Note/one"])
    }

    @Test func whatWaitedForACloseGoesByTheClockNow() async throws {
        var shop = try TimetableShop()
        shop.deliver = .atPeriodClose
        try await shop.workshop.receive([NoteSource.note("ann", "one")])
        try await shop.run(at: "2026-01-05T12:00:00Z")
        shop.deliver = try Self.evening()
        try await shop.run(at: "2026-01-05T12:01:00Z")
        try await shop.run(at: "2026-01-06T00:59:59Z")
        #expect(shop.workshop.ledger.isEmpty)
        try await shop.run(at: "2026-01-06T01:00:00Z")
        #expect(shop.workshop.ledger == ["Note/one"])
    }

    @Test func aFlowThatDeliversAtOnceNotesNothing() async throws {
        let shop = try TimetableShop()
        try await shop.workshop.receive([NoteSource.note("ann", "one")])
        try await shop.run(at: "2026-01-05T12:00:00Z")
        #expect(shop.workshop.ledger == ["Note/one"])
        #expect(try await Self.notes(shop).isEmpty)
    }
}
