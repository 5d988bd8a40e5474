import CanonicalModel
import ConstructionFlows
import Testing

/// Days and pay periods of a site whose clocks change.
@Suite("Payroll and the clocks of a site")
struct PayrollClockTests {
    /// The last day of the first period has 23 hours, that of the second 25, that of the third 24.
    @Test(
        "a period ends at midnight of its site, also where the clocks change",
        arguments: [
            ("2026-03-08", "260309", "2026-03-09T17:59:59Z", "2026-03-09T18:00:00Z"),
            ("2026-11-01", "261102", "2026-11-02T18:59:59Z", "2026-11-02T19:00:00Z"),
            ("2026-03-01", "260302", "2026-03-02T18:59:59Z", "2026-03-02T19:00:00Z"),
        ]
    )
    func changeOfClocks(lastDay: String, number: String, before: String, cutoff: String) throws {
        var office = try PayOffice()
        try office.wait(until: "\(lastDay)T12:00:00Z")
        try office.work("a", "8", on: lastDay)
        try office.wait(until: before)
        #expect(office.approvals.isEmpty)
        try office.wait(until: cutoff)
        #expect(office.approvals.map(\.id) == ["PayrollBatch/KST/\(lastDay)/\(number)"])
        #expect(try office.sentLines(by: cutoff) == ["000417 \(lastDay) 03-300 REG 8"])
    }

    @Test(
        "cost of a closed month is posted under the day that it is at the site, not in Greenwich",
        arguments: [
            ("2026-03-08T06:59:59Z", "2026-03-07"), ("2026-03-08T07:00:00Z", "2026-03-08"),
            ("2026-03-09T05:59:59Z", "2026-03-08"), ("2026-03-09T06:00:00Z", "2026-03-09"),
        ]
    )
    func dayOfTheSite(now: String, day: String) throws {
        var office = try PayOffice()
        try office.work("a", "40")
        try office.send()
        try office.acknowledge("260105", hours: "40")
        office.closedMonths = ["2025-12"]
        try office.wait(until: now)
        try office.pay("612", ["000417, REG, 03-300, 2025-12-30, 40.00, 41.3750, 1655.00, 562.70"])
        #expect(
            office.posted == [
                "labour 03-300 2025-12-30 \(day) 40 1655", "burden 03-300 2025-12-30 \(day) 0 562.7",
            ]
        )
    }
}
