import ConnectorStore
import Foundation
import PurlinCLI
import Testing

/// `purlin migration` on a site that takes opening balances.
struct MigrationCommandTests {
    private static let table = """
        date,project,cost code,cost type,hours,amount
        2025-12-31,26-014,03-300,labour,12.5,1000.10
        2025-12-31,26-014,02-315,equipment,0,-0.10

        """

    private static func output(
        _ text: String,
        _ totals: [String],
        endsWith status: Int32 = 0,
        flow: String = """
          openingBalancesToJobCost:
            {to: other, approvalRole: integration-operator, projects: [{code: 26-014, name: Pier}]}

        """
    ) async throws -> String {
        let site = try FileSite("address: drop")
        let old = try String(contentsOfFile: site.configuration, encoding: .utf8)
        try old.replacing("flows:\n", with: "flows:\n\(flow)")
            .write(toFile: site.configuration, atomically: true, encoding: .utf8)
        let file = site.folder.appendingPathComponent("balances.csv").path
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let command =
            ["migration", "load", file, "--batch", "old-books", "--cutover", "2025-12-31", "--as", "eve"] + totals
            + ["--config", site.configuration]
        return try await FileSite.output(of: command, endsWith: status)
    }

    @Test func aTableThatComesToWhatTheOldSystemSaysIsLoaded() async throws {
        let printed = try await Self.output(Self.table, ["--count", "2", "--hours", "12.5", "--amount", "1000"])
        #expect(printed == "2 balances of 12.5 h and 1000 were loaded; 'migration/old-books' will be asked about\n")
    }

    @Test(arguments: [
        (table, ["--count", "2", "--hours", "12.5", "--amount", "1000.01"], "and has 2 balances of 12.5 h and 1000;"),
        (table, ["--count", "3", "--hours", "12.5", "--amount", "1000"], "it was to have 3 balances"),
        (
            table.replacing("2025-12-31,26-014,02", with: "2026-01-01,26-014,02"),
            ["--count", "2", "--hours", "12.5", "--amount", "1000"], "after the cutover 2025-12-31"
        ),
        (
            table.replacing("labour", with: "wages"), ["--count", "2", "--hours", "12.5", "--amount", "1000"],
            "'wages' is no word among"
        ),
        (
            "date,project,cost code,hours,amount\n2025-12-31,a,b,0,1\n",
            ["--count", "1", "--hours", "0", "--amount", "1"], "balance 1 says no 'cost type'"
        ),
        (
            "company,date,project,cost code,cost type,hours,amount\nXYZ,2025-12-31,a,b,labour,0,1\n",
            ["--count", "1", "--hours", "0", "--amount", "1"], "is of XYZ, and"
        ),
    ])
    func whatIsWrongIsTold(_ text: String, _ totals: [String], _ message: String) async throws {
        let printed = try await Self.output(text, totals, endsWith: 1)
        #expect(printed.contains(message), "\(printed)")
    }

    @Test func withoutTheFlowNothingIsLoaded() async throws {
        let totals = ["--count", "2", "--hours", "12.5", "--amount", "1000"]
        let printed = try await Self.output(Self.table, totals, endsWith: 78, flow: "")
        #expect(printed.contains("configure 'openingBalancesToJobCost'"), "\(printed)")
    }

    @Test(arguments: [
        ["--count", "2", "--hours", "12,5", "--amount", "1000"],
        ["--count", "2", "--hours", "12.5", "--amount", "1000", "--batch", "a/b"],
    ])
    func whatIsNoCommandIsRefused(_ options: [String]) async throws {
        let printed = try await Self.output(Self.table, options, endsWith: 64)
        #expect(printed.contains("needs a n"), "\(printed)")
    }

    @Test func anUnknownNameIsTold() async throws {
        let site = try FileSite("address: drop")
        for command in [["show", "x"], ["reconcile", "x", "--as", "eve"]] {
            let all = ["migration"] + command + ["--config", site.configuration]
            let printed = try await FileSite.output(of: all, endsWith: 1)
            let message = command[0] == "show" ? "loaded under the name 'x'" : "'eve' may not"
            #expect(printed.contains(message), "\(printed)")
        }
    }
}
