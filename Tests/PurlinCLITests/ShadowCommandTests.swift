import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import Foundation
import JSON
import PurlinCLI
import Testing

/// `purlin shadow` on a store in which two costs of a machine wait, of 40.00 and 10.00.
struct ShadowCommandTests {
    private static let header = "company;project;cost code;cost type;date;hours;amount;voucher\n"
    private static let first = "KST;26-014;02-315;equipment;2026-01-05;4;40.00;V-1\n"
    private static let second = "KST;26-014;02-315;equipment;2026-01-06;1;10.00;V-2\n"
    private static let flow = "EquipmentUsageToJobCost"

    @Test func bothAgreeAndAreSignedOff() async throws {
        let printed = try await Self.output(
            of: [["compare"], ["sign", "--as", "fay"], ["compare"]],
            with: Self.header + Self.first + Self.second
        )
        #expect(printed.contains("2026-01-06           1          1        10       10"), "\(printed)")
        #expect(printed.contains("all                  5          5        50       50"), "\(printed)")
        #expect(printed.contains("both agree at each place\nsigned off through 2026-01-31 by fay"), "\(printed)")
        #expect(printed.contains("neither of both has anything to compare"), "\(printed)")
    }

    @Test func oneCentIsNamed() async throws {
        let text = Self.header + Self.first + Self.second.replacing("10.00", with: "10.01")
        let printed = try await Self.output(of: [["compare"]], with: text, .exitCode(1))
        #expect(printed.contains("they differ at 1 places"), "\(printed)")
        #expect(printed.contains("26-014   02-315  equipment"), "\(printed)")
        #expect(printed.contains("10.01  EX-104/2026-01-06/1"), "\(printed)")
        let json = try await Self.output(of: [["compare", "--json"]], with: text, .exitCode(1))
        // The child process may say more behind it.
        let answer = try JSON(parsing: String(json.prefix { $0 != "\n" }))
        #expect(answer["differences"]?[0]?["sides"]?["written"]?["amount"] == "10.01")
        #expect(answer["totals"]?["computed"]?["amount"] == "50")
        let refused = try await Self.output(of: [["sign", "--as", "fay"]], with: text, .exitCode(1))
        #expect(refused.contains("differ at 1 places: correct them, or accept them with a reason"), "\(refused)")
    }

    @Test(arguments: [
        (["compare"], "date;project;hours;amount\n", "the nearest to a header, has no 'cost code'"),
        (["compare"], header + first.replacing("40.00", with: "40,00"), "row 2, column 'amount': '40,00' is no number"),
        (
            ["compare"], header + first.replacing("2026-01-05", with: "05.01.2026"),
            "column 'date': '05.01.2026' is no day"
        ),
        (
            ["compare"], header + first.replacing("equipment", with: "machine"),
            "column 'cost type': 'machine' is no word among"
        ),
        (["compare", "--against", "nothing.csv"], "", "nothing.csv cannot be read"),
        (["sign", "--as", "eve"], header + first, "'eve' may not sign off"),
        (["sign", "--as", "zoe"], header + first, "zoe"),
    ])
    func whatIsWrongIsTold(_ command: [String], _ text: String, _ message: String) async throws {
        let printed = try await Self.output(of: [command], with: text, .exitCode(1))
        #expect(printed.contains(message), "\(printed)")
    }

    @Test(arguments: [
        (["--through", "2026-02-30"], "needs a day such as 2026-01-31, found '2026-02-30'"),
        (["--since", "2026-03-01"], "--since is after --through"),
        (["--delimiter", "x"], "needs ',', ';', '|' or 'tab', found 'x'"),
    ])
    func whatIsNoCommandIsRefused(_ options: [String], _ message: String) async throws {
        let printed = try await Self.output(of: [["compare"] + options], with: "", .exitCode(64))
        #expect(printed.contains(message), "\(printed)")
    }

    @Test func anUnknownModeIsRefused() async throws {
        let site = try FileSite("address: drop")
        let text = try String(contentsOfFile: site.configuration, encoding: .utf8)
        try text.replacing("to: other}", with: "to: other, mode: ghost}")
            .write(toFile: site.configuration, atomically: true, encoding: .utf8)
        let printed = try await FileSite.output(of: ["schedules", "--config", site.configuration], endsWith: 78)
        #expect(printed.contains("equipmentUsageToJobCost.mode: must be live or shadow"), "\(printed)")
    }

    // MARK: A site

    private static func output(
        of commands: [[String]],
        with export: String,
        _ ending: ExitTest.Condition = .success
    ) async throws -> String {
        let site = try FileSite("address: drop")
        let text = try String(contentsOfFile: site.configuration, encoding: .utf8)
        try text.replacing("to: other}", with: "to: other, mode: shadow}")
            .replacing("people:\n", with: "people:\n  - {id: fay, roles: [finance]}\n")
            .write(toFile: site.configuration, atomically: true, encoding: .utf8)
        let file = site.folder.appendingPathComponent("export.csv").path
        try export.write(toFile: file, atomically: true, encoding: .utf8)
        let usual = ["--against": file, "--through": "2026-01-31", "--delimiter": ";", "--config": site.configuration]
        let lines = commands.map { command in
            let missing = usual.filter { !command.contains($0.key) }.flatMap { [$0.key, $0.value] }
            return ["shadow", command[0], flow] + command.dropFirst() + missing
        }
        let result = await #expect(
            processExitsWith: ending,
            observing: [\.standardOutputContent, \.standardErrorContent]
        ) { [lines = lines as [[String]]] in
            try await Self.purlin(lines)
        }
        let printed = try #require(result)
        return String(decoding: printed.standardOutputContent + printed.standardErrorContent, as: UTF8.self)
    }

    private static func purlin(_ lines: [[String]]) async throws {
        let store = InMemoryStore()
        let usd = try #require(Currency("USD"))
        let noEnd = try #require(Instant("9999-12-31T23:59:57Z"))
        var changes: [StateChange] = []
        for (day, hours) in [("2026-01-05", 4), ("2026-01-06", 1)] as [(String, Decimal)] {
            let entry = CostEntry(
                key: "EX-104/\(day)/1",
                company: "KST",
                project: "26-014",
                costCode: "02-315",
                serviceDate: try #require(CalendarDate(day)),
                equipment: "EX-104",
                hours: hours,
                rate: Money(10, usd)
            )
            let delivery = Delivery(key: entry.key, object: CostEntry.name, payload: entry.json)
            let plan = PlannedDelivery(delivery: delivery, system: "other", orderingKey: "26-014", topics: [flow])
            changes += [.deliveryPlanned(plan), .deliveryScheduled(key: entry.key, notBefore: noEnd)]
        }
        _ = try await store.commit(changes, by: "system:purlin", at: Instant(seconds: 1_770_000_000))
        try await FileSite.purlin(lines, on: store)
    }
}
