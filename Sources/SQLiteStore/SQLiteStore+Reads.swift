public import CanonicalModel
public import ConnectorKit
public import ConnectorStore

extension SQLiteStore {
    /// The last committed cursor, or `nil` if the stream begins from the start.
    public func cursor(of stream: StreamID) async throws(StoreError) -> Cursor? {
        try await read { state throws(StoreError) in try state.cursor(of: stream) }
    }

    /// Those of `references` that were received before, whatever became of them.
    public func knownRecords(
        among references: [RecordReference]
    ) async throws(StoreError) -> Set<RecordReference> {
        try await read { state throws(StoreError) in
            var known: Set<RecordReference> = []
            for reference in references where try state.recordState(reference) != nil { known.insert(reference) }
            return known
        }
    }

    /// One record as it was received, whatever became of it, or `nil`.
    public func receivedRecord(_ reference: RecordReference) async throws(StoreError) -> ReceivedRecord? {
        try await read { state throws(StoreError) in try state.receivedRecord(reference) }
    }

    /// The accepted records that no flow has taken, in the order of their arrival.
    public func waitingRecords(limit: Int, bytes: Int) async throws(StoreError) -> [ReceivedRecord] {
        try await read { state throws(StoreError) in try state.waitingRecords(limit: limit, bytes: bytes) }
    }

    /// How many accepted records no flow has taken, counted no further than `limit`.
    public func waitingRecordCount(limit: Int) async throws(StoreError) -> Int {
        try await read { state throws(StoreError) in try state.waitingRecordCount(limit: limit) }
    }

    /// The records that the open case with this key keeps back, in the order of their arrival.
    public func quarantinedRecords(caseKey: String, limit: Int) async throws(StoreError) -> [ReceivedRecord] {
        try await read { state throws(StoreError) in try state.quarantinedRecords(caseKey: caseKey, limit: limit) }
    }

    /// The state of a flow for one key, or `nil` if it has none.
    public func flowState(flow: String, key: String) async throws(StoreError) -> FlowState? {
        try await read { state throws(StoreError) in try state.flowState(flow: flow, key: key) }
    }

    /// The keys of a flow that want to be asked again at `now` or earlier and have no record waiting, the earliest first.
    public func wakingKeys(flow: String, at now: Instant, limit: Int) async throws(StoreError) -> [String] {
        try await read { state throws(StoreError) in try state.wakingKeys(flow: flow, at: now, limit: limit) }
    }

    /// The earliest time at which a key of any flow wants to be asked again.
    public func nextWake() async throws(StoreError) -> Instant? {
        try await read { state throws(StoreError) in try state.nextWake() }
    }

    /// The open deliveries to a system after `sequence`, in the order of their planning.
    public func openDeliveries(
        to system: String,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        try await read { state throws(StoreError) in
            try state.openDeliveries(to: system, after: sequence, limit: limit)
        }
    }

    /// Those of the open deliveries to a system that have this ordering key.
    public func openDeliveries(
        to system: String,
        orderingKey: String,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        try await read { state throws(StoreError) in
            try state.openDeliveries(to: system, orderingKey: orderingKey, after: sequence, limit: limit)
        }
    }

    /// How many deliveries to a system are open, counted no further than `limit`.
    public func openDeliveryCount(to system: String, limit: Int) async throws(StoreError) -> Int {
        try await read { state throws(StoreError) in try state.openDeliveryCount(to: system, limit: limit) }
    }

    /// How many of them are due or were attempted already, counted no further than `limit`.
    public func dueDeliveryCount(to system: String, at now: Instant, limit: Int) async throws(StoreError) -> Int {
        try await read { state throws(StoreError) in try state.dueDeliveryCount(to: system, at: now, limit: limit) }
    }

    /// One delivery by its key, or `nil`.
    public func delivery(_ key: String) async throws(StoreError) -> StoredDelivery? {
        try await read { state throws(StoreError) in try state.delivery(key) }
    }

    /// All deliveries in `state`, in the order of their planning, those after `sequence`.
    public func deliveries(
        in deliveryState: DeliveryState,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        try await read { state throws(StoreError) in
            try state.deliveries(in: deliveryState, after: sequence, limit: limit)
        }
    }

    /// The requests without an answer, or all of them, in the order in which they were made.
    public func approvals(onlyPending: Bool) async throws(StoreError) -> [StoredApproval] {
        try await read { state throws(StoreError) in try state.approvals(onlyPending: onlyPending) }
    }

    /// One request by its id, or `nil`.
    public func approval(_ id: String) async throws(StoreError) -> StoredApproval? {
        try await read { state throws(StoreError) in try state.approval(id) }
    }

    /// The requests to which something happens by itself at `now` or earlier, the earliest first.
    public func dueApprovals(at now: Instant, limit: Int) async throws(StoreError) -> [StoredApproval] {
        try await read { state throws(StoreError) in try state.dueApprovals(at: now, limit: limit) }
    }

    /// The open cases, or all of them, by number.
    public func cases(onlyOpen: Bool) async throws(StoreError) -> [StoredCase] {
        try await read { state throws(StoreError) in try state.cases(onlyOpen: onlyOpen) }
    }

    /// One case by its number, or `nil`.
    public func `case`(_ number: Int64) async throws(StoreError) -> StoredCase? {
        try await read { state throws(StoreError) in try state.storedCase(number) }
    }

    /// The open case with this key, or `nil`.
    public func openCase(key: String) async throws(StoreError) -> StoredCase? {
        try await read { state throws(StoreError) in try state.openCase(key: key) }
    }

    /// The case that was opened last under this key, or `nil`.
    public func latestCase(key: String) async throws(StoreError) -> StoredCase? {
        try await read { state throws(StoreError) in try state.latestCase(key: key) }
    }

    /// The reference of a canonical object in `system`, or `nil` if it was never delivered there.
    public func reference(system: String, object: String, key: String) async throws(StoreError) -> String? {
        try await read { state throws(StoreError) in try state.reference(system: system, object: object, key: key) }
    }

    /// The pause of a system, or `nil` if it is used.
    public func pause(of system: String) async throws(StoreError) -> SystemPause? {
        try await read { state throws(StoreError) in try state.pause(of: system) }
    }

    /// The lease that was taken last under this name, or `nil`.
    public func lease(_ name: String) async throws(StoreError) -> StoredLease? {
        try await read { state throws(StoreError) in try state.lease(name) }
    }

    /// The entries after `sequence`, in order, as they are stored now, even if they were changed by hand.
    public func journal(after sequence: Int64, limit: Int) async throws(StoreError) -> [JournalEntry] {
        try await read { state throws(StoreError) in try state.journal(after: sequence, limit: limit) }
    }

    /// The entries of a business key, in order.
    public func journal(topic: String) async throws(StoreError) -> [JournalEntry] {
        try await read { state throws(StoreError) in try state.journal(topic: topic) }
    }

    /// Number and hash of the newest entry, as kept apart from the entries.
    public func journalHead() async throws(StoreError) -> JournalHead {
        try await read { state throws(StoreError) in try state.journalHead() }
    }
}
