import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// Hours of somebody who does not work for the company are kept back.
struct UnknownEmployeeTests {
    private func route(_ employee: String, on date: String, _ employees: [KnownEmployee]?) throws -> FlowRoute {
        var office = try PayOffice()
        office.settings.employees = employees
        let entry = TimeEntry(
            id: "a",
            employee: employee,
            project: "26-014",
            costCode: "03-300",
            payCode: "REG",
            date: try #require(CalendarDate(date)),
            hours: 8,
            status: .approved
        )
        let now = try #require(Instant("2026-01-05T12:00:00Z"))
        let event = FlowEvent(
            reference: "time/a",
            object: TimeEntry.name,
            occurredAt: now,
            receivedAt: now,
            payload: entry.json
        )
        return TimeToPayrollToJobCost(office.settings).route(event)
    }

    private func employees() throws -> [KnownEmployee] {
        let (hired, left) = (try #require(CalendarDate("2025-12-15")), try #require(CalendarDate("2026-01-01")))
        return [KnownEmployee("000417", from: hired, until: left), KnownEmployee("000512")]
    }

    @Test(arguments: [
        ("000417", "2025-12-14", "does not work for KST on 2025-12-14"), ("000417", "2025-12-15", nil),
        ("000417", "2025-12-31", nil), ("000417", "2026-01-01", "does not work for KST on 2026-01-01"),
        ("000512", "2020-01-01", nil), ("000513", "2025-12-31", "is not listed"),
        ("512", "2025-12-31", "is not listed"),
    ])
    func theDayOfTheWorkCounts(_ employee: String, _ date: String, _ trouble: String?) throws {
        switch (try route(employee, on: date, try employees()), trouble) {
        case (.accept, nil): break
        case (.hold(let held), let trouble?):
            #expect(held.kind == "unknown_employee" && held.subject == employee && held.owner == "payroll")
            #expect(held.isRetriable && held.summary.contains(trouble), "\(held.summary)")
        case (let route, _): Issue.record("\(route)")
        }
    }

    @Test func withoutAListEverybodyIsKnown() throws {
        guard case .accept = try route("000513", on: "2025-12-31", nil) else {
            Issue.record("kept back")
            return
        }
    }

    @Test func nobodyWorksMoreThanADayHas() throws {
        var office = try PayOffice()
        office.settings.mostHoursPerDay = TimeToPayrollSettings.hoursOfADay
        try office.work("a", "16")
        try office.work("b", "8", code: "03-310")
        #expect(try office.sentLines(by: "2026-01-06T12:00:00Z").count == 2)
        var longer = try PayOffice()
        longer.settings.mostHoursPerDay = TimeToPayrollSettings.hoursOfADay
        try longer.work("a", "16")
        try longer.work("b", "8.01", code: "03-310")
        try longer.wait(until: "2026-01-06T12:00:00Z")
        #expect(longer.approvals.isEmpty)
        let item = try longer.lastCase("hours_exceed_day")
        #expect(item.summary.contains("24.01 h of employee 000417 on 2025-12-30, more than 24"))
    }
}
