import CanonicalModel
import ConnectorStore
import ConnectorTesting
import Synchronization

/// A store in which somebody else is faster, once: just before the first commit that makes an entry of some kind.
final class MeddledStore: StoreRelay {
    let inner: any RuntimeStore
    private let kind: String
    private let meddle: Mutex<(@Sendable () async -> Void)?>

    init(_ inner: any RuntimeStore, before kind: String, meddle: @escaping @Sendable () async -> Void) {
        self.inner = inner
        self.kind = kind
        self.meddle = Mutex(meddle)
    }

    func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        if changes.contains(where: { $0.journalContent().kind == kind }), let meddle = meddle.withLock({ $0.take() }) {
            await meddle()
        }
        return try await inner.commit(changes, by: actor, at: now)
    }
}
