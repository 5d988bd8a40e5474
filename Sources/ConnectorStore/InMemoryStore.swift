public import CanonicalModel
public import ConnectorKit
internal import Synchronization

/// A store that forgets everything with its process: for tests and rehearsals.
///
/// It makes the same decisions as a durable store. A commit is made whole even if its task is cancelled meanwhile.
public final class InMemoryStore: RuntimeStore, LeaseStore {
    let state = Mutex(InMemoryState())

    /// Creates an empty store.
    public init() {}

    /// Makes all changes and appends their journal entries, in order: all or nothing.
    ///
    /// - Parameters:
    ///   - changes: What changes.
    ///   - actor: Who changes it.
    ///   - now: The present.
    /// - Returns: What was appended and what was skipped.
    /// - Throws: ``StoreError/conflict(_:)`` if a change does not fit the present state;
    ///   ``StoreError/fenced(_:)`` if the task has a ``FencingToken`` and another one has taken its lease.
    public func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        let prepared = changes.map(PreparedChange.init)
        let token = FencingToken.current
        return try write { state throws(StoreError) in
            try state.commit(prepared, by: actor, at: now, under: token)
        }
    }

    /// Moves the expiry of a lease to the one that `lease` names.
    public func renewLease(_ lease: Lease) async throws(StoreError) {
        try write { state throws(StoreError) in try state.renew(lease) }
    }

    /// Keeps what `body` changes, unless it throws.
    private func write<Value: Sendable>(
        _ body: (inout InMemoryState) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        try state.withLock { state throws(StoreError) in
            do throws(StoreError) {
                let value = try body(&state)
                state.keep()
                return value
            } catch {
                state.revert()
                throw error
            }
        }
    }

    private func read<Value: Sendable>(_ body: (borrowing InMemoryState) -> Value) -> Value {
        state.withLock { body($0) }
    }
}

extension InMemoryStore {
    /// The last committed cursor, or `nil` if the stream begins from the start.
    public func cursor(of stream: StreamID) async throws(StoreError) -> Cursor? {
        read { $0.cursor(of: stream) }
    }

    /// Those of `references` that were received before, whatever became of them.
    public func knownRecords(
        among references: [RecordReference]
    ) async throws(StoreError) -> Set<RecordReference> {
        read { state in Set(references.filter { state.recordState($0) != nil }) }
    }

    /// One record as it was received, whatever became of it, or `nil`.
    public func receivedRecord(_ reference: RecordReference) async throws(StoreError) -> ReceivedRecord? {
        read { $0.receivedRecord(reference) }
    }

    /// The accepted records that no flow has taken, in the order of their arrival.
    public func waitingRecords(limit: Int, bytes: Int) async throws(StoreError) -> [ReceivedRecord] {
        read { $0.waitingRecords(limit: limit, bytes: bytes) }
    }

    /// How many accepted records no flow has taken, counted no further than `limit`.
    public func waitingRecordCount(limit: Int) async throws(StoreError) -> Int {
        read { min($0.waiting.count, max(0, limit)) }
    }

    /// The records that the open case with this key keeps back, in the order of their arrival.
    public func quarantinedRecords(caseKey: String, limit: Int) async throws(StoreError) -> [ReceivedRecord] {
        read { $0.quarantinedRecords(caseKey: caseKey, limit: limit) }
    }

    /// One record, if it is accepted and no flow has taken it.
    package func waitingRecord(_ reference: RecordReference) async -> ReceivedRecord? {
        read { $0.recordState(reference) == .waiting ? $0.receivedRecord(reference) : nil }
    }

    /// When a key of a flow wants to be asked again, or `nil`.
    package func wake(ofFlow flow: String, key: String) async -> Instant? {
        read { $0.flows[InMemoryKey(flow, key)]?.wakeAt }
    }

    /// The keys of all flows that want to be asked again by `end`, and when, the earliest first.
    package func wakes(by end: Instant) async -> [(flow: String, key: String, at: Instant)] {
        read { $0.wakes(by: end) }
    }

    /// The state of a flow for one key, or `nil` if it has none.
    public func flowState(flow: String, key: String) async throws(StoreError) -> FlowState? {
        read { $0.flowState(flow: flow, key: key) }
    }

    /// The keys of a flow that want to be asked again at `now` or earlier and have no record waiting, the earliest first.
    public func wakingKeys(flow: String, at now: Instant, limit: Int) async throws(StoreError) -> [String] {
        read { $0.wakingKeys(flow: flow, at: now, limit: limit) }
    }

    /// The earliest time at which a key of any flow wants to be asked again.
    public func nextWake() async throws(StoreError) -> Instant? {
        read { $0.nextWake() }
    }

    /// The open deliveries to a system after `sequence`, in the order of their planning.
    public func openDeliveries(
        to system: String,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        read { $0.openDeliveries(to: system, orderingKey: nil, after: sequence, limit: limit) }
    }

    /// Those of the open deliveries to a system that have this ordering key.
    public func openDeliveries(
        to system: String,
        orderingKey: String,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        read { $0.openDeliveries(to: system, orderingKey: orderingKey, after: sequence, limit: limit) }
    }

    /// How many deliveries to a system are open, counted no further than `limit`.
    public func openDeliveryCount(to system: String, limit: Int) async throws(StoreError) -> Int {
        read { $0.openDeliveryCount(to: system, limit: limit) }
    }

    /// How many of them are due or were attempted already, counted no further than `limit`.
    public func dueDeliveryCount(to system: String, at now: Instant, limit: Int) async throws(StoreError) -> Int {
        read { $0.dueDeliveryCount(to: system, at: now, limit: limit) }
    }

    /// One delivery by its key, or `nil`.
    public func delivery(_ key: String) async throws(StoreError) -> StoredDelivery? {
        read { $0.delivery(key) }
    }

    /// All deliveries in `state`, in the order of their planning, those after `sequence`.
    public func deliveries(
        in state: DeliveryState,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        read { $0.deliveries(in: state, after: sequence, limit: limit) }
    }

    /// The requests without an answer, or all of them, in the order in which they were made.
    public func approvals(onlyPending: Bool) async throws(StoreError) -> [StoredApproval] {
        read { $0.approvals(onlyPending: onlyPending) }
    }

    /// One request by its id, or `nil`.
    public func approval(_ id: String) async throws(StoreError) -> StoredApproval? {
        read { $0.approval(id) }
    }

    /// The requests to which something happens by itself at `now` or earlier, the earliest first.
    public func dueApprovals(at now: Instant, limit: Int) async throws(StoreError) -> [StoredApproval] {
        read { $0.dueApprovals(at: now, limit: limit) }
    }

    /// The open cases, or all of them, by number.
    public func cases(onlyOpen: Bool) async throws(StoreError) -> [StoredCase] {
        read { $0.cases(onlyOpen: onlyOpen) }
    }

    /// One case by its number, or `nil`.
    public func `case`(_ number: Int64) async throws(StoreError) -> StoredCase? {
        read { $0.storedCase(number) }
    }

    /// The open case with this key, or `nil`.
    public func openCase(key: String) async throws(StoreError) -> StoredCase? {
        read { $0.openCase(key: key) }
    }

    /// The case that was opened last under this key, or `nil`.
    public func latestCase(key: String) async throws(StoreError) -> StoredCase? {
        read { $0.latestCase(key: key) }
    }

    /// The reference of a canonical object in `system`, or `nil` if it was never delivered there.
    public func reference(system: String, object: String, key: String) async throws(StoreError) -> String? {
        read { $0.reference(system: system, object: object, key: key) }
    }

    /// The pause of a system, or `nil` if it is used.
    public func pause(of system: String) async throws(StoreError) -> SystemPause? {
        read { $0.pause(of: system) }
    }

    /// The entries after `sequence`, in order.
    public func journal(after sequence: Int64, limit: Int) async throws(StoreError) -> [JournalEntry] {
        read { $0.journal(after: sequence, limit: limit) }
    }

    /// The entries of a business key, in order.
    public func journal(topic: String) async throws(StoreError) -> [JournalEntry] {
        read { $0.journal(topic: topic) }
    }

    /// The lease that was taken last under this name.
    public func lease(_ name: String) async throws(StoreError) -> StoredLease? {
        read { $0.lease(name) }
    }

    /// Number and hash of the newest entry.
    public func journalHead() async throws(StoreError) -> JournalHead {
        read { $0.journalHead() }
    }
}
