public import CanonicalModel
import ConnectorKit
public import ConnectorStore
import FoundationEssentials
import JSON

/// Decides the records of the journal again by the present configuration, in a store of its own, and compares.
///
/// What people decided is taken over: approvals by their id, decisions of cases by kind and subject. Nothing is written
/// and no system is spoken to.
public struct IntakeReplay: Sendable {
    private let settings: RuntimeSettings
    private let store: any RuntimeStore

    /// Creates a replay; `settings` need no connectors.
    public init(settings: RuntimeSettings, store: any RuntimeStore) {
        self.settings = settings
        self.store = store
    }

    /// Rehearses the selected records.
    ///
    /// `until` ends the story; `since` leaves out deliveries that were planned before, not the records that they build
    /// on. A key, flow or system means all records of it.
    ///
    /// - Throws: ``StoreError`` if the journal cannot be read.
    public func rehearse(
        _ selection: ReplaySelection,
        at now: Instant
    ) async throws(StoreError) -> IntakeRehearsal {
        let end = selection.until ?? now
        var stage = RehearsalStage(
            settings: settings,
            truth: store,
            selectsParts: selection.key != nil,
            ahead: try await consumedRecords(until: end)
        )
        var records = 0
        try await store.readJournal { entry throws(StoreError) in
            guard entry.recordedAt <= end else { return true }
            if try await stage.play(entry, isMeant: selection.means(entry)) { records += 1 }
            return true
        }
        try await stage.finish(at: end)
        return IntakeRehearsal(
            records: records,
            heldRecords: try await stage.scratch.cases(onlyOpen: true).reduce(0) { $0 + $1.heldRecords },
            pendingApprovals: try await stage.scratch.approvals(onlyPending: true).count,
            lines: try await compare(stage.scratch, selection)
        )
    }

    /// The records that steps of the journal took by `end`.
    private func consumedRecords(until end: Instant) async throws(StoreError) -> Set<RecordName> {
        var names: Set<RecordName> = []
        try await store.readJournal { entry throws(StoreError) in
            guard entry.kind == "flow.advanced", entry.recordedAt <= end else { return true }
            names.formUnion(JournaledStep(entry)?.consumed ?? [])
            return true
        }
        return names
    }

    /// The deliveries of both sides, of flow keys that were rehearsed.
    private func compare(
        _ scratch: InMemoryStore,
        _ selection: ReplaySelection
    ) async throws(StoreError) -> [IntakeRehearsal.Line] {
        let span = ReplaySelection(since: selection.since, until: selection.until)
        var steps: Set<String> = []
        var keys: [String] = []
        var early: Set<String> = []
        try await scratch.readJournal { entry throws(StoreError) in
            if entry.kind == "flow.advanced" { steps.insert(entry.correlation) }
            return true
        }
        for plan in try await store.plannedDeliveries(ReplaySelection()) where steps.contains(plan.step) {
            if span.contains(plan.plannedAt) { keys.append(plan.key) } else { early.insert(plan.key) }
        }
        let known = Set(keys).union(early)
        for plan in try await scratch.plannedDeliveries(span) where !known.contains(plan.key) { keys.append(plan.key) }
        var lines: [IntakeRehearsal.Line] = []
        for key in keys.sorted() {
            let truth = try await store.delivery(key)?.plan.delivery
            let again = try await scratch.delivery(key)?.plan.delivery
            // Books and accruals decide last under which day a cost is posted, and no flow knows of it.
            let isMoved = truth == again ? false : try await store.reasonOfPostingDay(of: key) != nil
            lines.append(IntakeRehearsal.Line(key, truth, again, isMoved: isMoved))
        }
        return lines
    }
}

extension ReplaySelection {
    /// Whether a record of the journal is to be decided again.
    fileprivate func means(_ entry: JournalEntry) -> Bool {
        isAbout(entry) && (system.map { $0 == entry.system } ?? true)
            && (flow.map { entry.bodyJSON?["flow"]?.stringValue == $0 } ?? true)
    }
}

extension IntakeRehearsal.Line {
    fileprivate init(_ key: String, _ outbox: Delivery?, _ rehearsed: Delivery?, isMoved: Bool) {
        self.key = key
        let payload = rehearsed?.payload ?? outbox?.payload
        project = payload?["project"]?.stringValue ?? ""
        costCode = payload?["costCode"]?.stringValue ?? ""
        object = rehearsed?.object ?? outbox?.object ?? ""
        planned = outbox?.payload
        repeated = rehearsed?.payload
        self.outbox = outbox?.controlTotals ?? [:]
        self.rehearsed = rehearsed?.controlTotals ?? [:]
        difference =
            switch (outbox, rehearsed) {
            case (nil, _): .new
            case (_, nil): .missing
            case (let before?, let after?):
                before == after || isMoved && Self.areSame(before, after) ? .same : .different
            }
    }

    /// Whether two costs are the same, but for the day under which they are posted.
    private static func areSame(_ planned: Delivery, _ repeated: Delivery) -> Bool {
        guard planned.object == CostEntry.name, planned.object == repeated.object,
            planned.controlTotals == repeated.controlTotals, let cost = try? CostEntry(JSONReader(planned.payload)),
            let again = try? CostEntry(JSONReader(repeated.payload))
        else { return false }
        return cost == again.posted(on: cost.postingDate)
    }
}

extension JournalEntry {
    var bodyJSON: JSON? { try? JSON(parsing: content.body) }
}
