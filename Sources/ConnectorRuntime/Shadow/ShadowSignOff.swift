public import CanonicalModel
import ConnectorKit
import ConnectorStore
import JSON

/// Through which day another way's books count as right, and what a flow in shadow computed for these days as written by it.
public struct ShadowSignOff: Sendable, Hashable {
    /// The last day of work that is signed off.
    public let through: CalendarDate
    /// Who signed.
    public let person: String
    /// When.
    public let at: Instant
    /// The place of the last delivery that was compared: what was planned later was not signed off.
    let position: Int64
}

extension ShadowSignOff {
    init(_ reader: JSONReader) throws(JSONAccessError) {
        through = try reader.member("through").date()
        person = try reader.member("by").string()
        at = try reader.member("at").instant()
        position = try reader.member("position").integer()
    }

    var json: JSON {
        [
            "through": .string(through.text), "by": .string(person), "at": .string(at.text),
            "position": .integer(position),
        ]
    }

    /// Whether a delivery was compared, or is of no day and was there.
    func covers(_ stored: StoredDelivery) -> Bool {
        guard stored.sequence <= position else { return false }
        guard stored.plan.delivery.object == CostEntry.name else { return true }
        // What is no cost was not compared; its target refuses it once the flow is live.
        guard case .success(let entry) = stored.cost else { return false }
        return entry.serviceDate <= through
    }
}
