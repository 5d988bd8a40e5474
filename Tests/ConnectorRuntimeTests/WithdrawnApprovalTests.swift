import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import JSON
import Testing

/// What nobody needs to approve any more is not asked.
struct WithdrawnApprovalTests {
    @Test func theQuestionAboutABatchThatWasTakenBackIsWithdrawn() async throws {
        let office = try HoursOffice()
        try await office.record("a", "8", on: "2025-12-30")
        try await office.wait(until: "2026-01-06T00:00:00Z")
        let stale = try #require(try await office.store.approvals(onlyPending: true).first)
        try await office.record("a", "7", on: "2025-12-30")
        try await office.wait(until: "2026-01-07T00:00:00Z")
        let pending = try await office.store.approvals(onlyPending: true).map(\.request.id)
        #expect(pending == ["PayrollBatch/KST/2026-01-04/260105B"])
        let entry = try #require(
            try await office.store.journal(topic: stale.request.id).last { $0.kind == "approval.withdrawn" }
        )
        #expect(entry.key == stale.request.id && entry.body.contains("its hours changed"))
        await #expect(throws: GovernanceError.self) {
            try await ApprovalDesk(people: office.settings.people, store: office.store)
                .decide(stale, isApproved: true, by: "pat", reason: nil, at: office.clock.now)
        }
    }
}
