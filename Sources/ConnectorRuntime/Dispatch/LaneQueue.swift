import CanonicalModel
import ConnectorKit
import ConnectorStore
import JSON

/// The open deliveries of one target that are held in memory, and which of them may go next.
///
/// A lane is an ordering key. Within a lane deliveries are made strictly in the order in which they were planned: while a
/// call with some of them is under way the lane is busy, and while its first one waits for a time the lane is put off.
/// Neither holds up another lane. The queue is bounded: a lane keeps a few deliveries here and the rest in the store.
struct LaneQueue {
    private let limits: BatchLimits
    /// In the order of planning.
    private var waiting: [StoredDelivery] = []
    /// How many of each lane wait here.
    private var kept: [String: Int] = [:]
    /// Lanes of which more is in the store, with the number of the last delivery that was taken from there.
    private var overflowing: [String: Int64] = [:]
    /// Lanes that were read ahead of the others, with the number of the last delivery that was taken then.
    private var readAhead: [String: Int64] = [:]
    private var busy: Set<String> = []
    private var putOff: Set<String> = []
    /// When the first lane that was put off is due.
    private(set) var due: Instant?
    /// How often the look-up of a delivery failed.
    var failedLookUps: [String: Int] = [:]

    init(_ limits: BatchLimits) {
        self.limits = limits
    }

    /// How many deliveries of one lane are held.
    var laneCapacity: Int { max(limits.deliveries, 32) }
    /// How many deliveries are read from the store at once.
    var pageSize: Int { laneCapacity * (limits.calls + 1) }
    /// Whether there is room for another page.
    var hasRoom: Bool { waiting.count < pageSize }

    /// A lane that has nothing left here and more in the store, and the number after which to read.
    var drainedLane: (orderingKey: String, after: Int64)? {
        let lane = overflowing.keys.filter { kept[$0] == nil }.min()
        return lane.flatMap { lane in overflowing[lane].map { (lane, $0) } }
    }

    /// Takes deliveries that were read from the store, in the order of their planning.
    ///
    /// What a flow in shadow has computed is in no lane: nothing waits for what may never be written.
    mutating func add(_ page: [StoredDelivery]) {
        for delivery in page where !delivery.isInShadow {
            let lane = delivery.plan.orderingKey
            guard !putOff.contains(lane), overflowing[lane] == nil, delivery.sequence > readAhead[lane] ?? 0 else {
                continue
            }
            if kept[lane, default: 0] >= laneCapacity {
                overflowing[lane] = waiting.last { $0.plan.orderingKey == lane }?.sequence
            } else {
                waiting.append(delivery)
                kept[lane, default: 0] += 1
            }
        }
    }

    /// Takes what a drained lane had left in the store.
    mutating func refill(_ lane: String, with page: [StoredDelivery]) {
        overflowing[lane] = nil
        guard !putOff.contains(lane), let last = page.last else { return }
        for delivery in page where !delivery.isInShadow { insert(delivery) }
        readAhead[lane] = last.sequence
        if page.count >= laneCapacity { overflowing[lane] = last.sequence }
    }

    /// The next call, of deliveries whose lanes are free; `nil` if nothing may go now.
    ///
    /// - Parameters:
    ///   - now: The present.
    ///   - step: Only deliveries that need this step; `nil` for either.
    ///   - spared: Canonical objects that are left out.
    /// - Returns: The deliveries, in the order of their planning.
    mutating func next(
        at now: Instant,
        only step: DeliveryBatch.Step? = nil,
        without spared: Set<String> = []
    ) -> DeliveryBatch? {
        var chosen: [StoredDelivery] = []
        var heldUp: Set<String> = []
        var bytes = 0
        var room = limits.deliveries
        var isFull = false
        putOffLanes(at: now)
        for delivery in waiting where !isFull {
            let lane = delivery.plan.orderingKey
            guard !busy.contains(lane), !heldUp.contains(lane) else { continue }
            let companions = self.companions(of: delivery)
            let size = limits.bytes == .max ? 0 : delivery.plan.delivery.payload.canonicalText.utf8.count
            let needed = chosen.first?.nextStep ?? step ?? delivery.nextStep
            let object = chosen.first?.plan.delivery.object ?? delivery.plan.delivery.object
            let fits = chosen.isEmpty || (chosen.count < companions && bytes + size <= limits.bytes)
            guard delivery.isDue(at: now), delivery.nextStep == needed, delivery.plan.delivery.object == object,
                !spared.contains(object), fits
            else {
                heldUp.insert(lane)
                isFull = !chosen.isEmpty && bytes + size > limits.bytes
                continue
            }
            chosen.append(delivery)
            bytes += size
            room = min(room, companions)
            isFull = chosen.count >= room
            if needed == .write, !limits.mayShareLane { heldUp.insert(lane) }
        }
        return chosen.first.map { DeliveryBatch(step: $0.nextStep, deliveries: chosen, isFull: isFull) }
    }

    /// The one delivery with which a target is probed that has failed: of those that may go the one that was tried least,
    /// so that one that poisons its calls does not keep the target from being found well.
    mutating func probe(at now: Instant) -> DeliveryBatch? {
        putOffLanes(at: now)
        var seen: Set<String> = []
        let heads = waiting.filter { !busy.contains($0.plan.orderingKey) && seen.insert($0.plan.orderingKey).inserted }
        let trials = heads.map { $0.attempts + (failedLookUps[$0.plan.delivery.key] ?? 0) }
        let ranked = zip(heads, trials).min { ($0.1, $0.0.sequence) < ($1.1, $1.0.sequence) }
        guard let least = ranked?.0 else { return nil }
        return DeliveryBatch(step: least.nextStep, deliveries: [least], isFull: true)
    }

    /// Notes that a call is under way.
    mutating func begin(_ batch: DeliveryBatch) {
        let numbers = Set(batch.deliveries.map(\.sequence))
        waiting.removeAll { numbers.contains($0.sequence) }
        for lane in batch.lanes { forget(1, of: lane) }
        busy.formUnion(batch.lanes)
    }

    /// Notes that a call has ended.
    mutating func end(_ batch: DeliveryBatch) {
        busy.subtract(batch.lanes)
    }

    /// Takes a delivery back whose lane has not gone on.
    mutating func insert(_ delivery: StoredDelivery) {
        let index = waiting.lastIndex { $0.sequence < delivery.sequence }.map { $0 + 1 } ?? 0
        waiting.insert(delivery, at: index)
        kept[delivery.plan.orderingKey, default: 0] += 1
    }

    /// Lets a lane wait; what it has here is left to the store.
    mutating func putOff(_ lane: String, until instant: Instant) {
        guard putOff.insert(lane).inserted else { return }
        due = min(due ?? instant, instant)
        overflowing[lane] = nil
        kept[lane] = nil
        waiting.removeAll { $0.plan.orderingKey == lane }
    }

    /// Puts off the lanes whose first delivery waits for a time.
    mutating func putOffLanes(at now: Instant) {
        var seen: Set<String> = []
        for delivery in waiting where seen.insert(delivery.plan.orderingKey).inserted {
            let lane = delivery.plan.orderingKey
            if !busy.contains(lane), let time = delivery.notBefore, time > now { putOff(lane, until: time) }
        }
    }

    private func companions(of delivery: StoredDelivery) -> Int {
        let failures = failedLookUps[delivery.plan.delivery.key] ?? 0
        return delivery.companions(atMost: limits.deliveries, failedLookUps: failures)
    }

    private mutating func forget(_ count: Int, of lane: String) {
        let left = kept[lane, default: 0] - count
        kept[lane] = left > 0 ? left : nil
    }
}

extension StoredDelivery {
    fileprivate func isDue(at now: Instant) -> Bool { notBefore.map { $0 <= now } ?? true }
}
