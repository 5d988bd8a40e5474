import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// Which codes the hours of a month use.
struct ReceivedCodesTests {
    private let store = InMemoryStore()

    private func receive(
        _ id: String,
        version: Int = 1,
        _ code: String,
        _ hours: Decimal,
        on day: String = "2026-01-15",
        status: TimeEntry.Status = .approved,
        heldBy caseKey: String? = nil
    ) async throws {
        let entry = TimeEntry(
            id: id,
            employee: "000417",
            project: "26-014",
            costCode: code,
            payCode: "REG",
            date: try #require(CalendarDate(day)),
            hours: hours,
            status: status
        )
        try await receive("\(id)/\(version)", TimeEntry.name, entry.json, from: "field", heldBy: caseKey)
    }

    private func receive(
        _ id: String,
        _ object: String,
        _ payload: JSON,
        from system: String,
        heldBy caseKey: String? = nil
    ) async throws {
        let received = ReceivedRecord(
            system: system,
            record: SourceRecord(id: id, object: object, occurredAt: Instant(seconds: 0), payload: payload),
            flow: "time",
            key: "KST",
            topics: [],
            disposition: caseKey.map { .quarantined(caseKey: $0) } ?? .accepted
        )
        _ = try await store.commit([.recordReceived(received)], by: "test", at: Instant(seconds: 1))
    }

    private func coverage(_ crosswalk: CodeCrosswalk = CodeCrosswalk([])) async throws -> [String: CodeCoverage] {
        try await ReceivedCodes(store: store).uses(in: "2026-01").mapValues { CodeCoverage(of: $0, in: crosswalk) }
    }

    @Test func theNewestApprovedVersionOfTheMonthCounts() async throws {
        try await receive("a", "3300", 8)
        try await receive("a", version: 2, "4400", 7.5)
        try await receive("a", version: 3, "5500", 9, status: .reopened)
        try await receive("b", "3300", 8, status: .submitted)
        try await receive("c", "3300", 4, on: "2026-02-01")
        try await receive("d", "3300", 4)
        try await receive("d", version: 2, "3300", 4, on: "2025-12-31")
        try await receive("e", "3300", 2)
        try await receive("e", version: 2, "3300", 0)
        try await receive("f", "3300", 1, heldBy: "unknown_employee:000417")
        let found = try #require(try await coverage()["field"])
        #expect(found.gaps.map(\.code) == ["3300", "4400"])
        #expect(found.gaps.map(\.amount) == [1, 7.5] && found.amount == 8.5 && found.coveredAmount == 0)
    }

    /// An entry holds on the day of the work, and for the system whose code it is.
    @Test func eachSystemsCodesAreLookedUpOnTheDayOfTheWork() async throws {
        try await receive("a", "3300", 8, on: "2026-01-15")
        try await receive("b", "3300", 8, on: "2026-01-16")
        let register = PayrollRegister(
            run: "612",
            periodEnd: try #require(CalendarDate("2026-01-18")),
            currency: try #require(Currency("USD")),
            lines: [
                PayrollRegister.Line(
                    row: 2,
                    employee: "000417",
                    earnCode: "REG",
                    project: "26-014",
                    costCode: "3300",
                    date: try #require(CalendarDate("2026-01-15")),
                    hours: 16,
                    rate: 40,
                    gross: 640,
                    burden: 0
                )
            ]
        )
        try await receive("612", PayrollRegister.name, register.json, from: "payroll")
        let end: CalendarDate = try #require(CalendarDate("2026-01-16"))
        let mapping = CodeMapping(
            system: "field",
            from: "3300",
            costCode: "03-300",
            costType: .labour,
            validFrom: try #require(CalendarDate("2025-01-01")),
            validUntil: end,
            approvedBy: "controller"
        )
        let found = try await coverage(CodeCrosswalk([mapping]))
        #expect(found["field"].map { [$0.amount, $0.coveredAmount] } == [16, 8])
        #expect(found["field"]?.gaps.first?.match == .noLongerValid(since: end))
        #expect(found["payroll"].map { [$0.amount, $0.coveredAmount] } == [16, 0])
    }
}
