public import CanonicalModel
public import JSON

/// A business process as a pure function: from a state and what happened to a new state and what follows.
///
/// A flow reads no clock, does no input or output and draws no random numbers, so that replaying the same events gives
/// the same decisions.
public protocol BusinessFlow: Sendable {
    /// The name of the flow, as configuration and journal call it.
    static var name: String { get }

    /// The canonical objects that it takes from systems.
    var consumes: Set<String> { get }

    /// The objects that the target system must know before anything else is delivered to it, each with the key of the
    /// object alone; the runtime delivers an object again whenever it has changed.
    var masterData: [FlowDelivery] { get }

    /// Says which key an event belongs to, or why nobody can tell.
    ///
    /// - Parameter event: A record of an object that the flow consumes.
    /// - Returns: The key in whose order it is processed, or the case that keeps it back.
    func route(_ event: FlowEvent) -> FlowRoute

    /// Takes the next step for one key.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - state: What the last step left; `nil` for the first.
    ///   - events: What happened since, in the order of arrival; none if the flow asked to be woken.
    ///   - now: The present.
    /// - Returns: The new state and what follows from it.
    /// - Throws: ``JSONAccessError`` if the state or an event is not what this flow wrote or routed.
    func decide(
        key: String,
        state: JSON?,
        events: [FlowEvent],
        at now: Instant
    ) throws(JSONAccessError) -> FlowDecision
}

/// Something that happened, as a flow sees it.
public struct FlowEvent: Sendable, Hashable {
    /// The object of the event that tells a flow of a person's answer; payload `{id, approved,
    /// returned, person, reason, signatures}`.
    ///
    /// What was returned may be asked anew under the same id.
    public static let approvalDecision = "ApprovalDecision"
    /// The object of the event that tells a flow to try a case again; payload `{kind, subject, detail, person}`.
    public static let caseRetry = "CaseRetry"
    /// The object of the event that tells a flow that a person gave up what a case keeps back; payload `{kind, subject,
    /// detail, person, reason}`.
    public static let caseRejection = "CaseRejection"
    /// The object of the event that tells a key that a newer version of a record went to another key of the flow, which is a
    /// ``MovingRecordFlow``; payload `{system, id, to, counts, version}`, and `isBack` where a still newer version that does not
    /// count came to this key before it was told.
    public static let recordMoved = "RecordMoved"
    /// The object of the event that tells a flow that a person takes back a cost which was delivered; payload `{charge, person,
    /// reason}`, the charge with the place of its recovery as its member `home`.
    public static let costReversal = "CostReversal"

    /// System and id of the record.
    public let reference: String
    /// The canonical object, or one of the events of the runtime.
    public let object: String
    /// When it happened, by the source's clock.
    public let occurredAt: Instant
    /// When it was received.
    public let receivedAt: Instant
    /// The object.
    public let payload: JSON

    /// Creates an event.
    public init(reference: String, object: String, occurredAt: Instant, receivedAt: Instant, payload: JSON) {
        self.reference = reference
        self.object = object
        self.occurredAt = occurredAt
        self.receivedAt = receivedAt
        self.payload = payload
    }
}

/// Which key an event belongs to.
public enum FlowRoute: Sendable, Hashable {
    /// It is processed in the order of `key`; its story is found under `topics`.
    case accept(key: String, topics: [String])
    /// It waits until a person has decided the case.
    case hold(FlowCase)
}

/// What follows from a step.
public struct FlowDecision: Sendable, Hashable {
    /// The state that the next step starts from.
    public var state: JSON
    /// When the flow wants to be asked again without an event.
    public var wakeAt: Instant?
    /// What was found out.
    public var findings: [FlowFinding] = []
    /// What happened to objects that may end their stage: whose they are next, the rules of ownership say.
    public var handOffs: [FlowHandOff] = []
    /// What a person is asked to approve.
    public var approvals: [FlowApproval] = []
    /// What people were asked and need not decide any more; what is answered already stays so.
    public var withdrawnApprovals: [FlowWithdrawal] = []
    /// What is to be written to another system.
    public var deliveries: [FlowDelivery] = []
    /// What needs a person.
    public var cases: [FlowCase] = []
    /// What other keys of the same flow are told.
    public var forwards: [FlowForward] = []
    /// Cases, by kind and subject as `kind:subject`, whose trouble went away by itself; those that are open are closed,
    /// but for those that ``cases`` raises again.
    public var resolvedCases: [String] = []

    /// Creates a decision from which nothing else follows.
    public init(state: JSON, wakeAt: Instant? = nil) {
        self.state = state
        self.wakeAt = wakeAt
    }
}

/// An event that may hand an object on to its next stage (domain.md §9a).
public struct FlowHandOff: Sendable, Hashable {
    /// The event, in the vocabulary's words, for example `EstimateAwarded`.
    public let event: String
    /// The canonical object's name.
    public let object: String
    /// What identifies the object among its kind.
    public let key: String
    /// The business key under which its story is found.
    public let topic: String
    /// Who decided it, if a person did.
    public let person: String?

    /// Creates an event; without a topic of its own, the key is the topic.
    public init(_ event: String, of object: String, key: String, topic: String? = nil, person: String? = nil) {
        self.event = event
        self.object = object
        self.key = key
        self.topic = topic ?? key
        self.person = person
    }
}

/// A part of an event that belongs to another key of the same flow, which takes it as an event of its own.
public struct FlowForward: Sendable, Hashable {
    /// The key that takes it.
    public let key: String
    /// What it is called; unique for ever within the flow.
    public let id: String
    /// The canonical object.
    public let object: String
    /// The object.
    public let payload: JSON
    /// The business keys under which it is found.
    public let topics: [String]

    /// Creates a part.
    public init(key: String, id: String, object: String, payload: JSON, topics: [String]) {
        self.key = key
        self.id = id
        self.object = object
        self.payload = payload
        self.topics = topics
    }
}

/// A flow whose postings keep out of months that a person has closed.
public protocol PeriodAwareFlow: BusinessFlow {
    /// The same flow, knowing which months are closed.
    ///
    /// - Parameter months: Months such as `2026-01`.
    /// - Returns: The flow that takes the next step.
    func keepingOut(of months: Set<String>) -> any BusinessFlow
}

/// A flow of whose records another version may belong to another key, which takes the version before by
/// ``FlowEvent/recordMoved``.
public protocol MovingRecordFlow: BusinessFlow {
    /// What the source calls the thing of which a record is a version; one of the record's topics.
    ///
    /// - Parameters:
    ///   - object: The record's canonical object.
    ///   - payload: The object.
    /// - Returns: `nil` for records that never move.
    func identity(of object: String, payload: JSON) -> String?

    /// Whether a version takes the place of those before it; until one does, the key that had the last one that did keeps it.
    ///
    /// - Parameters:
    ///   - object: The version's canonical object.
    ///   - payload: The object.
    /// - Returns: For example whether a person has approved it.
    func counts(_ object: String, payload: JSON) -> Bool
}

/// Something that a step found out, in the words of the vocabulary's events (domain.md §10).
public struct FlowFinding: Sendable, Hashable {
    /// The event, for example `UsageConsolidated`.
    public let event: String
    /// The business keys under which it is found.
    public let topics: [String]
    /// What was found out.
    public let detail: JSON

    /// Creates a finding.
    public init(_ event: String, topics: [String], detail: JSON) {
        self.event = event
        self.topics = topics
        self.detail = detail
    }
}

/// Something that a person in a role is asked to approve.
public struct FlowApproval: Sendable, Hashable {
    /// What it is called; unique for ever.
    public let id: String
    /// The role that may decide.
    public let role: String
    /// What it is, in one line.
    public let summary: String
    /// What it is, in full.
    public let payload: JSON
    /// The business keys under which it is found.
    public let topics: [String]
    /// Which approval of the workflow it is, by which a company's rules name it; `nil` for one that they do not know.
    public let step: ApprovalStep?
    /// How much is to be approved, where it is an amount.
    public let amount: Money?
    /// The person who asked for it, where it was one.
    public let requester: String?

    /// Creates a request.
    public init(
        id: String,
        role: String,
        summary: String,
        payload: JSON,
        topics: [String],
        step: ApprovalStep? = nil,
        amount: Money? = nil,
        requester: String? = nil
    ) {
        self.id = id
        self.role = role
        self.summary = summary
        self.payload = payload
        self.topics = topics
        self.step = step
        self.amount = amount
        self.requester = requester
    }
}

/// A request that a person need not decide any more.
public struct FlowWithdrawal: Sendable, Hashable {
    /// What the request is called.
    public let id: String
    /// Why nobody needs to decide it.
    public let reason: String

    /// Creates a withdrawal.
    public init(id: String, reason: String) {
        self.id = id
        self.reason = reason
    }
}

/// A canonical object that is to be written to the flow's target system.
public struct FlowDelivery: Sendable, Hashable {
    /// What makes it one business effect for ever.
    public let key: String
    /// The canonical object's name.
    public let object: String
    /// The canonical object.
    public let payload: JSON
    /// The decimal totals that must be read back, by name, as plain text.
    public let controlTotals: [String: String]
    /// Deliveries with the same ordering key are made strictly in order.
    public let orderingKey: String
    /// The business keys under which it is found.
    public let topics: [String]
    /// The code of the company whose books it is for, where a flow has several; `nil` where it has one.
    public let company: String?

    /// Creates a delivery.
    public init(
        key: String,
        object: String,
        payload: JSON,
        controlTotals: [String: String] = [:],
        orderingKey: String,
        topics: [String],
        company: String? = nil
    ) {
        self.key = key
        self.object = object
        self.payload = payload
        self.controlTotals = controlTotals
        self.orderingKey = orderingKey
        self.topics = topics
        self.company = company
    }
}

extension FlowDelivery {
    /// A project, which a target must know before anything is booked on it.
    init(ofProject project: Project) {
        self.init(
            key: "\(Project.name)/\(project.key)",
            object: Project.name,
            payload: project.json,
            orderingKey: project.code,
            topics: [project.code]
        )
    }
}

/// Something that needs a person.
public struct FlowCase: Sendable, Hashable {
    /// How much it matters.
    public enum Severity: String, Sendable, Hashable {
        /// To be known.
        case information
        /// Something is held back.
        case warning
    }

    /// The kind, for example `unknown_equipment`.
    public let kind: String
    /// What it is about.
    public let subject: String
    /// How much it matters.
    public let severity: Severity
    /// The role that has to act.
    public let owner: String
    /// What happened, where, and what to do.
    public let summary: String
    /// The values that belong to it.
    public let detail: JSON
    /// Whether the flow wants to be told when a person tries the case again.
    public let isRetriable: Bool
    /// The business keys under which it is found.
    public let topics: [String]

    /// Creates a case.
    public init(
        kind: String,
        subject: String,
        severity: Severity,
        owner: String,
        summary: String,
        detail: JSON,
        isRetriable: Bool,
        topics: [String]
    ) {
        self.kind = kind
        self.subject = subject
        self.severity = severity
        self.owner = owner
        self.summary = summary
        self.detail = detail
        self.isRetriable = isRetriable
        self.topics = topics
    }
}

/// A flow whose states, one for each project, are budgets.
public protocol BudgetingFlow: BusinessFlow {
    /// The role that answers for budgets.
    var budgetRole: String { get }

    /// The revisions of a project's budget, as the state for the project's key holds them; none before there is one.
    ///
    /// - Throws: ``JSONAccessError`` if the state is not what this flow wrote.
    func revisions(of state: JSON) throws(JSONAccessError) -> [BudgetRevision]
}
