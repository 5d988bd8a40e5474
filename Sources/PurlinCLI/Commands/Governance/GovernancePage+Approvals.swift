import CanonicalModel
import Governance
import JSON

extension GovernancePage {
    /// The rule of each approval step, and who may let others sign.
    static func approvals(_ configuration: PurlinConfiguration) -> GovernancePage {
        let policy = configuration.governance.policy.approvals
        var table = TextTable(["step", "up to", "signatures", "lapses after", "reminds every", "rule"])
        var json: [JSON] = []
        for step in ApprovalStep.allCases {
            let rule = policy.rule(of: step)
            for limit in rule.limits.isEmpty ? [ApprovalRule.Limit(upTo: nil, signatures: [])] : rule.limits {
                table.add([
                    step.rawValue, limit.upTo.map { "\($0.amount.plainText) \($0.currency.code)" } ?? "any amount",
                    policy.asks(at: step) ? limit.signatures.words : "none: nobody is asked", rule.expiresAfter.text,
                    rule.remindsEvery.text, rule.origin.description,
                ])
                json.append(limit.json(of: step, rule))
            }
        }
        let roles = policy.delegationRoles.sorted()
        let delegation = roles.isEmpty ? "nobody" : roles.joined(separator: ", ")
        return GovernancePage(
            text: table.text + "\ndelegations are approved by: \(delegation) (\(policy.delegationOrigin))",
            json: ["rules": .array(json), "delegation": ["approvedBy": .array(roles.map(JSON.string))]]
        )
    }
}

extension [Set<String>] {
    fileprivate var words: String { isEmpty ? "the flow's role" : text }
}

extension ApprovalRule.Limit {
    fileprivate func json(of step: ApprovalStep, _ rule: ApprovalRule) -> JSON {
        [
            "step": .string(step.rawValue),
            "upTo": upTo.map { ["amount": .string($0.amount.plainText), "currency": .string($0.currency.code)] }
                ?? .null,
            "signatures": .array(signatures.map { .array($0.sorted().map(JSON.string)) }),
            "requesterMayApprove": .bool(rule.requesterMaySign),
            "expires": rule.expiresAfter.map { .integer($0.components.seconds) } ?? .null,
            "reminds": rule.remindsEvery.map { .integer($0.components.seconds) } ?? .null,
            "owner": rule.owner.map { .string($0) } ?? .null, "rule": .string(rule.origin.description),
        ]
    }
}

extension Duration? {
    /// A span as the file writes it.
    var text: String {
        guard let seconds = self?.components.seconds else { return "never" }
        let units: [(length: Int64, name: String)] = [(86_400, "d"), (3600, "h"), (60, "m")]
        let unit = units.first { seconds % $0.length == 0 } ?? (1, "s")
        return "\(seconds / unit.length)\(unit.name)"
    }
}
