import ConnectorKit
import CurlTransport
import Foundation
import JSON
import Testing

/// Eight clerks at once leave books that anybody can check.
///
/// `PURLIN_SOAK_MINUTES` lets them work that long.
struct LedgerUnderLoadTests {
    private static let minutes = ProcessInfo.processInfo.environment["PURLIN_SOAK_MINUTES"].flatMap { Int($0) }

    @Test(.timeLimit(.minutes((minutes ?? 0) * 2 + 5))) func booksAreConsistentAfterEightClerks() async throws {
        let simulator = try await RunningSimulator("odoo-simulator", ["--start", "2026-01-05T08:00:00Z"])
        let office = try await office(at: simulator.address)
        let start = ContinuousClock.now
        let confirmed = try await withThrowingTaskGroup(of: Clerk.Confirmed.self) { group in
            for number in 0..<8 {
                group.addTask { try await Self.day(of: Clerk(number, in: office), since: start) }
            }
            var confirmed: [Clerk.Confirmed] = []
            for try await one in group { confirmed.append(one) }
            return confirmed
        }
        let worked = ContinuousClock.now - start

        let truth = try await simulator.control("GET", "truth?lines=false")
        var books = Books(try Clerk(8, in: office), ledger: try #require(truth["ledger"]))
        try await books.checkBalances()
        try await books.checkResiduals()
        try await books.checkNumbers()
        try await books.check(confirmed, project: office.project)
        let calls = confirmed.reduce(0) { $0 + $1.calls }
        let entries = truth["ledger"]?["entries"]?.integerValue ?? 0
        let lines = truth["ledger"]?["totals"]?["lines"]?.integerValue ?? 0
        print(
            "ledger: 8 clerks, \(calls) calls in \(worked), \(entries) posted entries with \(lines) lines: consistent"
        )
    }

    private static func day(of clerk: Clerk, since start: ContinuousClock.Instant) async throws -> Clerk.Confirmed {
        var clerk = clerk
        var rounds = 0
        while minutes.map({ ContinuousClock.now - start < .seconds($0 * 60) }) ?? (rounds < 30) {
            try await clerk.work()
            rounds += 1
        }
        return clerk.confirmed
    }

    /// What all clerks share: a partner, a service, a project with its account, an employee.
    private func office(at address: String) async throws -> Clerk.Office {
        let nobody = Clerk.Office(address: address, partner: 0, service: 0, project: 0, account: 0, employee: 0)
        var clerk = try Clerk(9, in: nobody)
        let plan = try await clerk.call("account.analytic.plan", "search", [], 0, 1, "id")
        let project = try await clerk.create("project.project", ["name": "Depot", "allow_timesheets": true])
        let employee = try await clerk.call("hr.employee", "search", [], 0, 1, "id")
        return Clerk.Office(
            address: address,
            partner: try await clerk.create("res.partner", ["name": "Kestrel Concrete"]),
            service: try await clerk.create(
                "product.product",
                ["name": "Crane hire", "type": "service", "purchase_method": "purchase"]
            ),
            project: project,
            account: try await clerk.create("account.analytic.account", ["name": "Depot", "plan_id": plan[0] ?? 0]),
            employee: employee[0]?.integerValue ?? 0
        )
    }
}
