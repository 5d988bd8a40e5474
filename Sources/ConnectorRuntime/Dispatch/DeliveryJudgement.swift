import CanonicalModel
import ConnectorKit
import ConnectorStore
import FoundationEssentials
import JSON

/// What becomes of a delivery after an attempt: only what was read back and agrees is called delivered.
struct DeliveryJudgement {
    /// What became of it.
    enum Verdict: Sendable, Hashable {
        /// The target holds it.
        case delivered
        /// A case decides.
        case refused
        /// It is tried again, not before this time.
        case putOff(Instant)
    }

    let changes: [StateChange]
    let verdict: Verdict
}

/// Judges the attempts of the deliveries to one system.
struct DeliveryJudge: Sendable {
    /// The kind of the case of a delivery that took effect otherwise than intended.
    static let mismatch = "readback_mismatch"

    /// The key of the case of a delivery that its target holds with other totals.
    static func mismatchCase(of delivery: String) -> String { "\(mismatch):\(delivery)" }

    let system: String
    let owner: String
    let schedule: RetrySchedule
    let seed: UInt64

    /// Compares what the target says with what was intended.
    func judge(_ delivery: StoredDelivery, _ outcome: DeliveryOutcome, at now: Instant) -> DeliveryJudgement {
        let plan = delivery.plan
        switch outcome {
        case .applied(let found):
            let differences = Self.differences(plan.delivery.controlTotals, found.totals)
            guard !differences.isEmpty else {
                let settled = StateChange.deliverySettled(key: plan.delivery.key, .delivered(found))
                return DeliveryJudgement(changes: [settled], verdict: .delivered)
            }
            let reason = "\(found.reference) holds \(differences.joined(separator: ", "))"
            return refuse(delivery, kind: Self.mismatch, reason: reason)
        case .acknowledged(let reference):
            let settled = StateChange.deliverySettled(
                key: plan.delivery.key,
                .delivered(FoundRecord(reference: reference))
            )
            return DeliveryJudgement(changes: [settled], verdict: .delivered)
        case .rejected(let reason): return refuse(delivery, kind: "delivery_rejected", reason: reason)
        case .conflict(let reason):
            return refuse(delivery, kind: "delivery_conflict", reason: "the target holds a newer version: \(reason)")
        case .retryLater(let asked, let reason):
            let pause = min(asked ?? .zero, SystemHealth.longestAskedPause)
            return putOff(delivery, reason: reason, atLeast: pause, at: now)
        @unknown default: return refuse(delivery, kind: "delivery_rejected", reason: "outcome not understood")
        }
    }

    /// Tries a delivery again after the waiting time of its schedule, until that has no attempt left.
    ///
    /// - Parameters:
    ///   - delivery: The delivery as it was before its attempt.
    ///   - reason: Why.
    ///   - atLeast: How long it waits at least.
    ///   - now: The present.
    /// - Returns: What becomes of it.
    func putOff(
        _ delivery: StoredDelivery,
        reason: String,
        atLeast: Duration = .zero,
        at now: Instant
    ) -> DeliveryJudgement {
        let attempt = delivery.attempts + 1
        guard attempt < schedule.attempts else { return exhaust(delivery, attempts: attempt, reason: reason) }
        let time = now.adding(max(delay(after: attempt, of: delivery), atLeast))
        return settle(delivery, .retry(at: time, reason: reason), until: time)
    }

    /// Leaves a delivery alone until a time.
    func settle(
        _ delivery: StoredDelivery,
        _ settlement: DeliverySettlement,
        until time: Instant
    ) -> DeliveryJudgement {
        let settled = StateChange.deliverySettled(key: delivery.plan.delivery.key, settlement)
        return DeliveryJudgement(changes: [settled], verdict: .putOff(time))
    }

    /// How long a delivery waits after its `attempt`th attempt.
    func delay(after attempt: Int, of delivery: StoredDelivery) -> Duration {
        var chance = SeededChance(seed: seed, occasion: "\(system)/\(delivery.plan.delivery.key)/\(attempt)")
        return schedule.delay(beforeAttempt: attempt + 1, using: &chance)
    }

    /// Gives a delivery to a person that was attempted too often; it must be known not to have taken effect.
    func exhaust(_ delivery: StoredDelivery, attempts: Int, reason: String) -> DeliveryJudgement {
        refuse(delivery, kind: "delivery_exhausted", reason: "failed \(attempts) times, at last: \(reason)")
    }

    /// Gives a delivery to a person: of the role `other`, if it is not the usual one's.
    func refuse(
        _ delivery: StoredDelivery,
        kind: String,
        reason: String,
        ownedBy other: String? = nil
    ) -> DeliveryJudgement {
        let key = delivery.plan.delivery.key
        let proposal = CaseProposal(
            kind: kind,
            subject: key,
            severity: .warning,
            owner: other ?? owner,
            summary: "\(system): \(key): \(reason)\(Self.otherSide(of: delivery.plan.delivery))",
            detail: Self.detail(of: delivery.plan.delivery),
            remedy: .redeliver(key: key),
            topics: delivery.plan.topics
        )
        let rejected = StateChange.deliverySettled(key: key, .rejected(reason: reason, caseKey: proposal.key))
        return DeliveryJudgement(changes: [rejected, .caseRaised(proposal)], verdict: .refused)
    }

    /// Tells a person of a delivery of which the target cannot say whether it holds it; its lane waits until it can.
    func unresolved(_ delivery: StoredDelivery, reason: String) -> CaseProposal {
        let key = delivery.plan.delivery.key
        return CaseProposal(
            kind: "delivery_unresolved",
            subject: key,
            severity: .warning,
            owner: owner,
            summary: "\(system): \(key) may have been written, and the target cannot be asked: \(reason); "
                + "look it up there; it is asked again on its own",
            detail: Self.detail(of: delivery.plan.delivery),
            remedy: .acknowledge,
            topics: delivery.plan.topics
        )
    }

    /// What is delivered, unless it is personal: cases are listed, exported and mailed.
    private static func detail(of delivery: Delivery) -> JSON {
        PersonalData.isPersonal(delivery.object) ? .object(JSONObject()) : delivery.payload
    }

    /// Names the other side of a charge, which must not stay alone.
    private static func otherSide(of delivery: Delivery) -> String {
        guard let other = delivery.counterDelivery else { return "" }
        return "; its other side is \(other): the books of both hold it, or neither do ('purlin intercompany')"
    }

    private static func differences(_ intended: [String: Decimal], _ found: [String: Decimal]) -> [String] {
        intended.sorted { $0.key < $1.key }.compactMap { name, total in
            guard found[name] != total else { return nil }
            return "\(name) \(found[name]?.plainText ?? "nothing") instead of \(total.plainText)"
        }
    }
}
