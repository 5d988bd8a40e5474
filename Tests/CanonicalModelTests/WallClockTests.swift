import CanonicalModel
import Testing

/// Times of a site's wall clock on days on which the clocks change, by the IANA database.
struct WallClockTests {
    @Test(arguments: [
        // An ordinary day, and zones whose offset is no whole hour.
        ("America/Denver", "2026-01-05", "18:00", "2026-01-06T01:00:00Z"),
        ("Asia/Kolkata", "2026-01-05", "18:00", "2026-01-05T12:30:00Z"),
        ("Asia/Kathmandu", "2026-01-05", "00:00", "2026-01-04T18:15:00Z"),
        // Skipped: the first instant after the gap.
        ("America/Denver", "2026-03-08", "02:30", "2026-03-08T09:00:00Z"),
        ("America/Denver", "2026-03-08", "02:00", "2026-03-08T09:00:00Z"),
        ("America/Denver", "2026-03-08", "03:00", "2026-03-08T09:00:00Z"),
        ("America/Denver", "2026-03-08", "01:59", "2026-03-08T08:59:00Z"),
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00:00Z"),
        ("Australia/Adelaide", "2026-10-04", "02:15", "2026-10-03T16:30:00Z"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30:00Z"),
        ("Africa/Cairo", "2026-04-24", "00:30", "2026-04-23T22:00:00Z"),
        ("Pacific/Apia", "2011-12-30", "18:00", "2011-12-30T10:00:00Z"),
        // Twice: the first of the two.
        ("America/Denver", "2026-11-01", "01:30", "2026-11-01T07:30:00Z"),
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30:00Z"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45:00Z"),
        ("Australia/Adelaide", "2026-04-05", "02:30", "2026-04-04T16:00:00Z"),
    ])
    func aTimeOfAWallClockIsOneInstant(zone: String, date: String, time: String, instant: String) throws {
        let site = try #require(SiteZone(zone))
        let found = site.instant(of: try #require(CalendarDate(date)), at: try #require(TimeOfDay(time)))

        #expect(found.text == instant)
    }

    @Test(arguments: ["24:00", "18:60", "8:00", "18.00", "18:00:00", "", "+8:00", "1８:00"])
    func whatIsNoTimeOfDayIsRefused(text: String) {
        #expect(TimeOfDay(text) == nil)
    }

    @Test func daysOfTheWeekAndEndsOfMonths() throws {
        #expect(try #require(CalendarDate("2026-01-05")).weekday == .monday)
        #expect(try #require(CalendarDate("1969-12-31")).weekday == .wednesday)
        #expect(try #require(CalendarDate("2000-02-29")).weekday == .tuesday)
        #expect(try #require(CalendarDate("2028-02-29")).isLastOfMonth)
        #expect(try #require(CalendarDate("2028-02-28")).isLastOfMonth == false)
        #expect(TimeOfDay("07:05")?.text == "07:05")
    }
}
