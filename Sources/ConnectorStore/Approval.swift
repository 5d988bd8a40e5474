public import CanonicalModel
public import Governance
public import JSON

/// The request that a person in a role approves something before it is written anywhere.
public struct ApprovalRequest: Sendable, Hashable {
    /// What is to be approved, for example `EX-104/2026-01-05/1`; unique for ever.
    public let id: String
    /// The flow that asks.
    public let flow: String
    /// The key of the flow that asks.
    public let key: String
    /// The role that may decide.
    public let role: String
    /// What is to be approved, in one line.
    public let summary: String
    /// What is to be approved, in full.
    public let payload: JSON
    /// The business keys under which its story is found, project and machine among them.
    public let topics: [String]
    /// What it needs before it counts as approved; `nil` if one person's answer is enough.
    public let terms: ApprovalTerms?

    /// Creates a request.
    public init(
        id: String,
        flow: String,
        key: String,
        role: String,
        summary: String,
        payload: JSON,
        topics: [String],
        terms: ApprovalTerms? = nil
    ) {
        self.id = id
        self.flow = flow
        self.key = key
        self.role = role
        self.summary = summary
        self.payload = payload
        self.topics = topics
        self.terms = terms
    }
}

/// A person's answer to an approval request.
public struct ApprovalDecision: Sendable, Hashable {
    /// The id of the request.
    public let id: String
    /// Whether it was approved.
    public let isApproved: Bool
    /// Whether it was not approved, but given back to be corrected, so that it may be asked anew under the same id.
    public let isReturned: Bool
    /// The person, or all who signed.
    public let person: String
    /// Why; required for a refusal.
    public let reason: String?

    /// Creates an answer.
    public init(id: String, isApproved: Bool, person: String, reason: String?, isReturned: Bool = false) {
        self.id = id
        self.isApproved = isApproved
        self.isReturned = isReturned && !isApproved
        self.person = person
        self.reason = reason
    }

    /// What became of the request.
    public var word: String { isApproved ? "approved" : isReturned ? "returned" : "rejected" }
}

/// An approval request as the store holds it.
public struct StoredApproval: Sendable, Hashable {
    /// The request.
    public let request: ApprovalRequest
    /// When it was made.
    public let requestedAt: Instant
    /// The answer, if there is one.
    public let decision: ApprovalDecision?
    /// When it was answered.
    public let decidedAt: Instant?
    /// How far it has come.
    public let standing: ApprovalStanding

    /// Creates a stored request.
    public init(
        request: ApprovalRequest,
        requestedAt: Instant,
        decision: ApprovalDecision?,
        decidedAt: Instant?,
        standing: ApprovalStanding = ApprovalStanding()
    ) {
        self.request = request
        self.requestedAt = requestedAt
        self.decision = decision
        self.decidedAt = decidedAt
        self.standing = standing
    }

    /// When the runtime has to look at it without being asked; `nil` for an answered one, and for never.
    public var dueAt: Instant? { decision == nil ? standing.dueAt : nil }
}
