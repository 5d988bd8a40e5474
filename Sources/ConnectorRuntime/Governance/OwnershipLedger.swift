import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConstructionFlows
import Governance
import JSON

/// The stages at which objects are.
///
/// A stage is kept as the state of a flow with one key for each object; each hand-off is a note in the journal, from
/// which the stages could be made again.
struct OwnershipLedger {
    /// The name under which stages are kept.
    static let flow = "ownership"
    /// The event of a hand-off in the journal.
    static let handedOff = "HandedOff"

    /// Where an object is.
    struct Standing: Hashable {
        /// The name of the stage; `nil` for the first.
        var stage: String?
        /// What led there: the key of a delivery, or empty.
        var cause = ""
        /// How many hand-offs there were.
        var version: Int64 = 0
    }

    let policy: OwnershipPolicy
    let store: any FlowStateStore

    func standing(of object: OwnedObject) async throws(StoreError) -> Standing {
        let stored = try await store.flowState(flow: Self.flow, key: object.stateKey)
        return Standing(
            stage: stored?.state["stage"]?.stringValue,
            cause: stored?.state["cause"]?.stringValue ?? "",
            version: stored?.version ?? 0
        )
    }

    /// What events that flows tell of change.
    func handOffs(_ events: [FlowHandOff]) async throws(StoreError) -> [StateChange] {
        try await changes(
            events.map { event in
                let object = OwnedObject(event.object, key: event.key, topic: event.topic)
                return Event(object: object, name: event.event, person: event.person)
            }
        )
    }

    /// What it changes that objects were delivered and read back.
    func handOffs(byDelivering plans: [PlannedDelivery]) async throws(StoreError) -> [StateChange] {
        try await changes(
            plans.compactMap { plan in
                let delivery = plan.delivery
                guard let event = OwnershipPolicy.event(ofDelivering: delivery.object),
                    let object = OwnedObject(delivery.object, delivery.payload, from: "")
                else { return nil }
                return Event(object: object, name: event, topics: plan.topics, cause: delivery.key)
            }
        )
    }

    /// Something that may hand an object on.
    private struct Event {
        let object: OwnedObject
        let name: String
        /// Who decided it, if a person did.
        var person: String?
        /// Business keys under which it is found beside the object's own.
        var topics: [String] = []
        /// The key of the delivery that it was, if it was one.
        var cause = ""
    }

    /// One change for each object, whatever happened to it, in the order in which it happened.
    private func changes(_ events: [Event]) async throws(StoreError) -> [StateChange] {
        var changes: [StateChange] = []
        for events in Self.grouped(events) {
            guard let object = events.first?.object, policy.objects[object.object]?.hasStages == true else { continue }
            let before = try await standing(of: object)
            var (after, notes) = (before, [FlowNote]())
            for event in events {
                guard let handOff = policy.handOff(on: event.name, of: object.object, at: after.stage) else { continue }
                after.stage = handOff.to.name
                after.cause = event.cause
                notes.append(note(handOff, of: object, event))
            }
            if !notes.isEmpty { changes.append(.flowAdvanced(step(of: object, from: before, to: after, notes))) }
        }
        return changes
    }

    private static func grouped(_ events: [Event]) -> [[Event]] {
        var places: [OwnedObject: Int] = [:]
        var groups: [[Event]] = []
        for event in events {
            if let place = places[event.object] {
                groups[place].append(event)
            } else {
                places[event.object] = groups.count
                groups.append([event])
            }
        }
        return groups
    }

    private func note(_ handOff: HandOff, of object: OwnedObject, _ event: Event) -> FlowNote {
        FlowNote(
            event: Self.handedOff,
            topics: [object.topic] + event.topics.filter { $0 != object.topic },
            detail: [
                "object": .string(object.object), "key": .string(object.key), "event": .string(handOff.event),
                "stage": ["from": .string(handOff.from.name), "to": .string(handOff.to.name)],
                "owner": ["from": .string(handOff.from.owner.rawValue), "to": .string(handOff.to.owner.rawValue)],
                "by": .string(event.person.map { "person:\($0)" } ?? Engine.actor),
            ]
        )
    }

    private func step(
        of object: OwnedObject,
        from before: Standing,
        to after: Standing,
        _ notes: [FlowNote]
    ) -> FlowAdvance {
        var state: JSONObject = ["stage": after.stage.map { .string($0) } ?? .null]
        if !after.cause.isEmpty { state["cause"] = .string(after.cause) }
        return FlowAdvance(
            flow: Self.flow,
            key: object.stateKey,
            expectedVersion: before.version,
            state: .object(state),
            wakeAt: nil,
            consumed: [],
            notes: notes
        )
    }
}

extension OwnedObject {
    /// Under which its stage is kept.
    fileprivate var stateKey: String { "\(object)/\(key)" }
}

extension ObjectOwnership {
    /// Whether there is more than one stage.
    var hasStages: Bool { stages.count > 1 }
}
