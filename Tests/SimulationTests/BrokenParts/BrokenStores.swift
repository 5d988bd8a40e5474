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

/// Lets deliveries overtake each other within a lane.
struct OvertakingStore: StoreRelay {
    let inner: any RuntimeStore

    func openDeliveries(
        to system: String,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        try await inner.openDeliveries(to: system, after: sequence, limit: limit).reversed()
    }

    func openDeliveries(
        to system: String,
        orderingKey: String,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        try await inner.openDeliveries(to: system, orderingKey: orderingKey, after: sequence, limit: limit).reversed()
    }
}

/// Makes the position of a stream durable before what was read up to there.
struct HastyStore: StoreRelay {
    let inner: any RuntimeStore

    func commit(
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
