import CanonicalModel
import ConnectorKit
import ConnectorStore
import JSON

/// The open deliveries of one target that are held in memory, and which of them may go next.
///
/// A lane is an ordering key. Within a lane deliveries are made strictly in the order in which they were planned: while a
/// call with some of them is under way the lane is busy, and while its first one waits for another attempt the lane is put
/// off. Neither holds up another lane. What informs somebody has a lane of its own beside that of its ordering key: it
/// waits for what is critical there, goes after all else that may go, and holds up nothing but itself. What waits for its
/// flow's schedule holds up nothing.
///
/// The queue is bounded: a lane keeps a few deliveries here and the rest in the store.
struct LaneQueue {
    private struct Lane: Hashable {
        let orderingKey: String
        let isInformational: Bool

        /// What is critical in the same order.
        var critical: Lane { Lane(orderingKey: orderingKey, isInformational: false) }
        var informational: Lane { Lane(orderingKey: orderingKey, isInformational: true) }
    }

    private let limits: BatchLimits
    private let isInformational: @Sendable (_ object: String) -> Bool
    /// In the order of planning.
    private var waiting: [StoredDelivery] = []
    /// How many of each lane wait here.
    private var kept: [Lane: Int] = [:]
    private var informationalCount = 0
    /// Lanes of which more is in the store, with the number of the last delivery that was taken from there.
    private var overflowing: [Lane: Int64] = [:]
    /// Lanes that were read ahead of the others, with the number of the last delivery that was taken then.
    private var readAhead: [Lane: Int64] = [:]
    private var busy: Set<Lane> = []
    private var putOff: Set<Lane> = []
    /// When the first is due of what waits for a time.
    private(set) var due: Instant?
    /// How often the look-up of a delivery failed.
    var failedLookUps: [String: Int] = [:]

    /// Creates a queue that holds nothing.
    ///
    /// - Parameters:
    ///   - limits: How much goes into one call.
    ///   - isInformational: Whether deliveries of a canonical object inform somebody, so that nothing may wait for them.
    init(_ limits: BatchLimits, isInformational: @escaping @Sendable (_ object: String) -> Bool) {
        (self.limits, self.isInformational) = (limits, isInformational)
    }

    /// A queue of the same kind that holds nothing; what is known of failed look-ups stays.
    func emptied() -> LaneQueue {
        var queue = LaneQueue(limits, isInformational: isInformational)
        queue.failedLookUps = failedLookUps
        return queue
    }

    /// How many deliveries of one lane are held.
    var laneCapacity: Int { max(limits.deliveries, 32) }
    /// How many deliveries are read from the store at once.
    var pageSize: Int { laneCapacity * (limits.calls + 1) }
    /// Whether there is room for another page; what informs somebody takes no room from what is critical.
    var hasRoom: Bool { waiting.count - informationalCount < pageSize }

    /// A lane that has nothing left here and more in the store, and the number after which to read.
    var drainedLane: DrainedLane? {
        overflowing.filter { lane, _ in
            kept[lane] == nil && (!lane.isInformational || informationalCount < pageSize)
        }.map { lane, after in
            DrainedLane(orderingKey: lane.orderingKey, isInformational: lane.isInformational, after: after)
        }.min { ($0.orderingKey, $0.isInformational ? 1 : 0) < ($1.orderingKey, $1.isInformational ? 1 : 0) }
    }

    /// Takes deliveries that were read from the store, in the order of their planning.
    ///
    /// What a flow in shadow has computed is in no lane: nothing waits for what may never be written.
    mutating func add(_ page: [StoredDelivery], at now: Instant) {
        for delivery in page where isInLane(delivery, at: now) {
            let lane = lane(of: delivery)
            guard !putOff.contains(lane), overflowing[lane] == nil, delivery.sequence > readAhead[lane] ?? 0 else {
                continue
            }
            if kept[lane, default: 0] >= laneCapacity {
                overflowing[lane] = waiting.last { self.lane(of: $0) == lane }?.sequence
            } else if lane.isInformational, informationalCount >= pageSize {
                overflowing[lane] = delivery.sequence - 1
            } else {
                waiting.append(delivery)
                keep(1, of: lane)
            }
        }
    }

    /// Takes what a drained lane had left in the store, from a page of its ordering key.
    ///
    /// What informs waits for what is critical, which is taken with it where the lanes have not been read as far (`readUpTo`).
    mutating func refill(
        _ drained: DrainedLane,
        with page: [StoredDelivery],
        readUpTo: Int64,
        at now: Instant
    ) {
        let lane = Lane(orderingKey: drained.orderingKey, isInformational: drained.isInformational)
        overflowing[lane] = nil
        guard !putOff.contains(lane), let last = page.last else { return }
        take(page, into: lane, at: now)
        readAhead[lane] = last.sequence
        if page.count >= laneCapacity { overflowing[lane] = last.sequence }
        guard lane.isInformational, overflowing[lane.critical] == nil, !putOff.contains(lane.critical) else { return }
        let known = max(readUpTo, readAhead[lane.critical] ?? 0)
        take(page.filter { $0.sequence > known }, into: lane.critical, at: now)
        readAhead[lane.critical] = max(known, last.sequence)
    }

    private mutating func take(_ page: [StoredDelivery], into lane: Lane, at now: Instant) {
        for delivery in page where self.lane(of: delivery) == lane && isInLane(delivery, at: now) { insert(delivery) }
    }

    /// Whether a delivery is in the order of its lane already; notes the time of one that waits for its flow's schedule.
    private mutating func isInLane(_ delivery: StoredDelivery, at now: Instant) -> Bool {
        guard !delivery.isInShadow else { return false }
        guard delivery.state == .planned, delivery.attempts == 0, let time = delivery.notBefore, time > now else {
            return true
        }
        due = min(due ?? time, time)
        return false
    }

    /// The next call, of deliveries whose lanes are free, critical ones first; `nil` if nothing may go now.
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
        putOffLanes(at: now)
        let critical = batch(at: now, step, without: spared, informational: false)
        guard critical == nil, informationalCount > 0 else { return critical }
        return batch(at: now, step, without: spared, informational: true)
    }

    private func batch(
        at now: Instant,
        _ step: DeliveryBatch.Step?,
        without spared: Set<String>,
        informational: Bool
    ) -> DeliveryBatch? {
        var chosen: [StoredDelivery] = []
        var heldUp: Set<Lane> = []
        var bytes = 0
        var room = limits.deliveries
        var isFull = false
        for delivery in waiting where !isFull {
            let lane = lane(of: delivery)
            guard isFree(lane, besides: heldUp) else { continue }
            let companions = self.companions(of: delivery)
            let size = limits.bytes == .max ? 0 : delivery.plan.delivery.payload.canonicalText.utf8.count
            let needed = chosen.first?.nextStep ?? step ?? delivery.nextStep
            let object = chosen.first?.plan.delivery.object ?? delivery.plan.delivery.object
            let fits = chosen.isEmpty || (chosen.count < companions && bytes + size <= limits.bytes)
            guard lane.isInformational == informational, delivery.isDue(at: now), delivery.nextStep == needed,
                delivery.plan.delivery.object == object, !spared.contains(object), fits
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
        var seen: Set<Lane> = []
        let heads = waiting.filter { delivery in
            let lane = lane(of: delivery)
            return isFree(lane, besides: seen) && seen.insert(lane).inserted
        }
        let trials = heads.map { $0.attempts + (failedLookUps[$0.plan.delivery.key] ?? 0) }
        let ranked = zip(heads, trials).min { ($0.1, $0.0.sequence) < ($1.1, $1.0.sequence) }
        guard let least = ranked?.0 else { return nil }
        return DeliveryBatch(step: least.nextStep, deliveries: [least], isFull: true)
    }

    /// Notes that a call is under way.
    mutating func begin(_ batch: DeliveryBatch) {
        let numbers = Set(batch.deliveries.map(\.sequence))
        waiting.removeAll { numbers.contains($0.sequence) }
        for delivery in batch.deliveries {
            keep(-1, of: lane(of: delivery))
            busy.insert(lane(of: delivery))
        }
    }

    /// Notes that a call has ended.
    mutating func end(_ batch: DeliveryBatch) {
        busy.subtract(batch.deliveries.map { lane(of: $0) })
    }

    /// Takes a delivery back whose lane has not gone on.
    mutating func insert(_ delivery: StoredDelivery) {
        let index = waiting.lastIndex { $0.sequence < delivery.sequence }.map { $0 + 1 } ?? 0
        waiting.insert(delivery, at: index)
        keep(1, of: lane(of: delivery))
    }

    /// Lets the lane of a delivery wait; what it has here is left to the store.
    mutating func putOff(_ delivery: StoredDelivery, until instant: Instant) {
        putOff(lane(of: delivery), until: instant)
    }

    private mutating func putOff(_ lane: Lane, until instant: Instant) {
        guard putOff.insert(lane).inserted else { return }
        due = min(due ?? instant, instant)
        overflowing[lane] = nil
        keep(-kept[lane, default: 0], of: lane)
        waiting = waiting.filter { self.lane(of: $0) != lane }
        if !lane.isInformational { putOff(lane.informational, until: instant) }
    }

    /// Puts off the lanes whose first delivery waits for a time.
    mutating func putOffLanes(at now: Instant) {
        var seen: Set<Lane> = []
        for delivery in waiting where seen.insert(lane(of: delivery)).inserted {
            let lane = lane(of: delivery)
            if !busy.contains(lane), let time = delivery.notBefore, time > now { putOff(lane, until: time) }
        }
    }

    private func lane(of delivery: StoredDelivery) -> Lane {
        Lane(
            orderingKey: delivery.plan.orderingKey,
            isInformational: isInformational(delivery.plan.delivery.object)
        )
    }

    /// Whether a lane's next delivery need not wait: neither for its own lane nor, if it informs, for what is critical.
    private func isFree(_ lane: Lane, besides heldUp: Set<Lane>) -> Bool {
        guard !busy.contains(lane), !heldUp.contains(lane) else { return false }
        guard lane.isInformational else { return true }
        let critical = lane.critical
        return !busy.contains(critical) && !heldUp.contains(critical) && overflowing[critical] == nil
    }

    private func companions(of delivery: StoredDelivery) -> Int {
        let failures = failedLookUps[delivery.plan.delivery.key] ?? 0
        return delivery.companions(atMost: limits.deliveries, failedLookUps: failures)
    }

    private mutating func keep(_ change: Int, of lane: Lane) {
        let count = kept[lane, default: 0] + change
        kept[lane] = count > 0 ? count : nil
        if lane.isInformational { informationalCount += change }
    }
}

/// A lane of which nothing is held here and more is in the store.
struct DrainedLane {
    let orderingKey: String
    /// Whether it is the lane of what informs somebody.
    let isInformational: Bool
    /// The number of the last delivery that was taken from the store.
    let after: Int64
}

extension StoredDelivery {
    fileprivate func isDue(at now: Instant) -> Bool { notBefore.map { $0 <= now } ?? true }
}
