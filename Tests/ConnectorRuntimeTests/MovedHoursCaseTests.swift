import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import FoundationEssentials
import JSON
import Testing

/// What people are told of hours that moved says where payroll has them, so that nobody is paid twice.
struct MovedHoursCaseTests {
    private static let first = "2025-12-30"
    private static let second = "2026-01-06"
    private static let longDay = "hours_exceed_day:KST/2026-01-04/000417/2025-12-30"

    /// Eight hours that payroll has in the first period and that are approved in the second one.
    private func officeWithMovedHours() async throws -> HoursOffice {
        let office = try HoursOffice(mostHoursPerDay: 14)
        try await office.record("a", "8", on: Self.first)
        try await office.payUntil("2026-01-06T00:00:00Z")
        try await office.record("a", "8", on: Self.second)
        return office
    }

    @Test("hours that are yet to be taken back count on their old day, and what is too much waits for that")
    func longDay() async throws {
        let office = try await officeWithMovedHours()
        try await office.record("b", "8", on: Self.first)
        try await office.payUntil("2026-01-12T00:00:00Z")
        #expect(try await office.payrollHas() == ["2026-01-04": "8"])
        #expect(try await office.openCases() == [Self.longDay])
        let summary = try await office.summary(of: "hours_exceed_day")
        #expect(summary.contains("2 entries give 16 h of employee 000417 on 2025-12-30"))
        #expect(summary.contains("1 of them moved to another pay period"))
        try await office.payUntil("2026-01-14T00:00:00Z")
        #expect(try await office.payrollHas() == ["2026-01-04": "8", "2026-01-11": "8"])
        #expect(try await office.openCases() == [])
    }

    @Test("hours whose negative line was refused count on their old day until it goes again")
    func longDayWithRefusal() async throws {
        let office = try await officeWithMovedHours()
        try await office.payUntil("2026-01-12T19:00:00Z")
        try await office.wait(until: "2026-01-13T00:00:00Z")
        let asked = try await office.askedBatch()
        #expect(asked.request.payload["batch"] == "260105B")
        try await office.pay(asked, answering: .rejected)
        try await office.record("b", "8", on: Self.first)
        try await office.payUntil("2026-01-14T00:00:00Z")
        #expect(try await office.openCases().sorted() == [Self.longDay, "payroll_batch_rejected:260105B"])
        try await office.retryAll()
        try await office.payUntil("2026-01-15T00:00:00Z")
        #expect(try await office.payrollHas(without: ["260105B"]) == ["2026-01-04": "8", "2026-01-11": "8"])
        #expect(try await office.openCases() == [])
    }

    @Test("a person who lets a long day go with hours that are yet to be taken back lets it go as it is")
    func allowedLongDay() async throws {
        let office = try await officeWithMovedHours()
        try await office.record("b", "8", on: Self.first)
        try await office.wait(until: "2026-01-07T00:00:00Z")
        try await office.retryAll()
        try await office.payUntil("2026-01-09T00:00:00Z")
        #expect(try await office.payrollHas() == ["2026-01-04": "16"])
        #expect(try await office.openCases() == [])
    }

    @Test("unapproved hours that payroll has in the pay period that they came from are not to be paid by hand")
    func notApprovedWhereTheyWent() async throws {
        let office = try await officeWithMovedHours()
        try await office.record("a", "8", on: Self.second, as: .submitted)
        try await office.wait(until: "2026-01-13T00:00:00Z")
        let summary = try await office.summary(of: "hours_not_approved")
        #expect(summary.contains("payroll has 1 of them as they were before, here or in another pay period"))
        #expect(summary.contains("pay none of those by hand"))
    }

    @Test("unapproved hours back on a day that they were approved away from are not to be paid by hand unseen")
    func notApprovedWhereTheyWere() async throws {
        let office = try await officeWithMovedHours()
        try await office.payUntil("2026-01-14T00:00:00Z")
        #expect(try await office.payrollHas() == ["2026-01-11": "8"])
        try await office.record("a", "8", on: Self.first, as: .submitted)
        let summary = try await office.summary(of: "hours_not_approved")
        #expect(summary.contains("1 of them were approved in another pay period before"))
        #expect(!summary.contains("payroll has 1"))
    }

    @Test(
        "a case of refused hours says where payroll keeps them until they go",
        arguments: ["payroll_batch_refused", "payroll_batch_rejected", "payroll_line_rejected"]
    )
    func refusedWhereTheyWent(kind: String) async throws {
        let office = try await officeWithMovedHours()
        try await office.wait(until: "2026-01-12T20:00:00Z")
        let number = try await office.send(office.askedBatch(), isApproved: kind != "payroll_batch_refused")
        if kind != "payroll_batch_refused" {
            let row = kind == "payroll_line_rejected" ? 2 : nil
            let reason = PayrollBatchResult.Reject(row: row, employee: nil, code: "E1", message: "closed")
            try await office.answer(number, .rejected, rejects: [reason])
        }
        let summary = try await office.summary(of: kind)
        #expect(summary.contains("Payroll keeps 1 of the entries in KST/2026-01-04 until then"), "\(summary)")
    }
}
