import CanonicalModel
import ConnectorKit
import ConnectorStore
import JSON

/// Lets go what waits for a period close, once a person has declared one.
///
/// The runtime does it, in the job in which flows take their steps, after them: whatever a flow has planned by the time
/// at which the close is noticed goes with it, in whichever order the two were made durable. What is planned later waits
/// for the next close.
struct PeriodRelease {
    /// Under which name it is kept how many closes were taken care of, as that of a schedule.
    static let key = "deliver/atPeriodClose"
    private static let batch = 500

    let store: any RuntimeStore

    /// What begins the waiting for closes, if that has not begun: those that were declared before concern nothing that is
    /// planned from now on.
    func beginning(at now: Instant) async throws(StoreError) -> [StateChange] {
        let memory = try await ScheduleMemory.read(Self.key, from: store)
        guard memory.through == nil else { return [] }
        let closes = try await PeriodLedger.read(from: store).version
        let detail: JSON = ["schedule": .string("\(Schedule.atPeriodClose)")]
        let note = FlowNote(event: "ScheduleStarted", topics: [], detail: detail)
        return [.flowAdvanced(memory.started(at: now, closes: closes).advance(note))]
    }

    /// Makes due what waits, if there was a close since the last time.
    ///
    /// It is done in batches, the last of which notes the close, so that one that was cut off is taken up again.
    func run(at now: Instant) async throws(StoreError) {
        let closes = try await PeriodLedger.read(from: store).version
        guard closes > 0 else { return }
        let memory = try await ScheduleMemory.read(Self.key, from: store)
        guard memory.through != nil, closes > memory.closes else { return }
        var released = 0
        var position: Int64? = 0
        while let start = position {
            let page = try await page(after: start)
            var changes = page.keys.map { StateChange.deliveryScheduled(key: $0, notBefore: nil) }
            released += changes.count
            position = page.next
            if position == nil {
                let detail: JSON = ["released": .integer(Int64(released)), "closes": .integer(closes - memory.closes)]
                let note = FlowNote(event: "DeliveriesReleased", topics: [], detail: detail)
                changes.append(.flowAdvanced(memory.ran(at: now, closes: closes).advance(note)))
            }
            if !changes.isEmpty { _ = try await store.commit(changes, by: Engine.actor, at: now) }
        }
    }

    /// How many deliveries wait for a close.
    func waiting() async throws(StoreError) -> Int {
        var count = 0
        var position: Int64? = 0
        while let start = position {
            let page = try await page(after: start)
            count += page.keys.count
            position = page.next
        }
        return count
    }

    /// The next of the deliveries that wait for a close, and where to go on; `nil` at the end.
    private func page(after position: Int64) async throws(StoreError) -> (keys: [String], next: Int64?) {
        let planned = try await store.deliveries(in: .planned, after: position, limit: Self.batch)
        let keys = planned.filter { $0.notBefore == Schedule.afterAnEvent }.map(\.plan.delivery.key)
        return (keys, planned.count < Self.batch ? nil : planned.last?.sequence)
    }
}
