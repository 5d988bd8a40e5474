import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConnectorTesting
import Synchronization

/// A store in memory that counts what is read, and that a test can let fail from one step on, as if the process had ended.
final class WatchedStore: StoreRelay {
    let inner: any RuntimeStore
    private let openRows = Mutex(0)
    private let cut: Cut?

    init(_ inner: any RuntimeStore = InMemoryStore(), cut: Cut? = nil) {
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
