import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Governance
import JSON
import Testing

/// What was read of a system is a case when it is older than its rule allows, and none when it is read again.
struct FreshnessTests {
    private static let hour: Duration = .seconds(3600)

    /// A shop whose paper has a limit, and which first runs at 2026-01-05T12:00:00Z.
    private static func shop(_ limit: Duration, read: Schedule = .every(.seconds(60))) async throws -> TimetableShop {
        var shop = try TimetableShop()
        shop.read = read
        let rule = SynchronisationRule(
            freshWithin: limit,
            owner: "finance",
            severity: .error,
            origin: .file("governance.yaml", line: 3)
        )
        shop.governance.synchronisation = SynchronisationPolicy(systems: ["paper": rule])
        try await shop.run(at: "2026-01-05T12:00:00Z")
        return shop
    }

    private static func breaches(_ shop: TimetableShop, onlyOpen: Bool = true) async throws -> [StoredCase] {
        try await shop.workshop.store.cases(onlyOpen: onlyOpen).filter { $0.proposal.kind == "freshness_breach" }
    }

    /// A run in which the paper does not answer.
    private static func fail(_ shop: TimetableShop, at time: String) async throws {
        shop.workshop.source.will(fail: .outcomeUnknown(NoteSink.lost))
        try await shop.run(at: time)
    }

    @Test func whatIsOlderThanItsLimitIsOneCaseUntilItIsReadAgain() async throws {
        let shop = try await Self.shop(Self.hour)
        try await Self.fail(shop, at: "2026-01-05T12:30:00Z")
        try await Self.fail(shop, at: "2026-01-05T13:00:00Z")
        #expect(try await Self.breaches(shop).isEmpty)

        try await shop.run(at: "2026-01-05T13:00:01Z")
        let breach = try #require(try await Self.breaches(shop).first)
        #expect(breach.proposal.key == "freshness_breach:paper")
        #expect(breach.proposal.owner == "finance" && breach.proposal.severity == .error)
        #expect(
            breach.proposal.summary.hasPrefix(
                "paper was last read at 2026-01-05T12:00:00Z, and counts as fresh for 1h by "
                    + "synchronisation.paper (governance.yaml:3): it fails and is tried again on its own"
            )
        )
        #expect(breach.allowedActions.isEmpty)

        try await Self.fail(shop, at: "2026-01-05T13:10:00Z")
        #expect(try await Self.breaches(shop).map(\.occurrences) == [1])
        try await shop.run(at: "2026-01-05T13:30:00Z")
        #expect(try await Self.breaches(shop).isEmpty)
        let closed = try #require(try await Self.breaches(shop, onlyOpen: false).first)
        #expect(closed.closedBy == "purlin" && closed.reason == "was read again")

        // A runtime that did not run reads before it judges.
        try await shop.run(at: "2026-01-05T18:00:00Z")
        #expect(try await Self.breaches(shop, onlyOpen: false).count == 1)
    }

    @Test func aSystemThatWaitsForAPersonIsToldSo() async throws {
        let shop = try await Self.shop(Self.hour)
        let parked = SystemPause(until: nil, failures: 1, reason: "401")
        _ = try await shop.workshop.store.commit([.systemPaused(system: "paper", parked)], by: "t", at: shop.clock.now)
        try await shop.run(at: "2026-01-05T13:30:00Z")
        let breach = try #require(try await Self.breaches(shop).first)
        #expect(breach.proposal.summary.hasSuffix("left alone until a person tries its case 'system_parked' again"))

        let resumed = SystemPause(until: shop.clock.now, failures: 0, reason: "tried again by eve")
        _ = try await shop.workshop.store.commit([.systemPaused(system: "paper", resumed)], by: "t", at: shop.clock.now)
        try await shop.run(at: "2026-01-05T13:31:00Z")
        #expect(try await Self.breaches(shop).isEmpty)
    }

    /// Read on Friday at 18:00 of Denver, so that six hours are over before the week's end and twenty after it.
    @Test func daysOnWhichNothingIsReadDoNotCount() async throws {
        let weekdays: Schedule.Days = .weekdays([.monday, .tuesday, .wednesday, .thursday, .friday])
        let evening = Schedule.daily(
            at: try #require(TimeOfDay("18:00")),
            zone: try #require(SiteZone("America/Denver")),
            on: weekdays
        )
        let shop = try await Self.shop(Self.hour * 26, read: evening)
        try await shop.run(at: "2026-01-10T01:00:00Z")
        #expect(shop.reads == 1)
        try await shop.run(at: "2026-01-12T12:00:00Z")
        try await Self.fail(shop, at: "2026-01-13T01:00:00Z")
        try await Self.fail(shop, at: "2026-01-13T03:00:00Z")
        #expect(try await Self.breaches(shop, onlyOpen: false).isEmpty)

        try await shop.run(at: "2026-01-13T03:00:01Z")
        let breach = try #require(try await Self.breaches(shop).first)
        #expect(breach.proposal.summary.contains("fresh for 26h of the days on which it is read by"))
        try await shop.run(at: "2026-01-13T04:00:00Z")
        #expect(try await Self.breaches(shop).isEmpty)
    }

    @Test func whatIsReadAtPeriodCloseIsFreshUntilTheNext() async throws {
        let shop = try await Self.shop(Self.hour * 24, read: .atPeriodClose)
        try await shop.run(at: "2026-03-01T12:00:00Z")
        #expect(shop.reads == 0)
        #expect(try await Self.breaches(shop).isEmpty)

        let desk = PeriodDesk(settings: shop.settings, store: shop.workshop.store)
        _ = try await desk.close("2026-01", by: "fay", at: shop.clock.now)
        try await Self.fail(shop, at: "2026-03-01T12:10:00Z")
        try await Self.fail(shop, at: "2026-03-02T12:00:00Z")
        #expect(try await Self.breaches(shop).isEmpty)
        try await shop.run(at: "2026-03-02T12:00:01Z")
        #expect(try await Self.breaches(shop).count == 1)
        try await shop.run(at: "2026-03-02T13:00:00Z")
        #expect(try await Self.breaches(shop).isEmpty)
        try await shop.run(at: "2026-05-01T12:00:00Z")
        #expect(try await Self.breaches(shop, onlyOpen: false).count == 1)
    }

    @Test func aSystemThatIsNeverReadIsAsOldAsTheWatch() async throws {
        var shop = try TimetableShop()
        let rule = SynchronisationRule(freshWithin: Self.hour)
        shop.governance.synchronisation = SynchronisationPolicy(systems: ["ledger": rule])
        try await shop.run(at: "2026-01-05T12:00:00Z")
        try await shop.run(at: "2026-01-05T13:00:00Z")
        #expect(try await Self.breaches(shop).isEmpty)
        try await shop.run(at: "2026-01-05T13:00:01Z")
        let breach = try #require(try await Self.breaches(shop).first)
        #expect(breach.proposal.summary.hasPrefix("ledger was not read since 2026-01-05T12:00:00Z, and counts"))
        #expect(breach.proposal.owner == "integration-operator" && breach.proposal.severity == .warning)

        shop.governance = .standard
        try await shop.run(at: "2026-01-05T13:00:02Z")
        let closed = try #require(try await Self.breaches(shop, onlyOpen: false).first)
        #expect(closed.reason == "no rule asks for it any more")
    }

    /// Reads within a tenth of the limit are one entry of the journal, and yet the last of them counts after a restart.
    @Test func readsThatBringNothingAreNotedNowAndThen() async throws {
        let shop = try await Self.shop(Self.hour)
        let engine = Engine(settings: shop.settings, store: shop.workshop.store, clock: shop.clock)
        for time in ["2026-01-05T12:10:00Z", "2026-01-05T12:11:00Z", "2026-01-05T12:12:00Z"] {
            shop.clock.advance(to: try #require(Instant(time)))
            try await engine.runOnce()
        }
        let before = try await shop.workshop.store.flowState(flow: "freshness", key: "paper")
        #expect(before?.version == 3)
        shop.workshop.source.will(fail: .outcomeUnknown(NoteSink.lost))
        shop.clock.advance(to: try #require(Instant("2026-01-05T12:13:00Z")))
        try await engine.runOnce()
        #expect(shop.reads == 5)

        try await Self.fail(shop, at: "2026-01-05T13:12:00Z")
        #expect(try await Self.breaches(shop).isEmpty)
        try await shop.run(at: "2026-01-05T13:12:01Z")
        let breach = try #require(try await Self.breaches(shop).first)
        #expect(breach.proposal.detail["lastRead"] == "2026-01-05T12:12:00Z")
    }

    @Test func aClockThatWasYearsAheadSilencesNothing() async throws {
        let shop = try await Self.shop(Self.hour)
        try await shop.run(at: "2036-01-05T12:00:00Z")
        let corrected = ManualClock(try #require(Instant("2026-01-05T12:10:00Z")))
        shop.workshop.source.will(fail: .outcomeUnknown(NoteSink.lost))
        try await shop.run(at: "2026-01-05T12:10:00Z", corrected)
        shop.workshop.source.will(fail: .outcomeUnknown(NoteSink.lost))
        try await shop.run(at: "2026-01-05T13:10:01Z", corrected)
        #expect(try await Self.breaches(shop).count == 1)
    }

    @Test func theBoardSaysUntilWhenASystemIsFresh() async throws {
        let shop = try await Self.shop(Self.hour)
        let board = ScheduleBoard(
            systems: [("paper", shop.read), ("ledger", shop.read)],
            flows: [],
            synchronisation: shop.governance.synchronisation,
            store: shop.workshop.store
        )
        let later = shop.clock.now.adding(seconds: 3601)
        let lines = try await board.lines(at: later)
        #expect(lines.map { $0.last?.text } == ["2026-01-05T12:00:00Z", nil])
        #expect(lines.map { $0.freshness?.until?.text } == ["2026-01-05T13:00:00Z", nil])
        #expect(lines[0].freshness?.isFresh(at: later) == false)
        #expect(lines[0].freshness?.isFresh(at: shop.clock.now) == true)
    }
}
