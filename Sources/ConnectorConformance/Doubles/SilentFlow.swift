package import CanonicalModel
package import ConstructionFlows
package import JSON

/// A flow that takes what comes and wants nothing.
package struct SilentFlow: BusinessFlow {
    package static let name = "Silent"
    package let consumes: Set<String>
    package let masterData: [FlowDelivery] = []

    package init(consuming objects: Set<String>) {
        consumes = objects
    }

    package func route(_ event: FlowEvent) -> FlowRoute { .accept(key: event.reference, topics: []) }

    package func decide(
        key: String,
        state: JSON?,
        events: [FlowEvent],
        at now: Instant
    ) throws(JSONAccessError) -> FlowDecision {
        FlowDecision(state: state ?? .null)
    }
}
