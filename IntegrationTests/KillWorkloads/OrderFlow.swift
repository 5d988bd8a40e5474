import CanonicalModel
import ConstructionFlows
import JSON

/// Turns each order into one entry of the target's books, after what its style asks for.
struct OrderFlow: BusinessFlow {
    static let name = "orders"
    /// The lane whose orders a person rejects, where orders are held.
    static let strangeLane = "L3"

    let style: Plant.Style
    let knowsAllLanes: Bool
    let generation: Int

    let consumes: Set<String> = ["Order"]

    var masterData: [FlowDelivery] {
        guard style == .revising else { return [] }
        return ["M1", "M2", "M3"].map { name in
            FlowDelivery(
                key: name,
                object: "Entry",
                payload: ["revision": .integer(Int64(generation))],
                orderingKey: name,
                topics: [name]
            )
        }
    }

    func route(_ event: FlowEvent) -> FlowRoute {
        let lane = event.payload["lane"]?.stringValue ?? ""
        guard style == .holding, ["L1", Self.strangeLane].contains(lane), !knowsAllLanes else {
            return .accept(key: lane, topics: [lane])
        }
        return .hold(
            FlowCase(
                kind: "unknown_lane",
                subject: lane,
                severity: .warning,
                owner: "operator",
                summary: "nobody knows \(lane)",
                detail: .null,
                isRetriable: true,
                topics: [lane]
            )
        )
    }

    func decide(
        key: String,
        state: JSON?,
        events: [FlowEvent],
        at now: Instant
    ) throws(JSONAccessError) -> FlowDecision {
        var waiting = state?.arrayValue ?? []
        var decision = FlowDecision(state: nil)
        if style == .waking, events.isEmpty {
            decision.deliveries = waiting.compactMap(\.integerValue).map { delivery($0, of: key) }
            waiting = []
        }
        for event in events {
            let reader = JSONReader(event.payload, path: event.reference)
            if event.object == FlowEvent.approvalDecision {
                guard try reader.member("approved").bool() else { continue }
                let number = Int64(try reader.member("id").string().dropFirst("order/".count)) ?? -1
                decision.deliveries.append(delivery(number, of: key))
                continue
            }
            let number = try reader.member("number").integer()
            switch style {
            case .approving: decision.approvals.append(approval(number, of: key))
            case .waking: waiting.append(.integer(number))
            case .plain, .refusing, .holding, .revising: decision.deliveries.append(delivery(number, of: key))
            }
        }
        decision.state = .array(waiting)
        decision.wakeAt = waiting.isEmpty ? nil : now.adding(seconds: 3600)
        return decision
    }

    private func approval(_ number: Int64, of key: String) -> FlowApproval {
        FlowApproval(id: "order/\(number)", role: "operator", summary: "order \(number)", payload: nil, topics: [key])
    }

    private func delivery(_ number: Int64, of key: String) -> FlowDelivery {
        FlowDelivery(
            key: "order/\(number)",
            object: "Entry",
            payload: ["number": .integer(number)],
            controlTotals: ["number": "\(number)"],
            orderingKey: key,
            topics: [key]
        )
    }
}
