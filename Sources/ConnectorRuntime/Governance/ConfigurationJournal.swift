public import CanonicalModel
public import ConnectorStore
import JSON

/// Notes in the journal when a runtime starts with another configuration than the last one.
public struct ConfigurationJournal: Sendable {
    /// The name under which the last configuration is kept, as the state of a flow, and the topic of its entries.
    public static let topic = "configuration"
    /// How many differences an entry names; the rest is counted.
    private static let limit = 200

    private let store: any RuntimeStore

    /// Creates a journal of configurations.
    public init(store: any RuntimeStore) {
        self.store = store
    }

    /// Notes what differs from the last configuration; nothing if it is the same.
    ///
    /// - Parameters:
    ///   - values: The values by their place, without secrets; they are kept and journaled as they are.
    ///   - now: The present.
    /// - Returns: How many values differ.
    /// - Throws: ``StoreError`` if it cannot be made durable.
    @discardableResult
    public func note(_ values: [String: String], at now: Instant) async throws(StoreError) -> Int {
        let stored = try await store.flowState(flow: Self.topic, key: Self.topic)
        var present = JSONObject()
        for (place, value) in values.sorted(by: { $0.key < $1.key }) { present[place] = .string(value) }
        let earlier = stored?.state.objectValue ?? JSONObject()
        let places = Set(earlier.keys).union(present.keys).filter { earlier[$0] != present[$0] }.sorted()
        guard stored == nil || !places.isEmpty else { return 0 }
        var detail: JSONObject = ["values": .integer(Int64(values.count))]
        if stored != nil {
            detail["changes"] = .array(
                places.prefix(Self.limit).map { place in
                    ["path": .string(place), "before": earlier[place] ?? .null, "after": present[place] ?? .null]
                }
            )
            detail["more"] = .integer(Int64(max(0, places.count - Self.limit)))
        }
        let event = stored == nil ? "ConfigurationLoaded" : "ConfigurationChanged"
        let step = FlowAdvance(
            flow: Self.topic,
            key: Self.topic,
            expectedVersion: stored?.version ?? 0,
            state: .object(present),
            wakeAt: nil,
            consumed: [],
            notes: [FlowNote(event: event, topics: [Self.topic], detail: .object(detail))]
        )
        _ = try await store.commit([.flowAdvanced(step)], by: Engine.actor, at: now)
        return places.count
    }
}
