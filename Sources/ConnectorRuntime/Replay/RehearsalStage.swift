import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConstructionFlows
import JSON
import Synchronization

/// Where the story of the journal is played again.
///
/// Steps are taken where the journal has them, with the records that they took there: instants do not tell what came first
/// where much happens at one. What the journal has no step for, since the present configuration decides otherwise, is taken
/// in the order of time.
struct RehearsalStage {
    let settings: RuntimeSettings
    /// The store whose journal is played; it is only read.
    let truth: any RuntimeStore
    /// Whether records are left out by a business key, so that a part of one may be meant alone.
    let selectsParts: Bool
    let scratch = InMemoryStore()
    let clock = StageClock()
    private var seen: Set<RecordReference> = []
    /// What arrived and is not in the store yet.
    private var arrived: [StateChange] = []
    /// The records that a later step of the journal takes.
    private var ahead: Set<RecordName>
    /// The records that wait for no step of the journal.
    private var free: [RecordReference] = []
    /// When the journal's flows want to be asked again.
    private var wakes: [FlowKey: Instant] = [:]
    /// How much of its own journal the stage has looked through.
    private var looked: Int64 = 0

    /// Creates a stage for a journal whose steps take the records `ahead`.
    init(settings: RuntimeSettings, truth: any RuntimeStore, selectsParts: Bool, ahead: Set<RecordName>) {
        self.settings = settings
        self.truth = truth
        self.selectsParts = selectsParts
        self.ahead = ahead
    }

    private var flows: FlowRunner {
        FlowRunner(settings: settings, store: scratch, clock: clock, report: { _ in }, governsApprovals: false)
    }

    /// Plays one entry of the journal; returns whether it was a new record that was meant.
    mutating func play(_ entry: JournalEntry, isMeant: Bool) async throws(StoreError) -> Bool {
        if entry.recordedAt > clock.now { try await run(until: entry.recordedAt) }
        switch entry.kind {
        case "record.received", "record.quarantined":
            guard entry.system != Engine.systemName else { return try await playForward(entry, isMeant) }
            guard isMeant, let record = entry.sourceRecord, let binding = binding(of: entry),
                seen.insert(RecordReference(system: entry.system, id: entry.key)).inserted
            else { return false }
            let routing = binding.routing(record, from: entry.system, ownedBy: settings.operatorRole, at: clock.now)
            arrived.append(.recordReceived(routing.received))
            if let proposal = routing.proposal { arrived.append(.caseRaised(proposal)) }
            return true
        case "record.rerouted", "record.repaired": try await routeAgain(entry)
        case "flow.advanced": try await follow(entry)
        case "approval.approved", "approval.rejected", "approval.returned": try await answer(entry)
        case "case.retried", "case.rejected": try await decideCase(entry)
        default: break
        }
        return false
    }

    /// Ends the story: whatever is left by then is taken, too.
    mutating func finish(at end: Instant) async throws(StoreError) {
        ahead = []
        wakes = [:]
        try await run(until: end)
    }

    /// Plays a part that one key of a flow sent to another, if it is meant alone; it goes where it went.
    ///
    /// The rehearsal sends it itself where the record that it is a part of is played; what a person asked for stands alone.
    private mutating func playForward(_ entry: JournalEntry, _ isMeant: Bool) async throws(StoreError) -> Bool {
        let reference = RecordReference(system: entry.system, id: entry.key)
        let object = entry.bodyJSON?["object"]?.stringValue
        let isAsked = [FlowEvent.costReversal, MigrationBatch.name, AccrualBatch.name].contains(object)
        guard selectsParts || isAsked, isMeant, let received = try await truth.receivedRecord(reference),
            received.disposition == .accepted, settings.flow(received.flow) != nil
        else { return false }
        try await takeFree()
        guard try await scratch.receivedRecord(reference) == nil else { return false }
        arrived.append(.recordReceived(received))
        return true
    }

    func binding(of entry: JournalEntry) -> FlowBinding? {
        entry.bodyJSON?["flow"]?.stringValue.flatMap { settings.flow($0) }
    }
}

// MARK: - Steps

extension RehearsalStage {
    /// Takes the step that the journal has here, with the records that it took there.
    private mutating func follow(_ entry: JournalEntry) async throws(StoreError) {
        guard let step = JournaledStep(entry), settings.flow(step.flow.flow) != nil else { return }
        try await commit()
        let present = clock.now
        clock.set(entry.recordedAt)
        var records: [ReceivedRecord] = []
        for name in step.consumed {
            ahead.remove(name)
            if let record = await waiting(name) { records.append(record) }
        }
        if !records.isEmpty {
            try await take(records.byFlowKey)
        } else if step.consumed.isEmpty, let wake = await scratch.wake(ofFlow: step.flow.flow, key: step.flow.key),
            wake <= clock.now
        {
            try await take([(step.flow, [])])
        }
        wakes[step.flow] = step.wakeAt
        clock.set(max(present, entry.recordedAt))
    }

    /// A record that waits on the stage.
    private func waiting(_ name: RecordName) async -> ReceivedRecord? {
        guard let slash = name.firstIndex(of: "/") else { return nil }
        let id = String(name[name.index(after: slash)...])
        return await scratch.waitingRecord(RecordReference(system: String(name[..<slash]), id: id))
    }

    /// Lets flows take, in the order of time and up to `end`, the steps that the journal does not have.
    private mutating func run(until end: Instant) async throws(StoreError) {
        try await takeFree()
        while let wake = await ownWakes(by: end).first?.at {
            clock.set(max(wake, clock.now))
            try await takeFree()
        }
        clock.set(max(end, clock.now))
    }

    /// Takes what waits for no step of the journal, and wakes the keys that are due and that the journal does not wake.
    mutating func takeFree() async throws(StoreError) {
        try await commit()
        while true {
            var records: [ReceivedRecord] = []
            for reference in free { if let record = await scratch.waitingRecord(reference) { records.append(record) } }
            free = []
            let due = await ownWakes(by: clock.now)
            guard !records.isEmpty || !due.isEmpty else { return }
            if !records.isEmpty {
                try await take(records.byFlowKey)
            } else {
                try await take(due.map { ($0.flow, []) })
            }
        }
    }

    /// The keys that want to be asked by `end`, without those of which the journal tells when they were.
    private func ownWakes(by end: Instant) async -> [(flow: FlowKey, at: Instant)] {
        await scratch.wakes(by: end).map { (FlowKey(flow: $0.flow, key: $0.key), $0.at) }
            .filter { wake in !(wakes[wake.0].map { $0 <= wake.1 } ?? false) && settings.flow(wake.0.flow) != nil }
    }

    private mutating func take(_ groups: [(FlowKey, [ReceivedRecord])]) async throws(StoreError) {
        _ = try await flows.take(groups)
        try await lookThrough()
    }

    /// Makes durable what arrived, and `changes`.
    mutating func commit(_ changes: [StateChange] = []) async throws(StoreError) {
        let all = arrived + changes
        guard !all.isEmpty else { return }
        arrived = []
        _ = try await scratch.commit(all, by: Engine.actor, at: clock.now)
        try await lookThrough()
    }

    /// Finds the records that no step of the journal takes.
    private mutating func lookThrough() async throws(StoreError) {
        for entry in try await scratch.journal(after: looked, limit: .max) {
            looked = entry.sequence
            guard entry.kind == "record.received" || entry.kind == "record.repaired" else { continue }
            tell(RecordReference(system: entry.system, id: entry.key))
        }
    }

    /// Has a record taken by the step of the journal that takes it, or else as soon as time passes.
    mutating func tell(_ reference: RecordReference) {
        if !ahead.contains(reference.name) { free.append(reference) }
    }
}

extension JournalEntry {
    /// The record that an entry tells of.
    var sourceRecord: SourceRecord? {
        guard let body = bodyJSON, let object = body["object"]?.stringValue, let payload = body["payload"],
            let occurredAt = body["occurredAt"]?.stringValue.flatMap({ Instant($0) })
        else { return nil }
        return SourceRecord(id: content.key, object: object, occurredAt: occurredAt, payload: payload)
    }
}

/// A clock that the story moves.
final class StageClock: RuntimeClock {
    private let time = Mutex(Instant(seconds: 0))

    var now: Instant { time.withLock { $0 } }

    func set(_ instant: Instant) { time.withLock { $0 = instant } }

    func sleep(until instant: Instant) async throws {}
}
