import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConnectorTesting
import Synchronization

/// A store whose process ends, or whose disk fails, at a chosen commit.
final class CuttingStore: StoreRelay, LeaseStore {
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

    private let memory: InMemoryStore
    private let cut: Cut
    private let plan: Mutex<Plan>

    init(_ inner: InMemoryStore, acknowledging count: Int, cut: Cut, failures: Int? = nil) {
        memory = inner
        self.cut = cut
        plan = Mutex(Plan(remaining: count, failures: failures))
    }

    var inner: any RuntimeStore { memory }

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

    func lease(_ name: String) async throws(StoreError) -> StoredLease? { try await memory.lease(name) }

    func renewLease(_ lease: Lease) async throws(StoreError) { try await memory.renewLease(lease) }
}
