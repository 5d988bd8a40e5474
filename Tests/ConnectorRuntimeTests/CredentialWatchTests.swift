import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Governance
import Testing

/// Cases about service identities that grow old.
struct CredentialWatchTests {
    /// The workshop's clock stands at 2026-01-05T08:00Z.
    private static func policy(rotated: String, until: String? = nil) throws -> GovernancePolicy {
        func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }
        var policy = GovernancePolicy.standard
        let identity = ServiceIdentity(
            "ledger-writer",
            secrets: ["env:LEDGER_KEY"],
            owner: "finance",
            scope: "writes notes",
            created: try day("2025-01-01"),
            rotated: try day(rotated),
            rotateAfter: 30,
            until: try until.map { try day($0) },
            rule: GoverningRule("identities.ledger-writer", .file("governance.yaml", line: 4))
        )
        policy.identities = IdentityPolicy([identity], origin: .file("governance.yaml", line: 3))
        return policy
    }

    @Test func aSecretThatIsDueIsACaseOfItsOwnerOnce() async throws {
        var workshop = Workshop()
        workshop.governance = try Self.policy(rotated: "2025-12-07")
        try await workshop.run()
        #expect(try await workshop.openCases().isEmpty)
        workshop.clock.advance(by: .seconds(86_400))
        try await workshop.run()
        let raised = try #require(try await workshop.openCases().first)
        #expect(raised.proposal.key == "credential_ageing:ledger-writer" && raised.proposal.owner == "finance")
        #expect(raised.proposal.summary.contains("was to be replaced on 2026-01-06"))
        #expect(raised.proposal.summary.hasSuffix("rule identities.ledger-writer (governance.yaml:4)"))
        // Nobody can close it before it has been replaced.
        #expect(raised.allowedActions.isEmpty)
        let entries = try await workshop.store.journalHead().sequence
        for _ in 1...3 {
            workshop.clock.advance(by: .seconds(86_400))
            try await workshop.run()
        }
        #expect(try await workshop.openCases().map(\.number) == [raised.number])
        let told = try await workshop.store.journal(after: entries, limit: 100).filter { $0.kind.hasPrefix("case.") }
        #expect(told.isEmpty)
    }

    @Test func anotherDateClosesIt() async throws {
        var workshop = Workshop()
        workshop.governance = try Self.policy(rotated: "2025-11-01")
        try await workshop.run()
        let raised = try #require(try await workshop.openCases().first)
        workshop.governance = try Self.policy(rotated: "2026-01-05")
        try await workshop.run()
        #expect(try await workshop.openCases().isEmpty)
        #expect(try await workshop.store.case(raised.number)?.state == .resolved)
        // A later one is another case.
        workshop.clock.advance(by: .seconds(30 * 86_400))
        try await workshop.run()
        let later = try #require(try await workshop.openCases().first)
        #expect(later.number != raised.number && later.proposal.key == raised.proposal.key)
        // A list that is gone says nothing any more.
        workshop.governance = .standard
        try await workshop.run()
        #expect(try await workshop.openCases().isEmpty)
    }

    @Test func anIdentityThatEndsIsToldBeforeAndAfter() async throws {
        var workshop = Workshop()
        workshop.governance = try Self.policy(rotated: "2026-01-05", until: "2026-01-08")
        try await workshop.run()
        let ending = try #require(try await workshop.openCases().first)
        #expect(ending.proposal.severity == .warning && ending.proposal.summary.contains("ends with 2026-01-08"))
        workshop.clock.advance(by: .seconds(4 * 86_400))
        try await workshop.run()
        let ended = try #require(try await workshop.openCases().first)
        #expect(ended.number == ending.number && ended.proposal.severity == .error)
    }

    @Test func aRuntimeThatGoesOnLooksEachDay() async throws {
        var workshop = Workshop()
        workshop.governance = try Self.policy(rotated: "2025-12-08")
        let end = workshop.clock.now.adding(seconds: 2 * 86_400 + 3_600)
        let engine = Engine(settings: workshop.settings, store: workshop.store, clock: workshop.clock)
        let run = Task { try await engine.run(until: end) }
        for _ in 1...5 {
            try await workshop.clock.untilSleeping(1)
            workshop.clock.advance(by: .seconds(12 * 3_600))
        }
        try await run.value
        #expect(try await workshop.openCases().map(\.proposal.key) == ["credential_ageing:ledger-writer"])
    }
}
