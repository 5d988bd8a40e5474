import ArgumentParser
import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import FoundationEssentials
import JSON

/// `purlin period accruals 2026-01`.
struct PeriodAccrualsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accruals",
        abstract: "List what of the work up to a month's end is known to the cent and not in the books.",
        discussion: """
            Costs that wait for approval, for their delivery or for a case, by company, project, cost code and kind of cost, as \
            the accruals that they would need; what a person refused or gave back is listed apart. Nothing is written.
            """
    )

    @Argument(help: "The month, for example 2026-01.")
    var period: String

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        let report: AccrualReport
        do throws(GovernanceError) {
            let desk = AccrualDesk(settings: session.governance, store: store)
            report = try await desk.report(of: period, at: try await session.now(store))
        } catch {
            throw output.fail("\(error)", error.exitCode)
        }
        output.print(report.text, json: report.json)
    }
}

extension AccrualReport {
    fileprivate var text: String {
        var parts: [String] = []
        if items.isEmpty {
            let but = refusals.isEmpty ? "" : ", but for what was refused"
            parts.append("everything that is known of the work up to the end of \(month) is in the books\(but)")
        } else if lines.isEmpty {
            parts.append("what is known of the work up to the end of \(month) and not in the books comes to zero")
        } else {
            var table = TextTable(
                ["company", "project", "cost code", "type", "hours", "amount", "", "why"],
                rightAligned: [4, 5]
            )
            for line in lines {
                let (accrual, position) = (line.accrual, line.accrual.position)
                table.add([
                    accrual.company, accrual.project, position.costCode, position.costType.rawValue,
                    line.hours.plainText, accrual.amount.amount.plainText, accrual.amount.currency.code, accrual.reason,
                ])
            }
            parts.append("\(table.text)\n\(sums) of the work up to the end of \(month) is not in the books")
        }
        if !refusals.isEmpty {
            parts.append("refused or given back, and in no accrual until it is asked about anew:\n\(refused)")
        }
        if !unknown.isEmpty {
            let names = unknown.sorted().joined(separator: ", ")
            parts.append("nobody can tell the cost of these requests and records: \(names)")
        }
        return parts.joined(separator: "\n\n")
    }

    /// What was refused, by case and place.
    private var refused: String {
        var table = TextTable(
            ["case", "of", "for", "company", "project", "cost code", "type", "hours", "amount", ""],
            rightAligned: [7, 8]
        )
        for refusal in refusals {
            let name = refusal.number.map { "C-\($0)" } ?? "not taken yet"
            let head = [name, "\(refusal.kind) \(refusal.subject)", refusal.owner]
            for sum in refusal.sums {
                table.add(
                    head + [
                        sum.company, sum.project, sum.position.costCode, sum.position.costType.rawValue,
                        sum.hours.plainText, sum.amount.amount.plainText, sum.amount.currency.code,
                    ]
                )
            }
            if refusal.costs.isEmpty { table.add(head + ["", "", "", "", "", "unknown", ""]) }
        }
        return table.text
    }

    /// The sum of each currency.
    private var sums: String {
        Dictionary(grouping: lines) { $0.accrual.amount.currency.code }.sorted { $0.key < $1.key }
            .map { code, lines in "\(lines.reduce(Decimal(0)) { $0 + $1.accrual.amount.amount }.plainText) \(code)" }
            .joined(separator: ", ")
    }

    fileprivate var json: JSON {
        [
            "period": .string(month), "unknown": .array(unknown.sorted().map { .string($0) }),
            "lines": .array(
                lines.map { line in
                    [
                        "accrual": line.accrual.json, "reversal": line.reversal.json,
                        "hours": .string(line.hours.plainText),
                    ]
                }
            ),
            "refused": .array(
                refusals.map { refusal in
                    [
                        "case": refusal.number.map { .string("C-\($0)") } ?? .null, "kind": .string(refusal.kind),
                        "subject": .string(refusal.subject), "owner": .string(refusal.owner),
                        "costs": .array(refusal.costs.map(\.json)),
                    ]
                }
            ),
            "costs": .array(items.map { ["cost": $0.entry.json, "waitsFor": .string($0.reason.rawValue)] }),
        ]
    }
}
