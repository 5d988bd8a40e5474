import CanonicalModel
import ConnectorKit
import ConnectorStore
import FoundationEssentials
import JSON

/// Whether a delivery succeeded: only what was read back and agrees is called delivered.
struct DeliveryJudgement {
    let changes: [StateChange]
    let isDelivered: Bool
    /// Whether a person has to decide.
    var isRefused: Bool { changes.contains { if case .caseRaised = $0 { true } else { false } } }

    /// Compares what the target says with what was intended.
    init(
        _ delivery: StoredDelivery,
        _ outcome: DeliveryOutcome,
        owner: String,
        schedule: RetrySchedule,
        at now: Instant
    ) {
        let plan = delivery.plan
        switch outcome {
        case .applied(let found):
            let differences = Self.differences(plan.delivery.controlTotals, found.totals)
            isDelivered = differences.isEmpty
            changes =
                isDelivered
                ? [.deliverySettled(key: plan.delivery.key, .delivered(found))]
                : Self.refusal(
                    plan,
                    kind: "readback_mismatch",
                    reason: "\(found.reference) holds \(differences.joined(separator: ", "))",
                    owner: owner
                )
        case .acknowledged(let reference):
            isDelivered = true
            changes = [.deliverySettled(key: plan.delivery.key, .delivered(FoundRecord(reference: reference)))]
        case .retryLater(let asked, let reason):
            isDelivered = false
            changes = Self.repetition(delivery, reason, owner, schedule, atLeast: asked ?? .zero, at: now)
        case .rejected(let reason):
            isDelivered = false
            changes = Self.refusal(plan, kind: "delivery_rejected", reason: reason, owner: owner)
        @unknown default:
            isDelivered = false
            changes = Self.refusal(plan, kind: "delivery_rejected", reason: "outcome not understood", owner: owner)
        }
    }

    /// Tries a delivery again after the waiting time of its schedule, until that has no attempt left.
    private static func repetition(
        _ delivery: StoredDelivery,
        _ reason: String,
        _ owner: String,
        _ schedule: RetrySchedule,
        atLeast: Duration,
        at now: Instant
    ) -> [StateChange] {
        let attempt = delivery.attempts + 1
        guard attempt < schedule.attempts else {
            let exhausted = "failed \(attempt) times, at last: \(reason)"
            return refusal(delivery.plan, kind: "delivery_exhausted", reason: exhausted, owner: owner)
        }
        let key = delivery.plan.delivery.key
        var chance = AttemptChance("\(key)/\(attempt)")
        let delay = schedule.delay(beforeAttempt: attempt + 1, using: &chance)
        let time = now.adding(max(delay, min(atLeast, SystemHealth.longestAskedPause)))
        return [.deliverySettled(key: key, .retry(at: time, reason: reason))]
    }

    private static func differences(_ intended: [String: Decimal], _ found: [String: Decimal]) -> [String] {
        intended.sorted { $0.key < $1.key }.compactMap { name, total in
            guard found[name] != total else { return nil }
            return "\(name) \(found[name]?.plainText ?? "nothing") instead of \(total.plainText)"
        }
    }

    /// What changes when a delivery will not be made until a person has decided.
    static func refusal(
        _ plan: PlannedDelivery,
        kind: String,
        reason: String,
        owner: String
    ) -> [StateChange] {
        let key = plan.delivery.key
        let proposal = CaseProposal(
            kind: kind,
            subject: key,
            severity: .warning,
            owner: owner,
            summary: "\(plan.system): \(key): \(reason)",
            detail: plan.delivery.payload,
            remedy: .redeliver(key: key),
            topics: plan.topics
        )
        return [
            .deliverySettled(key: key, .rejected(reason: reason, caseKey: proposal.key)), .caseRaised(proposal),
        ]
    }
}

/// The spread of one attempt's waiting time: chance that is the same whenever it is asked (FNV-1a, then SplitMix64).
private struct AttemptChance: RandomNumberGenerator {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    init(_ occasion: String) {
        for byte in occasion.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
