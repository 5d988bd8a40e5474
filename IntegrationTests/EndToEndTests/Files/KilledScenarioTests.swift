import FileServers
import Foundation
import JSON
import Testing

/// The reference scenario with a runtime that is killed again and again, at any moment of claiming, copying, reading,
/// acknowledging and sending files over a real SFTP server.
@Suite(.enabled(if: SFTPServer.isAvailable, "needs OpenSSH's server; Scripts/bootstrap.sh installs it"))
struct KilledScenarioTests {
    @Test(.timeLimit(.minutes(10)))
    func everyFileTakesEffectOnceHoweverOftenTheRuntimeIsKilled() async throws {
        let site = try await FilesSite()
        var killer = Killer(site: site)
        try site.drop(ReferenceScenario.timesheet, into: "time", as: "week-01.csv")
        try await killer.go(to: "2026-01-05T20:00:00Z")
        try await site.decide(as: "pat")
        try await site.estimating.control("POST", "estimates", ["action": "award", "estimate": "E26-014"])
        try site.drop(ReferenceScenario.changeOrder, into: "changes", as: "change-orders.csv")
        let times = ["2026-01-05T21:00:00Z", "2026-01-05T21:30:00Z", "2026-01-09T02:00:00Z", "2026-01-09T02:10:00Z"]
        for time in times { try await killer.go(to: time) }
        try await site.decide(as: "fay")
        try await killer.go(to: "2026-01-09T03:00:00Z")

        let budget = try await site.purlin("budget", "show", "26-014", "--json").answer()
        #expect(budget["original"] == "161894.2" && budget["revised"] == "170494.2")
        let costs = try await site.costs()
        #expect(ReferenceScenario.sum(costs, "amount") == -2591.94)
        #expect(ReferenceScenario.sum(costs, "unitAmount") == 44.5)
        let truth = try await site.payroll.control("GET", "truth")
        #expect(truth["batches"]?.arrayValue?.compactMap { $0["batch"]?.stringValue } == ["260105"])
        #expect(truth["files"]?.arrayValue?.count == 1, "payroll saw one file: \(truth["files"] ?? .null)")
        #expect(truth["refused"] == [])
        #expect(try await site.cases().isEmpty)
        #expect(try await site.purlin("audit", "verify").status == 0)
        #expect(killer.kills >= 20, "only \(killer.kills) kills struck")
        print("kills over files: \(killer.kills)")
    }
}

/// Kills runs of the runtime at ever later moments.
private struct Killer {
    let site: FilesSite
    private(set) var kills = 0
    private var turn = 0

    init(site: FilesSite) { self.site = site }

    /// Lets the clocks go on, has some runs killed, then does what is left.
    mutating func go(to time: String) async throws {
        try await site.set(to: time)
        for _ in 0..<8 {
            turn += 1
            // 40 ms to 400 ms: from the first call of a run in a debug build to its end, never twice at the same moment.
            let milliseconds = 40 + (turn * 47) % 360
            let outcome = try await Executables.run(
                URL(fileURLWithPath: "/usr/bin/timeout"),
                ["-s", "KILL", "0.\(String(repeating: "0", count: milliseconds < 100 ? 1 : 0))\(milliseconds)"]
                    + [Executables.folder.appendingPathComponent("purlin").path, "run", "--once"]
                    + site.configurationArguments,
                environment: FilesSite.secrets
            )
            if outcome.status == 137 || outcome.status == SIGKILL { kills += 1 }
        }
        try await site.work()
    }
}
