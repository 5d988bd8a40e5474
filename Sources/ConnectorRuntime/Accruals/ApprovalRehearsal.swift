import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConstructionFlows
import JSON

/// What flows would deliver if they took at once all that waits for them, and people approved all that they are asked, and
/// all that they would be asked then.
///
/// Flows are pure, so that it is decided beside the store, which stays as it is.
struct ApprovalRehearsal {
    /// The kinds of cases about costs that a person refused or gave back, and that are asked about anew when they are tried
    /// again.
    private static let refusedKinds: Set<String> = [
        "payroll_cost_refused", "usage_returned", "intercompany_refused",
    ]

    /// The flows of batches that people put before others: what these become is no cost of a month's work.
    private static let batchFlows: Set<String> = [AccrualsToJobCost.name, OpeningBalancesToJobCost.name]

    /// A case about costs that a person refused or gave back.
    struct Refusal {
        /// Its number; `nil` while the flow has not taken the answer.
        var number: Int64?
        let owner: String
        let proposal: CaseProposal
        /// What would be delivered if it was tried again, and people approved it.
        var deliveries: [PlannedDelivery] = []
    }

    private let settings: RuntimeSettings
    private let store: any RuntimeStore
    private let now: Instant
    private let runner: FlowRunner
    private var states: [FlowKey: FlowState] = [:]
    private var waiting: [ReceivedRecord] = []
    private var received: Set<RecordReference> = []
    private var asked: [ApprovalRequest] = []
    private var pending: Set<String> = []
    private var planned: Set<String> = []
    /// What would be delivered, in the order in which it would be planned.
    private(set) var deliveries: [PlannedDelivery] = []
    /// The requests that wait now and of which costs come, and nothing else.
    private(set) var costRequests: Set<String> = []
    /// What people refused or gave back, in the order of its cases.
    private(set) var refusals: [Refusal] = []
    /// The requests and records that a flow cannot take, or whose flow is not configured, and webhooks that nobody has read.
    private(set) var unknown: [String] = []

    private init(_ settings: RuntimeSettings, _ store: any RuntimeStore, _ now: Instant) {
        (self.settings, self.store, self.now) = (settings, store, now)
        let clock = StageClock()
        clock.set(now)
        runner = FlowRunner(settings: settings, store: store, clock: clock, report: { _ in }, governsApprovals: false)
    }

    /// Rehearses what flows take next, and the answers to all requests that wait.
    static func run(
        _ settings: RuntimeSettings,
        _ store: any RuntimeStore,
        at now: Instant
    ) async throws(StoreError) -> ApprovalRehearsal {
        var rehearsal = ApprovalRehearsal(settings, store, now)
        // An answer that is given meanwhile is among the records; the flow takes the first of two.
        rehearsal.refusals = try await store.cases(onlyOpen: true).compactMap { open -> Refusal? in
            guard refusedKinds.contains(open.proposal.kind) else { return nil }
            return Refusal(number: open.number, owner: open.owner, proposal: open.proposal)
        }
        rehearsal.asked = try await store.approvals(onlyPending: true).map(\.request)
            .filter { !batchFlows.contains($0.flow) }
        rehearsal.pending = Set(rehearsal.asked.map(\.id))
        rehearsal.waiting = try await store.waitingRecords(limit: .max).filter { !batchFlows.contains($0.flow) }
        rehearsal.received = Set(rehearsal.waiting.map(\.reference))
        try await rehearsal.takeWaiting()
        try await rehearsal.wakeKeys()
        try await rehearsal.answerAll()
        try await rehearsal.endMonths()
        try await rehearsal.retryRefusals()
        return rehearsal
    }

    /// Flows take what waits for them, as many records in one go as a runtime gives them.
    private mutating func takeWaiting() async throws(StoreError) {
        while !waiting.isEmpty {
            let batch = Array(waiting.prefix(FlowRunner.batch))
            waiting.removeFirst(batch.count)
            for (key, records) in batch.byFlowKey { try await step(key, records, at: now) }
        }
    }

    /// Flows take the steps for which the time has come; a key that took one just now asks for a later time.
    private mutating func wakeKeys() async throws(StoreError) {
        for binding in settings.flows {
            for key in try await store.wakingKeys(flow: binding.name, at: now, limit: .max) {
                let key = FlowKey(flow: binding.name, key: key)
                if states[key] == nil { try await step(key, [], at: now) }
            }
        }
        try await takeWaiting()
    }

    private mutating func answerAll() async throws(StoreError) {
        while !asked.isEmpty {
            let request = asked.removeFirst()
            let before = (deliveries: deliveries.count, records: received.count)
            let decision = ApprovalDecision(id: request.id, isApproved: true, person: Engine.systemName, reason: nil)
            try await step(
                FlowKey(flow: request.flow, key: request.key),
                [decision.event(for: request, at: now)],
                at: now
            )
            try await takeWaiting()
            let made = deliveries[before.deliveries...]
            if pending.contains(request.id), !made.isEmpty || received.count > before.records,
                made.allSatisfy({ $0.delivery.object == CostEntry.name })
            {
                costRequests.insert(request.id)
            }
        }
    }

    /// What companies charge each other is put before finance when its month is over.
    private mutating func endMonths() async throws(StoreError) {
        for binding in settings.flows {
            let end = Schedule.afterAnEvent
            let waking = try await store.wakingKeys(flow: binding.name, at: end, limit: .max)
            let known = states.keys.filter { $0.flow == binding.name }.map(\.key)
            for key in Set(waking).union(known).sorted() where key.hasPrefix(EquipmentUsageToJobCost.pairPrefix) {
                try await step(FlowKey(flow: binding.name, key: key), [], at: end)
            }
        }
        try await takeWaiting()
        try await answerAll()
    }
}

// MARK: - What was refused

extension ApprovalRehearsal {
    /// Tries one refused cost after the other again, as somebody would who has put right what was wrong.
    private mutating func retryRefusals() async throws(StoreError) {
        let (told, named) = (deliveries, unknown)
        var tried = refusals
        for index in tried.indices {
            let proposal = tried[index].proposal
            guard case .notifyFlow(let flow, let key) = proposal.remedy else { continue }
            deliveries = []
            let detail: JSONObject = ["person": .string(Engine.systemName)]
            let id = "case/\(proposal.key)"
            let event = proposal.event(FlowEvent.caseRetry, id: id, for: flow, key: key, detail, at: now)
            try await step(FlowKey(flow: flow, key: key), [event], at: now)
            try await takeWaiting()
            try await answerAll()
            try await endMonths()
            tried[index].deliveries = deliveries
        }
        (deliveries, unknown, refusals) = (told, named, tried)
    }
}

// MARK: - Steps

extension ApprovalRehearsal {
    /// Takes the step that a runtime would take, and keeps what it changes.
    private mutating func step(
        _ key: FlowKey,
        _ records: [ReceivedRecord],
        at time: Instant
    ) async throws(StoreError) {
        guard key.flow != WebhookDelivery.flow else {
            unknown += records.map(\.name)
            return
        }
        var stored = states[key]
        if stored == nil { stored = try await store.flowState(flow: key.flow, key: key.key) }
        let isLive = settings.flow(key.flow)?.mode == .live
        let step = try await runner.step(key, records, from: stored, at: time)
        refusals.removeAll { step.resolvedCases.contains($0.proposal.key) }
        for change in step.changes {
            switch change {
            case .flowAdvanced(let next) where next.flow == key.flow && next.key == key.key:
                states[key] = FlowState(state: next.state, version: next.expectedVersion + 1)
            case .deliveryPlanned(let plan) where isLive:
                // What a runtime takes meanwhile, and is among the records read before, is planned here once more.
                if planned.insert(plan.delivery.key).inserted { deliveries.append(plan) }
            case .approvalRequested(let request):
                if !asked.contains(where: { $0.id == request.id }) { asked.append(request) }
            case .approvalWithdrawn(let id, _): asked.removeAll { $0.id == id }
            case .recordReceived(let record): try await receive(record)
            case .recordRerouted(let record): unknown.append(record.name)
            case .caseRaised(let proposal) where Self.refusedKinds.contains(proposal.kind):
                guard !refusals.contains(where: { $0.proposal.key == proposal.key }) else { continue }
                refusals.append(Refusal(owner: proposal.owner, proposal: proposal))
            default: break
            }
        }
    }

    /// What one key tells another enters once.
    private mutating func receive(_ record: ReceivedRecord) async throws(StoreError) {
        guard received.insert(record.reference).inserted,
            try await store.receivedRecord(record.reference) == nil
        else { return }
        waiting.append(record)
    }
}

extension ReceivedRecord {
    /// What a person calls it: a request by its id, another record by its system and id.
    fileprivate var name: String {
        let request = record.object == FlowEvent.approvalDecision ? record.payload["id"]?.stringValue : nil
        return request ?? "\(system)/\(record.id)"
    }
}
