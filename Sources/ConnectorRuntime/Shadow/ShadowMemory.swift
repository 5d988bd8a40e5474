import CanonicalModel
import ConnectorStore
import JSON

/// What is remembered of the last time that a flow was in shadow.
struct ShadowMemory {
    /// The name under which it is kept, as the state of a flow; the key is the flow's own name.
    private static let owner = "shadow"

    /// Whether nothing of it waits any more, and the flow is live.
    var isOver = false
    /// The last sign-off of it.
    var signOff: ShadowSignOff?
    /// How often it was changed before, for the store.
    private let version: Int64

    /// The beginning of a shadow; what was signed off in an earlier one says nothing of it.
    init(after previous: ShadowMemory? = nil) {
        version = previous?.version ?? 0
    }

    private init(_ reader: JSONReader, version: Int64) throws(JSONAccessError) {
        isOver = try reader.member("isOver").bool()
        signOff = try reader.optionalMember("signOff").map { value throws(JSONAccessError) in try ShadowSignOff(value) }
        self.version = version
    }

    /// What is remembered of a flow; `nil` if it was never in shadow.
    static func read(_ flow: String, from store: any FlowStateStore) async throws(StoreError) -> ShadowMemory? {
        guard let stored = try await store.flowState(flow: owner, key: flow) else { return nil }
        do throws(JSONAccessError) {
            return try ShadowMemory(JSONReader(stored.state, path: "\(owner)/\(flow)"), version: stored.version)
        } catch {
            throw .damaged("what is remembered of the shadow of \(flow) cannot be read: \(error)")
        }
    }

    /// The change that makes it durable.
    func advance(of flow: String, _ notes: [FlowNote] = []) -> StateChange {
        .flowAdvanced(
            FlowAdvance(
                flow: Self.owner,
                key: flow,
                expectedVersion: version,
                state: ["isOver": .bool(isOver), "signOff": signOff?.json ?? .null],
                wakeAt: nil,
                consumed: [],
                notes: notes
            )
        )
    }
}
