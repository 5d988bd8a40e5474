import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConstructionFlows
import FoundationEssentials
import Governance
import JSON

extension FlowDecision {
    /// The approvals, deliveries and cases of a step, as changes of the store.
    func consequences(
        of key: FlowKey,
        in binding: FlowBinding,
        ownedBy operatorRole: String,
        under policy: ApprovalPolicy?,
        at now: Instant
    ) throws(JSONAccessError) -> [StateChange] {
        var changes: [StateChange] = approvals.map { approval in
            .approvalRequested(
                ApprovalRequest(
                    id: approval.id,
                    flow: key.flow,
                    key: key.key,
                    role: approval.role,
                    summary: approval.summary,
                    payload: approval.payload,
                    topics: approval.topics + [approval.id],
                    terms: policy?.terms(
                        of: approval.step,
                        role: approval.role,
                        amount: approval.amount,
                        requester: approval.requester
                    )
                )
            )
        }
        changes += withdrawnApprovals.map { .approvalWithdrawn(id: $0.id, reason: $0.reason) }
        let time = binding.deliveryTime(at: now)
        for delivery in deliveries {
            guard let target = binding.target(of: delivery) else {
                // Without a place for one company's side, the other's is not written either.
                guard let company = delivery.company, !binding.companyTargets.isEmpty else { continue }
                throw JSONAccessError(
                    path: delivery.key,
                    expected: "a system for the books of \(company), named under 'companies' of the flow",
                    found: "none"
                )
            }
            let plan = try PlannedDelivery(delivery, to: target, of: time == .atOnce ? [] : [binding.name])
            changes.append(.deliveryPlanned(plan))
            if let notBefore = time.notBefore {
                changes.append(.deliveryScheduled(key: delivery.key, notBefore: notBefore))
            }
        }
        if time == .never, !deliveries.isEmpty {
            changes.append(.caseRaised(LapsedSchedule.proposal(for: binding, ownedBy: operatorRole)))
        }
        changes += cases.map { flowCase in
            let remedy: CaseProposal.Remedy =
                flowCase.isRetriable ? .notifyFlow(flow: key.flow, key: key.key) : .acknowledge
            return .caseRaised(CaseProposal(flowCase, remedy: remedy))
        }
        // The other key takes it in a step of its own; its id keeps it from being taken twice.
        changes += forwards.map { .recordReceived(ReceivedRecord($0, from: key, at: now)) }
        return changes
    }
}

extension ReceivedRecord {
    /// A part of an event on its way to another key of the same flow.
    fileprivate init(_ forward: FlowForward, from key: FlowKey, at now: Instant) {
        self.init(
            system: Engine.systemName,
            record: SourceRecord(
                id: "forward/\(key.flow)/\(forward.id)",
                object: forward.object,
                occurredAt: now,
                payload: forward.payload
            ),
            flow: key.flow,
            key: forward.key,
            topics: forward.topics,
            disposition: .accepted
        )
    }
}

extension PlannedDelivery {
    /// A flow's delivery on its way to `system`, with `topics` beside its own.
    ///
    /// - Throws: ``JSONAccessError`` if a control total is no decimal.
    init(_ delivery: FlowDelivery, to system: String, of topics: [String] = []) throws(JSONAccessError) {
        var totals: [String: Decimal] = [:]
        for (name, text) in delivery.controlTotals {
            totals[name] = try JSONReader(.string(text), path: "controlTotals.\(name)").decimal()
        }
        self.init(
            delivery: Delivery(
                key: delivery.key,
                object: delivery.object,
                payload: delivery.payload,
                controlTotals: totals
            ),
            system: system,
            orderingKey: delivery.orderingKey,
            topics: delivery.topics + [delivery.key] + topics
        )
    }
}
