import CanonicalModel
import ConnectorStore
import ConstructionFlows
import JSON

/// What flows would deliver if people approved at once all that they are asked, and all that they would be asked then.
///
/// Flows are pure, so that it is decided beside the store, which stays as it is.
struct ApprovalRehearsal {
    private let settings: RuntimeSettings
    private let store: any RuntimeStore
    private let now: Instant
    private let closedMonths: Set<String>
    private var states: [FlowKey: JSON] = [:]
    private var answers: [(key: FlowKey, approval: String?, event: FlowEvent)] = []
    private var withdrawn: Set<String> = []
    /// What would be delivered, in the order in which it would be planned.
    private(set) var deliveries: [FlowDelivery] = []
    /// The requests that a flow cannot take the answer of, or whose flow is not configured.
    private(set) var unknown: [String] = []

    private init(_ settings: RuntimeSettings, _ store: any RuntimeStore, _ now: Instant, closed: Set<String>) {
        (self.settings, self.store, self.now, closedMonths) = (settings, store, now, closed)
    }

    /// Rehearses the answers to all requests that wait.
    static func run(
        _ settings: RuntimeSettings,
        _ store: any RuntimeStore,
        at now: Instant
    ) async throws(StoreError) -> ApprovalRehearsal {
        let months = try await PeriodLedger.read(from: store).months
        var rehearsal = ApprovalRehearsal(settings, store, now, closed: months)
        for approval in try await store.approvals(onlyPending: true) {
            let request = approval.request
            rehearsal.approve(request.id, of: FlowKey(flow: request.flow, key: request.key))
        }
        try await rehearsal.answerAll()
        try await rehearsal.endMonths()
        return rehearsal
    }

    private mutating func approve(_ id: String, of key: FlowKey) {
        let payload: JSON = [
            "id": .string(id), "approved": true, "person": .string(Engine.systemName), "reason": .null,
        ]
        let event = FlowEvent(
            reference: "\(Engine.systemName)/approval/\(id)",
            object: FlowEvent.approvalDecision,
            occurredAt: now,
            receivedAt: now,
            payload: payload
        )
        answers.append((key, id, event))
    }

    private mutating func answerAll() async throws(StoreError) {
        while !answers.isEmpty {
            let (key, approval, event) = answers.removeFirst()
            if let approval, withdrawn.contains(approval) { continue }
            if try await !step(key, [event], at: now) { unknown.append(approval ?? event.reference) }
        }
    }

    /// What companies charge each other is put before finance when its month is over.
    private mutating func endMonths() async throws(StoreError) {
        for binding in settings.flows {
            let end = Schedule.afterAnEvent
            let waking = try await store.wakingKeys(flow: binding.name, at: end, limit: Int.max)
            let known = states.keys.filter { $0.flow == binding.name }.map(\.key)
            for key in Set(waking).union(known).sorted() where key.hasPrefix(EquipmentUsageToJobCost.pairPrefix) {
                _ = try await step(FlowKey(flow: binding.name, key: key), [], at: end)
            }
        }
        try await answerAll()
    }

    /// Returns whether the flow could take it.
    private mutating func step(
        _ key: FlowKey,
        _ events: [FlowEvent],
        at time: Instant
    ) async throws(StoreError) -> Bool {
        guard let binding = settings.flow(key.flow) else { return false }
        let flow = (binding.flow as? any PeriodAwareFlow)?.keepingOut(of: closedMonths) ?? binding.flow
        var state = states[key]
        if state == nil { state = try await store.flowState(flow: key.flow, key: key.key)?.state }
        guard let decision = try? flow.decide(key: key.key, state: state, events: events, at: time) else {
            return false
        }
        states[key] = decision.state
        withdrawn.formUnion(decision.withdrawnApprovals.map(\.id))
        if binding.mode == .live { deliveries += decision.deliveries.filter { binding.target(of: $0) != nil } }
        for approval in decision.approvals { approve(approval.id, of: key) }
        for forward in decision.forwards {
            let event = FlowEvent(
                reference: "\(Engine.systemName)/forward/\(key.flow)/\(forward.id)",
                object: forward.object,
                occurredAt: now,
                receivedAt: now,
                payload: forward.payload
            )
            answers.append((FlowKey(flow: key.flow, key: forward.key), nil, event))
        }
        return true
    }
}
