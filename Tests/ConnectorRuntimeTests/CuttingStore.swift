import CanonicalModel
import ConnectorKit
import ConnectorStore
import Synchronization

/// A store whose process ends, or whose disk fails, at a chosen commit.
final class CuttingStore: RuntimeStore, LeaseStore {
    enum Cut: Sendable, CaseIterable {
        /// The commit was not made.
        case before
        /// The commit was made, but nobody heard of it.
        case after
    }

    private struct Plan {
        /// How many commits are still acknowledged.
        var remaining: Int
        var acknowledged = 0
        /// How many commits fail before the store is used again; `nil` for all of them.
        var failures: Int?
    }

    private let inner: InMemoryStore
    private let cut: Cut
    private let plan: Mutex<Plan>

    init(_ inner: InMemoryStore, acknowledging count: Int, cut: Cut, failures: Int? = nil) {
        self.inner = inner
        self.cut = cut
        plan = Mutex(Plan(remaining: count, failures: failures))
    }

    /// How many commits were acknowledged.
    var acknowledged: Int { plan.withLock { $0.acknowledged } }

    func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        let isCut = plan.withLock { plan in
            plan.remaining -= 1
            guard plan.remaining < 0, plan.failures != 0 else {
                plan.acknowledged += 1
                return false
            }
            plan.failures = plan.failures.map { $0 - 1 }
            return true
        }
        guard isCut else { return try await inner.commit(changes, by: actor, at: now) }
        if cut == .after { _ = try await inner.commit(changes, by: actor, at: now) }
        throw .unavailable("the power is gone")
    }

    func lease(_ name: String) async throws(StoreError) -> StoredLease? { try await inner.lease(name) }

    func renewLease(_ lease: Lease) async throws(StoreError) { try await inner.renewLease(lease) }

    func cursor(of stream: StreamID) async throws(StoreError) -> Cursor? { try await inner.cursor(of: stream) }

    func knownRecords(among references: [RecordReference]) async throws(StoreError) -> Set<RecordReference> {
        try await inner.knownRecords(among: references)
    }

    func waitingRecords(limit: Int) async throws(StoreError) -> [ReceivedRecord] {
        try await inner.waitingRecords(limit: limit)
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

    func openDeliveries(to system: String, limit: Int) async throws(StoreError) -> [StoredDelivery] {
        try await inner.openDeliveries(to: system, limit: limit)
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
