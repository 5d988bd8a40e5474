import CanonicalModel
import ConnectorKit
import ConnectorStore

/// What becomes of deliveries that were planned when the schedule of their flow had no time left.
///
/// They wait, and a case says so until the schedule has been corrected and the runtime started again: only the runtime
/// closes it, so that no delivery waits without one.
struct LapsedSchedule {
    /// The kind of the case; its subject is the flow.
    static let kind = "schedule_over"
    private static let batch = 500

    let binding: FlowBinding
    let store: any RuntimeStore

    static func proposal(for binding: FlowBinding, ownedBy operatorRole: String) -> CaseProposal {
        CaseProposal(
            kind: kind,
            subject: binding.name,
            severity: .error,
            owner: operatorRole,
            summary: "\(binding.name): no date is left on which deliveries go to \(binding.target) "
                + "(\(binding.deliverySchedule)); what is planned waits: correct `deliver` and start purlin run again",
            remedy: .acknowledge,
            topics: [binding.name, binding.target]
        )
    }

    /// Gives the deliveries that wait the time of a schedule that has been corrected, and closes the case.
    func revive(at now: Instant) async throws(StoreError) {
        guard let open = try await store.openCase(key: "\(Self.kind):\(binding.name)") else { return }
        let time = binding.deliverySchedule.deliveryTime(at: now)
        guard time != .never else { return }
        var position: Int64 = 0
        while true {
            let planned = try await store.deliveries(in: .planned, after: position, limit: Self.batch)
            var changes = planned.filter { $0.notBefore == Schedule.DeliveryTime.withoutTime }
                .filter { $0.plan.system == binding.target }
                .map { StateChange.deliveryScheduled(key: $0.plan.delivery.key, notBefore: time.notBefore) }
            position = planned.last?.sequence ?? position
            let isLast = planned.count < Self.batch
            if isLast {
                let reason = "deliveries go out \(binding.deliverySchedule)"
                changes.append(
                    .caseDecided(CaseDecision(number: open.number, action: .resolve, person: "purlin", reason: reason))
                )
            }
            if !changes.isEmpty { _ = try await store.commit(changes, by: Engine.actor, at: now) }
            if isLast { return }
        }
    }
}
