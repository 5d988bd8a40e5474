import CanonicalModel
import ConnectorStore
import ConnectorTesting

/// A store that tells which commit is under way, so that the killer knows what it has cut.
struct ToldStore: StoreRelay {
    let inner: any RuntimeStore

    func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        let step = "commit \(changes.first?.journalContent().kind ?? "of nothing")"
        Line.say("begin \(step)")
        let receipt = try await inner.commit(changes, by: actor, at: now)
        Line.say("end \(step)")
        return receipt
    }
}
