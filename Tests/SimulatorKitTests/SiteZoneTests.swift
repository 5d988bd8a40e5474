import Foundation
import SimulatorKit
import Testing

/// The sites' calendar, and how days and moments are kept.
struct SiteZoneTests {
    @Test(arguments: [
        ("2026-01-05T06:59:59Z", "2026-01-04"), ("2026-01-05T07:00:00Z", "2026-01-05"),
        ("2026-07-05T06:00:00Z", "2026-07-05"),
    ])
    func dayIsThatOfTheSitesClock(moment: String, day: String) throws {
        let instant = try #require(SimulatedInstant(moment))
        #expect(try SiteZone().day(of: instant).text == day)
    }

    @Test(
        arguments: [
            ("2026-01-08", 18 * 60, "2026-01-09T01:00:00Z"), ("2026-07-09", 18 * 60, "2026-07-10T00:00:00Z"),
            ("2026-03-08", 150, "2026-03-08T08:30:00Z"),
        ] as [(String, Int64, String)]
    )
    func momentIsWhatTheSitesClockShows(day: String, minutes: Int64, moment: String) throws {
        let date = try #require(CivilDate(day))
        #expect(try SiteZone().instant(date, minutes: minutes).text == moment)
    }

    @Test func daysAndMomentsAreKeptAsTheirTexts() throws {
        let days = [try #require(CivilDate("2026-01-05"))]
        let moments = [try #require(SimulatedInstant("2026-01-05T06:00:00.25Z"))]
        let text = try JSONEncoder().encode(days) + JSONEncoder().encode(moments)
        #expect(String(decoding: text, as: UTF8.self) == #"["2026-01-05"]["2026-01-05T06:00:00.25Z"]"#)
        #expect(try JSONDecoder().decode([CivilDate].self, from: JSONEncoder().encode(days)) == days)
        #expect(try JSONDecoder().decode([SimulatedInstant].self, from: JSONEncoder().encode(moments)) == moments)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([CivilDate].self, from: Data(#"["2026-02-30"]"#.utf8))
        }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([SimulatedInstant].self, from: Data(#"["noon"]"#.utf8))
        }
    }
}
