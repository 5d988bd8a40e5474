package import CanonicalModel
package import ConnectorStore
import ConnectorTesting

/// Makes the position of a stream durable before what was read up to there.
package struct HastyStore: StoreRelay {
    package let inner: any RuntimeStore

    package init(inner: any RuntimeStore) { self.inner = inner }

    package func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        let positions = changes.filter { if case .cursorAdvanced = $0 { true } else { false } }
        let others = changes.filter { !positions.contains($0) }
        guard !positions.isEmpty, !others.isEmpty else { return try await inner.commit(changes, by: actor, at: now) }
        _ = try await inner.commit(positions, by: actor, at: now)
        return try await inner.commit(others, by: actor, at: now)
    }
}
