import CanonicalModel
import ConnectorKit
import ConnectorStore

/// Makes the deliveries to one system: a durable attempt before each call, a durable outcome after it.
///
/// A delivery whose outcome is unknown, because an answer was lost or the process ended during the call, is looked up
/// in the target before anything is repeated.
struct Dispatcher {
    /// How many open deliveries are considered for a batch.
    static let window = 5000

    let system: ConfiguredSystem
    let settings: RuntimeSettings
    let store: any RuntimeStore
    let clock: any RuntimeClock
    let report: ProgressHandler

    private var health: SystemHealth { SystemHealth(system: system.name, operatorRole: settings.operatorRole) }

    /// Makes every delivery that is due, until none is left or the system fails.
    ///
    /// - Returns: When the system is to be tried again; `nil` if nothing waits.
    /// - Throws: ``StoreError`` if an attempt or outcome cannot be made durable; the call is not made then.
    func run() async throws(StoreError) -> Instant? {
        guard let sink = system.target else { return nil }
        while true {
            let pause = try await store.pause(of: system.name)
            if let pause {
                guard let until = pause.until, until <= clock.now else { return pause.until }
            }
            let open = try await store.openDeliveries(to: system.name, limit: Self.window)
            guard let batch = DeliveryBatch.next(of: open, at: clock.now, limit: sink.batchLimit) else {
                if open.isEmpty { try await recover(from: pause) }
                return open.compactMap(\.notBefore).min()
            }
            let failure =
                switch batch.step {
                case .lookUp: try await lookUp(batch.deliveries, in: sink)
                case .write: try await write(batch.deliveries, to: sink)
                }
            if let failure {
                guard failure != .cancelled else { return nil }
                return try await fail(failure, batch, of: sink, previous: pause)
            }
            // That the target can be asked does not mean that it takes what is written.
            if batch.step == .write { try await recover(from: pause) }
        }
    }

    private func recover(from pause: SystemPause?) async throws(StoreError) {
        let recovered = try await health.changesAfterSuccess(previous: pause, store: store)
        if !recovered.isEmpty { _ = try await store.commit(recovered, by: Engine.actor, at: clock.now) }
    }

    private func write(
        _ deliveries: [StoredDelivery],
        to sink: any DeliveryTarget
    ) async throws(StoreError) -> ConnectorError? {
        let attempts: [StateChange] = deliveries.map {
            .deliveryAttempted(key: $0.plan.delivery.key, attempt: $0.attempts + 1)
        }
        _ = try await store.commit(attempts, by: Engine.actor, at: clock.now)
        report(.attempting(system: system.name, count: deliveries.count))
        let outcomes: [DeliveryOutcome]
        do throws(ConnectorError) {
            outcomes = try await sink.apply(deliveries.map(\.plan.delivery))
        } catch {
            return error
        }
        guard outcomes.count == deliveries.count else {
            return .unexpectedAnswer(
                endpoint: system.name,
                reason: "the connector returned \(outcomes.count) outcomes for \(deliveries.count) deliveries"
            )
        }
        try await settle(zip(deliveries, outcomes).map { ($0, $1) }, at: sink.schedule)
        return nil
    }

    private func lookUp(
        _ deliveries: [StoredDelivery],
        in sink: any DeliveryTarget
    ) async throws(StoreError) -> ConnectorError? {
        let found: [FoundRecord?]
        do throws(ConnectorError) {
            found = try await sink.find(deliveries.map(\.plan.delivery))
        } catch {
            return error
        }
        guard found.count == deliveries.count else {
            return .unexpectedAnswer(
                endpoint: system.name,
                reason: "the connector returned \(found.count) look-ups for \(deliveries.count) deliveries"
            )
        }
        var absent: [StateChange] = []
        var present: [(StoredDelivery, DeliveryOutcome)] = []
        for (delivery, record) in zip(deliveries, found) {
            if let record {
                present.append((delivery, .applied(record)))
            } else {
                absent.append(
                    .deliverySettled(
                        key: delivery.plan.delivery.key,
                        .retry(at: clock.now, reason: sink.reasonToRepeat)
                    )
                )
            }
        }
        if !absent.isEmpty { _ = try await store.commit(absent, by: Engine.actor, at: clock.now) }
        try await settle(present, at: sink.schedule)
        return nil
    }

    private func settle(
        _ outcomes: [(StoredDelivery, DeliveryOutcome)],
        at schedule: RetrySchedule
    ) async throws(StoreError) {
        guard !outcomes.isEmpty else { return }
        let now = clock.now
        let settlements = outcomes.map {
            DeliveryJudgement($0, $1, owner: settings.operatorRole, schedule: schedule, at: now)
        }
        _ = try await store.commit(settlements.flatMap(\.changes), by: Engine.actor, at: clock.now)
        let delivered = settlements.count(where: \.isDelivered)
        if delivered > 0 { report(.delivered(system: system.name, count: delivered)) }
        let refused = settlements.count(where: \.isRefused)
        if refused > 0 { report(.refused(system: system.name, count: refused)) }
    }

    /// Whether the target can be asked and holds nothing of a delivery.
    private func isAbsent(_ delivery: StoredDelivery, in sink: any DeliveryTarget) async -> Bool {
        do throws(ConnectorError) {
            let found = try await sink.find([delivery.plan.delivery])
            return found.count == 1 && found[0] == nil
        } catch {
            return false
        }
    }

    /// Settles a batch whose call failed as a whole, and leaves the system alone for a while.
    private func fail(
        _ error: ConnectorError,
        _ batch: DeliveryBatch,
        of sink: any DeliveryTarget,
        previous: SystemPause?
    ) async throws(StoreError) -> Instant? {
        let (changes, retryAt) = health.changes(after: error, previous: previous, at: clock.now)
        let reason = "\(error)"
        report(.failed(system: system.name, reason: reason))
        if case .unexpectedAnswer = error, let poison = batch.poison, await isAbsent(poison, in: sink) {
            let refusal = DeliveryJudgement.refusal(
                poison.plan,
                kind: "delivery_failed",
                reason: "failed \(poison.attempts + 1) times, at last alone: \(reason)",
                owner: settings.operatorRole
            )
            _ = try await store.commit(refusal + changes, by: Engine.actor, at: clock.now)
            return retryAt
        }
        let settlement: DeliverySettlement
        switch error {
        case .outcomeUnknown, .unexpectedAnswer: settlement = .unknown(at: retryAt ?? clock.now, reason: reason)
        default:
            settlement =
                batch.step == .lookUp
                ? .unknown(at: retryAt ?? clock.now, reason: reason) : .retry(at: retryAt ?? clock.now, reason: reason)
        }
        let settled: [StateChange] = batch.deliveries.map { .deliverySettled(key: $0.plan.delivery.key, settlement) }
        _ = try await store.commit(settled + changes, by: Engine.actor, at: clock.now)
        return retryAt
    }
}
