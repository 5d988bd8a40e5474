import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConstructionFlows
import JSON

/// Plans the objects that targets must know before anything else: each once, and again whenever it has changed.
///
/// What was planned last is kept as a state of the flow, one for each target, with a revision for each object; the
/// revision makes each change one effect for ever, also a change back.
struct MasterDataPlan {
    let settings: RuntimeSettings
    let store: any RuntimeStore

    /// Makes the intents durable.
    func commit(at now: Instant) async throws(StoreError) {
        for binding in settings.flows {
            for target in binding.allTargets { try await commit(binding, to: target, at: now) }
        }
    }

    private func commit(_ binding: FlowBinding, to target: String, at now: Instant) async throws(StoreError) {
        let key = "masterData/\(target)"
        let stored = try await store.flowState(flow: binding.name, key: key)
        var planned = stored?.state.objectValue ?? JSONObject()
        var changes: [StateChange] = []
        for delivery in binding.flow.masterData where binding.target(of: delivery.object) == target {
            let last = planned[delivery.key]
            guard last?["payload"] != delivery.payload else { continue }
            let revision = (last?["revision"]?.integerValue ?? 0) + 1
            planned[delivery.key] = ["revision": .integer(revision), "payload": delivery.payload]
            changes.append(.deliveryPlanned(PlannedDelivery(delivery, to: target, revision: revision)))
        }
        guard !changes.isEmpty else { return }
        let step = FlowAdvance(
            flow: binding.name,
            key: key,
            expectedVersion: stored?.version ?? 0,
            state: .object(planned),
            wakeAt: nil,
            consumed: [],
            notes: []
        )
        _ = try await store.commit([.flowAdvanced(step)] + changes, by: Engine.actor, at: now)
    }
}

extension PlannedDelivery {
    /// A revision of an object of master data on its way to `system`.
    fileprivate init(_ delivery: FlowDelivery, to system: String, revision: Int64) {
        let key = "\(system)/\(delivery.key)/\(revision)"
        self.init(
            delivery: Delivery(key: key, object: delivery.object, payload: delivery.payload),
            system: system,
            orderingKey: delivery.orderingKey,
            topics: delivery.topics + [key]
        )
    }
}
