import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import JSON
import Testing

/// What stands in the way of closing a month is listed, and nothing else.
struct CloseReadinessTests {
    private let books = Books()

    private func obstacles(_ period: String = "2026-01") async throws -> [CloseReadiness.Obstacle] {
        let desk = CloseReadinessDesk(settings: books.settings, store: books.store)
        let zone = try #require(SiteZone("America/Denver"))
        return try await desk.readiness(of: period, in: zone, ledgers: ["ledger"]).obstacles
    }

    private func compare() async throws {
        try await books.desk.note(try await books.compare(ReconciliationWindow(period: "2026-01")), by: "person:fay")
    }

    private func commit(_ change: StateChange) async throws {
        _ = try await books.store.commit([change], by: "system:test", at: books.clock.now)
    }

    @Test func aMonthThatIsDeliveredAndComparedCanBeClosed() async throws {
        try await books.plan([try Books.cost("a", 40), try Books.cost("f", 10, on: "2026-02-01")])
        #expect(try await obstacles().map(\.kind) == [.delivery, .notCompared])
        try await books.run()
        #expect(try await obstacles().map(\.kind) == [.notCompared])
        try await compare()
        #expect(try await obstacles().isEmpty)
    }

    @Test func whatWasComparedWithinTheMonthSaysNothingOfItsEnd() async throws {
        try await books.plan([try Books.cost("a", 40)])
        try await books.run()
        // 2026-02-02 in Denver is after the end of January, and before that of February.
        try await books.desk.note(try await books.compare(), by: "person:fay")
        #expect(try await obstacles().isEmpty)
        let february = try await obstacles("2026-02")
        #expect(february.map(\.kind) == [.notCompared])
        #expect(february.first?.text.contains("within the month") == true)
    }

    @Test func aDifferenceStandsInTheWayUntilTheSidesAgree() async throws {
        try await books.plan([try Books.cost("a", 40)])
        try await books.run()
        books.change("a") { $0.amount += 0.01 }
        try await compare()
        #expect(try await obstacles().map(\.kind) == [.notReconciled])
        #expect(try await obstacles().first?.owner == "finance")
        books.change("a") { $0.amount -= 0.01 }
        try await compare()
        #expect(try await obstacles().isEmpty)
    }

    @Test(arguments: [
        ("EX-104/2026-01-31/1", true), ("EX-104/2025-12-31/1", true), ("EX-104", true), ("EX-104/2026-02-01/1", false),
    ])
    func casesAndApprovalsCountByTheDayThatTheyBear(topic: String, counts: Bool) async throws {
        try await compare()
        let item = CaseProposal(
            kind: "meter_fall",
            subject: topic,
            severity: .error,
            owner: "equipment-manager",
            summary: "the meter of EX-104 fell",
            detail: .null,
            remedy: .acknowledge,
            topics: [topic]
        )
        try await commit(.caseRaised(item))
        let request = ApprovalRequest(
            id: "usage \(topic)",
            flow: "Usage",
            key: "EX-104",
            role: "equipment-manager",
            summary: "8 hours of EX-104",
            payload: .null,
            topics: [topic]
        )
        try await commit(.approvalRequested(request))
        let found = try await obstacles()
        #expect(found.map(\.kind) == (counts ? [.approval, .openCase] : []))
        #expect(found.allSatisfy { $0.owner == "equipment-manager" })
    }

    @Test func whatIsNoCostStandsInTheWayOfEachMonth() async throws {
        try await books.planNonsense("n")
        try await books.run()
        try await compare()
        let found = try await obstacles()
        #expect(found.map(\.kind) == [.openCase, .delivery, .notReconciled])
        #expect(found[1].text == "what is no cost is not in ledger yet: it is rejected")
    }

    @Test(arguments: ["January", "2026-13", "2026-1", "2026-01-01"])
    func whatIsNoMonthIsRefused(period: String) async throws {
        await #expect(throws: GovernanceError.self) { _ = try await obstacles(period) }
    }
}
