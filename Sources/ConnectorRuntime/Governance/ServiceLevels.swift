public import CanonicalModel
public import ConnectorStore
public import Governance

extension StoredCase {
    /// What holds of the case: by a company's rules, otherwise by what is usual for its kind.
    public func terms(by policy: ExceptionPolicy) -> ServiceTerms {
        policy.terms(
            of: proposal.kind,
            ExceptionSeverity(rawValue: proposal.severity.rawValue) ?? .warning,
            usual: CaseCatalogue.kind(named: proposal.kind)?.attention
        )
    }

    /// When its owner should have answered it: counted from when it became the owner's.
    public func due(by policy: ExceptionPolicy) -> Instant {
        terms(by: policy).due(since: escalations.last?.at ?? openedAt, step: escalations.last?.step ?? 0)
    }

    /// Whether it is open and its owner should have answered it already.
    public func isOverdue(by policy: ExceptionPolicy, at now: Instant) -> Bool {
        state == .open && due(by: policy) <= now
    }

    /// To whom it goes if its owner does not answer it in time; `nil` for nobody.
    public func nextRole(by policy: ExceptionPolicy) -> (step: Int, role: String)? {
        terms(by: policy).next(after: escalations.last?.step ?? 0, ownedBy: owner)
    }
}
