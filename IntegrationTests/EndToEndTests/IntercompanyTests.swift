import Foundation
import JSON
import Testing

/// One firm of two companies in one Odoo: a machine of KST works for a project of KSW.
struct IntercompanyTests {
    private let usage = "EX-104/2026-01-05/1"
    private let batch = "intercompany/KST/KSW/2026-01/1"

    /// An Odoo whose connector may work for both companies, which keep their books in dollars.
    private func odoo() async throws -> (simulator: RunningSimulator, clerk: Clerk) {
        let odoo = try await RunningSimulator(
            "odoo-simulator",
            ["--database", "kestrel", "--grant-fleet", "true", "--start", "2026-01-01T07:00:00Z"]
        )
        let office = Clerk.Office(address: odoo.address, partner: 0, service: 0, project: 0, account: 0, employee: 0)
        var clerk = try Clerk(0, in: office)
        let users = try await clerk.call("res.users", "search", [["login", "=", "connector"]])
        try await clerk.call("res.users", "write", users, ["company_ids": [[6, 0, [1, 2]]]])
        let dollars = try await clerk.call("res.currency", "search", [["name", "=", "USD"]])
        try await clerk.call("res.company", "write", [2], ["currency_id": dollars[0] ?? .null])
        return (odoo, clerk)
    }

    private func site(_ telematics: RunningSimulator, _ odoo: RunningSimulator) throws -> Site {
        let site = try Site()
        let second = """
              odoo-ksw:
                connector: odoo
                address: "\(odoo.address)"
                database: kestrel
                login: connector
                key: env:ODOO_KEY
                company: Second Co
                companyCode: KSW
                namespace: purlin_ksw
            """
        let charging = """
                to: odoo
                companies:
                  - {code: KSW, to: odoo-ksw}
                financeRole: finance
                recovery:
                  - {category: excavator, project: EQ-KST, costCode: 90-100}
            """
        try site.configure(fleet: "\(telematics.address)/iso", odoo: odoo.address, clock: telematics.address) { text in
            text
                .replacingOccurrences(
                    of: "key: env:ODOO_KEY\n",
                    with: "key: env:ODOO_KEY\n    company: My Company\n    companyCode: KST\n"
                        + "    namespace: purlin_kst\n\(second)\n"
                )
                .replacingOccurrences(of: "people:\n", with: "people:\n  - {id: fay, roles: [finance]}\n")
                .replacingOccurrences(of: "    to: odoo\n", with: "\(charging)\n")
                .replacingOccurrences(
                    of: "- {code: 26-014, name: North Rim Interchange}",
                    with: "- {code: 26-014, name: North Rim Interchange, company: KSW}\n"
                        + "      - {code: EQ-KST, name: Machines of KST}"
                )
        }
        return site
    }

    /// What Odoo holds, as `company account hours amount`.
    private func lines(_ clerk: inout Clerk) async throws -> [String] {
        let context: JSON = ["allowed_company_ids": [1, 2]]
        let fields: JSON = ["company_id", "account_id", "unit_amount", "amount"]
        let rows = try await clerk.call("account.analytic.line", "search_read", [], fields, context: context)
        return (rows.arrayValue ?? []).map { row in
            let names = ["company_id", "account_id"].map { row[$0]?[1]?.stringValue ?? "none" }
            let numbers = ["unit_amount", "amount"].map { row[$0]?.text() ?? "none" }
            return (names + numbers).joined(separator: " ")
        }
        .sorted()
    }

    @Test(.timeLimit(.minutes(5)))
    func bothCompaniesHoldTheirSideOnceFinanceHasApprovedAndItEliminates() async throws {
        let telematics = try await RunningSimulator("telematics-simulator")
        var (odoo, clerk) = try await odoo()
        let site = try site(telematics, odoo)
        for time in ["2026-01-05T08:00:00Z", "2026-01-06T00:30:00Z", "2026-01-06T08:00:00Z", "2026-01-06T14:00:00Z"] {
            try await telematics.control("POST", "clock", ["set": .string(time)])
            let run = try await site.purlin("run", "--once")
            #expect(run.status == 0, "\(run.errors)")
        }
        let approved = try await site.purlin("approvals", "approve", usage, "--as", "equipment.manager")
        #expect(approved.status == 0, "\(approved.errors)")
        #expect(try await site.purlin("run", "--once").status == 0)
        #expect(try await lines(&clerk) == [], "finance has not approved the month")

        try await telematics.control("POST", "clock", ["set": "2026-02-01T20:00:00Z"])
        #expect(try await site.purlin("run", "--once").status == 0)
        let early = try await site.purlin("intercompany", "2026-01", "--json")
        #expect(early.status == 0, "\(early.output)")
        #expect(try early.answer()["requests"] == 1)
        let other = try await site.purlin("approvals", "approve", batch, "--as", "equipment.manager")
        #expect(other.status == 1 && other.errors.contains("it takes the role 'finance'"), "\(other.errors)")
        #expect(try await site.purlin("approvals", "approve", batch, "--as", "fay").status == 0)
        for _ in 0..<2 { #expect(try await site.purlin("run", "--once").status == 0) }

        let posted = try await lines(&clerk)
        #expect(posted.count == 2, "\(posted)")
        #expect(posted.first?.hasPrefix("My Company ") == true && posted.first?.hasSuffix(" -7.75 581.25") == true)
        #expect(posted.last?.hasPrefix("Second Co ") == true && posted.last?.hasSuffix(" 7.75 -581.25") == true)
        #expect(posted.first?.contains("EQ-KST") == true && posted.last?.contains("26-014") == true, "\(posted)")

        let report = try await site.purlin("intercompany", "2026-01", "--json")
        let pair = try report.answer()["pairs"]?[0]
        #expect(report.status == 0, "\(report.output)")
        #expect(pair?["charged"] == "581.25" && pair?["recovered"] == "581.25")
        #expect(pair?["fromCompany"] == "KST" && pair?["toCompany"] == "KSW" && pair?["difference"] == "0")
        let reconciled = try await site.purlin("reconcile", "--period", "2026-01")
        #expect(reconciled.status == 0, "\(reconciled.output) \(reconciled.errors)")
        #expect(try await site.purlin("audit", "verify").status == 0)

        // A line of one company on an account of the other is what Odoo itself refuses.
        let accounts = try await clerk.call("account.analytic.account", "search", [["code", "=", "EQ-KST"]])
        await #expect(throws: Clerk.Refusal.self) {
            try await clerk.call(
                "account.analytic.line",
                "create",
                ["name": "mixed", "company_id": 2, "account_id": accounts[0] ?? .null, "amount": 1]
            )
        }
        withExtendedLifetime((telematics, odoo)) {}
    }

    @Test(.timeLimit(.minutes(5)))
    func aSideThatOdooRefusesIsACaseThatNamesTheOtherAndTheMonthDoesNotEliminate() async throws {
        let telematics = try await RunningSimulator("telematics-simulator")
        var (odoo, clerk) = try await odoo()
        let site = try site(telematics, odoo)
        for time in ["2026-01-05T08:00:00Z", "2026-01-06T00:30:00Z", "2026-01-06T08:00:00Z", "2026-01-06T14:00:00Z"] {
            try await telematics.control("POST", "clock", ["set": .string(time)])
            #expect(try await site.purlin("run", "--once").status == 0)
        }
        #expect(try await site.purlin("approvals", "approve", usage, "--as", "equipment.manager").status == 0)
        #expect(try await site.purlin("run", "--once").status == 0)
        try await telematics.control("POST", "clock", ["set": "2026-02-01T20:00:00Z"])
        #expect(try await site.purlin("run", "--once").status == 0)
        // The home cost centre disappears before the month is approved.
        let context: JSON = ["allowed_company_ids": [1, 2]]
        for model in ["project.project", "account.analytic.account"] {
            let field = model == "project.project" ? "name" : "code"
            let value: JSON = model == "project.project" ? "Machines of KST" : "EQ-KST"
            let found = try await clerk.call(model, "search", [[.string(field), "=", value]], context: context)
            try await clerk.call(model, "unlink", found, context: context)
        }
        #expect(try await site.purlin("approvals", "approve", batch, "--as", "fay").status == 0)
        for _ in 0..<2 { #expect(try await site.purlin("run", "--once").status == 0) }
        let cases = try await site.purlin("cases", "list", "--kind", "delivery_rejected", "--json").answer()["cases"]
        let summaries = (cases?.arrayValue ?? []).compactMap { $0["summary"]?.stringValue }
        #expect(
            summaries.contains { $0.contains("its other side is CostEntry/KSW/\(usage)") },
            "\(summaries)"
        )
        let report = try await site.purlin("intercompany", "2026-01")
        #expect(report.status == 1 && report.output.contains("does not eliminate"), "\(report.output)")
        #expect(report.output.contains("CostEntry/KSW/\(usage)"), "\(report.output)")
        withExtendedLifetime((telematics, odoo)) {}
    }
}
