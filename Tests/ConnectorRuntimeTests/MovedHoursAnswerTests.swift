import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import Testing

/// What payroll refuses, says late or does not say at all holds up no hours that have moved or changed meanwhile.
struct MovedHoursAnswerTests {
    private static let first = "2025-12-30"
    private static let second = "2026-01-06"
    private static let third = "2026-01-13"

    @Test(
        "hours that move on while payroll does not say why it refused them are taken back where they were",
        arguments: [("0", second, [:]), ("8", third, ["2026-01-18": "8"])]
    )
    func refusedWithoutAList(hours: String, day: String, expected: [String: String]) async throws {
        let office = try HoursOffice()
        try await office.record("a", "8", on: Self.first)
        try await office.payUntil("2026-01-06T00:00:00Z")
        try await office.record("a", "8", on: Self.second)
        try await office.wait(until: "2026-01-19T10:00:00Z")
        let number = try await office.send(office.askedBatch())
        try await office.record("a", hours, on: day)
        try await office.answer(number, .rejected)
        try await office.payUntil("2026-01-27T00:00:00Z")
        #expect(try await office.payrollHas(without: [number]) == expected)
        #expect(try await office.openCases() == [])
    }

    @Test("hours that are corrected while payroll does not say why it refused them go as they are now")
    func correctedWithoutAList() async throws {
        let office = try HoursOffice()
        try await office.record("a", "8", on: Self.first)
        try await office.wait(until: "2026-01-05T20:00:00Z")
        let number = try await office.send(office.askedBatch())
        try await office.record("a", "6", on: Self.first)
        try await office.answer(number, .rejected)
        try await office.payUntil("2026-01-08T00:00:00Z")
        #expect(try await office.payrollHas(without: [number]) == ["2026-01-04": "6"])
        #expect(try await office.openCases() == [])
    }

    @Test("a correction that payroll refuses after the hours have moved holds up none of them")
    func refusedAfterTheMove() async throws {
        let office = try HoursOffice()
        try await office.record("a", "8", on: Self.first)
        try await office.payUntil("2026-01-06T00:00:00Z")
        try await office.record("a", "6", on: Self.first)
        try await office.wait(until: "2026-01-06T02:00:00Z")
        let number = try await office.send(office.askedBatch())
        try await office.record("a", "6", on: Self.second)
        let reason = PayrollBatchResult.Reject(row: nil, employee: nil, code: "E1", message: "the office is closed")
        try await office.answer(number, .rejected, rejects: [reason])
        #expect(try await office.openCases() == [])
        try await office.payUntil("2026-01-20T00:00:00Z")
        #expect(try await office.payrollHas(without: [number]) == ["2026-01-11": "6"])
    }
}
