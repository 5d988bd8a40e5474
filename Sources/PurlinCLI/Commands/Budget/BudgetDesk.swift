import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConstructionFlows
import FoundationEssentials
import JSON

/// Finds the budgets that a configuration's flow keeps in the store.
struct BudgetDesk {
    private let flow: EstimateToBudget
    private let store: any RuntimeStore
    private let output: OutputOptions

    static func open(_ options: ConfigurationOptions, _ output: OutputOptions) async throws -> BudgetDesk {
        let session = try await Session.open(options, output)
        guard let flow = session.configuration.flows.lazy.compactMap({ $0.flow as? EstimateToBudget }).first else {
            throw output.fail("the configuration has no flow 'estimateToBudget', which makes budgets", Exit.negative)
        }
        return BudgetDesk(flow: flow, store: try session.store(.client), output: output)
    }

    /// The codes of the projects that get budgets.
    var projects: [String] { flow.settings.projects.map(\.code).sorted() }

    /// What changed a project's budget, up to the end of a day of the company.
    func ledger(of project: String, through day: CalendarDate? = nil) async throws -> BudgetLedger {
        do {
            guard let state = try await store.flowState(flow: EstimateToBudget.name, key: project)?.state else {
                return BudgetLedger(revisions: [], waiting: [])
            }
            let end = day.map { flow.settings.zone.end(of: $0) }
            return BudgetLedger(
                revisions: try EstimateToBudget.revisions(in: state).filter { revision in
                    end.map { revision.recordedAt < $0 } ?? true
                },
                waiting: day == nil ? try EstimateToBudget.waiting(in: state) : []
            )
        } catch {
            throw output.fail("\(error)", Exit.unavailable)
        }
    }
}

/// The revisions of a budget, and what waits before it can be one.
struct BudgetLedger {
    let revisions: [BudgetRevision]
    let waiting: [(name: String, reason: String)]

    /// One line a revision.
    var revisionTable: String {
        var table = TextTable(["no", "recorded", "by", "amount", "contract", "approved by"], rightAligned: [0, 3, 4])
        for revision in revisions {
            let decimals = revision.currency.decimals
            table.add([
                "\(revision.number)", revision.recordedAt.text, revision.origin.text,
                revision.total.text(decimals: decimals), revision.contractAmount.text(decimals: decimals),
                revision.approvedBy ?? (revision.number == 0 ? "(award)" : "(change order)"),
            ])
        }
        return table.text
    }

    var waitingText: String? {
        guard !waiting.isEmpty else { return nil }
        return waiting.map { "waiting: \($0.name), for \($0.reason)" }.joined(separator: "\n")
    }
}

extension Budget {
    /// One line a cost code and kind of cost, and the sums.
    var table: String {
        var table = TextTable(
            ["cost code", "type", "original", "changes", "revised"],
            rightAligned: [2, 3, 4]
        )
        for line in lines {
            table.add([
                line.position.costCode, line.position.costType.rawValue, text(line.original),
                text(line.revised - line.original), text(line.revised),
            ])
        }
        table.add(["total \(currency.code)", "", text(original), text(revised - original), text(revised)])
        return table.text
    }

    /// An amount with the decimals of the currency.
    func text(_ amount: Decimal) -> String { amount.text(decimals: currency.decimals) }
}

extension Decimal {
    /// The number with exactly so many decimals: `170494.20`.
    func text(decimals: Int) -> String {
        let plain = plainText
        guard decimals > 0 else { return plain }
        let given = plain.firstIndex(of: ".").map { plain.distance(from: $0, to: plain.endIndex) - 1 } ?? 0
        guard given < decimals else { return plain }
        return plain + (given == 0 ? "." : "") + String(repeating: "0", count: decimals - given)
    }
}
