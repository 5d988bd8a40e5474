public import CanonicalModel
public import JSON

/// Something that needs a person: a business exception with an owner.
public struct CaseProposal: Sendable, Hashable {
    /// How much it matters.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// To be known.
        case information
        /// Something is held back.
        case warning
        /// A system does not work.
        case error
    }

    /// What a retry does.
    public enum Remedy: Sendable, Hashable {
        /// The quarantined records of the case enter their flow again.
        case releaseRecords
        /// The flow is told, for this key.
        case notifyFlow(flow: String, key: String)
        /// The delivery is attempted again.
        case redeliver(key: String)
        /// The system is used again.
        case resumeSystem(String)
        /// Nothing is held back; the case is only to be closed.
        case acknowledge
    }

    /// The kind, for example `unknown_equipment`.
    public let kind: String
    /// What it is about; kind and subject together are the key of an open case.
    public let subject: String
    /// How much it matters.
    public let severity: Severity
    /// The role that has to act.
    public let owner: String
    /// What happened, where, and what to do.
    public let summary: String
    /// The values that belong to it.
    public let detail: JSON
    /// What a retry does.
    public let remedy: Remedy
    /// The business keys under which its story is found.
    public let topics: [String]

    /// Creates a proposal.
    public init(
        kind: String,
        subject: String,
        severity: Severity,
        owner: String,
        summary: String,
        detail: JSON = .object(JSONObject()),
        remedy: Remedy,
        topics: [String]
    ) {
        self.kind = kind
        self.subject = subject
        self.severity = severity
        self.owner = owner
        self.summary = summary
        self.detail = detail
        self.remedy = remedy
        self.topics = topics
    }

    /// Kind and subject.
    public var key: String { "\(kind):\(subject)" }
}

/// How a case was closed.
public struct CaseDecision: Sendable, Hashable {
    /// The action that closed it.
    public enum Action: Sendable, Hashable {
        /// What was held back is tried again; the event tells the flow where the remedy asks for it.
        case retry(event: ReceivedRecord?)
        /// What was held back is given up.
        case reject
        /// The trouble went away by itself.
        case resolve
    }

    /// The number of the case.
    public let number: Int64
    /// The action.
    public let action: Action
    /// The person, or `purlin` where the trouble went away by itself.
    public let person: String
    /// Why; required to reject.
    public let reason: String?

    /// Creates a decision.
    public init(number: Int64, action: Action, person: String, reason: String?) {
        self.number = number
        self.action = action
        self.person = person
        self.reason = reason
    }
}

/// Where a case stands.
public enum CaseState: String, Sendable, Hashable, CaseIterable {
    /// Waits for its owner.
    case open
    /// Was tried again.
    case retried
    /// Was given up by a person.
    case rejected
    /// Went away by itself.
    case resolved
}

/// A case as the store holds it.
public struct StoredCase: Sendable, Hashable {
    /// The number, counted from 1.
    public let number: Int64
    /// What it says, as the trouble was found last; the remedy is that of the first time, and the topics are those of all.
    public let proposal: CaseProposal
    /// Where it stands.
    public let state: CaseState
    /// How often the same trouble was found.
    public let occurrences: Int
    /// When it was opened.
    public let openedAt: Instant
    /// When the same trouble was found last.
    public let lastSeenAt: Instant
    /// How many quarantined records it keeps back.
    public let heldRecords: Int
    /// Who closed it and why, if it is closed.
    public let closedBy: String?
    /// Why it was closed.
    public let reason: String?
    /// The roles that it went to because nobody had answered in time, in their order.
    public var escalations: [CaseEscalation]

    /// Creates a stored case.
    public init(
        number: Int64,
        proposal: CaseProposal,
        state: CaseState,
        occurrences: Int,
        openedAt: Instant,
        lastSeenAt: Instant,
        heldRecords: Int,
        closedBy: String?,
        reason: String?,
        escalations: [CaseEscalation] = []
    ) {
        self.number = number
        self.proposal = proposal
        self.state = state
        self.occurrences = occurrences
        self.openedAt = openedAt
        self.lastSeenAt = lastSeenAt
        self.heldRecords = heldRecords
        self.closedBy = closedBy
        self.reason = reason
        self.escalations = escalations
    }

    /// Whose it is: the role that it went to last, or the one that it was raised for.
    public var owner: String { escalations.last?.to ?? proposal.owner }

    /// The roles that may decide it: its owner, and those whose it was before.
    public var deciders: [String] { [proposal.owner] + escalations.map(\.to) }
}
