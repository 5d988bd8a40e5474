public import CanonicalModel
import ConnectorKit
public import ConnectorStore
import ConstructionFlows
import FoundationEssentials
import JSON
import Synchronization

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
        var stage = RehearsalStage(settings: settings, truth: store, selectsParts: selection.key != nil)
        var records = 0
        try await store.readJournal { entry throws(StoreError) in
            guard entry.recordedAt <= end else { return true }
            if try await stage.play(entry, isMeant: selection.means(entry)) { records += 1 }
            return true
        }
        try await stage.run(until: end)
        return IntakeRehearsal(
            records: records,
            heldRecords: try await stage.scratch.cases(onlyOpen: true).reduce(0) { $0 + $1.heldRecords },
            pendingApprovals: try await stage.scratch.approvals(onlyPending: true).count,
            lines: try await compare(stage.scratch, selection)
        )
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
            lines.append(IntakeRehearsal.Line(key, truth, try await scratch.delivery(key)?.plan.delivery))
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
    fileprivate init(_ key: String, _ outbox: Delivery?, _ rehearsed: Delivery?) {
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
            case (let before, let after): before == after ? .same : .different
            }
    }
}

extension JournalEntry {
    var bodyJSON: JSON? { try? JSON(parsing: content.body) }
}

/// Where the story of the journal is played again.
struct RehearsalStage {
    let settings: RuntimeSettings
    /// The store whose journal is played; it is only read.
    let truth: any RuntimeStore
    /// Whether records are left out by a business key, so that a part of one may be meant alone.
    let selectsParts: Bool
    let scratch = InMemoryStore()
    private let clock = StageClock()
    private var seen: Set<RecordReference> = []
    private var waiting: [StateChange] = []

    init(settings: RuntimeSettings, truth: any RuntimeStore, selectsParts: Bool) {
        self.settings = settings
        self.truth = truth
        self.selectsParts = selectsParts
    }

    /// Plays one entry of the journal; returns whether it was a new record that was meant.
    mutating func play(_ entry: JournalEntry, isMeant: Bool) async throws(StoreError) -> Bool {
        if entry.recordedAt != clock.now { try await run(until: entry.recordedAt) }
        switch entry.kind {
        case "record.received", "record.quarantined":
            guard entry.system != Engine.systemName else { return try await playForward(entry, isMeant) }
            guard isMeant, let record = entry.sourceRecord, let binding = binding(of: entry),
                seen.insert(RecordReference(system: entry.system, id: entry.key)).inserted
            else { return false }
            let routing = binding.routing(record, from: entry.system, ownedBy: settings.operatorRole, at: clock.now)
            waiting.append(.recordReceived(routing.received))
            if let proposal = routing.proposal { waiting.append(.caseRaised(proposal)) }
            return true
        case "record.rerouted", "record.repaired": try await routeAgain(entry)
        case "approval.approved", "approval.rejected", "approval.returned": try await answer(entry)
        case "case.retried", "case.rejected": try await decideCase(entry)
        default: break
        }
        return false
    }

    /// Plays a part that one key of a flow sent to another, if it is meant alone; it goes where it went.
    ///
    /// The rehearsal sends it itself where the record that it is a part of is played; what a person asked for stands alone.
    private mutating func playForward(_ entry: JournalEntry, _ isMeant: Bool) async throws(StoreError) -> Bool {
        let reference = RecordReference(system: entry.system, id: entry.key)
        let object = entry.bodyJSON?["object"]?.stringValue
        let isAsked = object == FlowEvent.costReversal || object == MigrationBatch.name
        guard selectsParts || isAsked, isMeant, let received = try await truth.receivedRecord(reference),
            received.disposition == .accepted, settings.flow(received.flow) != nil
        else { return false }
        try await settle()
        guard try await scratch.receivedRecord(reference) == nil else { return false }
        waiting.append(.recordReceived(received))
        return true
    }

    /// Lets flows take their steps in the order of time, up to `end`.
    mutating func run(until end: Instant) async throws(StoreError) {
        try await settle()
        while let wake = try await scratch.nextWake(), wake <= end {
            clock.set(max(wake, clock.now))
            try await settle()
        }
        clock.set(max(end, clock.now))
    }

    private mutating func settle() async throws(StoreError) {
        try await commit(waiting)
        waiting = []
        let flows = FlowRunner(
            settings: settings,
            store: scratch,
            clock: clock,
            report: { _ in },
            governsApprovals: false
        )
        while try await flows.run() {}
    }

    private func commit(_ changes: [StateChange]) async throws(StoreError) {
        guard !changes.isEmpty else { return }
        _ = try await scratch.commit(changes, by: Engine.actor, at: clock.now)
    }

    private func binding(of entry: JournalEntry) -> FlowBinding? {
        entry.bodyJSON?["flow"]?.stringValue.flatMap { settings.flow($0) }
    }

    /// A record that is still held tries the way that it took, with the content that a person gave it.
    private mutating func routeAgain(_ entry: JournalEntry) async throws(StoreError) {
        try await settle()
        guard let record = entry.sourceRecord, let binding = binding(of: entry) else { return }
        let held = try await scratch.receivedRecord(RecordReference(system: entry.system, id: entry.key))
        let routing =
            if entry.system == Engine.systemName, let held {
                binding.routing(again: held, ownedBy: settings.operatorRole, at: clock.now)
            } else {
                binding.routing(record, from: entry.system, ownedBy: settings.operatorRole, at: clock.now)
            }
        let proposal = routing.proposal.map { [StateChange.caseRaised($0)] } ?? []
        do throws(StoreError) {
            try await commit([.recordRepaired(routing.received, changes: [])] + proposal)
        } catch .conflict {
            // By the present configuration it was never held, or was left out.
        }
    }

    private mutating func answer(_ entry: JournalEntry) async throws(StoreError) {
        try await settle()
        guard let approval = try await scratch.approval(entry.key), approval.decision == nil else { return }
        let body = entry.bodyJSON
        let decision = ApprovalDecision(
            id: entry.key,
            isApproved: entry.kind == "approval.approved",
            person: body?["person"]?.stringValue ?? "",
            reason: body?["reason"]?.stringValue,
            isReturned: entry.kind == "approval.returned"
        )
        let event = decision.event(for: approval, at: clock.now)
        try await commit([.approvalDecided(decision, event: event)])
        try await settle()
    }

    private mutating func decideCase(_ entry: JournalEntry) async throws(StoreError) {
        try await settle()
        guard let number = Int64(entry.key.dropFirst(2)), let decided = try await truth.case(number),
            let open = try await scratch.openCase(key: decided.proposal.key)
        else { return }
        let person = entry.bodyJSON?["person"]?.stringValue ?? ""
        if entry.kind == "case.rejected" {
            let reason = entry.bodyJSON?["reason"]?.stringValue ?? ""
            try await commit(open.rejection(by: person, reason: reason, at: clock.now))
        } else if case .notifyFlow(let flow, let key) = open.proposal.remedy {
            let detail: JSONObject = ["person": .string(person)]
            let event = open.event(FlowEvent.caseRetry, for: flow, key: key, detail, at: clock.now)
            let decision = CaseDecision(number: open.number, action: .retry(event: event), person: person, reason: nil)
            try await commit([.caseDecided(decision)])
        }
        try await settle()
    }
}

extension JournalEntry {
    /// The record that an entry tells of.
    fileprivate var sourceRecord: SourceRecord? {
        guard let body = bodyJSON, let object = body["object"]?.stringValue, let payload = body["payload"],
            let occurredAt = body["occurredAt"]?.stringValue.flatMap({ Instant($0) })
        else { return nil }
        return SourceRecord(id: content.key, object: object, occurredAt: occurredAt, payload: payload)
    }
}

/// A clock that the story moves.
private final class StageClock: RuntimeClock {
    private let time = Mutex(Instant(seconds: 0))

    var now: Instant { time.withLock { $0 } }

    func set(_ instant: Instant) { time.withLock { $0 = instant } }

    func sleep(until instant: Instant) async throws {}
}
