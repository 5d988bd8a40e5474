public import CanonicalModel
public import ConnectorKit
public import JSON

/// One change of the runtime's working state; each is one entry of the journal, in the same transaction.
public enum StateChange: Sendable, Hashable {
    /// A record or an internal event entered the inbox. Skipped if the same record is already there.
    case recordReceived(ReceivedRecord)
    /// A record that no flow has taken yet was routed again: after its case was tried again, or into a case because its
    /// flow cannot take it.
    case recordRerouted(ReceivedRecord)
    /// A stream was read up to `cursor`; `nil` means that the next poll begins from the start.
    case cursorAdvanced(StreamID, Cursor?)
    /// A flow took its next step for one key.
    case flowAdvanced(FlowAdvance)
    /// A person is asked to approve. Skipped if the same request is already there, unless it was returned.
    case approvalRequested(ApprovalRequest)
    /// A person approved or refused; the event for the flow enters the inbox with it.
    case approvalDecided(ApprovalDecision, event: ReceivedRecord)
    /// A request that nobody has answered asks what nobody needs to know any more. Skipped if it is not there or answered.
    case approvalWithdrawn(id: String, reason: String)
    /// Something happened to a request that is not answered yet.
    case approvalMoved(id: String, ApprovalMove)
    /// A business effect in another system is intended. Skipped if the same intent is already there.
    case deliveryPlanned(PlannedDelivery)
    /// The call that brings about the effect is about to be made.
    case deliveryAttempted(key: String, attempt: Int)
    /// What came of an attempt is known.
    case deliverySettled(key: String, DeliverySettlement)
    /// Something needs a person. Joins the open case of the same kind and subject if there is one.
    case caseRaised(CaseProposal)
    /// A person or the runtime closed a case; what it kept back moves on accordingly.
    case caseDecided(CaseDecision)
    /// A case that nobody answered in time went to another role.
    case caseEscalated(number: Int64, CaseEscalation)
    /// A system is left alone until a time, or `nil` if it is used again.
    case systemPaused(system: String, SystemPause?)
    /// The same, by one who saw the pause as `seen` when it began what led to this. Skipped if the system was paused
    /// otherwise meanwhile, or nothing changes.
    case systemPauseReplaced(system: String, SystemPause?, seen: SystemPause?)
    /// A person corrected a record that a case keeps back, or what routes it, and it was routed again.
    case recordRepaired(ReceivedRecord, changes: [ValueChange])
    /// A person corrected a rejected delivery of which the target holds nothing; its key stays.
    case deliveryRepaired(key: String, DeliveryContent, changes: [ValueChange])
    /// The runtime changed what a delivery is to bring about by a company's rule, such as the day under which a cost is
    /// posted, before the call that makes it; its key stays.
    case deliveryAdjusted(key: String, DeliveryContent, changes: [ValueChange], reason: String)
    /// A delivery that was delivered is missing in its target: the target is asked again before anything is sent.
    case deliveryReplayed(key: String, reason: String)
    /// A delivery is not made before a time; `nil` if it is due. Skipped if it was attempted, or nothing changes.
    case deliveryScheduled(key: String, notBefore: Instant?)
    /// Someone became the holder of a lease.
    case leaseTaken(LeaseClaim)
    /// The holder of a lease gave it back.
    case leaseReleased(Lease)
    /// The root of the journal's tree was signed. Skipped if the same checkpoint is already the newest.
    case checkpointSigned(SignedCheckpoint)
}

/// A stream of one configured system.
public struct StreamID: Sendable, Hashable {
    /// The name of the system in the configuration.
    public let system: String
    /// The name of the stream in its connector.
    public let stream: String

    /// Creates the name of a stream.
    public init(system: String, stream: String) {
        self.system = system
        self.stream = stream
    }
}

/// What identifies a record: its system and the id that the system gave it.
public struct RecordReference: Sendable, Hashable {
    /// The name of the system in the configuration; `purlin` for events of the runtime itself.
    public let system: String
    /// The id of the record in that system.
    public let id: String

    /// Creates a reference.
    public init(system: String, id: String) {
        self.system = system
        self.id = id
    }

    /// Whether both name the same record: compared as UTF-8 bytes, since a source's ids may differ only in the form of
    /// their accents.
    public static func == (left: RecordReference, right: RecordReference) -> Bool {
        left.system.hasSameBytes(as: right.system) && left.id.hasSameBytes(as: right.id)
    }

    /// Hashes both names.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(system)
        hasher.combine(id)
    }
}

/// A record that was received, with the flow and key that it belongs to.
public struct ReceivedRecord: Sendable, Hashable {
    /// Whether a flow may take the record.
    public enum Disposition: Sendable, Hashable {
        /// It waits for its flow.
        case accepted
        /// It waits for the decision of the case with this key.
        case quarantined(caseKey: String)
    }

    /// The name of its system.
    public let system: String
    /// The record.
    public let record: SourceRecord
    /// The flow that takes it.
    public let flow: String
    /// The key in whose order it is processed; empty while nobody can tell it.
    public let key: String
    /// The business keys under which its story is found.
    public let topics: [String]
    /// Whether its flow may take it.
    public let disposition: Disposition

    /// Creates a received record.
    public init(
        system: String,
        record: SourceRecord,
        flow: String,
        key: String,
        topics: [String],
        disposition: Disposition
    ) {
        self.system = system
        self.record = record
        self.flow = flow
        self.key = key
        self.topics = topics
        self.disposition = disposition
    }

    /// What identifies it.
    public var reference: RecordReference { RecordReference(system: system, id: record.id) }
}

/// One step of a flow for one key: the records it took and the state it is in now.
public struct FlowAdvance: Sendable, Hashable {
    /// The name of the flow.
    public let flow: String
    /// The key.
    public let key: String
    /// The version of the state that the step started from, 0 for none.
    public let expectedVersion: Int64
    /// The new state.
    public let state: JSON
    /// When the flow wants to be asked again without a new record.
    public let wakeAt: Instant?
    /// The records that it took.
    public let consumed: [RecordReference]
    /// What the step found out, as events of the journal.
    public let notes: [FlowNote]

    /// Creates a step.
    public init(
        flow: String,
        key: String,
        expectedVersion: Int64,
        state: JSON,
        wakeAt: Instant?,
        consumed: [RecordReference],
        notes: [FlowNote]
    ) {
        self.flow = flow
        self.key = key
        self.expectedVersion = expectedVersion
        self.state = state
        self.wakeAt = wakeAt
        self.consumed = consumed
        self.notes = notes
    }
}

/// Something that a flow found out, in the words of the vocabulary's events.
public struct FlowNote: Sendable, Hashable {
    /// The event, for example `UsageConsolidated`.
    public let event: String
    /// The business keys under which it is found.
    public let topics: [String]
    /// What was found out.
    public let detail: JSON

    /// Creates a note.
    public init(event: String, topics: [String], detail: JSON) {
        self.event = event
        self.topics = topics
        self.detail = detail
    }
}

/// Why and until when a system is left alone.
public struct SystemPause: Sendable, Hashable {
    /// When it is tried again; `nil` if only a person can say so, by the case of that system.
    public let until: Instant?
    /// How often in a row it failed.
    public let failures: Int
    /// What went wrong last.
    public let reason: String

    /// Creates a pause.
    public init(until: Instant?, failures: Int, reason: String) {
        self.until = until
        self.failures = failures
        self.reason = reason
    }
}
