public import CanonicalModel
import ConnectorStore
import JSON

/// Through which day another way's books count as right, and what a flow in shadow computed for these days as written by it.
public struct ShadowSignOff: Sendable, Hashable {
    /// The name under which it is kept, beside the flow's own keys.
    static let key = "shadow"

    /// The last day of work that is signed off.
    public let through: CalendarDate
    /// Who signed.
    public let person: String
    /// When.
    public let at: Instant
    /// The place of the last delivery that was compared: what was planned later was not signed off.
    let position: Int64
    /// How many there were before, for the store.
    let version: Int64

    /// The last one of a flow; `nil` if there was none.
    static func read(_ flow: String, from store: any FlowStateStore) async throws(StoreError) -> ShadowSignOff? {
        guard let stored = try await store.flowState(flow: flow, key: key) else { return nil }
        let reader = JSONReader(stored.state, path: "\(flow)/\(key)")
        do throws(JSONAccessError) {
            return ShadowSignOff(
                through: try reader.member("through").date(),
                person: try reader.member("by").string(),
                at: try reader.member("at").instant(),
                position: try reader.member("position").integer(),
                version: stored.version
            )
        } catch {
            throw .damaged("the sign-off of \(flow) cannot be read: \(error)")
        }
    }

    var state: JSON {
        [
            "through": .string(through.text), "by": .string(person), "at": .string(at.text),
            "position": .integer(position),
        ]
    }
}
