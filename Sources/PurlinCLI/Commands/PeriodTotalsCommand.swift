import ArgumentParser
import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import JSON

/// `purlin period totals 2026-01`.
struct PeriodTotalsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "totals",
        abstract: "Compare what a closed month holds with what it held when it was closed.",
        discussion: """
            By company, ledger, project, cost code and kind of cost, from the journal. What was on its way at the close and has \
            been booked since is no difference. It succeeds only if nothing differs, and changes nothing.
            """
    )

    @Argument(help: "The month, for example 2026-01.")
    var period: String

    @Flag(help: "Read the ledgers, too, and compare what they hold of the month with what is booked.")
    var target = false

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output, reach: target ? .systems : .store)
        let store = try session.store(.client)
        var report: ControlTotalsReport
        do throws(GovernanceError) {
            report = try await ControlTotalsDesk(settings: session.governance, store: store).report(of: period)
        } catch {
            throw output.fail("\(error)", error.exitCode)
        }
        if target { report = try await beside(report, session, store) }
        output.print(report.text, json: report.json)
        guard report.differing.isEmpty else { throw Exit.negative }
    }

    /// The report beside what each ledger holds.
    private func beside(
        _ report: ControlTotalsReport,
        _ session: Session,
        _ store: any RuntimeStore
    ) async throws -> ControlTotalsReport {
        let settings = try session.runtimeSettings(log: StandardErrorLog(minimum: .warning))
        let reconciler = Reconciler(settings: settings, store: store, clock: session.clock)
        guard !reconciler.systems.isEmpty else {
            throw output.fail("no system is configured whose ledger could be compared", Exit.configuration)
        }
        var beside = report
        do throws(ReconciliationError) {
            for system in reconciler.systems {
                let window = ReconciliationWindow(period: period)
                beside = beside.beside(try await reconciler.compare(system, window, withSource: false))
            }
        } catch {
            throw output.fail(error.description, error.exitCode)
        }
        return beside
    }
}

extension ControlTotalsReport {
    fileprivate var text: String {
        var table = TextTable(
            ["company", "ledger", "project", "cost code", "type", "", "lines", "hours", "amount"],
            rightAligned: [6, 7, 8]
        )
        for (place, totals) in ledgers.sorted(by: { $0.key < $1.key }) { table.add(totals, at: place, project: "all") }
        for (place, totals) in differing { table.add(totals, at: place, project: place.group.project) }
        let added = differing.flatMap { line in line.totals.added.sorted().map { "planned after the close: \($0)" } }
        let verdict =
            differing.isEmpty
            ? "\(month) holds what it held when \(person) closed it at \(at.text)"
            : "\(differing.count) places of \(month) differ since \(person) closed it at \(at.text)"
        return ([table.text] + added + [verdict]).joined(separator: "\n")
    }

    fileprivate var json: JSON {
        func json(_ place: ControlPlace, _ totals: ClosedTotals) -> JSON {
            var object: JSONObject = [
                "company": .string(place.group.company), "system": .string(place.system),
                "project": said(place.group.project), "costCode": said(place.group.costCode),
                "costType": said(place.group.costType),
            ]
            for (name, value) in totals.json.objectValue?.sortedByKey ?? [] { object[name] = value }
            return .object(object)
        }
        return [
            "period": .string(month), "closedBy": .string(person), "closedAt": .string(at.text),
            "isEqual": .bool(differing.isEmpty),
            "ledgers": .array(ledgers.sorted { $0.key < $1.key }.map { json($0.key, $0.value) }),
            "differences": .array(differing.map { json($0.place, $0.totals) }),
        ]
    }

    /// `null` for what is summed up, or the ledger does not say.
    private func said(_ text: String) -> JSON { text.isEmpty ? .null : .string(text) }
}

extension TextTable {
    /// Adds a row for each side of a place.
    fileprivate mutating func add(_ totals: ClosedTotals, at place: ControlPlace, project: String) {
        let names = [place.group.company, place.system, project, place.group.costCode, place.group.costType]
        let shifted = totals.isShifted ? " (other cost codes)" : ""
        var rows = [("at the close", totals.atClose)]
        if totals.arrived.count > 0 { rows.append(("arrived since", totals.arrived)) }
        rows.append(("now\(shifted)", totals.now))
        if totals.waiting.count > 0 { rows.append(("waiting", totals.waiting)) }
        if let target = totals.target { rows.append(("ledger", target)) }
        for (index, row) in rows.enumerated() {
            add(
                (index == 0 ? names : names.map { _ in "" })
                    + [row.0, "\(row.1.count)", row.1.hours.plainText, row.1.amount.plainText]
            )
        }
    }
}
