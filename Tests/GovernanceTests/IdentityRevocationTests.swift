import CanonicalModel
import Governance
import JSON
import Testing

/// What a revoked identity is, and when it counts as proved that it is void.
struct IdentityRevocationTests {
    private static let noon = Instant(seconds: 1_770_000_000)

    private static func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

    private static func use(_ system: String?, _ reference: String = "env:ODOO_KEY") -> CredentialUse {
        CredentialUse(reference: reference, key: system.map { "systems.\($0).key" } ?? "audit.key", system: system)
    }

    private static func revocation(usedBy uses: [CredentialUse] = [use("odoo")]) throws -> IdentityRevocation {
        IdentityRevocation(
            of: "odoo-writer",
            secrets: ["env:ODOO_KEY"],
            owner: "finance",
            day: try day("2026-03-01"),
            at: noon,
            by: "pat",
            reason: "the contractor left",
            uses: uses
        )
    }

    private static func listed(
        _ name: String,
        _ created: String,
        secret: String = "env:ODOO_KEY"
    ) throws -> GovernancePolicy {
        var policy = GovernancePolicy.standard
        let identity = ServiceIdentity(
            name,
            secrets: [secret],
            owner: "finance",
            scope: "writes cost",
            created: try day(created),
            rule: GoverningRule("identities.\(name)", .file("governance.yaml", line: 9))
        )
        policy.identities = IdentityPolicy([identity], origin: .file("governance.yaml", line: 8))
        return policy
    }

    /// An account that was made later is another one, though it may have the same name or the same place for its secret.
    @Test(arguments: [
        ("odoo-writer", "2026-01-05", "env:ODOO_KEY", true), ("odoo-writer", "2026-03-01", "env:ODOO_KEY", true),
        ("odoo-writer", "2026-01-05", "env:OTHER", true), ("odoo-writer", "2026-03-02", "env:ODOO_KEY", false),
        ("renamed", "2026-01-05", "env:ODOO_KEY", true), ("successor", "2026-03-01", "env:ODOO_KEY", false),
        ("another", "2026-01-05", "env:OTHER", false),
    ])
    func whatIsCoveredIsRefused(_ name: String, _ created: String, _ secret: String, _ isRefused: Bool) throws {
        let policy = try Self.listed(name, created, secret: secret)
        let use = Self.use("odoo", secret)
        let revocation = policy.revocation(of: use, among: [try Self.revocation()])
        #expect((revocation != nil) == isRefused)
    }

    @Test func thatNobodyKeepsAListAnyMoreChangesNothing() throws {
        let revocations = [try Self.revocation()]
        #expect(GovernancePolicy.standard.revocation(of: Self.use("odoo"), among: revocations) != nil)
        #expect(GovernancePolicy.standard.revocation(of: Self.use("odoo", "env:OTHER"), among: revocations) == nil)
    }

    @Test func itIsProvedOnceEachSystemHasRefused() throws {
        let uses = [Self.use("odoo"), Self.use("fleet")]
        var revocation = try Self.revocation(usedBy: uses)
        #expect(revocation.proof == .open(["fleet", "odoo"]))
        let later = Self.noon.adding(seconds: 60)
        revocation = revocation.adding(["odoo": CredentialAnswer(.refused, "401", at: Self.noon)], from: [])
        #expect(revocation.proof == .open(["fleet"]))
        revocation = revocation.adding(["fleet": CredentialAnswer(.accepted, "hello", at: Self.noon)], from: [])
        #expect(revocation.proof == .stillValid(["fleet"]))
        revocation = revocation.adding(["fleet": CredentialAnswer(.refused, "401", at: later)], from: [])
        #expect(revocation.proof == .proved(later))
        // Silence takes no answer back.
        revocation = revocation.adding(["odoo": CredentialAnswer(.unknown, "timeout", at: later)], from: [])
        #expect(revocation.proof == .proved(later))
        // A system that comes to light has to be asked, too.
        let found = revocation.adding([:], from: [Self.use("odoo"), Self.use("payroll")])
        #expect(found.uses.count == 3 && found.proof == .open(["payroll"]))
        // One that lets it in again is no proof any more.
        let again = revocation.adding(["odoo": CredentialAnswer(.accepted, "hello", at: later)], from: [])
        #expect(again.proof == .stillValid(["odoo"]))
    }

    @Test func whatNobodyUsedIsNotProved() throws {
        #expect(try Self.revocation(usedBy: []).proof == .open([]))
        // A key that is of no system stays unproved.
        #expect(try Self.revocation(usedBy: [Self.use(nil)]).proof == .open(["audit.key"]))
    }

    @Test func itIsReadAsItWasWritten() throws {
        let revocation = try Self.revocation(usedBy: [Self.use("odoo"), Self.use(nil)])
            .adding(["odoo": CredentialAnswer(.refused, "401", at: Self.noon)], from: [])
        #expect(try IdentityRevocation(JSONReader(revocation.json)) == revocation)
    }
}
