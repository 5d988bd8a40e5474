import CanonicalModel
import Testing

struct InstantTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("2026-01-05T05:58:11Z", 1_767_592_691_000_000),
        ("2026-01-04T22:58:11-07:00", 1_767_592_691_000_000),
        ("2026-01-05T05:58:11.25Z", 1_767_592_691_250_000),
        ("2026-01-05T05:58:11.1234567Z", 1_767_592_691_123_456),
        ("1969-12-31T23:59:59Z", -1_000_000),
        ("2024-02-29T00:00:00+00:00", 1_709_164_800_000_000),
    ])
    func readsTimestampsOfRFC3339(text: String, microseconds: Int64) {
        #expect(Instant(text)?.microseconds == microseconds)
    }

    @Test(arguments: [
        "", "2026-01-05", "2026-01-05T05:58:11", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-05T24:00:00Z",
        "2026-01-05T05:60:00Z", "2026-01-05T05:58:11.Z", "2026-01-05T05:58:11+7:00", "2026-01-05T05:58:11 Z",
        "2026-01-05 05:58:11Z", "２０２６-01-05T05:58:11Z", "2026-01-05T05:58:11Zebra",
    ])
    func refusesAnythingElse(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test func instantsBeyondAnyCalendarDoNotEndTheProcess() {
        for extreme in [Instant(microseconds: .min), Instant(microseconds: .max)] {
            #expect(!extreme.text.isEmpty)
            #expect(extreme.adding(seconds: .max) >= extreme)
            #expect(extreme.adding(seconds: .min) <= extreme)
        }
    }

    @Test(arguments: [(Int64.max, 1), (Int64.min, -1)] as [(Int64, Int64)])
    func noInstantIsBeyondTheLastOne(microseconds: Int64, step: Int64) {
        let last = Instant(microseconds: microseconds)
        #expect(last.adding(seconds: step) == last)
        #expect(last.adding(.milliseconds(500 * step)) == last)
        #expect(last.adding(.microseconds(1_500_000 * step)) == last)
        #expect(Instant(microseconds: microseconds - step).adding(.microseconds(step)) == last)
    }

    @Test(arguments: ["2026-01-05T05:58:11Z", "2026-01-05T05:58:11.25Z", "1969-12-31T23:59:59.000001Z"])
    func printsWhatItReads(text: String) {
        #expect(Instant(text)?.text == text)
    }
}

struct CalendarDateTests {
    @Test func countsDaysThroughLeapYearsAndCenturies() throws {
        var date = try #require(CalendarDate("1899-12-30"))
        let end = try #require(CalendarDate("2101-03-02"))
        var previous = date.parts
        while date < end {
            date = date.adding(days: 1)
            let parts = date.parts
            let follows =
                parts == (previous.year, previous.month, previous.day + 1)
                || parts == (previous.year, previous.month + 1, 1) || parts == (previous.year + 1, 1, 1)
            #expect(follows, "\(parts) after \(previous)")
            #expect(CalendarDate(year: parts.year, month: parts.month, day: parts.day) == date)
            previous = parts
        }
    }

    @Test(arguments: ["2025-02-29", "2026-04-31", "2026-00-10", "26-01-05", "2026/01/05", "2026-1-5", ""])
    func refusesDaysThatDoNotExist(text: String) {
        #expect(CalendarDate(text) == nil)
    }
}

struct SiteZoneTests {
    @Test func aDayOfWorkBeginsAtLocalMidnight() throws {
        let zone = try #require(SiteZone("America/Denver"))
        let day = try #require(CalendarDate("2026-01-05"))

        #expect(zone.start(of: day).text == "2026-01-05T07:00:00Z")
        #expect(zone.date(of: zone.start(of: day)) == day)
        #expect(zone.date(of: zone.end(of: day).adding(seconds: -1)) == day)
        #expect(zone.date(of: zone.end(of: day)) == day.adding(days: 1))
    }

    @Test(arguments: [
        ("America/Denver", "2026-03-08", 23), ("America/Denver", "2026-11-01", 25), ("Europe/Berlin", "2026-03-29", 23),
        ("Europe/Berlin", "2026-10-25", 25), ("Australia/Lord_Howe", "2026-06-01", 24),
    ])
    func daysOnWhichClocksChangeAreShorterOrLonger(name: String, date: String, hours: Int64) throws {
        let zone = try #require(SiteZone(name))
        let day = try #require(CalendarDate(date))

        #expect(zone.end(of: day).seconds(since: zone.start(of: day)) == hours * 3600)
    }

    @Test func whatLiesTooFarApartIsTheLongestTime() {
        let (first, last) = (Instant(microseconds: .min), Instant(microseconds: .max))
        #expect(last.seconds(since: first) == Int64.max / 1_000_000)
        #expect(first.seconds(since: last) == Int64.min / 1_000_000)
        #expect(first.seconds(since: Instant(seconds: 1)) == Int64.min / 1_000_000)
    }

    @Test func everySecondBelongsToTheDayBetweenItsBorders() throws {
        for name in ["America/Denver", "Europe/London", "America/Santiago", "Asia/Kathmandu"] {
            let zone = try #require(SiteZone(name))
            var day = try #require(CalendarDate("2026-01-01"))
            for _ in 0..<365 {
                #expect(zone.date(of: zone.start(of: day)) == day, "\(name) \(day.text)")
                #expect(zone.date(of: zone.start(of: day).adding(seconds: -1)) == day.adding(days: -1))
                day = day.adding(days: 1)
            }
        }
    }

    @Test func unknownZonesAreRefused() {
        #expect(SiteZone("America/Nowhere") == nil)
        #expect(SiteZone("") == nil)
    }
}
