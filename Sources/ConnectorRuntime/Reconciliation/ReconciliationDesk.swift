public import CanonicalModel
internal import ConnectorKit
public import ConnectorStore
import FoundationEssentials
public import JSON

/// Where what a comparison found becomes durable: a run in the journal, and a case for each project and month that differs.
///
/// A run that finds a project and month equal again closes its case.
public struct ReconciliationDesk: Sendable {
    /// The name under which runs are kept, as the state of a flow.
    static let flow = "reconciliation"
    /// The kind of the cases.
    static let caseKind = "totals_differ"
    /// How many differences a run names one by one in the journal and in a case.
    private static let named = 20

    private let settings: RuntimeSettings
    private let store: any RuntimeStore

    /// Creates a desk.
    public init(settings: RuntimeSettings, store: any RuntimeStore) {
        self.settings = settings
        self.store = store
    }

    /// Notes a run in the journal, raises a case for each project and month that differs, and closes those that agree now.
    ///
    /// - Parameters:
    ///   - report: What the run found.
    ///   - actor: Who ran it, for example `system:purlin` or `person:fay`.
    /// - Throws: ``StoreError`` if that cannot be made durable.
    public func note(_ report: ReconciliationReport, by actor: String) async throws(StoreError) {
        do throws(StoreError) {
            try await commit(report, by: actor)
        } catch .conflict {
            // Another run of the same ledger was noted at the same time.
            try await commit(report, by: actor)
        }
    }

    private func commit(_ report: ReconciliationReport, by actor: String) async throws(StoreError) {
        let key = "\(report.system)/\(report.window.period ?? "all")/\(report.window.project ?? "all")"
        let stored = try await store.flowState(flow: Self.flow, key: key)
        let step = FlowAdvance(
            flow: Self.flow,
            key: key,
            expectedVersion: stored?.version ?? 0,
            state: report.summary,
            wakeAt: nil,
            consumed: [],
            notes: [FlowNote(event: "ReconciliationCompleted", topics: [report.system], detail: report.summary)]
                + report.differences.prefix(Self.named).map(\.note)
        )
        let raised = proposals(of: report)
        let closed = try await closings(of: report, but: Set(raised.map(\.key)))
        let overBudget = try await OverBudget(settings: settings, store: store).changes(after: report)
        _ = try await store.commit(
            [.flowAdvanced(step)] + raised.map { .caseRaised($0) } + closed + overBudget,
            by: actor,
            at: report.at
        )
    }

    /// The last run of a ledger that compared this window or a wider one.
    ///
    /// - Returns: When it was, and how the sides compared; `nil` if there was none.
    /// - Throws: ``StoreError`` if the store cannot be read.
    public func lastRun(
        of system: String,
        _ window: ReconciliationWindow
    ) async throws(StoreError) -> (at: Instant, verdict: ReconciliationReport.Verdict)? {
        var last: (at: Instant, verdict: ReconciliationReport.Verdict)?
        let wider = [window.period ?? "all", "all"].flatMap { period in
            [window.project ?? "all", "all"].map { "\(system)/\(period)/\($0)" }
        }
        for key in Set(wider) {
            guard let state = try await store.flowState(flow: Self.flow, key: key)?.state,
                let at = state["at"]?.stringValue.flatMap({ Instant($0) }),
                let verdict = state["verdict"]?.stringValue.flatMap({ ReconciliationReport.Verdict(rawValue: $0) })
            else { continue }
            if last.map({ $0.at < at }) ?? true { last = (at, verdict) }
        }
        return last
    }
}

extension ReconciliationDesk {
    private static func subject(_ system: String, _ group: ReconciliationGroup) -> String {
        "\(system)/\(group.period)/\(group.project)"
    }

    private func proposals(of report: ReconciliationReport) -> [CaseProposal] {
        let bySubject = Dictionary(grouping: report.differences) { Self.subject(report.system, $0.group) }
        return bySubject.sorted { $0.key < $1.key }.map { subject, differences in
            let amount = differences.reduce(Decimal(0)) { $0 + $1.amount }
            let first = differences.first.map { "\($0.key ?? $0.reference ?? ""): \($0.text)" } ?? ""
            let others = differences.count > 1 ? ", and \(differences.count - 1) more" : ""
            return CaseProposal(
                kind: Self.caseKind,
                subject: subject,
                severity: .error,
                owner: settings.periodRole,
                summary: "\(subject) does not agree with the journal by \(amount.plainText) (\(first)\(others)); "
                    + "'purlin reconcile' names each cost: put back what is missing with --heal, correct the rest in "
                    + "\(report.system), and compare again",
                detail: ["differences": .array(differences.prefix(Self.named).map(\.json))],
                remedy: .acknowledge,
                topics: [subject] + differences.prefix(Self.named).compactMap(\.key)
            )
        }
    }

    /// Closes the cases of what was compared and agrees.
    private func closings(
        of report: ReconciliationReport,
        but raised: Set<String>
    ) async throws(StoreError) -> [StateChange] {
        try await store.cases(onlyOpen: true).filter { open in
            guard open.proposal.kind == Self.caseKind, !raised.contains(open.proposal.key) else { return false }
            let parts = open.proposal.subject.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            guard parts.count >= 3, parts[0] == report.system else { return false }
            let project = parts[2...].joined(separator: "/")
            return (report.window.period ?? parts[1]) == parts[1] && (report.window.project ?? project) == project
        }
        .map { $0.resolved(because: "the ledger agrees with the journal again") }
    }
}

extension ReconciliationReport {
    /// The run as the journal keeps it.
    fileprivate var summary: JSON {
        let total = total
        return [
            "system": .string(system), "period": JSON(window.period), "project": JSON(window.project),
            "at": .string(at.text), "verdict": .string(verdict.rawValue),
            "differences": .integer(Int64(differences.count)), "source": total.source?.json ?? .null,
            "journal": total.journal.json, "target": total.target.json, "waiting": total.waiting.json,
        ]
    }
}

extension LedgerTotals {
    /// Count, hours and amount as JSON.
    public var json: JSON {
        ["count": .integer(Int64(count)), "hours": .string(hours.plainText), "amount": .string(amount.plainText)]
    }
}

extension ReconciliationDifference {
    /// The difference as JSON.
    public var json: JSON {
        [
            "kind": .string(kind.rawValue), "key": JSON(key), "reference": JSON(reference),
            "company": .string(group.company), "period": said(group.period), "project": said(group.project),
            "costCode": said(group.costCode), "costType": said(group.costType), "what": .string(text),
            "amount": .string(amount.plainText),
        ]
    }

    /// `null` for what the ledger does not say.
    private func said(_ text: String) -> JSON { text.isEmpty ? .null : .string(text) }

    fileprivate var note: FlowNote {
        FlowNote(event: "DifferenceFound", topics: [key, reference].compactMap { $0 }, detail: json)
    }
}
