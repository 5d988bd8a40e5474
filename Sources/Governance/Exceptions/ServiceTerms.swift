public import CanonicalModel

/// What holds of a case: how long its owner has, and to whom it goes then.
public struct ServiceTerms: Sendable, Hashable {
    /// How long the first owner has.
    public let answerWithin: Duration
    /// To whom it goes, one after the other.
    public let escalation: [EscalationStep]
    /// What the terms rest on.
    public let rule: GoverningRule

    /// When the time of the present owner is over.
    ///
    /// - Parameters:
    ///   - since: When the case became the owner's.
    ///   - step: The place in the chain, from 1, by which it did; 0 for the first owner.
    /// - Returns: The first instant at which it is overdue.
    public func due(since: Instant, step: Int) -> Instant {
        let own = escalation.indices.contains(step - 1) ? escalation[step - 1].answerWithin : nil
        return since.adding(own ?? answerWithin)
    }

    /// To whom an overdue case goes: the next role of the chain that is not its owner already.
    ///
    /// - Parameters:
    ///   - step: The place in the chain at which it is; 0 if it was never escalated.
    ///   - owner: Whose it is.
    /// - Returns: The place in the chain, from 1, and the role; `nil` at its end.
    public func next(after step: Int, ownedBy owner: String) -> (step: Int, role: String)? {
        for (place, next) in zip(1..., escalation) where place > step && next.role != owner {
            return (place, next.role)
        }
        return nil
    }
}
