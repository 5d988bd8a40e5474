import CanonicalModel
import ConnectorKit
import ConnectorStore
import JSON

/// Lets go what waits for a period close, once a person has declared one.
///
/// The runtime does it, in the job in which flows take their steps: what a flow plans for records that wait, and for keys
/// that are due, when the close is noticed goes with it, in whichever order they were made durable. What is planned later
/// waits for the next close.
struct PeriodRelease {
    /// Under which name it is kept how many closes were taken care of, as that of a schedule.
    static let key = "deliver/atPeriodClose"

    let settings: RuntimeSettings
    let store: any RuntimeStore

    private var deliveries: WaitingDeliveries {
        WaitingDeliveries(for: Schedule.afterAnEvent, settings: settings, store: store)
    }

    /// What begins the waiting for closes, if that has not begun: closes that were declared before concern nothing that is
    /// planned from now on.
    func beginning(at now: Instant) async throws(StoreError) -> [StateChange] {
        let memory = try await ScheduleMemory.read(Self.key, from: store)
        guard memory.through == nil else { return [] }
        let closes = try await PeriodLedger.read(from: store).version
        let detail: JSON = ["schedule": .string("\(Schedule.atPeriodClose)")]
        let note = FlowNote(event: "ScheduleStarted", topics: [], detail: detail)
        return [.flowAdvanced(memory.started(at: now, closes: closes).advance(note))]
    }

    /// Begins the waiting for closes, if that has not begun.
    func begin(at now: Instant) async throws(StoreError) {
        let changes = try await beginning(at: now)
        if !changes.isEmpty { _ = try await store.commit(changes, by: Engine.actor, at: now) }
    }

    /// How many closes there were in all, if there was one since the last time.
    func due() async throws(StoreError) -> Int64? {
        let closes = try await PeriodLedger.read(from: store).version
        guard closes > 0 else { return nil }
        let memory = try await ScheduleMemory.read(Self.key, from: store)
        return memory.through != nil && closes > memory.closes ? closes : nil
    }

    /// Makes due what waits, and notes that so many closes were taken care of.
    ///
    /// The close is noted last, so that a release that was cut off is taken up again.
    func run(_ closes: Int64, at now: Instant) async throws(StoreError) {
        let memory = try await ScheduleMemory.read(Self.key, from: store)
        let released = try await deliveries.schedule(notBefore: nil, at: now)
        let detail: JSON = ["released": .integer(Int64(released)), "closes": .integer(closes - memory.closes)]
        let note = FlowNote(event: "DeliveriesReleased", topics: [], detail: detail)
        let ran = StateChange.flowAdvanced(memory.ran(at: now, closes: closes).advance(note))
        _ = try await store.commit([ran], by: Engine.actor, at: now)
    }

    /// How many deliveries wait for a close.
    func waiting() async throws(StoreError) -> Int {
        var count = 0
        try await deliveries.forEachPage { count += $0.count }
        return count
    }
}
