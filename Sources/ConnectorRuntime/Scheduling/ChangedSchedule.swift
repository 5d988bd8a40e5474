import CanonicalModel
import ConnectorStore
import ConstructionFlows
import JSON

/// Lets what waits for a flow's schedule go by the one that the flow has now, if that is sooner.
///
/// A delivery keeps the time that it was given when it was planned. Once the configuration lets the flow deliver sooner,
/// what is planned from then on would go before it, although the flow decided it later.
struct ChangedSchedule {
    let binding: FlowBinding
    let settings: RuntimeSettings
    let store: any RuntimeStore

    /// Compares the flow's schedule with that of the last start, and notes it.
    func apply(at now: Instant) async throws(StoreError) {
        guard binding.mode == .live else { return }
        let schedule = binding.deliverySchedule
        let key = "deliver/\(binding.name)"
        let stored = try await store.flowState(flow: ScheduleMemory.flow, key: key)
        let isNew = stored?.state["schedule"]?.stringValue != "\(schedule)"
        guard isNew, stored != nil || schedule.letsWait else { return }
        let count = stored == nil ? 0 : try await bringForward(at: now)
        let detail: JSON = ["schedule": .string("\(schedule)"), "rescheduled": .integer(Int64(count))]
        let advance = FlowAdvance(
            flow: ScheduleMemory.flow,
            key: key,
            expectedVersion: stored?.version ?? 0,
            state: ["schedule": .string("\(schedule)")],
            wakeAt: nil,
            consumed: [],
            notes: [FlowNote(event: "DeliveryScheduleNoted", topics: [binding.name], detail: detail)]
        )
        _ = try await store.commit([.flowAdvanced(advance)], by: Engine.actor, at: now)
    }

    private func bringForward(at now: Instant) async throws(StoreError) -> Int {
        let time = binding.deliveryTime(at: now)
        let latest = time.notBefore ?? now
        // What waits for a date that a person has to give, or for a sign-off, goes when that has happened.
        let others = [Schedule.DeliveryTime.withoutTime, Schedule.DeliveryTime.inShadow]
        let waiting = WaitingDeliveries(settings: settings, store: store) { delivery in
            guard delivery.attempts == 0, let notBefore = delivery.notBefore else { return false }
            return notBefore > latest && !others.contains(notBefore)
        }
        return try await waiting.schedule(notBefore: time.notBefore, onlyOf: binding.name, at: now)
    }
}

extension Schedule {
    /// Whether what is planned may wait for a time or an event.
    fileprivate var letsWait: Bool {
        switch self {
        case .realTime, .onApproval: false
        case .every, .daily, .atPeriodClose: true
        }
    }
}
