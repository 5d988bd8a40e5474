import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConnectorTesting

/// Makes a dispatcher retry blindly: what may have taken effect looks as if it had not.
struct BlindStore: StoreRelay {
    let inner: any RuntimeStore

    func openDeliveries(
        to system: String,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        try await inner.openDeliveries(to: system, after: sequence, limit: limit).map(Self.forgotten)
    }

    func openDeliveries(
        to system: String,
        orderingKey: String,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        try await inner.openDeliveries(to: system, orderingKey: orderingKey, after: sequence, limit: limit)
            .map(Self.forgotten)
    }

    private static func forgotten(_ delivery: StoredDelivery) -> StoredDelivery {
        guard delivery.state == .unknown else { return delivery }
        return StoredDelivery(
            plan: delivery.plan,
            sequence: delivery.sequence,
            state: .planned,
            attempts: delivery.attempts,
            notBefore: delivery.notBefore,
            found: nil,
            reason: delivery.reason
        )
    }
}

/// Forgets now and then what a step of a flow wants delivered.
struct ForgetfulStore: StoreRelay {
    let inner: any RuntimeStore

    func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        let kept = changes.filter { change in
            guard case .deliveryPlanned(let plan) = change else { return true }
            return !plan.delivery.key.hasSuffix("7")
        }
        return try await inner.commit(kept, by: actor, at: now)
    }
}
