import CanonicalModel
import ConnectorKit
import ConnectorStore
import Governance

/// Makes the deliveries to one system, with several calls under way at once.
///
/// A delivery whose outcome is unknown, because an answer was lost or the process ended during the call, is looked up
/// in the target before anything is repeated. Failures open the system's circuit (``SystemHealth``).
actor Dispatcher {
    /// Whether the target may be called.
    private enum Circuit {
        case closed
        /// A single call finds out whether the target works again.
        case probing(SystemPause)
        /// Nothing is called before this time; `nil` if only a person can say so.
        case open(until: Instant?)
    }

    /// Whether a call that is not full may wait for more.
    nonisolated let fillsCalls: Bool

    private let system: String
    private let target: any DeliveryTarget
    private let courier: Courier
    private let health: SystemHealth
    private let store: any RuntimeStore
    private let clock: any RuntimeClock
    private let report: ProgressHandler

    private var circuit = Circuit.closed
    private var queue: LaneQueue
    private var callsUnderWay = 0
    private var readUpTo: Int64 = 0
    private var isReadToItsEnd = false
    private var hasAnswered = false
    private var isCancelled = false
    private var failure: StoreError?
    /// The deliveries of which a person was told that they cannot be looked up.
    private var unresolved: Set<String> = []
    private var waitsToFill = true
    /// Since when a call for this canonical object waits to be filled.
    private var fillingSince: [String: Instant] = [:]
    /// When the first of those calls goes, filled or not.
    private var fillUntil: Instant?

    /// Makes the dispatcher of a system; `nil` if its connector delivers nothing.
    init?(
        _ system: ConfiguredSystem,
        settings: RuntimeSettings,
        store: any RuntimeStore,
        clock: any RuntimeClock,
        report: @escaping ProgressHandler
    ) {
        guard let target = system.target else { return nil }
        self.system = system.name
        self.target = target
        fillsCalls = target.limits.age > .zero
        self.store = store
        self.clock = clock
        self.report = report
        let judge = DeliveryJudge(
            system: system.name,
            owner: settings.operatorRole,
            schedule: target.schedule,
            seed: settings.seed
        )
        courier = Courier(
            system: system.name,
            target: target,
            judge: judge,
            gate: OwnershipGate(settings: settings, store: store),
            periods: PeriodGate(of: system, settings),
            store: store,
            clock: clock,
            report: report
        )
        health = SystemHealth(
            system: system.name,
            operatorRole: settings.operatorRole,
            schedule: target.schedule,
            seed: settings.seed
        )
        let interfaces = settings.governance.interfaces
        queue = LaneQueue(target.limits) { interfaces.criticality(of: $0, on: system.name) == .informational }
    }

    /// Makes every delivery that is due, until none is left or the system fails.
    ///
    /// - Parameter waitsToFill: Whether a call that is not full waits for more, as long as its target permits.
    /// - Returns: When there is something to do again; `nil` if nothing waits for a time.
    /// - Throws: ``StoreError`` if an attempt or outcome cannot be made durable; the call is not made then.
    func run(waitsToFill: Bool) async throws(StoreError) -> Instant? {
        self.waitsToFill = waitsToFill
        while try await pass() {}
        if case .open(let until) = circuit { return until }
        return [queue.due, fillUntil].compactMap { $0 }.min()
    }

    /// Goes once through what is open, in the order of planning; returns whether there may be more to do at once.
    private func pass() async throws(StoreError) -> Bool {
        queue = queue.emptied()
        (readUpTo, isReadToItsEnd, hasAnswered, isCancelled, fillUntil) = (0, false, false, false, nil)
        switch try await store.pause(of: system) {
        case nil: circuit = .closed
        case let pause?:
            guard let until = pause.until, until <= clock.now else {
                circuit = .open(until: pause.until)
                return false
            }
            circuit = .probing(pause)
        }
        let calls = await work()
        if let failure { throw failure }
        // A target that was asked, and holds all there was, has nothing left that it could take.
        if hasAnswered, try await store.openDeliveryCount(to: system, limit: 1) == 0 { try await closeCircuit() }
        if case .open = circuit { return false }
        return calls > 0 && !isCancelled
    }

    /// Calls as long as something is due; returns how many calls were made.
    private func work() async -> Int {
        failure = nil
        return await withTaskGroup(of: Courier.Report.self) { group in
            var calls = 0
            while true {
                do throws(StoreError) {
                    while let batch = try await nextBatch() {
                        queue.begin(batch)
                        if batch.step == .write { fillingSince[batch.object] = nil }
                        callsUnderWay += 1
                        calls += 1
                        group.addTask { [courier] in await courier.deliver(batch) }
                    }
                } catch {
                    failure = failure ?? error
                }
                guard let report = await group.next() else { return calls }
                callsUnderWay -= 1
                // What was planned meanwhile may be critical, and goes before what informs.
                isReadToItsEnd = false
                do throws(StoreError) { try await take(report) } catch { failure = failure ?? error }
            }
        }
    }
}

// MARK: - What goes next

extension Dispatcher {
    private func nextBatch() async throws(StoreError) -> DeliveryBatch? {
        guard failure == nil, !isCancelled else { return nil }
        try await readOn()
        switch circuit {
        case .open: return nil
        case .probing:
            guard callsUnderWay == 0, let probe = queue.probe(at: clock.now) else { return nil }
            // A target that has answered one look-up may be asked for many; what it takes is tried one at a time.
            return probe.step == .lookUp && hasAnswered ? queue.next(at: clock.now, only: .lookUp) ?? probe : probe
        case .closed:
            guard callsUnderWay < target.limits.calls else { return nil }
            var filling: Set<String> = []
            while let batch = queue.next(at: clock.now, without: filling) {
                guard mayFill(batch) else { return batch }
                filling.insert(batch.object)
            }
            return nil
        }
    }

    /// Whether a call is to wait for more deliveries.
    private func mayFill(_ batch: DeliveryBatch) -> Bool {
        guard waitsToFill, fillsCalls, batch.step == .write, !batch.isFull else { return false }
        let since = fillingSince[batch.object] ?? clock.now
        fillingSince[batch.object] = since
        let end = since.adding(target.limits.age)
        guard end > clock.now else { return false }
        fillUntil = min(fillUntil ?? end, end)
        return true
    }

    /// Reads open deliveries from the store while there is room for them.
    private func readOn() async throws(StoreError) {
        // What has become due meanwhile waits for the next pass, which begins with what was planned first.
        while queue.due.map({ $0 > clock.now }) ?? true, let lane = queue.drainedLane {
            let page = try await store.openDeliveries(
                to: system,
                orderingKey: lane.orderingKey,
                after: lane.after,
                limit: queue.laneCapacity
            )
            queue.refill(lane, with: page, readUpTo: readUpTo, at: clock.now)
        }
        while !isReadToItsEnd, queue.hasRoom, queue.due.map({ $0 > clock.now }) ?? true {
            let page = try await store.openDeliveries(to: system, after: readUpTo, limit: queue.pageSize)
            queue.add(page, at: clock.now)
            // What waits for its time makes room for what stands behind it.
            queue.putOffLanes(at: clock.now)
            readUpTo = page.map(\.sequence).max() ?? readUpTo
            isReadToItsEnd = page.count < queue.pageSize
        }
    }
}

// MARK: - What came of it

extension Dispatcher {
    private func take(_ report: Courier.Report) async throws(StoreError) {
        switch report {
        case .written(let batch, let putOff):
            queue.end(batch)
            for (delivery, until) in putOff { queue.putOff(delivery, until: until) }
            // That a target can be asked does not mean that it takes what is written.
            try await closeCircuit()
        case .lookedUp(let batch, let absent):
            queue.end(batch)
            for delivery in batch.deliveries {
                queue.failedLookUps[delivery.plan.delivery.key] = nil
                unresolved.remove(delivery.plan.delivery.key)
            }
            for delivery in absent { queue.insert(delivery) }
            hasAnswered = true
        case .failed(_, .cancelled, _), .notCalled(_, .cancelled, _): isCancelled = true
        case .failed(let batch, let error, let isAbsent): try await fail(batch, error, isAbsent: isAbsent)
        case .notCalled(let batch, let error, let attempts):
            try await fail(batch, error, isAbsent: false, noting: attempts)
        case .stuck(_, let error): throw error
        }
    }

    private func closeCircuit() async throws(StoreError) {
        guard case .probing(let pause) = circuit else { return }
        circuit = .closed
        try await health.recover(from: pause, store: store, at: clock.now)
    }

    /// Settles a batch whose call failed as a whole, and opens the circuit unless the delivery itself is to blame.
    private func fail(
        _ batch: DeliveryBatch,
        _ error: ConnectorError,
        isAbsent: Bool,
        noting attempts: [StateChange] = []
    ) async throws(StoreError) {
        report(.failed(system: system, reason: "\(error)"))
        queue.end(batch)
        let now = clock.now
        if batch.step == .lookUp {
            for delivery in batch.deliveries { queue.failedLookUps[delivery.plan.delivery.key, default: 0] += 1 }
        }
        let isBlamed = isBlamed(batch, error)
        var changes = attempts
        var retryAt = now
        if !isBlamed {
            let pause = try await open(after: error, at: now)
            changes += pause.changes
            retryAt = pause.retryAt
        }
        for delivery in batch.deliveries {
            let judgement = judgement(of: delivery, batch, error, retryAt, isBlamed: isBlamed, isAbsent: isAbsent)
            changes += judgement.changes
            if case .putOff(let time) = judgement.verdict { queue.putOff(delivery, until: time) }
        }
        var told: String?
        if isBlamed, batch.step == .lookUp, let only = batch.only,
            failedLookUps(of: only) >= DeliveryBatch.attemptsAlone, !unresolved.contains(only.plan.delivery.key)
        {
            told = only.plan.delivery.key
            changes.append(.caseRaised(courier.judge.unresolved(only, reason: "\(error)")))
        }
        _ = try await store.commit(changes, by: Engine.actor, at: now)
        if let told { unresolved.insert(told) }
    }

    private func failedLookUps(of delivery: StoredDelivery) -> Int {
        queue.failedLookUps[delivery.plan.delivery.key] ?? 0
    }

    /// Whether a call failed because of its only delivery: it failed before, and the target works for others.
    private func isBlamed(_ batch: DeliveryBatch, _ error: ConnectorError) -> Bool {
        guard case .closed = circuit, let only = batch.only else { return false }
        let failures = batch.step == .write ? only.attempts : failedLookUps(of: only) - 1
        switch error {
        case .unexpectedAnswer, .outcomeUnknown, .unavailable(_, _, nil):
            return failures >= DeliveryBatch.failuresUntilBlamed
        default: return false
        }
    }

    /// Opens the circuit; of the calls that were under way together only the first failure counts.
    private func open(
        after error: ConnectorError,
        at now: Instant
    ) async throws(StoreError) -> (changes: [StateChange], retryAt: Instant) {
        var previous: SystemPause?
        switch circuit {
        case .open(let until):
            guard until != nil, error.needsPerson else { return ([], until ?? now) }
        case .probing(let pause): previous = pause
        case .closed: break
        }
        let (changes, until) = try await health.changes(after: error, previous: previous, store: store, at: now)
        circuit = .open(until: until)
        return (changes, until ?? now)
    }

    private func judgement(
        of delivery: StoredDelivery,
        _ batch: DeliveryBatch,
        _ error: ConnectorError,
        _ retryAt: Instant,
        isBlamed: Bool,
        isAbsent: Bool
    ) -> DeliveryJudgement {
        let attempts = delivery.attempts + (batch.step == .write ? 1 : 0)
        let schedule = courier.judge.schedule
        let reason = "\(error)"
        let failures = max(attempts, failedLookUps(of: delivery))
        // Not even a schedule without waiting times makes a target that fails be asked without end.
        let pause = max(courier.judge.delay(after: failures, of: delivery), .seconds(1))
        let time = isBlamed ? retryAt.adding(pause) : retryAt
        if isAbsent { return courier.judge.exhaust(delivery, attempts: attempts, reason: reason) }
        guard batch.step == .write, error.leavesNoEffect else {
            return courier.judge.settle(delivery, .unknown(at: time, reason: reason), until: time)
        }
        let bound = isBlamed ? min(DeliveryBatch.attemptsAlone, schedule.attempts) : schedule.attempts
        guard attempts < bound || error.needsPerson else {
            return courier.judge.exhaust(delivery, attempts: attempts, reason: reason)
        }
        return courier.judge.settle(delivery, .retry(at: time, reason: reason), until: time)
    }
}

extension ConnectorError {
    /// Whether the call is known not to have taken effect.
    fileprivate var leavesNoEffect: Bool {
        switch self {
        case .outcomeUnknown, .unexpectedAnswer: false
        default: true
        }
    }
}
