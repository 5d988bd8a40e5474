import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// What looks wrong in hours is noticed before it costs money (domain.md §2, P-1 to P-3).
@Suite("Doubtful hours")
struct PayrollDoubtTests {
    // MARK: Hours of one day

    @Test("an entry that would give somebody more hours than a day may have waits, and others go")
    func longDay() throws {
        var office = try PayOffice()
        office.settings.mostHoursPerDay = 14
        try office.work("a", "8")
        try office.send()
        try office.acknowledge("260105")
        // The row was recoded and has another id, as rows without `recordId` do.
        try office.work("b", "8", code: "03-310")
        try office.work("c", "8", employee: "000512")
        #expect(try office.sentLines(by: "2026-01-06T12:00:00Z") == ["000512 2025-12-30 03-300 REG 8"])
        try office.acknowledge("260105B")
        let item = try office.lastCase("hours_exceed_day")
        #expect(item.subject == "KST/2026-01-04/000417/2025-12-30")
        #expect(item.summary.contains("16 h of employee 000417 on 2025-12-30, more than 14"))
        #expect(item.detail["entries"] == ["time/a", "time/b"])
        #expect(office.caseKinds == ["hours_exceed_day"])
        // The first one is taken back, and the second may go.
        try office.work("a", "0")
        #expect(office.resolvedCases == ["hours_exceed_day:KST/2026-01-04/000417/2025-12-30"])
        #expect(
            try office.sentLines(by: "2026-01-07T12:00:00Z")
                == ["000417 2025-12-30 03-300 REG -8", "000417 2025-12-30 03-310 REG 8"]
        )
    }

    @Test("a long day goes as it is once a person tries its case again, until it becomes longer")
    func longDayThatIsRight() throws {
        var office = try PayOffice()
        office.settings.mostHoursPerDay = 14
        try office.work("a", "8")
        try office.work("b", "7", code: "03-310")
        try office.wait(until: "2026-01-06T00:00:00Z")
        #expect(office.approvals.isEmpty)
        try office.retry(try office.lastCase("hours_exceed_day"))
        #expect(try office.sentLines(by: "2026-01-06T12:00:00Z").count == 2)
        try office.acknowledge("260105")
        try office.work("c", "1", "OT")
        try office.wait(until: "2026-01-07T00:00:00Z")
        #expect(office.caseKinds == ["hours_exceed_day", "hours_exceed_day"])
        #expect(office.approvals.count == 1)
    }

    // MARK: Employee numbers

    @Test("a run of which employees differ in leading zeros alone is told as that, in one case")
    func paddedNumbers() throws {
        var office = try PayOffice()
        try office.work("a", "8", employee: "42")
        try office.work("b", "8", on: "2025-12-31", employee: "42")
        try office.work("c", "8", employee: "43")
        try office.send()
        try office.acknowledge("260105")
        try office.pay(
            "612",
            ["0042, REG, 03-300, 2025-12-30, 8, 40, 320, 0", "0042, REG, 03-300, 2025-12-31, 8, 40, 320, 0"]
                + ["0043, REG, 03-300, 2025-12-30, 8, 40, 320, 0"]
        )
        try office.pay("613", ["0044, REG, 03-300, 2025-12-30, 8, 40, 320, 0"])
        #expect(office.costs.isEmpty)
        #expect(office.caseKinds.filter { $0 == "employee_numbers_differ" }.count == 1)
        let item = try office.lastCase("employee_numbers_differ")
        #expect(item.subject == "KST/2026-01-04")
        #expect(
            item.summary.contains("2 employees") && item.summary.contains("'42'") && item.summary.contains("'0042'")
        )
        #expect(item.summary.contains("pad"))
    }

    @Test("hours that differ for other reasons are not blamed on leading zeros")
    func otherNumbers() throws {
        var office = try PayOffice()
        try office.work("a", "8", employee: "42")
        try office.send()
        try office.acknowledge("260105")
        try office.pay("612", ["43, REG, 03-300, 2025-12-30, 8, 40, 320, 0"])
        #expect(office.caseKinds == ["payroll_run_differs"])
    }
}
