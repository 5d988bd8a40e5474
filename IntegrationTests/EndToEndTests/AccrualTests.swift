import Foundation
import JSON
import Testing

/// A month that is closed while the usage of a machine still waits for its approval.
struct AccrualTests {
    private let usage = "EX-104/2026-01-05/1"

    /// What Odoo holds, as `date hours amount`.
    private func lines(_ clerk: inout Clerk) async throws -> [String] {
        let fields: JSON = ["date", "unit_amount", "amount"]
        let rows = try await clerk.call("account.analytic.line", "search_read", [], fields)
        return (rows.arrayValue ?? []).map { row in
            ["date", "unit_amount", "amount"].map { row[$0]?.stringValue ?? row[$0]?.text() ?? "none" }
                .joined(separator: " ")
        }
        .sorted()
    }

    private func run(_ site: Site, times: Int = 1) async throws {
        for _ in 0..<times {
            let run = try await site.purlin("run", "--once")
            #expect(run.status == 0, "\(run.errors)")
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func theMonthHoldsTheAccrualAndTheNextOneWhatTakesItBackAndTheCostItself() async throws {
        let telematics = try await RunningSimulator("telematics-simulator")
        let odoo = try await RunningSimulator(
            "odoo-simulator",
            ["--database", "kestrel", "--start", "2026-01-01T07:00:00Z"]
        )
        let office = Clerk.Office(address: odoo.address, partner: 0, service: 0, project: 0, account: 0, employee: 0)
        var clerk = try Clerk(0, in: office)
        let site = try Site()
        try site.configure(fleet: "\(telematics.address)/iso", odoo: odoo.address, clock: telematics.address) { text in
            text.replacingOccurrences(of: "flows:\n", with: "flows:\n  accrualsToJobCost: {to: odoo}\n")
                .replacingOccurrences(
                    of: "people:\n",
                    with: "people:\n  - {id: ann, roles: [finance]}\n  - {id: fay, roles: [finance]}\n"
                )
        }
        for time in ["2026-01-05T08:00:00Z", "2026-01-06T00:30:00Z", "2026-01-06T08:00:00Z", "2026-01-06T14:00:00Z"] {
            try await telematics.control("POST", "clock", ["set": .string(time)])
            try await run(site)
        }
        let early = try await site.purlin("period", "accruals", "2026-01", "--request", "--as", "ann")
        #expect(early.status == 1 && early.errors.contains("2026-01 is not over"), "\(early.errors)")

        try await telematics.control("POST", "clock", ["set": "2026-02-02T15:00:00Z"])
        try await run(site)
        let asked = try await site.purlin("period", "accruals", "2026-01", "--request", "--as", "ann")
        #expect(asked.status == 0 && asked.output.contains("'accrual/2026-01' will be asked about"), "\(asked.errors)")
        try await run(site)
        let own = try await site.purlin("approvals", "approve", "accrual/2026-01", "--as", "ann")
        #expect(own.status == 1 && own.errors.contains("'ann' asked for it"), "\(own.errors)")
        #expect(try await lines(&clerk) == [])
        #expect(try await site.purlin("approvals", "approve", "accrual/2026-01", "--as", "fay").status == 0)
        try await run(site, times: 2)
        let accrued = ["2026-01-31 0.0 -833.25", "2026-02-01 0.0 833.25"]
        let held = try await lines(&clerk)
        #expect(held == accrued, "\(held)")

        for month in ["2026-01", "2026-02"] {
            let reconciled = try await site.purlin("reconcile", "--period", month)
            #expect(reconciled.status == 0, "\(reconciled.output) \(reconciled.errors)")
        }
        let ready = try await site.purlin("period", "readiness", "2026-01")
        #expect(!ready.output.contains(usage), "\(ready.output)")
        let closed = try await site.purlin("period", "close", "2026-01", "--as", "fay")
        #expect(closed.status == 0, "\(closed.errors)")

        let pending = try await site.purlin("approvals", "list", "--json").answer()["approvals"]?.arrayValue ?? []
        let january = pending.compactMap { $0["id"]?.stringValue }.filter { $0.hasPrefix("EX-104/2026-01-") }
        #expect(january.count == 27 && pending.count == 28, "the first of February is not accrued")
        for id in january {
            #expect(try await site.purlin("approvals", "approve", id, "--as", "equipment.manager").status == 0, "\(id)")
        }
        try await run(site, times: 2)
        let all = try await lines(&clerk)
        #expect(Array(all.prefix(2)) == accrued && all.contains("2026-02-01 7.75 -581.25"), "\(all)")
        let costs = all.dropFirst(2)
        #expect(costs.count == 27 && costs.allSatisfy { $0.hasPrefix("2026-02-01 ") }, "\(all)")
        let amounts = costs.compactMap { $0.split(separator: " ").last.flatMap { Decimal(string: String($0)) } }
        #expect(amounts.reduce(0, +) == Decimal(string: "-833.25"), "what was accrued is what it came to")
        let late = try await site.purlin("period", "late", "2026-01")
        #expect(late.output.contains("it is accrued for 2026-01"), "\(late.output)")
        let totals = try await site.purlin("period", "totals", "2026-01", "--target")
        #expect(totals.status == 0, "\(totals.output) \(totals.errors)")
        #expect(try await site.purlin("audit", "verify").status == 0)
        withExtendedLifetime((telematics, odoo)) {}
    }
}
