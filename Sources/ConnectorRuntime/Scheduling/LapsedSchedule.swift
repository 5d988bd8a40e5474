import CanonicalModel
import ConnectorKit
import ConnectorStore

/// What becomes of deliveries that were planned when the schedule of their flow had no time left.
///
/// They wait, and a case says so until the schedule has been corrected and the runtime started again: only the runtime
/// closes it, so that no delivery waits without one. The flow is a topic of such a delivery, by which it is found again
/// also where the flow has another target by then.
struct LapsedSchedule {
    /// The kind of the case; its subject is the flow.
    static let kind = "schedule_over"

    let binding: FlowBinding
    let settings: RuntimeSettings
    let store: any RuntimeStore

    static func proposal(for binding: FlowBinding, ownedBy operatorRole: String) -> CaseProposal {
        CaseProposal(
            kind: kind,
            subject: binding.name,
            severity: .error,
            owner: operatorRole,
            summary: "\(binding.name): no date is left on which deliveries go to \(binding.targetNames) "
                + "(\(binding.deliverySchedule)); what is planned waits: correct `deliver` and start purlin run again",
            remedy: .acknowledge,
            topics: [binding.name] + binding.allTargets
        )
    }

    /// Gives the deliveries that wait the time of a schedule that has been corrected, and closes the case.
    func revive(at now: Instant) async throws(StoreError) {
        guard let open = try await store.openCase(key: "\(Self.kind):\(binding.name)") else { return }
        let time = binding.deliveryTime(at: now)
        guard time != .never else { return }
        let lapsed = Schedule.DeliveryTime.withoutTime
        let waiting = WaitingDeliveries(for: lapsed, settings: settings, store: store)
        _ = try await waiting.schedule(notBefore: time.notBefore, onlyOf: binding.name, at: now)
        let reason = "deliveries go out \(binding.deliverySchedule)"
        _ = try await store.commit([open.resolved(because: reason)], by: Engine.actor, at: now)
    }
}
