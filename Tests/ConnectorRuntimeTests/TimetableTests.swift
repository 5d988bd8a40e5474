import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import JSON
import Synchronization
import Testing

/// What is scheduled runs once for each of its times, also for those that came while nothing ran.
struct TimetableTests {
    private static func evening(_ days: Schedule.Days = .all) throws -> Schedule {
        .daily(at: try #require(TimeOfDay("18:00")), zone: try #require(SiteZone("America/Denver")), on: days)
    }

    /// A workshop at 2026-01-05T12:00Z, 05:00 at the site, whose systems and flow have schedules.
    private struct Shop {
        var workshop = Workshop()
        let clock: ManualClock
        var read: Schedule = .every(.seconds(60))
        var deliver: Schedule = .realTime

        init() throws {
            clock = ManualClock(try #require(Instant("2026-01-05T12:00:00Z")))
        }

        var settings: RuntimeSettings {
            RuntimeSettings(
                systems: [
                    ConfiguredSystem(name: "paper", connector: workshop.source, schedule: read),
                    ConfiguredSystem(name: "ledger", connector: workshop.sink, pollInterval: .seconds(60)),
                ],
                flows: [
                    FlowBinding(
                        flow: workshop.flow,
                        sources: ["paper"],
                        target: "ledger",
                        deliverySchedule: deliver
                    )
                ],
                people: [Person(id: "fay", roles: ["finance"]), Person(id: "joe", roles: ["reader"])]
            )
        }

        /// One pass of a runtime that was just started, at `time`.
        func run(at time: String, _ clock: ManualClock? = nil) async throws {
            let clock = clock ?? self.clock
            clock.advance(to: try #require(Instant(time)))
            try await Engine(settings: settings, store: workshop.store, clock: clock).runOnce()
        }

        var reads: Int { workshop.source.asked.withLock { $0.count } }

        func notes(_ event: String) async throws -> [JSON] {
            try await workshop.store.journal(topic: "paper").compactMap { entry in
                let notes = try? JSON(parsing: entry.body)["notes"]?.arrayValue
                return notes?.first { $0["event"]?.stringValue == event }?["detail"]
            }
        }
    }

    @Test func aCalendarBeginsWhenItIsSeenAndRunsOnceForEachTime() async throws {
        var shop = try Shop()
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
        var shop = try Shop()
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
        var shop = try Shop()
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
        var shop = try Shop()
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
        var shop = try Shop()
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
        var shop = try Shop()
        shop.read = try Self.evening()
        let engine = Engine(settings: shop.settings, store: shop.workshop.store, clock: shop.clock)
        for time in ["2026-01-05T12:00:00Z", "2026-01-06T01:00:00Z", "2026-01-06T01:00:01Z", "2026-01-07T01:00:00Z"] {
            shop.clock.advance(to: try #require(Instant(time)))
            try await engine.runOnce()
        }
        #expect(shop.reads == 2)
    }

    @Test func deliveriesWaitForTheirTime() async throws {
        var shop = try Shop()
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
        var shop = try Shop()
        shop.deliver = .every(.seconds(3600))
        shop.workshop.publish(NoteSource.note("ann", "one"))
        try await shop.run(at: "2026-01-05T12:10:00Z")
        try await shop.run(at: "2026-01-09T00:00:00Z")
        try await shop.run(at: "2026-01-10T00:00:00Z")
        #expect(shop.workshop.ledger == ["Note/one"])
    }

    @Test func whatWaitsForPeriodCloseGoesOutWhenAPersonDeclaresIt() async throws {
        var shop = try Shop()
        shop.deliver = .atPeriodClose
        shop.read = .every(.seconds(60))
        shop.workshop.publish(NoteSource.note("ann", "one"))
        try await shop.run(at: "2026-01-05T12:00:00Z")
        try await shop.run(at: "2026-06-05T12:00:00Z")
        #expect(shop.workshop.ledger.isEmpty)

        let desk = PeriodDesk(settings: shop.settings, store: shop.workshop.store)
        let now = shop.clock.now
        await #expect(throws: GovernanceError.self) { try await desk.close("2026-01", by: "joe", at: now) }
        await #expect(throws: GovernanceError.self) { try await desk.close("January", by: "fay", at: now) }
        #expect(try await desk.close("2026-01", by: "fay", at: now) == 1)
        await #expect(throws: GovernanceError.unchanged("2026-01 was closed by fay at \(now.text)")) {
            try await desk.close("2026-01", by: "fay", at: now.adding(seconds: 1))
        }
        try await shop.run(at: "2026-06-05T12:00:00Z")
        #expect(shop.workshop.ledger == ["Note/one"])
        let entries = try await shop.workshop.store.journal(topic: "2026-01")
        #expect(entries.map(\.actor) == ["person:fay"])

        shop.workshop.publish(NoteSource.note("ann", "two"))
        try await shop.run(at: "2026-06-05T12:01:00Z")
        #expect(shop.workshop.ledger == ["Note/one"], "what comes after a close waits for the next")
    }

    @Test func aSystemIsReadOncePerPeriodClose() async throws {
        var shop = try Shop()
        shop.read = .atPeriodClose
        let desk = PeriodDesk(settings: shop.settings, store: shop.workshop.store)
        _ = try await desk.close("2025-12", by: "fay", at: shop.clock.now)
        try await shop.run(at: "2026-01-05T12:00:00Z")
        #expect(shop.reads == 0, "a close before the schedule was seen is none of its own")
        _ = try await desk.close("2026-01", by: "fay", at: shop.clock.now)
        try await shop.run(at: "2026-02-05T12:00:00Z")
        try await shop.run(at: "2026-02-05T12:01:00Z")
        #expect(shop.reads == 1)
        for period in ["2026-02", "2026-03"] { _ = try await desk.close(period, by: "fay", at: shop.clock.now) }
        try await shop.run(at: "2026-04-05T12:01:00Z")
        #expect(shop.reads == 2)
        #expect(try await shop.notes("ScheduleRan").compactMap { $0["missed"]?.integerValue } == [0, 1])
    }

    @Test func theBoardSaysWhatIsDueNext() async throws {
        var shop = try Shop()
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
}
