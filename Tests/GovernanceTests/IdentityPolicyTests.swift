import CanonicalModel
import Governance
import Testing

/// How service identities age, and where their credentials may be used.
struct IdentityPolicyTests {
    private static func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

    private static func identity(
        rotated: String? = nil,
        until: String? = nil,
        _ environment: OperatingEnvironment? = nil
    ) throws -> ServiceIdentity {
        ServiceIdentity(
            "odoo-writer",
            secrets: ["env:ODOO_KEY"],
            owner: "finance",
            scope: "writes cost",
            created: try day("2026-01-05"),
            rotated: try rotated.map { try day($0) },
            rotateAfter: 90,
            until: try until.map { try day($0) },
            environment: environment,
            rule: GoverningRule("identities.odoo-writer", .file("governance.yaml", line: 9))
        )
    }

    @Test func aSecretIsDueAfterItsDays() throws {
        let (first, due) = (try Self.day("2026-04-04"), try Self.day("2026-04-05"))
        #expect(try Self.identity().standing(on: first) == .current)
        #expect(try Self.identity().standing(on: due) == .due(due))
        #expect(try Self.identity().age(on: due) == 90)
        // It counts from the day on which it was replaced.
        #expect(try Self.identity(rotated: "2026-02-01").standing(on: due) == .current)
        #expect(try Self.identity(rotated: "2026-02-01").age(on: due) == 63)
    }

    @Test func itsLastDayIsWarnedOfAndCounts() throws {
        let identity = try Self.identity(until: "2026-03-01")
        let end = try Self.day("2026-03-01")
        #expect(identity.standing(on: try Self.day("2026-02-14")) == .current)
        #expect(identity.standing(on: try Self.day("2026-02-15")) == .ending(end))
        #expect(identity.standing(on: end) == .ending(end))
        #expect(identity.standing(on: try Self.day("2026-03-02")) == .over(end))
        // That it has ended is worse than that it is due.
        #expect(identity.standing(on: try Self.day("2026-05-01")) == .over(end))
    }

    @Test func whatHasEndedIsRefusedAndWhatIsDueIsNot() throws {
        let use = CredentialUse(reference: "env:ODOO_KEY", key: "systems.odoo.apiKey", system: "odoo")
        let policy = try Self.policy(Self.identity(until: "2026-03-01"))
        #expect(policy.findings(on: use, at: try Self.day("2026-02-14")).isEmpty)
        #expect(policy.findings(on: use, at: try Self.day("2026-02-20")).map(\.severity) == [.warning])
        let ended = policy.findings(on: use, at: try Self.day("2026-03-02"))
        #expect(ended.map(\.severity) == [.refusal])
        #expect(try #require(ended.first).rule.origin.description == "governance.yaml:9")
        let due = try Self.policy(Self.identity()).findings(on: use, at: try Self.day("2026-04-05"))
        #expect(due.map(\.severity) == [.warning])
    }

    @Test func aCredentialThatNobodyListsIsToldOnlyWhereThereIsAList() throws {
        let use = CredentialUse(reference: "env:OTHER", key: "systems.odoo.apiKey", system: "odoo")
        let day = try Self.day("2026-01-06")
        #expect(try Self.policy(Self.identity()).findings(on: use, at: day).map(\.severity) == [.warning])
        #expect(GovernancePolicy.standard.findings(on: use, at: day).isEmpty)
    }

    /// For each environment of credential, system and installation, where `nil` is what nobody has said.
    @Test(arguments: [nil, .production, .sandbox] as [OperatingEnvironment?])
    func credentialsAreForTheirEnvironmentAlone(_ own: OperatingEnvironment?) throws {
        let all: [OperatingEnvironment?] = [nil, .production, .sandbox]
        for system in all {
            for installation in all {
                let terms = InterfaceTerms(
                    status: .active,
                    owner: "finance",
                    rule: GoverningRule("interfaces.odoo", .standard)
                )
                let interfaces = InterfacePolicy(
                    environment: installation,
                    systems: ["odoo": SystemInterface(terms, environment: system)]
                )
                var policy = try Self.policy(Self.identity(own))
                policy.interfaces = interfaces
                let use = CredentialUse(reference: "env:ODOO_KEY", key: "systems.odoo.apiKey", system: "odoo")
                let findings = policy.findings(on: use, at: try Self.day("2026-01-06"))
                let others = [system, installation].compactMap(\.self).filter { own != nil && $0 != own }
                #expect(findings.map(\.severity) == (others.isEmpty ? [] : [.refusal]))
            }
        }
    }

    private static func policy(_ identity: ServiceIdentity) throws -> GovernancePolicy {
        var policy = GovernancePolicy.standard
        policy.identities = IdentityPolicy([identity], origin: .file("governance.yaml", line: 8))
        return policy
    }
}
