import FileServers
import Foundation
import JSON
import Testing

/// Steps 1, 2, 5 and 10 of the reference scenario (domain.md §9a), to the cent, with real processes and real files over a
/// real SFTP server.
@Suite(.enabled(if: SFTPServer.isAvailable, "needs OpenSSH's server; Scripts/bootstrap.sh installs it"))
struct ReferenceScenarioTests {
    @Test(.timeLimit(.minutes(5)), arguments: ["csv", "sage", "bc3", "gaeb-x84", "gaeb-x86"])
    func theEstimateBecomesTheBudgetAndTheChangeOrderRevisesIt(format: String) async throws {
        let site = try await FilesSite(FilesSite.Systems(estimateFormat: format))
        try await site.go(to: "2026-01-02T12:00:00Z")
        let early = try await site.purlin("budget", "show", "26-014")
        #expect(
            early.status == 1 && early.errors.contains("no estimate was awarded"),
            "\(early.output) \(early.errors)"
        )

        try await site.estimating.control("POST", "estimates", ["action": "award", "estimate": "E26-014"])
        try await site.go(to: "2026-01-03T12:00:00Z")
        let (awarded, cases) = (try await budget(site), try await site.cases())
        let original = try #require(awarded, "\(cases)")
        #expect(original["revised"] == "161894.2")

        try site.drop(ReferenceScenario.changeOrder, into: "changes", as: "change-orders.csv")
        try await site.go(to: "2026-01-21T08:00:00Z")
        let changed = try await budget(site)
        let revised = try #require(changed)
        #expect(revised["original"] == "161894.2")
        #expect(revised["revised"] == "170494.2")
        #expect(try await site.cases().isEmpty)
    }

    /// A bid as its schema has it holds prices by number, and neither units nor kinds of positions nor codes.
    @Test(.timeLimit(.minutes(5)))
    func aBidThatHoldsNothingButPricesIsRefusedAndTheAwardIsTaken() async throws {
        let site = try await FilesSite(FilesSite.Systems(estimateFormat: "gaeb-x84"))
        let bare: JSON = ["enable": ["x84-bare"]]
        try await site.estimating.control("POST", "quirks", bare)
        try await site.estimating.control("POST", "estimates", ["action": "award", "estimate": "E26-014"])
        try await site.go(to: "2026-01-03T12:00:00Z")
        let refused = try await site.cases()
        #expect(refused.map { $0["kind"]?.stringValue } == ["unusable_file"], "\(refused)")
        #expect(refused.first?.text().contains("holds nothing but prices") == true, "\(refused)")
        #expect(try await site.purlin("budget", "show", "26-014").status == 1, "nothing was loaded")

        let award: JSON = ["action": "export", "estimate": "E26-014", "format": "gaeb-x86"]
        try await site.estimating.control("POST", "estimates", award)
        try await site.go(to: "2026-01-04T12:00:00Z")
        #expect(try await budget(site)?["revised"] == "161894.2")
        #expect(try await site.cases().count == 1, "the refused bid stays a case until somebody closes it")
    }

    @Test(.timeLimit(.minutes(5)), arguments: ["adp", "paychex", "vista"])
    func approvedHoursBecomeLabourCostAndACorrectionLandsInTheOpenPeriod(layout: String) async throws {
        let site = try await FilesSite(FilesSite.Systems(payrollLayout: layout))
        try site.drop(ReferenceScenario.timesheet, into: "time", as: "week-01.csv")
        try await site.go(to: "2026-01-05T20:00:00Z")
        try await site.approve(as: "pat")
        for time in ["2026-01-05T21:00:00Z", "2026-01-05T21:30:00Z", "2026-01-09T02:00:00Z", "2026-01-09T02:10:00Z"] {
            try await site.go(to: time)
        }
        #expect(try await site.costs().isEmpty, "finance has not approved yet")
        try await site.approve(as: "fay")
        #expect(ReferenceScenario.sum(try await site.costs(), "amount") == -2591.94)
        #expect(ReferenceScenario.sum(try await site.costs(), "unitAmount") == 44.5)

        #expect(try await site.purlin("period", "close", "2026-01", "--as", "fay").status == 0)
        try site.drop(ReferenceScenario.correction, into: "time", as: "correction.csv")
        for time in ["2026-02-09T20:00:00Z", "2026-02-09T21:00:00Z"] { try await site.go(to: time) }
        try await site.approve(as: "pat")
        for time in ["2026-02-09T22:00:00Z", "2026-02-09T22:30:00Z", "2026-02-13T02:00:00Z", "2026-02-13T02:10:00Z"] {
            try await site.go(to: time)
        }
        try await site.approve(as: "fay")
        let costs = try await site.costs()
        #expect(ReferenceScenario.sum(costs, "amount") == -2591.94, "the net change is 0.00")
        let moved = costs.filter { ($0["date"]?.stringValue ?? "").hasPrefix("2026-02") }
        #expect(ReferenceScenario.sum(moved, "unitAmount") == 0)
        #expect(moved.count == 4, "labour and burden, back and forth: \(moved)")
        #expect(try await site.cases().isEmpty)
    }

    private func budget(_ site: FilesSite) async throws -> JSON? {
        let outcome = try await site.purlin("budget", "show", "26-014", "--json")
        return outcome.status == 0 ? try outcome.answer() : nil
    }
}

/// What the reference scenario is made of.
enum ReferenceScenario {
    /// The sum of a decimal member of some objects.
    static func sum(_ lines: [JSON], _ member: String) -> Decimal {
        lines.reduce(0) { $0 + (Decimal(string: $1[member]?.stringValue ?? "") ?? 0) }
    }

    /// Employee 000417: five days of eight hours, and 4.5 h of overtime on Saturday.
    static let timesheet =
        "Id,Employee,Date,Project,Cost Code,Pay Code,Hours,Status,Approved By\n"
        + ["2025-12-29", "2025-12-30", "2025-12-31", "2026-01-01", "2026-01-02"].enumerated()
        .map { "T-\($0.offset + 1),417,\($0.element),26-014,03-300,REG,8.00,Approved,sam\n" }.joined()
        + "T-6,417,2026-01-03,26-014,03-300,OT,4.50,Approved,sam\n"

    /// Two of the hours of the first of January were worked on another code.
    static let correction =
        "Id,Employee,Date,Project,Cost Code,Pay Code,Hours,Status,Approved By\n"
        + "T-4,417,2026-01-01,26-014,03-300,REG,6.00,Approved,sam\n"
        + "T-7,417,2026-01-01,26-014,03-200,REG,2.00,Approved,sam\n"

    /// Change order 1, as a project management system exports it.
    static let changeOrder =
        "Project,Change Order,Status,Contract,Cost Code,Type,Budget\n"
        + "26-014,1,Approved,12000.00,03-300,L,8600.00\n"
}
