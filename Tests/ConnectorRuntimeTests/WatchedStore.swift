import CanonicalModel
import ConnectorKit
import ConnectorStore
import Synchronization

/// A store in memory that counts what is read, and that a test can let fail from one step on, as if the process had ended.
final class WatchedStore: RuntimeStore {
    private let inner: InMemoryStore
    private let openRows = Mutex(0)
    private let cut: Cut?

    init(_ inner: InMemoryStore = InMemoryStore(), cut: Cut? = nil) {
        self.inner = inner
        self.cut = cut
    }

    /// How many open deliveries were read in all.
    var openDeliveriesRead: Int { openRows.withLock { $0 } }

    func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        try step()
        let receipt = try await inner.commit(changes, by: actor, at: now)
        try step()
        return receipt
    }

    private func step() throws(StoreError) {
        if let cut, !cut.passes() { throw .unavailable("the process has ended") }
    }

    private func count(_ page: [StoredDelivery]) -> [StoredDelivery] {
        openRows.withLock { $0 += page.count }
        return page
    }

    func openDeliveries(
        to system: String,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        try step()
        return count(try await inner.openDeliveries(to: system, after: sequence, limit: limit))
    }

    func openDeliveries(
        to system: String,
        orderingKey: String,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        try step()
        let page = try await inner.openDeliveries(to: system, orderingKey: orderingKey, after: sequence, limit: limit)
        return count(page)
    }
}

/// The moment at which a process ends: after so many steps nothing happens any more.
final class Cut: Sendable {
    private let left: Mutex<Int>

    init(after steps: Int) { left = Mutex(steps) }

    /// Whether the process still lives; counts a step.
    func passes() -> Bool {
        left.withLock { left in
            left -= 1
            return left >= 0
        }
    }

    /// Whether the process has ended.
    var hasFallen: Bool { left.withLock { $0 < 0 } }
}

// MARK: - What is only passed on

extension WatchedStore {
    func cursor(of stream: StreamID) async throws(StoreError) -> Cursor? { try await inner.cursor(of: stream) }

    func knownRecords(among references: [RecordReference]) async throws(StoreError) -> Set<RecordReference> {
        try await inner.knownRecords(among: references)
    }

    func waitingRecords(limit: Int) async throws(StoreError) -> [ReceivedRecord] {
        try await inner.waitingRecords(limit: limit)
    }

    func waitingRecordCount(limit: Int) async throws(StoreError) -> Int {
        try await inner.waitingRecordCount(limit: limit)
    }

    func quarantinedRecords(caseKey: String, limit: Int) async throws(StoreError) -> [ReceivedRecord] {
        try await inner.quarantinedRecords(caseKey: caseKey, limit: limit)
    }

    func flowState(flow: String, key: String) async throws(StoreError) -> FlowState? {
        try await inner.flowState(flow: flow, key: key)
    }

    func wakingKeys(flow: String, at now: Instant, limit: Int) async throws(StoreError) -> [String] {
        try await inner.wakingKeys(flow: flow, at: now, limit: limit)
    }

    func nextWake() async throws(StoreError) -> Instant? { try await inner.nextWake() }

    func openDeliveryCount(to system: String, limit: Int) async throws(StoreError) -> Int {
        try await inner.openDeliveryCount(to: system, limit: limit)
    }

    func delivery(_ key: String) async throws(StoreError) -> StoredDelivery? { try await inner.delivery(key) }

    func deliveries(
        in state: DeliveryState,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        try await inner.deliveries(in: state, after: sequence, limit: limit)
    }

    func approvals(onlyPending: Bool) async throws(StoreError) -> [StoredApproval] {
        try await inner.approvals(onlyPending: onlyPending)
    }

    func approval(_ id: String) async throws(StoreError) -> StoredApproval? { try await inner.approval(id) }

    func cases(onlyOpen: Bool) async throws(StoreError) -> [StoredCase] { try await inner.cases(onlyOpen: onlyOpen) }

    func `case`(_ number: Int64) async throws(StoreError) -> StoredCase? { try await inner.case(number) }

    func openCase(key: String) async throws(StoreError) -> StoredCase? { try await inner.openCase(key: key) }

    func reference(system: String, object: String, key: String) async throws(StoreError) -> String? {
        try await inner.reference(system: system, object: object, key: key)
    }

    func pause(of system: String) async throws(StoreError) -> SystemPause? { try await inner.pause(of: system) }

    func journal(after sequence: Int64, limit: Int) async throws(StoreError) -> [JournalEntry] {
        try await inner.journal(after: sequence, limit: limit)
    }

    func journal(topic: String) async throws(StoreError) -> [JournalEntry] { try await inner.journal(topic: topic) }

    func journalHead() async throws(StoreError) -> JournalHead { try await inner.journalHead() }
}
