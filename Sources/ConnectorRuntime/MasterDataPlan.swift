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

    /// The key of the state that holds what was planned last for a target.
    static func key(of target: String) -> String { "masterData/\(target)" }

    /// Makes the intents durable.
    func commit(at now: Instant) async throws(StoreError) {
        for binding in settings.flows {
            for target in binding.allTargets { try await commit(binding, to: target, at: now) }
        }
    }

    private func commit(_ binding: FlowBinding, to target: String, at now: Instant) async throws(StoreError) {
        let key = Self.key(of: target)
        let stored = try await store.flowState(flow: binding.name, key: key)
        var planned = stored?.state.objectValue ?? JSONObject()
        var changes: [StateChange] = []
        for delivery in binding.flow.masterData where binding.target(of: delivery) == target {
            let last = planned[delivery.key]
            guard last?["payload"] != delivery.payload else { continue }
            let revision = (last?["revision"]?.integerValue ?? 0) + 1
            planned[delivery.key] = ["revision": .integer(revision), "payload": delivery.payload]
            let plan = PlannedDelivery(delivery, to: target, revision: revision, of: binding)
            changes.append(.deliveryPlanned(plan))
            // Another flow may have planned the same; what one flow writes is not held back by another's shadow.
            let present = try await store.delivery(plan.delivery.key)
            if binding.mode == .shadow, present == nil {
                let time = Schedule.DeliveryTime.inShadow
                changes.append(.deliveryScheduled(key: plan.delivery.key, notBefore: time))
            } else if binding.mode == .live, present?.isInShadow == true {
                changes.append(.deliveryScheduled(key: plan.delivery.key, notBefore: nil))
            }
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
    fileprivate init(_ delivery: FlowDelivery, to system: String, revision: Int64, of binding: FlowBinding) {
        let key = "\(system)/\(delivery.key)/\(revision)"
        self.init(
            delivery: Delivery(key: key, object: delivery.object, payload: delivery.payload),
            system: system,
            orderingKey: delivery.orderingKey,
            topics: delivery.topics + [key] + (binding.mode == .shadow ? [binding.name] : [])
        )
    }
}
