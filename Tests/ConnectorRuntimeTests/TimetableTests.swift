import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import JSON
import Synchronization
import Testing

/// What is scheduled runs once for each of its times, also for those that came while nothing ran.
struct TimetableTests {
    private static func evening(_ days: Schedule.Days = .all) throws -> Schedule {
        .daily(at: try #require(TimeOfDay("18:00")), zone: try #require(SiteZone("America/Denver")), on: days)
    }

    @Test func aCalendarBeginsWhenItIsSeenAndRunsOnceForEachTime() async throws {
        var shop = try TimetableShop()
        shop.read = try Self.evening()
        try await shop.run(at: "2026-01-05T12:00:00Z")
        #expect(shop.reads == 0)
        try await shop.run(at: "2026-01-06T00:59:59Z")
        #expect(shop.reads == 0)
        try await shop.run(at: "2026-01-06T01:00:00Z")
        try await shop.run(at: "2026-01-06T01:00:00Z")
        try await shop.run(at: "2026-01-06T12:00:00Z")
        #expect(shop.reads == 1)
        try await shop.run(at: "2026-01-07T01:30:00Z")
        #expect(shop.reads == 2)
        #expect(try await shop.notes("ScheduleRan").compactMap { $0["missed"]?.integerValue } == [0, 0])
        #expect(try await shop.notes("ScheduleStarted").count == 1)
    }

    @Test func whatWasMissedIsCaughtUpWithOneRunThatSaysSo() async throws {
        var shop = try TimetableShop()
        shop.read = try Self.evening()
        try await shop.run(at: "2026-01-05T12:00:00Z")
        try await shop.run(at: "2026-01-15T12:00:00Z")
        try await shop.run(at: "2026-01-15T13:00:00Z")

        #expect(shop.reads == 1)
        let ran = try await shop.notes("ScheduleRan")
        #expect(ran.compactMap { $0["missed"]?.integerValue } == [9])
        #expect(ran.first?["due"] == "2026-01-15T01:00:00Z")
    }

    @Test func aRunThatFailsIsMadeUpForAndCountsOnce() async throws {
        var shop = try TimetableShop()
        shop.read = try Self.evening()
        try await shop.run(at: "2026-01-05T12:00:00Z")
        shop.workshop.source.will(fail: .outcomeUnknown(NoteSink.lost))
        try await shop.run(at: "2026-01-06T01:00:00Z")
        #expect(try await shop.notes("ScheduleRan").isEmpty)
        try await shop.run(at: "2026-01-06T01:10:00Z")
        try await shop.run(at: "2026-01-06T01:20:00Z")

        #expect(shop.reads == 2)
        #expect(try await shop.notes("ScheduleRan").count == 1)
    }

    @Test func aClockThatIsPutBackRepeatsNothing() async throws {
        var shop = try TimetableShop()
        shop.read = try Self.evening()
        try await shop.run(at: "2026-01-05T12:00:00Z")
        try await shop.run(at: "2026-01-06T01:05:00Z")
        let earlier = ManualClock(try #require(Instant("2026-01-06T00:30:00Z")))
        try await shop.run(at: "2026-01-06T00:30:00Z", earlier)
        try await shop.run(at: "2026-01-06T01:00:00Z", earlier)
        #expect(shop.reads == 1)
        try await shop.run(at: "2026-01-07T01:00:00Z", earlier)
        #expect(shop.reads == 2)
    }

    @Test func aClockThatWasYearsAheadSilencesNothing() async throws {
        var shop = try TimetableShop()
        shop.read = try Self.evening()
        try await shop.run(at: "2026-01-05T12:00:00Z")
        try await shop.run(at: "2036-01-05T12:00:00Z")
        #expect(shop.reads == 1)
        let corrected = ManualClock(try #require(Instant("2026-01-05T12:10:00Z")))
        try await shop.run(at: "2026-01-05T12:10:00Z", corrected)
        #expect(shop.reads == 1)
        try await shop.run(at: "2026-01-06T01:00:00Z", corrected)

        #expect(shop.reads == 2)
        #expect(try await shop.notes("ScheduleRestarted").count == 1)
    }

    @Test func oneEngineThatGoesOnSleepsToTheNextTime() async throws {
        var shop = try TimetableShop()
        shop.read = try Self.evening()
        let engine = Engine(settings: shop.settings, store: shop.workshop.store, clock: shop.clock)
        for time in ["2026-01-05T12:00:00Z", "2026-01-06T01:00:00Z", "2026-01-06T01:00:01Z", "2026-01-07T01:00:00Z"] {
            shop.clock.advance(to: try #require(Instant(time)))
            try await engine.runOnce()
        }
        #expect(shop.reads == 2)
    }

    @Test func deliveriesWaitForTheirTime() async throws {
        var shop = try TimetableShop()
        shop.deliver = try Self.evening()
        shop.workshop.publish(NoteSource.note("ann", "one"))
        try await shop.run(at: "2026-01-05T12:00:00Z")
        shop.workshop.publish(NoteSource.note("ben", "two"))
        try await shop.run(at: "2026-01-05T20:00:00Z")
        #expect(shop.workshop.ledger.isEmpty)
        let waiting = try await shop.workshop.store.delivery("Note/one")
        #expect(waiting?.notBefore?.text == "2026-01-06T01:00:00Z")

        try await shop.run(at: "2026-01-06T00:59:59Z")
        #expect(shop.workshop.ledger.isEmpty)
        try await shop.run(at: "2026-01-06T01:00:00Z")
        #expect(shop.workshop.ledger == ["Note/one", "Note/two"])
        shop.workshop.publish(NoteSource.note("ann", "three"))
        try await shop.run(at: "2026-01-06T01:00:00Z")
        #expect(shop.workshop.ledger.last == "Note/three", "what is planned at its time does not wait for the next day")
    }

    @Test func deliveriesThatWereMissedGoOutOnce() async throws {
        var shop = try TimetableShop()
        shop.deliver = .every(.seconds(3600))
        shop.workshop.publish(NoteSource.note("ann", "one"))
        try await shop.run(at: "2026-01-05T12:10:00Z")
        try await shop.run(at: "2026-01-09T00:00:00Z")
        try await shop.run(at: "2026-01-10T00:00:00Z")
        #expect(shop.workshop.ledger == ["Note/one"])
    }

    /// A delivery without a time waits for a person, who corrects the schedule.
    @Test func whatHasNoTimeLeftIsACaseAndIsNotDelivered() async throws {
        var shop = try TimetableShop()
        shop.deliver = try Self.evening(.dates([try #require(CalendarDate("2026-01-04"))]))
        shop.workshop.publish(NoteSource.note("ann", "one"), NoteSource.note("ben", "two"))
        try await shop.run(at: "2026-01-05T12:00:00Z")
        try await shop.run(at: "2026-03-05T12:00:00Z")
        #expect(shop.workshop.ledger.isEmpty)
        let open = try #require(try await shop.workshop.openCases().first)
        #expect(open.proposal.key == "schedule_over:Notes")
        #expect(open.proposal.owner == "integration-operator")
        #expect(open.allowedActions.isEmpty)
        let desk = CaseDesk(settings: shop.settings, store: shop.workshop.store)
        let now = shop.clock.now
        let error = await #expect(throws: GovernanceError.self) {
            try await desk.retry(open.number, by: "eve", at: now)
        }
        #expect(error?.description.contains("correct `deliver` and start purlin run again") == true)

        shop.deliver = try Self.evening(.dates([try #require(CalendarDate("2026-03-06"))]))
        try await shop.run(at: "2026-03-05T12:00:00Z")
        #expect(try await shop.workshop.openCases().isEmpty)
        try await shop.run(at: "2026-03-07T00:59:59Z")
        #expect(shop.workshop.ledger.isEmpty)
        try await shop.run(at: "2026-03-07T01:00:00Z")
        #expect(shop.workshop.ledger.sorted() == ["Note/one", "Note/two"])
    }

    @Test func theBoardSaysWhatIsDueNext() async throws {
        var shop = try TimetableShop()
        shop.read = try Self.evening(.weekdays([.friday]))
        shop.deliver = try Self.evening()
        try await shop.run(at: "2026-01-05T12:00:00Z")
        let board = ScheduleBoard(
            systems: [("paper", shop.read)],
            flows: shop.settings.flows,
            store: shop.workshop.store
        )
        let lines = try await board.lines(at: shop.clock.now)

        #expect(lines.map(\.next?.text) == ["2026-01-10T01:00:00Z", "2026-01-06T01:00:00Z"])
        #expect(lines[0].last == nil)
        #expect("\(lines[0].schedule)" == "at 18:00 America/Denver on friday")
    }

    /// The system is parked when its time comes, and a person puts it back to work while the runtime looks at it.
    @Test func aReadThatWasNotMadeIsMadeUpForWhoeverEndsThePause() async throws {
        var shop = try TimetableShop()
        shop.read = try Self.evening()
        try await shop.run(at: "2026-01-05T12:00:00Z")
        let parked = SystemPause(until: nil, failures: 1, reason: "401")
        _ = try await shop.workshop.store.commit([.systemPaused(system: "paper", parked)], by: "t", at: shop.clock.now)
        try await shop.run(at: "2026-01-06T01:00:00Z", on: ResumingStore(shop.workshop.store))
        #expect(shop.reads == 0)
        try await shop.run(at: "2026-01-06T01:02:00Z")
        #expect(shop.reads == 1)
    }

    /// Two flows deliver to one system, and neither has a date left; then one is corrected and has another target.
    @Test func onlyTheFlowThatIsCorrectedGoesOnAndAlsoWithItsOldTarget() async throws {
        let shop = try TimetableShop()
        let over = try Self.evening(.dates([try #require(CalendarDate("2026-01-04"))]))
        let old = NoteSink()
        func run(_ ann: (Schedule, String), at time: String) async throws {
            let settings = RuntimeSettings(
                systems: shop.settings.systems + [
                    ConfiguredSystem(name: "old", connector: old, pollInterval: .seconds(60))
                ],
                flows: [
                    FlowBinding(flow: NoteFlow(), sources: ["paper"], target: ann.1, deliverySchedule: ann.0),
                    FlowBinding(flow: LetterFlow(), sources: ["paper"], target: "old", deliverySchedule: over),
                ],
                people: []
            )
            shop.clock.advance(to: try #require(Instant(time)))
            try await Engine(settings: settings, store: shop.workshop.store, clock: shop.clock).runOnce()
        }
        let letter = ReceivedRecord(
            system: "paper",
            record: NoteSource.note("ben", "letter"),
            flow: LetterFlow.name,
            key: "ben",
            topics: [],
            disposition: .accepted
        )
        shop.workshop.publish(NoteSource.note("ann", "note"))
        _ = try await shop.workshop.store.commit([.recordReceived(letter)], by: "t", at: shop.clock.now)
        try await run((over, "old"), at: "2026-01-05T12:00:00Z")
        try await run((.realTime, "ledger"), at: "2026-01-05T12:01:00Z")
        #expect(old.state.withLock { $0.ledger } == ["Note/note"])
        #expect(try await shop.workshop.openCases().map(\.proposal.key) == ["schedule_over:Letters"])
    }
}

/// A store in which a person ends the pause of a system as soon as it was looked at.
private final class ResumingStore: StoreRelay {
    let inner: any RuntimeStore

    init(_ inner: any RuntimeStore) { self.inner = inner }

    func pause(of system: String) async throws(StoreError) -> SystemPause? {
        let pause = try await inner.pause(of: system)
        if pause != nil {
            _ = try await inner.commit([.systemPaused(system: system, nil)], by: "t", at: Instant(seconds: 0))
        }
        return pause
    }
}
