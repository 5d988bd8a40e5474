import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import Foundation
import JSON
import PurlinCLI
import Testing

/// `purlin period totals` and `accruals` on a store in which a cost of 40.00 is booked and one of 10.00 waits.
struct PeriodTotalsCommandTests {
    private static let close = ["close", "2026-01", "--as", "fay"]
    private static let totals = ["totals", "2026-01"]

    @Test func aMonthThatHoldsWhatItDidIsToldSo() async throws {
        let printed = try await Self.output(of: [Self.close, ["arrive"], Self.totals])
        let first = "KST      other   all                       at the close       1    2.5      40"
        #expect(printed.contains(first), "\(printed)")
        #expect(printed.contains("arrived since      1      1      10"), "\(printed)")
        #expect(printed.contains("now                2    3.5      50"), "\(printed)")
        #expect(printed.contains("2026-01 holds what it held when fay closed it at "), "\(printed)")
    }

    @Test func whatHasChangedIsNamed() async throws {
        let printed = try await Self.output(of: [Self.close, ["add"], Self.totals], .exitCode(1))
        #expect(printed.contains("KST      other   26-014   02-315     equipment  at the close"), "\(printed)")
        #expect(printed.contains("planned after the close: CostEntry/KST/new"), "\(printed)")
        #expect(printed.contains("1 places of 2026-01 differ since fay closed it"), "\(printed)")
        let json = try await Self.output(of: [Self.close, ["add"], Self.totals + ["--json"]], .exitCode(1))
        let lines = json.split(separator: "\n")
        let line = lines.first { $0.hasPrefix("{\"period\"") && $0.contains("atClose") }
        let answer = try JSON(parsing: String(try #require(line)))
        #expect(answer["isEqual"] == false && answer["closedBy"] == "fay")
        #expect(answer["differences"]?[0]?["now"] == ["count": 2, "hours": "2.51", "amount": "40.16"])
        #expect(answer["ledgers"]?[0]?["atClose"] == ["count": 1, "hours": "2.5", "amount": "40"])
    }

    private static let refusals: [(commands: [[String]], code: Int32, message: String)] = [
        ([totals], 1, "nobody has declared 2026-01 closed: 'purlin period close 2026-01' notes its totals"),
        ([["totals", "2026-13"]], 1, "'2026-13' is no period"),
        ([close, totals + ["--target"]], 78, "no system is configured whose ledger could be compared"),
    ]

    @Test(arguments: refusals)
    func whatCannotBeComparedIsTold(_ commands: [[String]], _ code: Int32, _ message: String) async throws {
        let printed = try await Self.output(of: commands, .exitCode(code))
        #expect(printed.contains(message), "\(printed)")
    }

    @Test func whatIsNotInTheBooksIsListed() async throws {
        let accruals = ["accruals", "2026-01"]
        let printed = try await Self.output(of: [accruals, ["reject"], accruals])
        #expect(printed.contains("still posted in its month, and therefore in no accrual:"), "\(printed)")
        #expect(printed.contains("waiting  KST      26-014   02-315         10  USD  delivery"), "\(printed)")
        #expect(printed.contains("KST      26-014   02-315     equipment      1      10  USD"), "\(printed)")
        #expect(printed.contains("costs wait: 1 for a case"), "\(printed)")
        #expect(printed.contains("10 USD of the work up to the end of 2026-01 is not in the books"), "\(printed)")
        let booked = try await Self.output(of: [["arrive"], accruals])
        #expect(booked.contains("everything that is known of the work up to the end of 2026-01 is in the books"))
        let json = try await Self.output(of: [["reject"], accruals + ["--json"]])
        let answer = try JSON(parsing: String(json.prefix { $0 != "\n" }))
        let accrual = try #require(answer["lines"]?[0]?["accrual"])
        #expect(accrual["key"] == "accrual/2026-01/KST/26-014/02-315/equipment/USD")
        #expect(answer["lines"]?[0]?["reversal"]?["reverses"] == accrual["key"])
    }

    @Test func accrualsAreAskedFor() async throws {
        let request = ["accruals", "2026-01", "--request", "--as", "fay"]
        let printed = try await Self.output(of: [["reject"], request])
        #expect(printed.contains("10 USD of the work up to the end of 2026-01 is not in the books"), "\(printed)")
        #expect(printed.contains("'accrual/2026-01' will be asked about"), "\(printed)")
        let json = try await Self.output(of: [["reject"], request + ["--json"]])
        #expect(try JSON(parsing: String(json.prefix { $0 != "\n" }))["approval"] == "accrual/2026-01")
    }

    private static let wrongRequests: [(commands: [[String]], code: Int32, message: String)] = [
        ([["accruals", "2026-01", "--request", "--as", "fay"]], 1, "there is nothing to accrue for 2026-01"),
        ([["reject"], ["accruals", "2026-01", "--request", "--as", "zoe"]], 1, "'zoe'"),
        ([["accruals", "2026-01", "--request"]], 64, "--request and --as belong together"),
        ([["accruals", "2026-01", "--as", "fay"]], 64, "--request and --as belong together"),
    ]

    @Test(arguments: wrongRequests)
    func whatCannotBeAskedForIsTold(_ commands: [[String]], _ code: Int32, _ message: String) async throws {
        let printed = try await Self.output(of: commands, .exitCode(code))
        #expect(printed.contains(message), "\(printed)")
    }

    /// Costs would go to the next month, and accruals nowhere.
    @Test func accrualsHaveNoShadow() async throws {
        let site = try FileSite("address: drop")
        let text = try String(contentsOfFile: site.configuration, encoding: .utf8)
        try text.replacing("flows:\n", with: "flows:\n  accrualsToJobCost: {to: other, mode: shadow}\n")
            .write(toFile: site.configuration, atomically: true, encoding: .utf8)
        let command = ["period", "accruals", "2026-01", "--config", site.configuration]
        let printed = try await FileSite.output(of: command, endsWith: 78)
        #expect(printed.contains("flows.accrualsToJobCost.mode: unknown key"), "\(printed)")
    }

    @Test func whatWasRefusedIsListedApart() async throws {
        let printed = try await Self.output(of: [["refuse"], ["arrive"], ["accruals", "2026-01"]])
        let verdict = "of the work up to the end of 2026-01 is in the books, but for what was refused"
        #expect(printed.contains(verdict), "\(printed)")
        #expect(printed.contains("C-1   usage_returned EX-104/2026-01-05/1  equipment-manager"), "\(printed)")
        #expect(printed.contains("unknown"), "\(printed)")
        let json = try await Self.output(of: [["refuse"], ["accruals", "2026-01", "--json"]])
        let answer = try JSON(parsing: String(json.prefix { $0 != "\n" }))
        #expect(answer["refused"]?[0]?["case"] == "C-1" && answer["refused"]?[0]?["costs"] == [])
        #expect(answer["refused"]?[0]?["owner"] == "equipment-manager")
    }

    // MARK: A site

    /// What commands print; `arrive` books what waits, `reject` has it refused by its target, `add` plans and books
    /// another cost, `refuse` gives one back.
    private static func output(
        of commands: [[String]],
        _ ending: ExitTest.Condition = .success
    ) async throws -> String {
        let site = try FileSite("address: drop")
        let text = try String(contentsOfFile: site.configuration, encoding: .utf8)
        try text.replacing("people:\n", with: "people:\n  - {id: fay, roles: [finance]}\n")
            .replacing("flows:\n", with: "flows:\n  accrualsToJobCost: {to: other}\n")
            .write(toFile: site.configuration, atomically: true, encoding: .utf8)
        let result = await #expect(
            processExitsWith: ending,
            observing: [\.standardOutputContent, \.standardErrorContent]
        ) { [commands = commands as [[String]], configuration = site.configuration as String] in
            try await Self.purlin(commands, configuration)
        }
        let printed = try #require(result)
        return String(decoding: printed.standardOutputContent + printed.standardErrorContent, as: UTF8.self)
    }

    private static let refusal = CaseProposal(
        kind: "usage_returned",
        subject: "EX-104/2026-01-05/1",
        severity: .warning,
        owner: "equipment-manager",
        summary: "its cost was returned",
        remedy: .notifyFlow(flow: "equipmentUsageToJobCost", key: "EX-104"),
        topics: ["EX-104", "EX-104/2026-01-05"]
    )

    private static func purlin(_ commands: [[String]], _ configuration: String) async throws {
        let store = InMemoryStore()
        func commit(_ changes: [StateChange]) async throws {
            _ = try await store.commit(changes, by: "system:purlin", at: Instant(seconds: 1_770_000_000))
        }
        try await commit(plan("old", hours: 2.5) + book("old") + plan("waiting", hours: 1, rate: 10))
        let composition = Composition(
            registry: try ConnectorRegistry([SampleFiles.self, SampleService.self]),
            openStore: { (_, _) throws(StoreError) in store },
            makeTransport: { _ in NoTransport() }
        )
        for command in commands {
            switch command[0] {
            case "arrive": try await commit(book("waiting"))
            case "reject":
                let key = "CostEntry/KST/waiting"
                let reason = DeliverySettlement.rejected(reason: "no account", caseKey: "delivery_rejected:\(key)")
                try await commit([
                    .deliveryAttempted(key: key, attempt: 1), .deliverySettled(key: key, reason),
                ])
            case "refuse": try await commit([.caseRaised(refusal)])
            case "add": try await commit(plan("new", hours: 0.01) + book("new"))
            default: await composition.main(["period"] + command + ["--config", configuration])
            }
        }
    }

    private static func plan(_ key: String, hours: Decimal, rate: Decimal = 16) throws -> [StateChange] {
        let usd = try #require(Currency("USD"))
        let entry = CostEntry(
            key: key,
            company: "KST",
            project: "26-014",
            costCode: "02-315",
            serviceDate: try #require(CalendarDate("2026-01-05")),
            equipment: "EX-104",
            hours: hours,
            rate: Money(rate, usd)
        )
        let delivery = Delivery(key: "CostEntry/KST/\(key)", object: CostEntry.name, payload: entry.json)
        return [
            .deliveryPlanned(PlannedDelivery(delivery: delivery, system: "other", orderingKey: "26-014", topics: []))
        ]
    }

    private static func book(_ key: String) -> [StateChange] {
        let key = "CostEntry/KST/\(key)"
        return [
            .deliveryAttempted(key: key, attempt: 1),
            .deliverySettled(key: key, .delivered(FoundRecord(reference: "line/\(key)"))),
        ]
    }
}
