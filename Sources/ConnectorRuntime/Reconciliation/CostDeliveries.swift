import CanonicalModel
import ConnectorKit
import ConnectorStore
import JSON

extension OutboxStore {
    /// Hands over each delivery of a cost that is in one of these states, in the order of states and planning.
    ///
    /// What a target refused, because it is no cost, is handed over with the reason: a person decides its case. What a
    /// flow in shadow has computed is left out: another way writes it.
    func forEachCost(
        in states: [DeliveryState],
        _ take: (StoredDelivery, Result<CostEntry, JSONAccessError>) -> Void
    ) async throws(StoreError) {
        let pageSize = 500
        for state in states {
            var position: Int64? = 0
            while let start = position {
                let page = try await deliveries(in: state, after: start, limit: pageSize)
                for stored in page where stored.plan.delivery.object == CostEntry.name && !stored.isInShadow {
                    take(stored, stored.cost)
                }
                position = page.count < pageSize ? nil : page.last?.sequence
            }
        }
    }
}

extension StoredDelivery {
    /// The cost that it brings about.
    var cost: Result<CostEntry, JSONAccessError> {
        do throws(JSONAccessError) {
            return .success(try CostEntry(JSONReader(plan.delivery.payload, path: plan.delivery.key)))
        } catch {
            return .failure(error)
        }
    }
}
