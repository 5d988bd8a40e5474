import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// A day of work begins and ends at the site, wherever the company is.
struct SiteCalendarTests {
    /// A machine that leaves a site in Denver for one in the zone on the morning of 6 January.
    private func yard(movingTo zone: String) throws -> Yard {
        var yard = try Yard()
        let first = try #require(CalendarDate("2026-01-01"))
        let move = try #require(CalendarDate("2026-01-06"))
        yard.settings.projects.append(Project(code: "26-030", title: "Far Site", timeZone: zone))
        yard.settings.assignments = [
            EquipmentAssignment(equipment: "EX-104", project: "26-014", costCode: "c", from: first, until: move),
            EquipmentAssignment(equipment: "EX-104", project: "26-030", costCode: "c", from: move, until: nil),
        ]
        return yard
    }

    @Test func workAfterTheSitesMidnightBelongsToTheNextDay() throws {
        var yard = try yard(movingTo: "Australia/Sydney")
        // Sydney's 8 January begins at 13:00 UTC on the 7th, Denver's at 07:00 UTC on the 8th.
        try yard.read(
            [
                ("2026-01-07T12:00:00Z", "100"), ("2026-01-07T13:00:00Z", "101"), ("2026-01-07T15:00:00Z", "103"),
                ("2026-01-08T14:00:00Z", "103"),
            ],
            at: "2026-01-09T20:00:00Z"
        )

        #expect(yard.staged == ["2026-01-07 1 75", "2026-01-08 2 150"])
    }

    @Test(arguments: ["Australia/Sydney", "Pacific/Honolulu", "Europe/Berlin", "America/Denver"])
    func hoursAreConservedWhenAMachineMovesBetweenZones(zone: String) throws {
        var yard = try yard(movingTo: zone)
        let start = try #require(Instant("2026-01-04T12:00:00Z"))
        try yard.read((0...96).map { (start.adding(seconds: $0 * 3600).text, "\(100 + $0 / 2).\($0 % 2 * 5)") })
        try yard.read([("2026-01-11T12:00:00Z", "148.0")], at: "2026-01-13T12:00:00Z")

        #expect(yard.totalHours == 48)
        #expect(yard.cases.isEmpty)
        let days = yard.staged.compactMap { $0.split(separator: " ").first }
        #expect(days == days.sorted() && Set(days).count == days.count, "\(days)")
    }
}
