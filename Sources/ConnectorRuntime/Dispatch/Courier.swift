import CanonicalModel
import ConnectorKit
import ConnectorStore

/// Makes one call at a time: a durable attempt before it, a durable outcome after it.
struct Courier: Sendable {
    /// What came of a call.
    enum Report: Sendable {
        /// The target took the call; the lanes of the deliveries that it put off wait until these times.
        case written(DeliveryBatch, putOff: [(delivery: StoredDelivery, until: Instant)])
        /// The target was asked; these deliveries it does not hold, so that they may be written.
        case lookedUp(DeliveryBatch, absent: [StoredDelivery])
        /// The call failed as a whole.
        case failed(DeliveryBatch, ConnectorError, isAbsent: Bool)
        /// No call was made; the attempts are to be noted with what becomes of them.
        case notCalled(DeliveryBatch, ConnectorError, attempts: [StateChange])
        /// What was to be made durable could not be.
        case stuck(DeliveryBatch, StoreError)
    }

    let system: String
    let target: any DeliveryTarget
    let judge: DeliveryJudge
    let gate: OwnershipGate
    let periods: PeriodGate
    let store: any RuntimeStore
    let clock: any RuntimeClock
    let report: ProgressHandler

    /// Writes or looks up the deliveries of a batch.
    func deliver(_ batch: DeliveryBatch) async -> Report {
        do throws(StoreError) {
            return switch batch.step {
            case .write: try await write(batch.withoutReversalsOfItsOwn)
            case .lookUp: try await lookUp(batch)
            }
        } catch {
            return .stuck(batch, error)
        }
    }

    private func write(_ batch: DeliveryBatch) async throws(StoreError) -> Report {
        let attempts = batch.deliveries.map { delivery in
            StateChange.deliveryAttempted(key: delivery.plan.delivery.key, attempt: delivery.attempts + 1)
        }
        guard target.objects.isEmpty || target.objects.contains(batch.object) else {
            let reason = "the connector of \(system) does not write \(batch.object); correct the flow or its target"
            let refusals = batch.deliveries.map { judge.refuse($0, kind: "delivery_rejected", reason: reason) }
            try await commit(refusals, after: attempts)
            return .written(batch, putOff: [])
        }
        let foreign = try await gate.refusals(of: batch.deliveries, to: system)
        guard foreign.isEmpty else {
            // The others are written with the next call.
            let keys = Set(foreign.map(\.delivery))
            try await commit(
                foreign.map { judge.refuse($0.delivery, kind: OwnershipGate.conflict, reason: $0.reason) },
                after: zip(batch.deliveries, attempts).filter { keys.contains($0.0) }.map(\.1)
            )
            return .written(batch, putOff: [])
        }
        let costs = batch.costs
        let others = try await periods.otherSides(of: costs, in: store)
        let duties = try await periods.accrualDuties(of: costs, in: store, at: clock.now)
        let judgement: PeriodGate.Judgement
        do throws(ConnectorError) { judgement = try await periods.judge(batch, costs, others, duties) } catch {
            // Whoever looks at a delivery between attempt and outcome takes it for one that may have been written.
            return .notCalled(batch, error, attempts: attempts)
        }
        guard judgement.held.isEmpty, judgement.waiting.isEmpty else {
            // The others are written with the next call.
            let held = judgement.held.map {
                judge.refuse($0.delivery, kind: PeriodGate.late, reason: $0.reason, ownedBy: periods.owner)
            }
            let waiting = judgement.waiting.map { judge.putOff($0.delivery, reason: $0.reason, at: clock.now) }
            let keys = Set((judgement.held + judgement.waiting).map(\.delivery))
            let made = zip(batch.deliveries, attempts).filter { keys.contains($0.0) }.map(\.1)
            try await commit(held + waiting, after: made)
            return .written(batch, putOff: putOff(judgement.waiting.map(\.delivery), waiting))
        }
        _ = try await store.commit(attempts + judgement.changes, by: Engine.actor, at: clock.now)
        return try await call(batch.replacing(judgement.moved))
    }

    private func call(_ batch: DeliveryBatch) async throws(StoreError) -> Report {
        report(.attempting(system: system, count: batch.deliveries.count))
        let outcomes: [DeliveryOutcome]
        do throws(ConnectorError) {
            outcomes = try await target.apply(batch.deliveries.map(\.plan.delivery))
        } catch {
            return .failed(batch, error, isAbsent: await isAbsent(batch, after: error))
        }
        guard outcomes.count == batch.deliveries.count else {
            let found = "\(outcomes.count) outcomes for \(batch.deliveries.count) deliveries"
            return .failed(batch, miscount(found), isAbsent: false)
        }
        let now = clock.now
        let judgements = zip(batch.deliveries, outcomes).map { judge.judge($0, $1, at: now) }
        try await commit(judgements, of: batch)
        return .written(batch, putOff: putOff(batch.deliveries, judgements))
    }

    /// The deliveries that are put off, whose lanes wait.
    private func putOff(
        _ deliveries: [StoredDelivery],
        _ judgements: [DeliveryJudgement]
    ) -> [(delivery: StoredDelivery, until: Instant)] {
        zip(deliveries, judgements).compactMap { delivery, judgement in
            judgement.time.map { (delivery: delivery, until: $0) }
        }
    }

    private func lookUp(_ batch: DeliveryBatch) async throws(StoreError) -> Report {
        let found: [FoundRecord?]
        do throws(ConnectorError) {
            found = try await target.find(batch.deliveries.map(\.plan.delivery))
        } catch {
            return .failed(batch, error, isAbsent: false)
        }
        guard found.count == batch.deliveries.count else {
            return .failed(
                batch,
                miscount("\(found.count) look-ups for \(batch.deliveries.count) deliveries"),
                isAbsent: false
            )
        }
        let now = clock.now
        let reason = target.reasonToRepeat
        var judgements: [DeliveryJudgement] = []
        var absent: [StoredDelivery] = []
        for (delivery, record) in zip(batch.deliveries, found) {
            if let record {
                judgements.append(judge.judge(delivery, .applied(record), at: now))
            } else if delivery.attempts >= judge.schedule.attempts {
                judgements.append(
                    judge.exhaust(delivery, attempts: delivery.attempts, reason: delivery.reason ?? reason)
                )
            } else {
                judgements.append(judge.settle(delivery, .retry(at: now, reason: reason), until: now))
                absent.append(delivery.planned(again: reason))
            }
        }
        try await commit(judgements, of: batch)
        return .lookedUp(batch, absent: absent)
    }

    /// Commits what became of a batch, and that what was delivered is its target's now.
    private func commit(_ judgements: [DeliveryJudgement], of batch: DeliveryBatch) async throws(StoreError) {
        let delivered = zip(batch.deliveries, judgements).filter { $1.verdict == .delivered }.map(\.0.plan)
        let handOffs = try await gate.ledger.handOffs(byDelivering: delivered)
        guard !handOffs.isEmpty else { return try await commit(judgements) }
        do throws(StoreError) {
            try await commit(judgements, handOffs)
        } catch .conflict {
            // A flow handed on one of these objects meanwhile, or the outcome itself does not fit, which throws again.
            try await commit(judgements, try await gate.ledger.handOffs(byDelivering: delivered))
        }
    }

    private func commit(
        _ judgements: [DeliveryJudgement],
        _ handOffs: [StateChange] = [],
        after attempts: [StateChange] = []
    ) async throws(StoreError) {
        _ = try await store.commit(attempts + judgements.flatMap(\.changes) + handOffs, by: Engine.actor, at: clock.now)
        let delivered = judgements.count { $0.verdict == .delivered }
        let refused = judgements.count { $0.verdict == .refused }
        if delivered > 0 { report(.delivered(system: system, count: delivered)) }
        if refused > 0 { report(.refused(system: system, count: refused)) }
    }

    /// Whether a delivery that failed alone, and often enough to be given to a person, is known to be absent.
    private func isAbsent(_ batch: DeliveryBatch, after error: ConnectorError) async -> Bool {
        guard case .unexpectedAnswer = error, let only = batch.only,
            only.attempts + 1 >= min(DeliveryBatch.attemptsAlone, judge.schedule.attempts)
        else { return false }
        do throws(ConnectorError) {
            let found = try await target.find([only.plan.delivery])
            return found.count == 1 && found[0] == nil
        } catch {
            return false
        }
    }

    private func miscount(_ found: String) -> ConnectorError {
        .unexpectedAnswer(endpoint: system, reason: "the connector returned \(found)")
    }
}

extension DeliveryJudgement {
    fileprivate var time: Instant? {
        guard case .putOff(let instant) = verdict else { return nil }
        return instant
    }
}

extension StoredDelivery {
    /// The same delivery, known not to have taken effect.
    fileprivate func planned(again reason: String) -> StoredDelivery {
        StoredDelivery(
            plan: plan,
            sequence: sequence,
            state: .planned,
            attempts: attempts,
            notBefore: nil,
            found: found,
            reason: reason
        )
    }
}
