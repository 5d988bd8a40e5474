import ConnectorStore
import ConstructionFlows
import JSON

/// What the runtime is still to deliver of the configuration's lists.
struct WaitingMasters {
    let settings: RuntimeSettings
    let store: any RuntimeStore

    /// Marks the differences that a delivery on its way would end.
    func mark(_ differences: inout [MasterDifference]) async throws(StoreError) {
        let open = differences.indices.filter { index in
            let difference = differences[index]
            return difference.owner == .configuration && [.missing, .differs].contains(difference.kind)
        }
        for (holder, indices) in Dictionary(grouping: open, by: { differences[$0].holder }) {
            guard case .system(let system) = holder else { continue }
            let keys = Dictionary(grouping: indices) { "\(differences[$0].master.object)/\(differences[$0].key)" }
            for key in try await waiting(among: Set(keys.keys), to: system) {
                for index in keys[key] ?? [] { differences[index].isOnItsWay = true }
            }
        }
    }

    /// The objects that some flow has not delivered to a system as the configuration has them now.
    private func waiting(among keys: Set<String>, to system: String) async throws(StoreError) -> Set<String> {
        var waiting: Set<String> = []
        for binding in settings.flows where binding.mode == .live {
            let deliveries = binding.flow.masterData.filter {
                keys.contains($0.key) && binding.target(of: $0) == system
            }
            guard !deliveries.isEmpty else { continue }
            let planned = try await store.flowState(flow: binding.name, key: MasterDataPlan.key(of: system))?.state
            for delivery in deliveries {
                guard let last = planned?[delivery.key], last["payload"] == delivery.payload,
                    let revision = last["revision"]?.integerValue
                else {
                    waiting.insert(delivery.key)
                    continue
                }
                let stored = try await store.delivery("\(system)/\(delivery.key)/\(revision)")
                if let stored, [.planned, .attempted, .unknown].contains(stored.state) { waiting.insert(delivery.key) }
            }
        }
        return waiting
    }
}
