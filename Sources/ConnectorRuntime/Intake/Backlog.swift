import CanonicalModel
import ConnectorStore

/// Whether there is room for more between sources and a target: nothing more is read while too much waits.
///
/// What waits is in the store and not in memory; the limit keeps the time short that a record waits, and the store small.
struct Backlog {
    /// After what time a source that was held up is asked again.
    static let patience: Duration = .seconds(2)

    let settings: RuntimeSettings
    let store: any InboxStore & OutboxStore

    /// Whether fewer records wait for their flows, and fewer deliveries that could go for each of the flow's targets, than the limit.
    ///
    /// What waits for its time by a schedule says nothing of whether the target keeps up.
    func hasRoom(for binding: FlowBinding, at now: Instant) async throws(StoreError) -> Bool {
        let limit = settings.backlogLimit
        guard try await store.waitingRecordCount(limit: limit) < limit else { return false }
        for target in binding.allTargets
        where try await store.openDeliveryCount(to: target, limit: limit) >= limit {
            guard try await store.dueDeliveryCount(to: target, at: now, limit: limit) < limit else { return false }
        }
        return true
    }
}
