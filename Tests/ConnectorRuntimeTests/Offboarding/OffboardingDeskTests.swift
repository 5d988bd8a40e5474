import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Governance
import JSON
import Synchronization
import Testing

/// Service identities that people revoke, and what is noted of their systems afterwards.
struct OffboardingDeskTests {
    private static let use = CredentialUse(reference: "env:LEDGER_KEY", key: "systems.ledger.key", system: "ledger")
    private static let other = CredentialUse(reference: "env:PAPER_KEY", key: "systems.paper.key", system: "paper")

    private static func office(owner: String = "finance") throws -> Workshop {
        var workshop = Workshop()
        let identity = ServiceIdentity(
            "ledger-writer",
            secrets: ["env:LEDGER_KEY"],
            owner: owner,
            scope: "writes notes",
            created: try #require(CalendarDate("2025-01-01")),
            rule: GoverningRule("identities.ledger-writer", .file("governance.yaml", line: 4))
        )
        workshop.governance.identities = IdentityPolicy([identity], origin: .file("governance.yaml", line: 3))
        workshop.people = [
            Person(id: "eve", roles: ["integration-operator"]), Person(id: "pat", roles: ["finance"]),
            Person(id: "joe", roles: ["reader"]),
            Person(id: "old", roles: ["finance"], until: CalendarDate("2025-12-31")),
        ]
        workshop.credentials = [use, other]
        return workshop
    }

    private static func revoke(_ workshop: Workshop, by person: String = "pat") async throws -> IdentityRevocation {
        try await workshop.offboarding.revoke(
            "ledger-writer",
            usedBy: [use, other],
            by: person,
            reason: "the contractor left",
            at: workshop.clock.now
        )
    }

    @Test(arguments: ["pat", "eve"])
    func itsOwnerOrTheOperatorRevokesAndTheJournalSaysSo(_ person: String) async throws {
        let workshop = try Self.office()
        let revocation = try await Self.revoke(workshop, by: person)
        #expect(revocation.uses == [Self.use], "what another identity's secret opens is not part of it")
        #expect(try await workshop.offboarding.revocations() == [revocation])
        let entry = try #require(try await workshop.store.journal(topic: "ledger-writer").last)
        #expect(entry.actor == "person:\(person)")
        let note = try #require(try JSON(parsing: entry.body)["notes"]?.arrayValue?.first)
        #expect(note["event"] == "IdentityRevoked" && note["detail"]?["reason"] == "the contractor left")
        #expect(CanonicalVocabulary.event("IdentityRevoked", of: nil)?.violations(in: note["detail"] ?? .null) == [])
    }

    @Test(arguments: ["joe", "old", "nobody"])
    func nobodyElseDoes(_ person: String) async throws {
        let workshop = try Self.office()
        await #expect(throws: GovernanceError.self) { try await Self.revoke(workshop, by: person) }
        #expect(try await workshop.offboarding.revocations().isEmpty)
    }

    @Test func aRoleThatIsBothOwnerAndOperatorIsNamedOnce() async throws {
        let workshop = try Self.office(owner: "integration-operator")
        let refusal = await #expect(throws: GovernanceError.self) { try await Self.revoke(workshop) }
        guard case .roleMissing(_, let role, _) = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(role == "integration-operator")
    }

    @Test func anIdentityIsRevokedOnceAndWithAReason() async throws {
        let workshop = try Self.office()
        await #expect(throws: GovernanceError.reasonMissing(subject: "ledger-writer")) {
            try await workshop.offboarding.revoke(
                "ledger-writer",
                usedBy: [],
                by: "pat",
                reason: "",
                at: workshop.clock.now
            )
        }
        _ = try await Self.revoke(workshop)
        await #expect(throws: GovernanceError.self) { try await Self.revoke(workshop) }
        await #expect(throws: GovernanceError.self) {
            try await workshop.offboarding.revoke(
                "other",
                usedBy: [],
                by: "pat",
                reason: "gone",
                at: workshop.clock.now
            )
        }
        #expect(try await workshop.offboarding.revocations().count == 1)
    }

    @Test func aSystemThatStillLetsItInIsACaseUntilItRefuses() async throws {
        let workshop = try Self.office()
        let revocation = try await Self.revoke(workshop)
        func note(_ result: CredentialAnswer.Result) async throws -> IdentityRevocation {
            try await workshop.offboarding.note(
                ["ledger": CredentialAnswer(result, "so it said", at: workshop.clock.now)],
                of: revocation,
                usedBy: [Self.use],
                by: "pat",
                at: workshop.clock.now
            )
        }
        #expect(try await note(.unknown).proof == .open(["ledger"]))
        #expect(try await workshop.openCases().isEmpty)

        #expect(try await note(.accepted).proof == .stillValid(["ledger"]))
        let raised = try #require(try await workshop.openCases().first)
        #expect(raised.proposal.key == "credential_still_valid:ledger-writer/ledger")
        #expect(raised.owner == "finance" && raised.proposal.severity == .error && raised.allowedActions.isEmpty)
        let kind = try #require(CaseCatalogue.kind(named: raised.proposal.kind))
        #expect(kind.severity == .error)

        // That it cannot be asked proves nothing.
        #expect(try await note(.unknown).proof == .stillValid(["ledger"]))
        #expect(try await workshop.openCases().count == 1)

        #expect(try await note(.refused).proof == .proved(workshop.clock.now))
        #expect(try await workshop.openCases().isEmpty)
        let notes = try await workshop.store.journal(topic: "ledger-writer")
            .compactMap { try JSON(parsing: $0.body)["notes"]?.arrayValue?.first }
            .filter { $0["event"] == "RevocationTested" }
        let standings = notes.compactMap { $0["detail"]?["standing"]?.stringValue }
        #expect(standings == ["not proved", "still valid", "still valid", "proved"])
        let event = try #require(CanonicalVocabulary.event("RevocationTested", of: nil))
        for note in notes { #expect(event.violations(in: note["detail"] ?? .null) == []) }
    }

    @Test func aRuntimeThatUsesItEnds() async throws {
        let workshop = try Self.office()
        let engine = Engine(settings: workshop.settings, store: workshop.store, clock: workshop.clock)
        let run = Task { try await engine.run() }
        try await workshop.clock.untilSleeping(1)
        _ = try await Self.revoke(workshop)
        workshop.clock.advance(by: .seconds(2))
        let error = await #expect(throws: RevokedCredentials.self) { try await run.value }
        let refusal = try #require(error?.refusals.first)
        #expect(error?.refusals.count == 1 && refusal.hasPrefix("systems.ledger.key: env:LEDGER_KEY is that of"))
        // Nor does it begin again.
        let asked = workshop.source.asked.withLock(\.count)
        let second = Engine(settings: workshop.settings, store: workshop.store, clock: workshop.clock)
        await #expect(throws: RevokedCredentials.self) { try await second.run() }
        #expect(workshop.source.asked.withLock(\.count) == asked)
    }

    @Test func aRuntimeWithAnotherCredentialGoesOn() async throws {
        var workshop = try Self.office()
        _ = try await Self.revoke(workshop)
        workshop.credentials = [Self.other]
        let end = workshop.clock.now.adding(seconds: 1)
        let engine = Engine(settings: workshop.settings, store: workshop.store, clock: workshop.clock)
        let run = Task { try await engine.run(until: end) }
        try await workshop.clock.untilSleeping(1)
        workshop.clock.advance(by: .seconds(2))
        try await run.value
    }
}

extension Workshop {
    var offboarding: OffboardingDesk { OffboardingDesk(settings: settings, store: store) }
}
