import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConstructionFlows
import FoundationEssentials
import JSON

extension FlowDecision {
    /// The approvals, deliveries and cases of a step, as changes of the store.
    func consequences(
        of key: FlowKey,
        in binding: FlowBinding,
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
                    topics: approval.topics + [approval.id]
                )
            )
        }
        let notBefore = binding.deliverySchedule.deliveryTime(at: now)
        for delivery in deliveries {
            changes.append(.deliveryPlanned(try PlannedDelivery(delivery, to: binding.target)))
            if let notBefore { changes.append(.deliveryScheduled(key: delivery.key, notBefore: notBefore)) }
        }
        changes += cases.map { flowCase in
            let remedy: CaseProposal.Remedy =
                flowCase.isRetriable ? .notifyFlow(flow: key.flow, key: key.key) : .acknowledge
            return .caseRaised(CaseProposal(flowCase, remedy: remedy))
        }
        return changes
    }
}

extension Schedule {
    /// When a delivery that is planned at `now` is to be made; `nil` for at once.
    fileprivate func deliveryTime(at now: Instant) -> Instant? {
        switch self {
        case .realTime, .onApproval: nil
        case .atPeriodClose: Self.afterAnEvent
        case .every, .daily: last(through: now) == now ? nil : next(after: now)
        }
    }
}

extension PlannedDelivery {
    /// A flow's delivery on its way to `system`.
    ///
    /// - Throws: ``JSONAccessError`` if a control total is no decimal.
    init(_ delivery: FlowDelivery, to system: String) throws(JSONAccessError) {
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
            topics: delivery.topics + [delivery.key]
        )
    }
}
