internal import CanonicalModel
public import ConnectorStore
public import Governance
internal import JSON

/// The cases about a request itself, which are closed with it.
enum ApprovalCase: String, CaseIterable {
    /// Nobody has answered for a while.
    case waiting = "approval_waiting"
    /// Nobody answered in time.
    case lapsed = "approval_lapsed"
    /// Somebody wanted to answer who may not.
    case refused = "approval_refused"

    /// The keys of all of them.
    static func keys(of id: String) -> [String] { allCases.map { "\($0.rawValue):\(id)" } }

    /// What closes those that are open.
    static func closing(
        _ cases: [ApprovalCase] = allCases,
        of id: String,
        in store: any RuntimeStore,
        because reason: String
    ) async throws(StoreError) -> [StateChange] {
        var changes: [StateChange] = []
        for kind in cases {
            changes += try await store.resolving("\(kind.rawValue):\(id)", because: reason)
        }
        return changes
    }

    /// The case of a request.
    func proposal(for approval: StoredApproval, _ refusal: ApprovalRefusal? = nil) -> CaseProposal {
        let (request, terms) = (approval.request, approval.terms)
        return CaseProposal(
            kind: rawValue,
            subject: request.id,
            severity: CaseCatalogue.kind(named: rawValue)?.severity ?? .warning,
            owner: terms.owner,
            summary: summary(of: approval, refusal),
            detail: [
                "rule": .string(terms.rule), "roles": .array(terms.roles.map { .string($0) }),
                "reminders": .integer(approval.standing.reminders),
            ],
            remedy: .acknowledge,
            topics: request.topics
        )
    }

    private func summary(of approval: StoredApproval, _ refusal: ApprovalRefusal?) -> String {
        let (request, terms) = (approval.request, approval.terms)
        let roles = terms.roles.joined(separator: ", ")
        return switch self {
        case .waiting:
            "\(request.id) waits for \(roles) since \(approval.requestedAt.text) by \(terms.rule): approve or reject it"
        case .lapsed:
            "nobody of \(roles) answered \(request.id) in time by \(terms.rule), and nothing is written; ask anew with "
                + "'purlin approvals reopen \(request.id)', or reject it"
        case .refused: "\(request.id): \(refusal.map { "\($0)" } ?? "somebody may not decide it")"
        }
    }
}

extension StoredApproval {
    /// What it needs; requests of earlier versions need one person of their role.
    public var terms: ApprovalTerms {
        request.terms ?? ApprovalPolicy.standard.terms(of: nil, role: request.role, amount: nil, requester: nil)
    }
}
