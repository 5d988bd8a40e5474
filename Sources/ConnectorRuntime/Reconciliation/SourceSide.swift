import CanonicalModel
import ConnectorStore
import FoundationEssentials
import JSON

/// What the records that were received lead to, decided again from the journal by the present configuration.
struct SourceSide {
    let settings: RuntimeSettings
    let store: any RuntimeStore

    /// The costs of one system's ledger.
    func read(
        _ system: String,
        _ window: ReconciliationWindow,
        at now: Instant
    ) async throws(StoreError) -> (
        groups: [ReconciliationGroup: LedgerTotals], differences: [ReconciliationDifference]
    ) {
        let rehearsal = try await IntakeReplay(settings: settings, store: store).rehearse(ReplaySelection(), at: now)
        var groups: [ReconciliationGroup: LedgerTotals] = [:]
        var differences: [ReconciliationDifference] = []
        for line in rehearsal.lines where line.object == CostEntry.name {
            let delivery = try await store.delivery(line.key)
            guard delivery.map({ $0.plan.system == system }) ?? goes(to: system, line), delivery?.state != .abandoned,
                delivery?.isInShadow != true
            else { continue }
            let planned = line.planned.flatMap(Self.cost)
            // Under which day it is posted is decided last, by the ledger's lock dates.
            let decided = line.repeated.flatMap(Self.cost)
            let repeated = planned.flatMap { planned in decided?.posted(on: planned.postingDate) } ?? decided
            if let repeated, window.contains(ReconciliationGroup(repeated)) {
                groups[ReconciliationGroup(repeated), default: LedgerTotals()]
                    .add(hours: repeated.hours, amount: repeated.amount.amount)
            }
            guard let shown = planned ?? repeated, line.difference != .same, planned != repeated || planned == decided,
                window.contains(ReconciliationGroup(shown)) || repeated.map({ window.contains(.init($0)) }) ?? false
            else { continue }
            differences.append(Self.difference(line, shown, planned, repeated))
        }
        return (groups, differences)
    }

    /// Whether a delivery that was never planned would go to a system.
    private func goes(to system: String, _ line: IntakeRehearsal.Line) -> Bool {
        let company = (line.repeated ?? line.planned)?["company"]?.stringValue
        return settings.flows.contains { flow in
            flow.mode == .live
                && (company.flatMap { flow.companyTargets[$0] } ?? flow.target(of: line.object)) == system
        }
    }

    private static func cost(_ payload: JSON) -> CostEntry? { try? CostEntry(JSONReader(payload)) }

    private static func difference(
        _ line: IntakeRehearsal.Line,
        _ shown: CostEntry,
        _ planned: CostEntry?,
        _ repeated: CostEntry?
    ) -> ReconciliationDifference {
        let kind: ReconciliationDifference.Kind =
            switch (planned, repeated) {
            case (nil, _): .missingInJournal
            case (_, nil): .withoutSource
            default: .differsFromSource
            }
        return ReconciliationDifference(
            kind,
            key: line.key,
            reference: nil,
            group: ReconciliationGroup(shown),
            text: "the records lead to \(repeated.words), and \(planned.words) was planned",
            amount: (repeated?.amount.amount ?? 0) - (planned?.amount.amount ?? 0)
        )
    }
}

extension CostEntry? {
    /// Hours and amount for a person.
    fileprivate var words: String {
        map { "\($0.hours.plainText) h, \($0.amount.amount.plainText) on \($0.project) \($0.costCode)" } ?? "nothing"
    }
}
