import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import FoundationEssentials
import JSON
import Testing

/// Hours whose day is corrected into another pay period are taken back where they were, and paid once (domain.md P-5).
struct MovedRecordTests {
    @Test func hoursThatMoveToAnotherPayPeriodAreTakenBackInTheFirstOne() async throws {
        let office = try HoursOffice()
        try await office.record("a", "8", on: "2025-12-30")
        try await office.payUntil("2026-01-06T00:00:00Z")
        #expect(try await office.sent() == ["260105 2025-12-30 8"])
        try await office.record("a", "8", on: "2026-01-06")
        try await office.record("b", "2", on: "2026-01-07")
        try await office.payUntil("2026-01-13T00:00:00Z")
        #expect(
            try await office.sent() == [
                "260105 2025-12-30 8", "260105B 2025-12-30 -8", "260112 2026-01-06 8", "260112 2026-01-07 2",
            ]
        )
        let entries = try await office.store.journal(topic: "KST/2026-01-04")
        #expect(entries.contains { $0.body.contains("HoursMoved") })
    }

    @Test func hoursThatMovedAndCameBackBeforeAnyStepStayWhereTheyAre() async throws {
        let office = try HoursOffice()
        try await office.record("a", "8", on: "2025-12-30")
        try await office.payUntil("2026-01-06T00:00:00Z")
        try await office.record("a", "8", on: "2026-01-06", isTaken: false)
        try await office.record("a", "7", on: "2025-12-30")
        try await office.payUntil("2026-01-20T00:00:00Z")
        let hours = try await office.sent().map { $0.split(separator: " ")[1...].joined(separator: " ") }
        #expect(hours == ["2025-12-30 8", "2025-12-30 -8", "2025-12-30 7"])
    }

    @Test func hoursThatMoveAreTakenBackOnceTheyAreApprovedInTheirNewPeriod() async throws {
        let office = try HoursOffice()
        try await office.record("a", "8", on: "2025-12-30")
        try await office.payUntil("2026-01-06T00:00:00Z")
        try await office.record("a", "8", on: "2026-01-06", as: .submitted)
        try await office.payUntil("2026-01-20T00:00:00Z")
        #expect(try await office.sent() == ["260105 2025-12-30 8"], "nobody has approved that they moved")
        try await office.record("a", "8", on: "2026-01-06")
        try await office.payUntil("2026-01-27T00:00:00Z")
        let moved = ["260105 2025-12-30 8", "260105B 2025-12-30 -8", "260112 2026-01-06 8"]
        #expect(try await office.sent() == moved)
        try await office.record("a", "8", on: "2026-01-06", as: .reopened)
        try await office.record("a", "7", on: "2026-01-06")
        try await office.payUntil("2026-02-03T00:00:00Z")
        #expect(try await office.sent() == moved + ["260112B 2026-01-06 -8", "260112B 2026-01-06 7"])
        let told = try await office.store.journal(topic: "KST/2026-01-04").filter { $0.body.contains("RecordMoved") }
        #expect(told.filter { $0.kind == "record.received" }.count == 2, "later versions are no news")
        #expect(try await office.openCases() == [])
    }

    @Test func hoursThatArePutBackBeforeTheyAreApprovedElsewhereStayWhereTheyAre() async throws {
        let office = try HoursOffice()
        try await office.record("a", "8", on: "2025-12-30")
        try await office.payUntil("2026-01-06T00:00:00Z")
        try await office.record("a", "8", on: "2026-01-06", as: .submitted)
        try await office.payUntil("2026-01-13T00:00:00Z")
        try await office.record("a", "8", on: "2025-12-30")
        try await office.payUntil("2026-01-27T00:00:00Z")
        #expect(try await office.sent() == ["260105 2025-12-30 8"])
        #expect(try await office.openCases() == [])
    }

    @Test func hoursThatMoveTwiceBeforeTheyAreApprovedAreTakenBackWhereTheyWerePaid() async throws {
        let office = try HoursOffice()
        try await office.record("a", "8", on: "2025-12-30")
        try await office.payUntil("2026-01-06T00:00:00Z")
        try await office.record("a", "8", on: "2026-01-06", as: .submitted)
        try await office.payUntil("2026-01-13T00:00:00Z")
        try await office.record("a", "8", on: "2026-01-13", as: .submitted)
        try await office.payUntil("2026-01-27T00:00:00Z")
        #expect(try await office.sent() == ["260105 2025-12-30 8"])
        try await office.record("a", "8", on: "2026-01-13")
        try await office.payUntil("2026-02-03T00:00:00Z")
        #expect(
            try await office.sent() == ["260105 2025-12-30 8", "260105B 2025-12-30 -8", "260119 2026-01-13 8"]
        )
        #expect(try await office.openCases() == [])
    }

    @Test func anotherEntryOfTheSameIdInAnotherSystemDoesNotMove() async throws {
        let office = try HoursOffice()
        try await office.record("a", "8", on: "2025-12-30")
        try await office.record("a", "8", on: "2026-01-06", of: "other")
        try await office.payUntil("2026-01-13T00:00:00Z")
        #expect(try await office.sent() == ["260105 2025-12-30 8", "260112 2026-01-06 8"])
    }

    @Test func aRehearsalOfTheFirstPeriodAloneTakesThemBackToo() async throws {
        let office = try HoursOffice()
        try await office.record("a", "8", on: "2025-12-30")
        try await office.record("a", "7", on: "2025-12-30")
        try await office.payUntil("2026-01-06T00:00:00Z")
        try await office.record("a", "7", on: "2026-01-06")
        try await office.payUntil("2026-01-14T00:00:00Z")
        let sent = ["260105 2025-12-30 7", "260105B 2025-12-30 -7", "260112 2026-01-06 7"]
        #expect(try await office.sent() == sent)
        let rehearsal = try await IntakeReplay(settings: office.settings, store: office.store)
            .rehearse(ReplaySelection(key: "KST/2026-01-04"), at: office.clock.now)
        let batches = rehearsal.lines.filter { $0.key.hasPrefix("PayrollBatch/KST/260105") }
        #expect(batches.map(\.difference) == [.same, .same])
    }
}
