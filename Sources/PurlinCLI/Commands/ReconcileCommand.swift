import ArgumentParser
import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import Foundation
import JSON

/// `purlin reconcile`: whether ledgers hold what was sent, to the cent.
struct ReconcileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Compare what ledgers hold with the journal and with the received records, and name what differs.",
        discussion: """
            Reads each ledger that costs are delivered to, and notes the run in the journal. It succeeds only if all sides hold \
            the same and nothing is on its way. --heal shows what is missing in a ledger and would be sent again; --confirm \
            puts it back. What a ledger holds otherwise is corrected there.
            """
    )

    @Option(help: "A system whose ledger is compared; all of them without it.")
    var system: String?

    @Option(help: "The month of the posting date, for example 2026-01.", transform: Self.month)
    var period: String?

    @Option(help: "The code of a project.")
    var project: String?

    @Flag(help: "Leave out what the received records lead to, which takes as long as the flows took.")
    var withoutSource = false

    @Flag(help: "Show what is missing in the ledgers and would be sent again.")
    var heal = false

    @Flag(help: "With --heal, put it back; the ledger is asked once more before anything is sent.")
    var confirm = false

    @Option(name: .customLong("as"), help: "The person who compares; to confirm, in the role 'operatorRole'.")
    var person: String?

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    private static func month(_ text: String) throws -> String {
        guard CalendarDate(firstOf: text) != nil else {
            throw ValidationError("needs a month such as 2026-01, found '\(text)'")
        }
        return text
    }

    func validate() throws {
        guard !confirm || heal else { throw ValidationError("--confirm goes with --heal") }
        guard !confirm || person != nil else { throw ValidationError("--confirm needs --as PERSON") }
    }

    func run() async throws {
        let session = try await Session.open(options, output, reach: .systems)
        let store = try session.store(.client)
        let settings = try session.runtimeSettings(log: StandardErrorLog(minimum: .warning))
        if let person, !settings.people.contains(where: { $0.id == person }) {
            throw output.fail("\(GovernanceError.unknownPerson(person))", Exit.negative)
        }
        let reconciler = Reconciler(settings: settings, store: store, clock: session.clock)
        let systems = system.map { [$0] } ?? reconciler.systems
        guard !systems.isEmpty else {
            throw output.fail("no system is configured whose ledger could be compared", Exit.configuration)
        }
        var reports: [ReconciliationReport] = []
        var healed: [String] = []
        do {
            for system in systems {
                let report = try await reconciler.compare(
                    system,
                    ReconciliationWindow(period: period, project: project),
                    withSource: !withoutSource
                )
                try await ReconciliationDesk(settings: settings, store: store)
                    .note(report, by: person.map { "person:\($0)" } ?? Engine.actor)
                reports.append(report)
            }
            if confirm, let person { healed = try await putBack(reports, settings, store, person, session) }
        } catch let error as ReconciliationError {
            throw output.fail(error.description, error.exitCode)
        } catch let error as GovernanceError {
            throw output.fail(error.description, error.exitCode)
        } catch let error as StoreError {
            throw output.fail(error.description, error.exitCode)
        }
        report(reports, healed)
        guard reports.allSatisfy({ $0.verdict == .reconciled }) else { throw Exit.negative }
    }

    private func putBack(
        _ reports: [ReconciliationReport],
        _ settings: RuntimeSettings,
        _ store: any RuntimeStore,
        _ person: String,
        _ session: Session
    ) async throws(GovernanceError) -> [String] {
        let replay = DeliveryReplay(settings: settings, store: store)
        var healed: [String] = []
        for key in reports.flatMap(\.missing) {
            let items: [DeliveryReplay.Item]
            do throws(StoreError) { items = try await replay.ask(key) } catch { throw .store(error) }
            healed += try await replay.replay(items, by: person, at: session.now(store))
        }
        return healed
    }

    private func report(_ reports: [ReconciliationReport], _ healed: [String]) {
        var lines = reports.map(\.text)
        if heal {
            let missing = reports.flatMap(\.missing)
            lines += confirm ? [] : missing.map { "would send \($0) again" }
            lines.append(
                confirm
                    ? "\(healed.count) put back; 'purlin run' asks the ledger again before it sends them"
                    : "nothing was sent; \(missing.count) would be with --confirm"
            )
        }
        output.print(
            lines.joined(separator: "\n"),
            json: [
                "healed": .array(healed.map { .string($0) }), "ledgers": .array(reports.map(\.json)),
            ]
        )
    }
}

extension ReconciliationError {
    /// How a command ends that could not compare.
    var exitCode: ExitCode {
        switch self {
        case .noLedger: Exit.configuration
        case .unreadable: Exit.unavailable
        case .store(let error): error.exitCode
        }
    }
}

extension ReconciliationReport {
    /// The keys of deliveries that the target has lost.
    fileprivate var missing: [String] {
        differences.filter { $0.kind == .missingInTarget }.compactMap(\.key)
    }

    /// The groups, the totals and the differences, for a person.
    var text: String {
        var table = TextTable(
            ["company", "period", "project", "cost code", "type", "", "lines", "hours", "amount"],
            rightAligned: [6, 7, 8]
        )
        for (group, sides) in groups.sorted(by: { $0.key < $1.key }) {
            let names = [group.company, group.period, group.project, group.costCode, group.costType]
            for (index, side) in sides.shown.enumerated() {
                table.add((index == 0 ? names : names.map { _ in "" }) + side)
            }
        }
        for side in total.shown { table.add(["all", "", "", "", ""] + side) }
        let verdict =
            switch verdict {
            case .reconciled: "reconciled"
            case .waiting: "equal, but \(total.waiting.count) are on their way or wait for a person"
            case .differs: "\(differences.count) differ"
            }
        let named = differences.map { "\($0.kind.rawValue) \($0.key ?? $0.reference ?? ""): \($0.text)" }
        return (["\(system), \(window.text)", table.text] + named + ["\(system): \(verdict)"]).joined(separator: "\n")
    }

    /// The report for a program.
    var json: JSON {
        [
            "system": .string(system), "period": JSON(window.period), "project": JSON(window.project),
            "at": .string(at.text), "verdict": .string(verdict.rawValue), "total": total.json,
            "groups": .array(groups.sorted { $0.key < $1.key }.map { group, sides in group.json(with: sides) }),
            "differences": .array(differences.map(\.json)),
        ]
    }
}

extension ReconciliationGroup {
    fileprivate func json(with sides: ReconciliationSides) -> JSON {
        [
            "company": .string(company), "period": .string(period), "project": .string(project),
            "costCode": .string(costCode), "costType": .string(costType), "sides": sides.json,
        ]
    }
}

extension ReconciliationSides {
    /// One row where all sides hold the same, or one for each side.
    fileprivate var shown: [[String]] {
        var rows =
            areEqual
            ? [("all sides", journal)]
            : (source.map { [("records", $0)] } ?? []) + [("journal", journal), ("ledger", target)]
        if waiting.count > 0 { rows.append(("waiting", waiting)) }
        return rows.map { [$0.0, "\($0.1.count)", $0.1.hours.plainText, $0.1.amount.plainText] }
    }

    fileprivate var json: JSON {
        [
            "source": source?.json ?? .null, "journal": journal.json, "target": target.json, "waiting": waiting.json,
        ]
    }
}
