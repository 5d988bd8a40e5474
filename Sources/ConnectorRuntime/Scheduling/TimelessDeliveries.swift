import CanonicalModel
import ConnectorKit
import ConnectorStore

/// Planned deliveries that wait for something of which no clock knows when it comes.
struct TimelessDeliveries {
    private static let batch = 500

    let settings: RuntimeSettings
    /// The time that stands for what they wait for.
    let time: Instant
    let store: any RuntimeStore

    /// Hands over page by page those that wait, of all systems: whoever decides knows flows and their targets alone.
    func forEachPage(
        _ body: ([StoredDelivery]) async throws(StoreError) -> Void
    ) async throws(StoreError) {
        for system in Set(settings.systems.map(\.name)).union(settings.flows.flatMap(\.allTargets)).sorted() {
            var position: Int64? = 0
            while let start = position {
                let page = try await store.openDeliveries(to: system, after: start, limit: Self.batch)
                try await body(page.filter { $0.state == .planned && $0.notBefore == time })
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
