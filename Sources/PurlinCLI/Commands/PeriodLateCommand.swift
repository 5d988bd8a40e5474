import ArgumentParser
import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import FoundationEssentials
import JSON

/// `purlin period late 2026-01`.
struct PeriodLateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "late",
        abstract: "List the costs that were posted in a later month than that of their work.",
        discussion:
            "Those of the month's work that stand in later months, and those in the month of earlier months' work."
    )

    @Argument(help: "The month, for example 2026-01.")
    var period: String

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        let report: LatePostingReport
        do throws(GovernanceError) {
            report = try await LatePostingDesk(store: store).report(of: period)
        } catch {
            throw output.fail("\(error)", error.exitCode)
        }
        output.print(report.text, json: report.json)
    }
}

extension LatePostingReport {
    fileprivate var text: String {
        [
            postedLater.text("of the work of \(month) stands in later months"),
            ofEarlierMonths.text("of the work of earlier months stands in \(month)"),
        ]
        .joined(separator: "\n\n")
    }

    fileprivate var json: JSON {
        [
            "period": .string(month), "postedLater": .array(postedLater.map(\.json)),
            "ofEarlierMonths": .array(ofEarlierMonths.map(\.json)),
        ]
    }
}

extension [LatePosting] {
    fileprivate func text(_ what: String) -> String {
        guard !isEmpty else { return "nothing \(what)" }
        var table = TextTable(["cost", "company", "service", "posted", "amount", "in", "why"])
        for posting in self {
            let entry = posting.entry
            table.add([
                entry.key, entry.company, entry.serviceDate.text, entry.postingDate.text,
                "\(entry.amount.amount.plainText) \(entry.amount.currency.code)",
                "\(posting.system) \(posting.reference)", posting.reason,
            ])
        }
        return "\(table.text)\n\(sums) \(what)"
    }

    /// The sum of each currency.
    private var sums: String {
        Dictionary(grouping: self) { $0.entry.amount.currency.code }.sorted { $0.key < $1.key }
            .map { code, postings in
                let sum = postings.reduce(Decimal(0)) { $0 + $1.entry.amount.amount }
                return "\(sum.plainText) \(code)"
            }
            .joined(separator: ", ")
    }
}

extension LatePosting {
    fileprivate var json: JSON {
        [
            "cost": .string(entry.key), "company": .string(entry.company), "project": .string(entry.project),
            "serviceDate": .string(entry.serviceDate.text), "postingDate": .string(entry.postingDate.text),
            "amount": .string(entry.amount.amount.plainText), "currency": .string(entry.amount.currency.code),
            "system": .string(system), "reference": .string(reference), "reason": .string(reason),
        ]
    }
}
