import CanonicalModel
import ConnectorKit
import ConnectorStore
import FoundationEssentials
import JSON

/// Whether a delivery succeeded: only what was read back and agrees is called delivered.
struct DeliveryJudgement {
    let changes: [StateChange]
    let isDelivered: Bool

    /// Compares what the target says with what was intended.
    init(_ delivery: StoredDelivery, _ outcome: DeliveryOutcome, owner: String) {
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
        case .rejected(let reason):
            isDelivered = false
            changes = Self.refusal(plan, kind: "delivery_rejected", reason: reason, owner: owner)
        @unknown default:
            isDelivered = false
            changes = Self.refusal(plan, kind: "delivery_rejected", reason: "outcome not understood", owner: owner)
        }
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
