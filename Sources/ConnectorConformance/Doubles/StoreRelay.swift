public import CanonicalModel
public import ConnectorKit
public import ConnectorStore

/// A store that hands everything to another one; what a conforming type implements itself is different.
///
/// By it tests put faults between a runtime and its store, or count what passes.
public protocol StoreRelay: RuntimeStore {
    /// The store behind it.
    var inner: any RuntimeStore { get }

    /// Called before each read.
    ///
    /// - Parameter what: What is read, in words.
    /// - Throws: ``StoreError``, which is thrown to the reader.
    func willRead(_ what: String) async throws(StoreError)
}

extension StoreRelay {
    /// Does nothing.
    public func willRead(_ what: String) async throws(StoreError) {}

    /// Commits to the store behind it.
    public func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        try await inner.commit(changes, by: actor, at: now)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func cursor(of stream: StreamID) async throws(StoreError) -> Cursor? {
        try await willRead("cursor")
        return try await inner.cursor(of: stream)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func knownRecords(among references: [RecordReference]) async throws(StoreError) -> Set<RecordReference> {
        try await willRead("known records")
        return try await inner.knownRecords(among: references)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func receivedRecord(_ reference: RecordReference) async throws(StoreError) -> ReceivedRecord? {
        try await willRead("received record")
        return try await inner.receivedRecord(reference)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func waitingRecords(limit: Int, bytes: Int) async throws(StoreError) -> [ReceivedRecord] {
        try await willRead("waiting records")
        return try await inner.waitingRecords(limit: limit, bytes: bytes)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func waitingRecordCount(limit: Int) async throws(StoreError) -> Int {
        try await willRead("number of waiting records")
        return try await inner.waitingRecordCount(limit: limit)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func quarantinedRecords(caseKey: String, limit: Int) async throws(StoreError) -> [ReceivedRecord] {
        try await willRead("quarantined records")
        return try await inner.quarantinedRecords(caseKey: caseKey, limit: limit)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func flowState(flow: String, key: String) async throws(StoreError) -> FlowState? {
        try await willRead("flow state")
        return try await inner.flowState(flow: flow, key: key)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func wakingKeys(flow: String, at now: Instant, limit: Int) async throws(StoreError) -> [String] {
        try await willRead("waking keys")
        return try await inner.wakingKeys(flow: flow, at: now, limit: limit)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func nextWake() async throws(StoreError) -> Instant? {
        try await willRead("next wake")
        return try await inner.nextWake()
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func openDeliveries(
        to system: String,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        try await willRead("open deliveries")
        return try await inner.openDeliveries(to: system, after: sequence, limit: limit)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func openDeliveries(
        to system: String,
        orderingKey: String,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        try await willRead("open deliveries of a lane")
        return try await inner.openDeliveries(to: system, orderingKey: orderingKey, after: sequence, limit: limit)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func openDeliveryCount(to system: String, limit: Int) async throws(StoreError) -> Int {
        try await willRead("number of open deliveries")
        return try await inner.openDeliveryCount(to: system, limit: limit)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func dueDeliveryCount(to system: String, at now: Instant, limit: Int) async throws(StoreError) -> Int {
        try await willRead("number of due deliveries")
        return try await inner.dueDeliveryCount(to: system, at: now, limit: limit)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func delivery(_ key: String) async throws(StoreError) -> StoredDelivery? {
        try await willRead("delivery")
        return try await inner.delivery(key)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func deliveries(
        in state: DeliveryState,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        try await willRead("deliveries")
        return try await inner.deliveries(in: state, after: sequence, limit: limit)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func approvals(onlyPending: Bool) async throws(StoreError) -> [StoredApproval] {
        try await willRead("approvals")
        return try await inner.approvals(onlyPending: onlyPending)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func approval(_ id: String) async throws(StoreError) -> StoredApproval? {
        try await willRead("approval")
        return try await inner.approval(id)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func dueApprovals(at now: Instant, limit: Int) async throws(StoreError) -> [StoredApproval] {
        try await willRead("due approvals")
        return try await inner.dueApprovals(at: now, limit: limit)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func cases(onlyOpen: Bool) async throws(StoreError) -> [StoredCase] {
        try await willRead("cases")
        return try await inner.cases(onlyOpen: onlyOpen)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func `case`(_ number: Int64) async throws(StoreError) -> StoredCase? {
        try await willRead("case")
        return try await inner.case(number)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func openCase(key: String) async throws(StoreError) -> StoredCase? {
        try await willRead("open case")
        return try await inner.openCase(key: key)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func latestCase(key: String) async throws(StoreError) -> StoredCase? {
        try await willRead("latest case")
        return try await inner.latestCase(key: key)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func reference(system: String, object: String, key: String) async throws(StoreError) -> String? {
        try await willRead("reference")
        return try await inner.reference(system: system, object: object, key: key)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func pause(of system: String) async throws(StoreError) -> SystemPause? {
        try await willRead("pause")
        return try await inner.pause(of: system)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func journal(after sequence: Int64, limit: Int) async throws(StoreError) -> [JournalEntry] {
        try await willRead("journal")
        return try await inner.journal(after: sequence, limit: limit)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func journal(topic: String) async throws(StoreError) -> [JournalEntry] {
        try await willRead("journal")
        return try await inner.journal(topic: topic)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func journalHead() async throws(StoreError) -> JournalHead {
        try await willRead("journal head")
        return try await inner.journalHead()
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func treeHashes(level: Int, indices: Range<Int64>) async throws(StoreError) -> [MerkleHash] {
        try await willRead("tree hashes")
        return try await inner.treeHashes(level: level, indices: indices)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func checkpoints(after size: Int64, limit: Int) async throws(StoreError) -> [StoredCheckpoint] {
        try await willRead("checkpoints")
        return try await inner.checkpoints(after: size, limit: limit)
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func latestCheckpoint() async throws(StoreError) -> StoredCheckpoint? {
        try await willRead("latest checkpoint")
        return try await inner.latestCheckpoint()
    }

    /// Reads from the store behind it, after ``willRead(_:)``.
    public func reduceTopicIndex<Value: Sendable>(
        _ initial: Value,
        _ take: @escaping @Sendable (inout Value, _ topic: String, _ sequence: Int64) -> Void
    ) async throws(StoreError) -> (value: Value, newest: Int64) {
        try await willRead("topic index")
        return try await inner.reduceTopicIndex(initial, take)
    }
}
