import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import Foundation
import JSON
import PurlinCLI
import Testing

/// `purlin governance`: what a governance file may say, and what is shown of it.
struct GovernanceFileTests {
    private static let documentation = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Documentation")

    @Test func theExampleIsSound() async throws {
        let path = Self.documentation.appendingPathComponent("governance.example.yaml").path
        let printed = try await FileSite.output(of: ["governance", "lint", path], endsWith: 0)
        #expect(printed.hasSuffix("governance.example.yaml: sound\n"))
    }

    @Test(arguments: [
        ("ownershop: {}", ":1:1: ownershop: unknown key; did you mean 'ownership'?"),
        ("systems: {fleet: telematic}", ":1:18: systems.fleet: must be one of compliance, contracts"),
        ("ownership: {Estimat: []}", "ownership.Estimat: unknown key; did you mean 'Estimate'?"),
        ("ownership: {Estimate: [{stage: bid, owner: odoo}, {stage: bid, owner: odoo}]}", "must have different names"),
        (
            "ownership: {Estimate: [{stage: bid, owner: odoo, until: TimesheetApproved}, {stage: b, owner: odoo}]}",
            "'TimesheetApproved' is no hand-off of this object; known are BudgetLoaded, BudgetRevisionApproved, Est"
        ),
        ("ownership: {Estimate: [{stage: bid, owner: odoo, fields: [{member: a}]}]}", "did you mean 'members'?"),
        ("approvals: {equipment-usag: {}}", "did you mean 'equipment-usage'?"),
        ("approvals: {labour-cost: {signatures: []}}", "one for each signature that is needed"),
        ("approvals: {labour-cost: {signatures: [a], limits: [{signatures: [a]}]}}", "either 'signatures'"),
        ("approvals: {labour-cost: {limits: [{upTo: 5, signatures: [a]}]}}", "such as 5000.00 USD, found '5'"),
        ("approvals: {labour-cost: {limits: [{upTo: 5 USD, signatures: [a]}]}}", "the last must not"),
        (
            "approvals: {labour-cost: {limits: [{upTo: 5 USD, signatures: [a]}, {upTo: 4 USD, signatures: [a]}, "
                + "{signatures: [a]}]}}",
            "the amounts must rise"
        ),
        ("approvals: {labour-cost: {expires: 0d}}", "must be a span of time"),
        ("periods: {costs: {}}", "did you mean 'cost'?"),
        ("periods: {cost: {softClosed: {by: fiscalyer}}}", "must be one of fiscalyear, hard, period, purchase, sale"),
        ("periods: {cost: {hardClosed: {late: later}}}", "must be one of hold, nextOpenPeriod"),
        ("periods: {cost: {companies: {KSW: {companies: {}}}}}", "cost.companies.KSW.companies: unknown key"),
        ("approvals: {delegation: {}}", "approvals.delegation.approvedBy: is missing"),
        ("synchronisation: {drop: {}}", "says nothing; give 'mode', 'freshWithin' or both"),
        ("synchronisation: {drop: {mode: onApproval}}", "must be one of atClose, batch, intraday, nearRealTime, real"),
        ("synchronisation: {drop: {freshWithin: 0m}}", "at most 366d, found '0m'"),
        ("synchronisation: {drop: {freshWithin: 367d}}", "at most 366d, found '367d'"),
        ("exceptions: {severity: {}}", "did you mean 'severities'?"),
        ("exceptions: {severities: {warn: {answerWithin: 1d}}}", "exceptions.severities.warn: unknown key"),
        ("exceptions: {kinds: {meter_fal: {answerWithin: 1d}}}", "did you mean 'meter_fall'?"),
        ("exceptions: {kinds: {meter_fall: {}}}", "says nothing; give 'answerWithin', 'escalateTo' or both"),
        ("exceptions: {kinds: {meter_fall: {answerWithin: 0h}}}", "must be a span of time such as 15m"),
        ("exceptions: {severities: {error: {escalateTo: [ann, ben, ann]}}}", "names a role twice"),
        ("exceptions: {severities: {error: {escalateTo: [{answerWithin: 1h}]}}}", "escalateTo[0].role: is missing"),
        ("synchronisation: {drop: {mode: batch, owner: ann}}", "drop.owner: is that of the case of 'freshWithin'"),
    ])
    func whatIsWrongIsToldWithItsPlace(_ text: String, _ message: String) async throws {
        let site = try FileSite("address: drop")
        let path = site.folder.appendingPathComponent("governance.yaml").path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let printed = try await FileSite.output(of: ["governance", "lint", path], endsWith: 78)
        #expect(printed.contains("governance.yaml:") && printed.contains(message), "\(printed)")
    }

    @Test func theRulesInForceAreShownWithTheirOrigin() async throws {
        let site = try FileSite("address: drop")
        let rules = "systems: {drop: field}\nownership:\n  Budget:\n    - {stage: ledger, owner: odoo}\n"
        try rules.write(
            to: site.folder.appendingPathComponent("governance.yaml"),
            atomically: true,
            encoding: .utf8
        )
        let text = try String(contentsOfFile: site.configuration, encoding: .utf8)
        try (text + "governance: governance.yaml\n").write(
            toFile: site.configuration,
            atomically: true,
            encoding: .utf8
        )
        let arguments = ["governance", "show", "ownership", "--config", site.configuration]
        let printed = try await FileSite.output(of: arguments, endsWith: 0).split(separator: "\n")
        #expect(printed.contains { $0.hasPrefix("Budget ") && $0.hasSuffix("governance.yaml:4") }, "\(printed)")
        #expect(printed.contains { $0.hasPrefix("Estimate ") && $0.hasSuffix("default") }, "\(printed)")
        #expect(printed.contains { $0.hasPrefix("drop ") && $0.hasSuffix("  field  systems") }, "\(printed)")
        #expect(printed.contains { $0.hasPrefix("other ") && $0.contains("nobody: it counts") }, "\(printed)")
    }

    @Test func approvalRulesAreShownByTheirLimits() async throws {
        let site = try FileSite("address: drop")
        let rules = """
            approvals:
              delegation: {approvedBy: finance}
              equipment-usage:
                limits:
                  - {upTo: 5000.00 USD, signatures: [equipment-manager]}
                  - {signatures: [equipment-manager, [finance, controller]]}
                expires: 7d
                reminds: 36h

            """
        let folder = site.folder.appendingPathComponent("governance.yaml")
        try rules.write(to: folder, atomically: true, encoding: .utf8)
        let text = try String(contentsOfFile: site.configuration, encoding: .utf8)
        func configure(_ people: String) throws {
            let roles = text.replacing("  - {id: eve", with: people + "  - {id: eve")
            try (roles + "governance: governance.yaml\n").write(
                toFile: site.configuration,
                atomically: true,
                encoding: .utf8
            )
        }
        let arguments = ["governance", "show", "approvals", "--config", site.configuration]
        try configure("")
        let refused = try await FileSite.output(of: arguments, endsWith: 78)
        #expect(refused.contains("with the roles equipment-manager and controller or finance"), "\(refused)")
        try configure("  - {id: fay, roles: [finance]}\n")
        let printed = try await FileSite.output(of: arguments, endsWith: 0)
        #expect(printed.contains("equipment-manager and controller or finance"), "\(printed)")
        #expect(printed.contains("7d") && printed.contains("36h"), "\(printed)")
        #expect(printed.contains("delegations are approved by: finance (governance.yaml:2)"), "\(printed)")
        #expect(printed.contains("governance.yaml:4"), "\(printed)")
        #expect(printed.contains("none: nobody is asked"), "\(printed)")
    }

    @Test func periodRulesAreShownByCompanyAndState() async throws {
        let site = try FileSite("address: drop")
        let rules = """
            periods:
              cost:
                softClosed: {late: hold}
                companies:
                  KSW:
                    hardClosed: {by: [hard, purchase]}

            """
        let file = site.folder.appendingPathComponent("governance.yaml")
        try rules.write(to: file, atomically: true, encoding: .utf8)
        let text = try String(contentsOfFile: site.configuration, encoding: .utf8)
        try (text + "governance: governance.yaml\n").write(
            toFile: site.configuration,
            atomically: true,
            encoding: .utf8
        )
        let arguments = ["governance", "show", "periods", "--config", site.configuration]
        let printed = try await FileSite.output(of: arguments, endsWith: 0).split(separator: "\n").map { line in
            line.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        }
        let expected = [
            "cost any softClosed fiscalyear, period hold governance.yaml:3",
            "cost any hardClosed hard nextOpenPeriod default",
            "cost KSW softClosed fiscalyear, period hold governance.yaml:3",
            "cost KSW hardClosed hard, purchase nextOpenPeriod governance.yaml:6",
        ]
        for line in expected { #expect(printed.contains(line), "\(printed)") }
    }

    @Test(arguments: [
        ("drop: {freshWithin: 15m}", "can never hold: it is read every 15m; give more than 15m\n"),
        ("drop: {mode: realTime}", "drop.mode: means that it is read every minute or more often, and it is read every"),
        ("drop: {freshWithin: 16m, owner: ann}", "nobody under 'people' has the role 'ann', so that nobody would be"),
        ("dorp: {freshWithin: 16m}", "there is no system 'dorp' in the configuration"),
    ])
    func whatIsReadHasToBeAbleToBeAsFresh(_ rule: String, _ message: String) async throws {
        let site = try FileSite("address: drop", governance: "synchronisation:\n  \(rule)\n")
        let arguments = ["governance", "lint", "--config", site.configuration]
        let printed = try await FileSite.output(of: arguments, endsWith: 78)
        #expect(printed.contains("governance.yaml:2:") && printed.contains(message), "\(printed)")
    }

    @Test func aCalendarNeedsMoreThanTheLongestDay() async throws {
        let site = try FileSite("address: drop", governance: "synchronisation:\n  drop: {freshWithin: 25h}\n")
        let text = try String(contentsOfFile: site.configuration, encoding: .utf8)
        try text.replacing("    files:", with: "    schedule: {at: \"18:00\"}\n    files:")
            .write(toFile: site.configuration, atomically: true, encoding: .utf8)
        let arguments = ["governance", "lint", "--config", site.configuration]
        let printed = try await FileSite.output(of: arguments, endsWith: 78)
        #expect(printed.contains("at 18:00 America/Denver; give more than 25h, also on the day on which"), "\(printed)")
    }

    @Test func howFreshSystemsHaveToBeIsShown() async throws {
        let rules = "synchronisation:\n  drop: {mode: nearRealTime, freshWithin: 90m, severity: error}\n"
        let site = try FileSite("address: drop", governance: rules)
        let arguments = ["governance", "show", "synchronisation", "--config", site.configuration]
        let printed = try await FileSite.output(of: arguments, endsWith: 0).split(separator: "\n")
            .map { $0.split(separator: "  ").map { $0.trimmingCharacters(in: .whitespaces) } }
        let drop = ["drop", "every 15m", "nearRealTime", "90m", "integration-operator", "error", "governance.yaml:2"]
        #expect(printed.contains(drop), "\(printed)")
        #expect(printed.contains(["other", "every 15m", "any time", "default"]), "\(printed)")

        let board = try await FileSite.output(of: ["schedules", "--config", site.configuration, "--json"], endsWith: 0)
        #expect(board.contains("\"fresh\":null"), "no runtime watches it: \(board)")
    }

    @Test func theSchedulesSayWhatIsNotFresh() async throws {
        let rules = "synchronisation: {drop: {freshWithin: 90m}}\n"
        let site = try FileSite("address: drop", governance: rules)
        let path = site.configuration
        let result = await #expect(processExitsWith: .exitCode(0), observing: [\.standardOutputContent]) {
            [path = path as String] in
            await Self.schedules(path)
        }
        let printed = result.map { String(decoding: $0.standardOutputContent, as: UTF8.self) } ?? ""
        for text in ["2026-01-05T12:00:00Z", "no, since 2026-01-05T13:30:00Z", #""isFresh":false"#, "5400"] {
            #expect(printed.contains(text), "\(printed)")
        }
    }

    /// The board of a runtime that read last on 2026-01-05, as text and as JSON.
    private static func schedules(_ configuration: String) async {
        do {
            let store = InMemoryStore()
            let state: JSON = ["since": "2026-01-01T12:00:00Z", "readAt": "2026-01-05T12:00:00Z"]
            let read = FlowAdvance(
                flow: "freshness",
                key: "drop",
                expectedVersion: 0,
                state: state,
                wakeAt: nil,
                consumed: [],
                notes: []
            )
            _ = try await store.commit([.flowAdvanced(read)], by: "test", at: Instant(seconds: 1_767_614_400))
            let command = ["schedules", "--config", configuration]
            try await FileSite.purlin([command, command + ["--json"]], on: store)
        } catch {
            Issue.record(error)
        }
    }

    @Test func withoutAFileTheDefaultHolds() async throws {
        let site = try FileSite("address: drop")
        let printed = try await FileSite.output(
            of: ["governance", "lint", "--config", site.configuration],
            endsWith: 0
        )
        #expect(printed == "no file is named; the default holds\n")
    }

}
