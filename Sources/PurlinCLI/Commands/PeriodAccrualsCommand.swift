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
        abstract: "List what of the work up to a month's end is known and not in the books, or ask for its accruals.",
        discussion: """
            Costs that wait for approval or for a case, by company, project, cost code and kind of cost, as the accruals that \
            they need; what is on its way, and what a person refused or gave back, is listed apart. With --request they are put \
            before those who approve accruals; purlin run then writes them, and what takes them back in the next month.
            """
    )

    @Argument(help: "The month, for example 2026-01.")
    var period: String

    @Flag(help: "Ask for the accruals; somebody else approves them.")
    var request = false

    @Option(name: .customLong("as"), help: "With --request: who asks, as listed under 'people' in the configuration.")
    var person: String?

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard request == (person != nil) else {
            let example = "purlin period accruals \(period) --request --as PERSON"
            throw ValidationError("--request and --as belong together: \(example)")
        }
    }

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        let report: AccrualReport
        var id: String?
        do throws(GovernanceError) {
            let desk = AccrualDesk(settings: session.governance, store: store)
            let now = try await session.now(store)
            if let person {
                (id, report) = try await desk.request(period, by: person, at: now)
            } else {
                report = try await desk.report(of: period, at: now)
            }
        } catch {
            throw output.fail("\(error)", error.exitCode)
        }
        let asked = id.map { "\n\n'\($0)' will be asked about" } ?? ""
        output.print(report.text + asked, json: report.json(asked: id))
    }
}

extension AccrualReport {
    fileprivate var text: String {
        var parts: [String] = []
        if let standing { parts.append(standing.text) }
        if items.isEmpty {
            let but = refusals.isEmpty ? "" : ", but for what was refused"
            parts.append("everything that is known of the work up to the end of \(month) is in the books\(but)")
        } else if !lines.isEmpty {
            parts.append("\(accrued)\n\(sums) of the work up to the end of \(month) is not in the books")
        } else if notAccrued.isEmpty {
            parts.append("what is known of the work up to the end of \(month) and not in the books comes to zero")
        }
        if !notAccrued.isEmpty { parts.append("still posted in its month, and therefore in no accrual:\n\(open)") }
        if !refusals.isEmpty {
            parts.append("refused or given back, and in no accrual until it is asked about anew:\n\(refused)")
        }
        if !unknown.isEmpty {
            let names = unknown.sorted().joined(separator: ", ")
            parts.append("nobody can tell the cost of these requests and records: \(names)")
        }
        return parts.joined(separator: "\n\n")
    }

    /// The accruals that the month needs.
    private var accrued: String {
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
        return table.text
    }

    /// What is on its way, or beside what is booked.
    private var open: String {
        var table = TextTable(["cost", "company", "project", "cost code", "amount", "", "why"], rightAligned: [4])
        for item in notAccrued {
            let entry = item.entry
            let why =
                switch item.reason {
                case .otherSide: "a case; its other side is booked or on its way"
                case .otherTotals: "a case; the books hold it with other totals"
                case .delivery, .approval, .openCase, .laterMonth: "delivery"
                }
            table.add([
                entry.key, entry.company, entry.project, entry.costCode, entry.amount.amount.plainText,
                entry.amount.currency.code, why,
            ])
        }
        return table.text
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

    fileprivate func json(asked id: String?) -> JSON {
        [
            "period": .string(month), "unknown": .array(unknown.sorted().map { .string($0) }),
            "approval": id.map { .string($0) } ?? .null, "standing": standing?.json ?? .null,
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

extension AccruedMonth {
    fileprivate var text: String {
        let what = "\(batch.accruals.count) accruals of \(batch.month), asked for by \(batch.requestedBy)"
        return isApproved
            ? "\(what), were approved; what they stand for is posted in later months"
            : "\(what), wait for approval"
    }

    fileprivate var json: JSON {
        [
            "requestedBy": .string(batch.requestedBy), "isApproved": .bool(isApproved),
            "accruals": .array(batch.accruals.map(\.json)), "covers": .array(batch.covers.map { .string($0) }),
        ]
    }
}
