import CanonicalModel
import ConnectorKit
import ConnectorStore

/// Planned deliveries that wait for the time, or for the event, that their flow's schedule gave them.
struct WaitingDeliveries {
    private static let batch = 500

    private let settings: RuntimeSettings
    private let store: any RuntimeStore
    private let isMeant: (StoredDelivery) -> Bool

    /// Those that are meant, of all that are planned and were never attempted.
    init(settings: RuntimeSettings, store: any RuntimeStore, _ isMeant: @escaping (StoredDelivery) -> Bool) {
        (self.settings, self.store, self.isMeant) = (settings, store, isMeant)
    }

    /// Those that wait for what no clock knows when it comes; `time` stands for it.
    init(for time: Instant, settings: RuntimeSettings, store: any RuntimeStore) {
        self.init(settings: settings, store: store) { $0.notBefore == time }
    }

    /// Hands over page by page those that wait, of all systems: whoever decides knows flows and their targets alone.
    func forEachPage(
        _ body: ([StoredDelivery]) async throws(StoreError) -> Void
    ) async throws(StoreError) {
        for system in Set(settings.systems.map(\.name)).union(settings.flows.flatMap(\.allTargets)).sorted() {
            var position: Int64? = 0
            while let start = position {
                let page = try await store.openDeliveries(to: system, after: start, limit: Self.batch)
                try await body(page.filter { $0.state == .planned && isMeant($0) })
                position = page.count < Self.batch ? nil : page.last?.sequence
            }
        }
    }

    /// Gives those that wait another time; `nil` to make them due.
    ///
    /// - Parameters:
    ///   - notBefore: The time.
    ///   - topic: Only those with this topic; `nil` for all.
    ///   - now: The present.
    /// - Returns: How many there were.
    /// - Throws: ``StoreError`` if that cannot be made durable.
    func schedule(
        notBefore: Instant?,
        onlyOf topic: String? = nil,
        at now: Instant
    ) async throws(StoreError) -> Int {
        var count = 0
        try await forEachPage { page async throws(StoreError) in
            let changes = page.filter { topic.map($0.plan.topics.contains) ?? true }
                .map { StateChange.deliveryScheduled(key: $0.plan.delivery.key, notBefore: notBefore) }
            count += changes.count
            if !changes.isEmpty { _ = try await store.commit(changes, by: Engine.actor, at: now) }
        }
        return count
    }
}
