import SimulatorKit
import Testing

struct SimulatedInstantTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-01-05T05:58:11Z", 1_767_592_691_000_000),
        ("2000-02-29T23:59:59.999999Z", 951_868_799_999_999), ("1969-12-31T23:59:59.5Z", -500_000),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000_000), ("9999-12-31T23:59:59Z", 253_402_300_799_000_000),
    ])
    func readsAndShowsTheSameText(text: String, microseconds: Int64) {
        #expect(SimulatedInstant(text)?.microseconds == microseconds)
        #expect(SimulatedInstant(microseconds: microseconds).text == text)
    }

    @Test func offsetsAreCountedFromUTC() {
        #expect(SimulatedInstant("2026-01-04T22:58:11-07:00")?.text == "2026-01-05T05:58:11Z")
        #expect(SimulatedInstant("2026-01-05T11:28:11.250+05:30")?.text == "2026-01-05T05:58:11.25Z")
    }

    @Test(arguments: [
        "", "2026-01-05", "2026-01-05T05:58Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-05T24:00:00Z",
        "2026-01-05T05:58:60Z", "2026-01-05T05:58:11", "2026-01-05T05:58:11.Z", "2026-01-05T05:58:11.1234567Z",
        "2026-01-05T05:58:11Zx", "26-01-05T05:58:11Z", "2026-01-05T05:58:11+7:00",
    ])
    func refusesWhatIsNoMoment(text: String) {
        #expect(SimulatedInstant(text) == nil)
    }

    @Test func addsWholeUnits() throws {
        let start = try #require(SimulatedInstant("2026-12-31T23:00:00Z"))
        #expect(start.adding(hours: 1).text == "2027-01-01T00:00:00Z")
        #expect(start.adding(minutes: -60).adding(seconds: -1).text == "2026-12-31T21:59:59Z")
        #expect(start.adding(hours: 2).seconds(since: start) == 7200)
        #expect(start < start.adding(seconds: 1))
    }

    @Test func datesKnowTheirWeekdayAndNeighbours() throws {
        let monday = try #require(CivilDate("2026-01-05"))
        #expect(monday.weekday == 1)
        #expect(monday.adding(days: -1).weekday == 7)
        #expect(monday.adding(days: 55).text == "2026-03-01")
        #expect(CivilDate("2024-02-28")?.adding(days: 1).text == "2024-02-29")
        #expect(CivilDate("1900-02-29") == nil)
        #expect(CivilDate("2026-1-5") == nil)
        #expect(SimulatedInstant("1969-12-31T23:59:59Z")?.date.text == "1969-12-31")
    }

    @Test func everyDayOfFourCenturiesReadsBack() throws {
        let first = try #require(CivilDate("1800-01-01"))
        var date = first
        for _ in 0..<146_097 {
            #expect(CivilDate(date.text) == date)
            date = date.adding(days: 1)
        }
        #expect(date.text == "2200-01-01")
    }
}
