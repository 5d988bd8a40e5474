public import CanonicalModel
internal import FoundationEssentials

/// What a company asks for at one approval step.
public struct ApprovalRule: Sendable, Hashable {
    /// The signatures that are needed up to an amount.
    public struct Limit: Sendable, Hashable {
        /// The greatest amount for which these signatures are enough; `nil` for any.
        public let upTo: Money?
        /// The signatures, each as the roles that may give it; none for one of the role that the flow names.
        public let signatures: [Set<String>]

        /// Creates a limit.
        public init(upTo: Money?, signatures: [Set<String>]) {
            self.upTo = upTo
            self.signatures = signatures
        }
    }

    /// What is needed, by rising amount; the last holds for any amount.
    public let limits: [Limit]
    /// Whether the person who asked may sign, too.
    public let requesterMaySign: Bool
    /// How long a request may wait; `nil` for ever.
    public let expiresAfter: Duration?
    /// How often its owner is reminded; `nil` for never.
    public let remindsEvery: Duration?
    /// The role that is told of what nobody answers; `nil` for the role that the flow names.
    public let owner: String?
    /// Where the rule comes from.
    public let origin: RuleOrigin

    /// Creates a rule.
    public init(
        limits: [Limit] = [],
        requesterMaySign: Bool = false,
        expiresAfter: Duration? = nil,
        remindsEvery: Duration? = nil,
        owner: String? = nil,
        origin: RuleOrigin = .standard
    ) {
        self.limits = limits
        self.requesterMaySign = requesterMaySign
        self.expiresAfter = expiresAfter
        self.remindsEvery = remindsEvery
        self.owner = owner
        self.origin = origin
    }

    /// One person of the role that the flow names, who is not the one who asked.
    public static let standard = ApprovalRule()

    /// The signatures for an amount, whatever its sign; an amount that is not known, or is in another currency than the
    /// limits, needs what any amount needs.
    public func signatures(for amount: Money?) -> [Set<String>] {
        let enough = limits.first { limit in
            guard let upTo = limit.upTo else { return true }
            guard let amount, amount.currency == upTo.currency, !amount.amount.isNaN else { return false }
            return amount.amount.magnitude <= upTo.amount
        }
        return enough?.signatures ?? limits.last?.signatures ?? []
    }
}

/// The approval rules of a company.
public struct ApprovalPolicy: Sendable, Hashable {
    /// The rules by step; the standard one for a step that is not there.
    public let rules: [ApprovalStep: ApprovalRule]
    /// The roles one of whose holders may let a person sign in another's place; empty if nobody may.
    public let delegationRoles: Set<String>
    /// Where it is said who may.
    public let delegationOrigin: RuleOrigin

    /// Creates a policy.
    public init(
        rules: [ApprovalStep: ApprovalRule] = [:],
        delegationRoles: Set<String> = [],
        delegationOrigin: RuleOrigin = .standard
    ) {
        self.rules = rules
        self.delegationRoles = delegationRoles
        self.delegationOrigin = delegationOrigin
    }

    /// One signature at each step, and nobody signs in another's place.
    public static let standard = ApprovalPolicy()

    /// The rule of a step; the standard one for a flow that names none.
    public func rule(of step: ApprovalStep?) -> ApprovalRule {
        step.flatMap { rules[$0] } ?? .standard
    }

    /// Whether people are asked at a step: at the first load of a budget only where a rule says so.
    public func asks(at step: ApprovalStep) -> Bool {
        step != .budgetLoad || rules[step] != nil
    }

    /// What a judgement about a step rests on.
    public func governingRule(of step: ApprovalStep?) -> GoverningRule {
        GoverningRule("approvals" + (step.map { ".\($0.rawValue)" } ?? ""), rule(of: step).origin)
    }

    /// What one request needs.
    ///
    /// - Parameters:
    ///   - step: What is to be approved; `nil` if the flow does not say.
    ///   - role: The role that the flow names.
    ///   - amount: How much it is.
    ///   - requester: The person who asked, where it was one.
    /// - Returns: The rule as it is now.
    public func terms(of step: ApprovalStep?, role: String, amount: Money?, requester: String?) -> ApprovalTerms {
        let rule = rule(of: step)
        let signatures = rule.signatures(for: amount)
        return ApprovalTerms(
            rule: "\(governingRule(of: step))",
            signatures: signatures.isEmpty ? [[role]] : signatures,
            amount: amount,
            requester: requester,
            requesterMaySign: rule.requesterMaySign,
            owner: rule.owner ?? role,
            expiresAfter: rule.expiresAfter,
            remindsEvery: rule.remindsEvery
        )
    }
}
