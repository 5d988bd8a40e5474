import CanonicalModel
import ConnectorRuntime
import Testing

struct ScheduleTests {
    private static func daily(_ time: String, _ zone: String, _ days: Schedule.Days = .all) throws -> Schedule {
        .daily(at: try #require(TimeOfDay(time)), zone: try #require(SiteZone(zone)), on: days)
    }

    /// All times after one instant and through another.
    private static func times(of schedule: Schedule, after: String, through: String) throws -> [String] {
        var times: [String] = []
        var position = try #require(Instant(after))
        let end = try #require(Instant(through))
        while let next = schedule.next(after: position), next <= end {
            times.append(next.text)
            position = next
        }
        return times
    }

    @Test(arguments: [
        // Skipped on 8 March: once, at the first instant after the gap.
        (
            "02:30", "America/Denver", "2026-03-07T00:00:00Z", "2026-03-10T00:00:00Z",
            ["2026-03-07T09:30:00Z", "2026-03-08T09:00:00Z", "2026-03-09T08:30:00Z"]
        ),
        // Twice on 1 November: once, at the first.
        (
            "01:30", "America/Denver", "2026-10-31T00:00:00Z", "2026-11-03T00:00:00Z",
            ["2026-10-31T07:30:00Z", "2026-11-01T07:30:00Z", "2026-11-02T08:30:00Z"]
        ),
        (
            "02:15", "Australia/Lord_Howe", "2026-10-02T20:00:00Z", "2026-10-05T00:00:00Z",
            ["2026-10-03T15:30:00Z", "2026-10-04T15:15:00Z"]
        ),
        // A day that a zone left out: its time and the next midnight are one instant.
        (
            "00:00", "Pacific/Apia", "2011-12-28T12:00:00Z", "2012-01-01T00:00:00Z",
            ["2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z"]
        ),
        (
            "23:45", "Asia/Kathmandu", "2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z",
            ["2026-01-01T18:00:00Z", "2026-01-02T18:00:00Z"]
        ),
    ])
    func aLocalTimeRunsOnceADay(
        time: String,
        zone: String,
        after: String,
        through: String,
        expected: [String]
    ) throws {
        let schedule = try Self.daily(time, zone)

        #expect(try Self.times(of: schedule, after: after, through: through) == expected)
    }

    @Test(arguments: [
        ("America/Denver", "02:30"), ("Europe/Berlin", "02:00"), ("Australia/Lord_Howe", "01:45"),
        ("Africa/Cairo", "00:30"),
    ])
    func aYearHasOneRunForEachDayWhateverTheClocksDo(zone: String, time: String) throws {
        let schedule = try Self.daily(time, zone)
        let runs = try Self.times(of: schedule, after: "2025-12-31T12:00:00Z", through: "2026-12-31T12:00:00Z")
        #expect(runs.count == 365)
        for run in runs.enumerated().filter({ $0.offset % 13 == 0 }).map(\.element) {
            let instant = try #require(Instant(run))
            #expect(schedule.last(through: instant) == instant)
            #expect(schedule.last(through: instant.adding(seconds: 1)) == instant)
            #expect(schedule.next(after: instant.adding(seconds: -1)) == instant)
        }
    }

    @Test func onlyTheDaysThatCountCount() throws {
        let span = (after: "2026-01-30T00:00:00Z", through: "2026-03-03T00:00:00Z")
        func days(_ days: Schedule.Days) throws -> [String] {
            try Self.times(of: Self.daily("12:00", "UTC", days), after: span.after, through: span.through)
                .map { String($0.prefix(10)) }
        }

        #expect(
            try days(.weekdays([.monday])) == [
                "2026-02-02", "2026-02-09", "2026-02-16", "2026-02-23", "2026-03-02",
            ]
        )
        #expect(try days(.monthdays([0])) == ["2026-01-31", "2026-02-28"])
        #expect(try days(.monthdays([1, 30])) == ["2026-01-30", "2026-02-01", "2026-03-01"])
        let dates: Set<CalendarDate> = [
            try #require(CalendarDate("2026-02-14")), try #require(CalendarDate("2025-02-14")),
        ]
        #expect(try days(.dates(dates)) == ["2026-02-14"])
        #expect(try Self.daily("12:00", "UTC", .dates(dates)).next(after: try #require(Instant(span.through))) == nil)
    }

    @Test func anIntervalCountsFromOneBeginning() throws {
        let schedule = Schedule.every(.seconds(900))
        let instant = try #require(Instant("2026-01-05T05:58:11Z"))

        #expect(schedule.next(after: instant)?.text == "2026-01-05T06:00:00Z")
        #expect(schedule.last(through: instant)?.text == "2026-01-05T05:45:00Z")
        #expect(Schedule.every(.zero).next(after: instant) == nil)
        let early = try #require(Instant("1969-12-31T23:50:00Z"))
        #expect(schedule.next(after: early)?.text == "1970-01-01T00:00:00Z")
        #expect(schedule.last(through: early)?.text == "1969-12-31T23:45:00Z")
    }

    @Test func missedTimesAreCountedUpToALimit() throws {
        let schedule = try Self.daily("18:00", "America/Denver")
        let from = try #require(Instant("2026-01-01T00:00:00Z"))

        #expect(schedule.count(after: from, through: from.adding(seconds: 10 * 86_400), limit: 100) == 10)
        #expect(schedule.count(after: from, through: from.adding(seconds: 10 * 86_400), limit: 3) == 3)
        #expect(schedule.count(after: from, through: from, limit: 3) == 0)
    }
}
