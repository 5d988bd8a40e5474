import ArgumentParser
import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import FoundationEssentials
import JSON

/// `purlin intercompany 2026-01`.
struct IntercompanyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "intercompany",
        abstract: "Show what companies charge each other for machines, and whether it eliminates to zero.",
        discussion: """
            For each pair of companies what the books of both took under posting dates of the month, and each side that has no \
            equal one. It succeeds only if every pair comes to zero and nothing is alone.
            """
    )

    @Argument(help: "The month, for example 2026-01.")
    var month: String

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let session = try await Session.open(options, output)
        let store = try session.store(.client)
        let report: IntercompanyReport
        do throws(GovernanceError) {
            report = try await IntercompanyDesk(store: store).report(of: month)
        } catch {
            throw output.fail("\(error)", error.exitCode)
        }
        output.print(report.text, json: report.json)
        if !report.eliminates { throw Exit.negative }
    }
}

extension IntercompanyReport {
    fileprivate var text: String {
        var parts: [String] = []
        if pairs.isEmpty {
            parts.append("no company charges another for machines in \(month)")
        } else {
            var table = TextTable(
                ["owner", "user", "charges", "charged", "recovered", "difference", "currency", "waiting"],
                rightAligned: [2, 3, 4, 5, 7]
            )
            for pair in pairs {
                table.add([
                    pair.fromCompany, pair.toCompany, "\(pair.charges)", pair.text(pair.charged),
                    pair.text(pair.recovered), pair.text(pair.difference), pair.currency.code,
                    pair.waiting == 0 ? "" : "\(pair.waiting)",
                ])
            }
            parts.append(table.text)
        }
        if collected > 0 { parts.append("\(collected) charges of \(month) wait until finance is asked about them") }
        if requests > 0 { parts.append("\(requests) requests for use in \(month) wait for approval") }
        if !alone.isEmpty {
            var table = TextTable(["alone", "amount", "posted", "why"], rightAligned: [1])
            for side in alone {
                let amount = side.entry.amount
                table.add([
                    side.key, "\(amount.amount.plainText) \(amount.currency.code)", side.entry.postingDate.text,
                    side.reason,
                ])
            }
            parts.append(table.text)
        }
        if !pairs.isEmpty {
            parts.append(
                eliminates
                    ? "\(month) eliminates to zero"
                    : "\(month) does not eliminate: \(alone.count) sides are alone or differ"
            )
        }
        return parts.joined(separator: "\n\n")
    }

    fileprivate var json: JSON {
        [
            "month": .string(month), "eliminates": .bool(eliminates), "requests": .integer(Int64(requests)),
            "collected": .integer(Int64(collected)),
            "pairs": .array(pairs.map(\.json)),
            "alone": .array(
                alone.map { side in
                    ["key": .string(side.key), "cost": side.entry.json, "reason": .string(side.reason)]
                }
            ),
        ]
    }
}

extension IntercompanyReport.Pair {
    fileprivate func text(_ amount: Decimal) -> String { amount.text(decimals: currency.decimals) }

    fileprivate var json: JSON {
        [
            "fromCompany": .string(fromCompany), "toCompany": .string(toCompany), "currency": .string(currency.code),
            "charges": .integer(Int64(charges)), "charged": .string(charged.plainText),
            "recovered": .string(recovered.plainText), "difference": .string(difference.plainText),
            "waiting": .integer(Int64(waiting)),
        ]
    }
}
