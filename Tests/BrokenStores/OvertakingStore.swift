package import ConnectorStore
import ConnectorTesting

/// Lets deliveries overtake each other: it knows no order of planning.
package struct OvertakingStore: StoreRelay {
    package let inner: any RuntimeStore

    package init(inner: any RuntimeStore) { self.inner = inner }

    package func openDeliveries(
        to system: String,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        try await inner.openDeliveries(to: system, after: sequence, limit: limit).reversed()
    }

    package func openDeliveries(
        to system: String,
        orderingKey: String,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        try await inner.openDeliveries(to: system, orderingKey: orderingKey, after: sequence, limit: limit).reversed()
    }
}
