import Foundation
import JSON
import Testing

/// What finance does at the command line to know that Odoo holds what was sent.
struct ReconcileTests {
    private let id = "EX-104/2026-01-05/1"

    /// One day of one machine, approved and posted.
    private func posted() async throws -> (site: Site, odoo: RunningSimulator, fleet: RunningSimulator) {
        let telematics = try await RunningSimulator("telematics-simulator")
        let odoo = try await RunningSimulator(
            "odoo-simulator",
            ["--database", "kestrel", "--grant-fleet", "true", "--start", "2026-01-01T07:00:00Z"]
        )
        let site = try Site()
        try site.configure(fleet: "\(telematics.address)/iso", odoo: odoo.address, clock: telematics.address) {
            $0.replacingOccurrences(of: "people:", with: "people:\n  - {id: fay, roles: [finance]}")
        }
        for time in ["2026-01-05T08:00:00Z", "2026-01-06T00:30:00Z", "2026-01-06T08:00:00Z", "2026-01-06T14:00:00Z"] {
            try await telematics.control("POST", "clock", ["set": .string(time)])
            let run = try await site.purlin("run", "--once")
            #expect(run.status == 0, "\(run.errors)")
        }
        let approved = try await site.purlin("approvals", "approve", id, "--as", "equipment.manager")
        #expect(approved.status == 0, "\(approved.errors)")
        for _ in 0..<2 { #expect(try await site.purlin("run", "--once").status == 0) }
        return (site, odoo, telematics)
    }

    private func administrator(_ odoo: RunningSimulator) throws -> Clerk {
        let office = Clerk.Office(address: odoo.address, partner: 0, service: 0, project: 0, account: 0, employee: 0)
        return try Clerk(0, in: office)
    }

    private func line(_ odoo: RunningSimulator) async throws -> Int64 {
        try #require(try await odoo.control("GET", "truth")["analyticLines"]?[0]?["id"]?.integerValue)
    }

    /// The open cases of totals; the machines that nobody has registered are cases, too.
    private func differing(_ site: Site) async throws -> [JSON] {
        let open = try await site.purlin("cases", "list", "--json").answer()["cases"]?.arrayValue ?? []
        return open.filter { $0["kind"] == "totals_differ" }
    }

    private func amount(_ text: String) throws -> JSON { try JSON(parsing: text) }

    @Test(.timeLimit(.minutes(3)))
    func aCentInOdooIsFoundNamedAndOverWhenItIsCorrected() async throws {
        let (site, odoo, fleet) = try await posted()
        // Its clock is asked to the end.
        defer { withExtendedLifetime(fleet) {} }
        var administrator = try administrator(odoo)
        let line = try await line(odoo)
        let equal = try await site.purlin("reconcile", "--period", "2026-01", "--as", "fay", "--json")
        #expect(equal.status == 0, "\(equal.errors) \(equal.output)")
        let total = try equal.answer()["ledgers"]?[0]?["total"]
        for side in ["source", "journal", "target"] {
            #expect(total?[side] == ["count": 1, "hours": "7.75", "amount": "581.25"])
        }

        try await administrator.call("account.analytic.line", "write", [.integer(line)], ["amount": amount("-581.26")])
        let found = try await site.purlin("reconcile")
        #expect(found.status == 1)
        let named = "differsInTarget CostEntry/KST/\(id): amount 581.26 instead of 581.25"
        #expect(found.output.contains(named), "\(found.output)")
        #expect(try await differing(site).map { $0["owner"] } == ["finance"])

        try await administrator.call("account.analytic.line", "write", [.integer(line)], ["amount": amount("-581.25")])
        #expect(try await site.purlin("reconcile").status == 0)
        #expect(try await differing(site).isEmpty)
        #expect(try await site.purlin("audit", "verify").status == 0)

        // The month is not over: what was compared says nothing of its last days.
        let readiness = try await site.purlin("period", "readiness", "2026-01", "--json")
        #expect(readiness.status == 1)
        let obstacles = try readiness.answer()["obstacles"]?.arrayValue ?? []
        // The machines that nobody has registered wait for a person, too.
        #expect(Set(obstacles.compactMap { $0["kind"]?.stringValue }) == ["openCase", "notCompared"])
    }

    @Test(.timeLimit(.minutes(3)))
    func whatOdooLostIsPutBackAfterALook() async throws {
        let (site, odoo, fleet) = try await posted()
        // Its clock is asked to the end.
        defer { withExtendedLifetime(fleet) {} }
        var administrator = try administrator(odoo)
        try await administrator.call("account.analytic.line", "unlink", [.integer(try await line(odoo))])

        let look = try await site.purlin("reconcile", "--heal")
        #expect(look.status == 1)
        #expect(look.output.contains("would send CostEntry/KST/\(id) again"), "\(look.output)")
        let stranger = try await site.purlin("reconcile", "--heal", "--confirm", "--as", "fay")
        #expect(stranger.status == 1)
        #expect(stranger.errors.contains("it takes the role 'integration-operator'"))
        let healed = try await site.purlin("reconcile", "--heal", "--confirm", "--as", "integration.operator", "--json")
        #expect(try healed.answer()["healed"] == [.string("CostEntry/KST/\(id)")])
        #expect(healed.status == 1, "it is on its way, and not there yet")
        for _ in 0..<2 { #expect(try await site.purlin("run", "--once").status == 0) }
        #expect(try await site.purlin("reconcile").status == 0)
        #expect(try await odoo.control("GET", "truth")["analyticLines"]?.arrayValue?.count == 1)
    }

    @Test(arguments: [
        (["--period", "January"], 64, "needs a month such as 2026-01"),
        (["--confirm"], 64, "--confirm goes with --heal"),
        (["--heal", "--confirm"], 64, "--confirm needs --as PERSON"),
        (["--as", "nobody"], 1, "nobody called 'nobody'"),
        (["--system", "fleet"], 78, "cannot read back the costs"),
        (["--system", "nobody"], 78, "it is not configured"),
        ([], 69, "could not be read to its end"),
    ])
    func whatCannotBeComparedIsSaid(arguments: [String], status: Int32, message: String) async throws {
        let site = try Site()
        try site.configure()
        let outcome = try await Executables.purlin(
            ["reconcile"] + arguments + ["--config", site.configuration],
            environment: Site.secrets
        )
        #expect(outcome.status == status, "\(outcome.output) \(outcome.errors)")
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }
}
