import CanonicalModel
public import ConnectorKit
public import ConnectorStore
import Synchronization

/// The lease `runtime`, under which a runtime makes all its commits: there is one runtime of a store, even if the clocks of
/// two machines differ or one of them was asleep.
public final class RuntimeLease: Sendable {
    /// The name of the lease.
    public static let name = "runtime"
    /// How long another runtime has to wait for one that has ended without a word.
    public static let term: Duration = .seconds(30)

    private let store: any LeaseStore
    private let clock: any RuntimeClock
    private let holder: String
    private let isFormerHolderGone: Bool
    private let held = Mutex<Lease?>(nil)

    /// Creates a lease that is not held yet.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - clock: The clock of the runtime.
    ///   - holder: Who holds it, for example `host/4711`.
    ///   - isFormerHolderGone: Whether a former holder is known to have ended: the lock of an embedded store, which ends
    ///     with its process, says so.
    public init(store: any LeaseStore, clock: any RuntimeClock, holder: String, isFormerHolderGone: Bool = true) {
        self.store = store
        self.clock = clock
        self.holder = holder
        self.isFormerHolderGone = isFormerHolderGone
    }

    /// Takes the lease, does `work` under it, and gives it back.
    ///
    /// A lease that could not be given back expires, and the next runtime of an embedded store takes it at once.
    func hold<Failure: Error>(
        isolation: isolated (any Actor)? = #isolation,
        _ work: () async throws(Failure) -> Void
    ) async throws {
        let lease = try await store.acquireLease(
            Self.name,
            holder: holder,
            for: Self.term,
            isFormerHolderGone: isFormerHolderGone,
            by: Engine.actor,
            at: clock.now
        )
        held.withLock { $0 = lease }
        do {
            try await FencingToken.$current.withValue(lease.fencingToken) { try await work() }
        } catch {
            try? await release()
            throw error
        }
        try await release()
    }

    /// Moves the expiry if a third of the term is over; a lease that has expired but was not taken goes on.
    func renew() async throws(StoreError) {
        guard let lease = held.withLock({ $0 }) else { return }
        let now = clock.now
        guard now.adding(Self.term * 2 / 3) >= lease.expiresAt || lease.expiresAt > now.adding(Self.term) else {
            return
        }
        let renewed = Lease(
            name: lease.name,
            holder: lease.holder,
            token: lease.token,
            expiresAt: now.adding(Self.term)
        )
        try await store.renewLease(renewed)
        held.withLock { $0 = renewed }
    }

    private func release() async throws(StoreError) {
        guard let lease = held.withLock({ $0.take() }) else { return }
        try await store.releaseLease(lease, by: Engine.actor, at: clock.now)
    }
}
