internal import CanonicalModel
internal import ConnectorKit
internal import FoundationEssentials
internal import Governance
internal import JSON

extension StateChange {
    /// What the journal says of this change.
    ///
    /// - Parameter related: The delivery or case that the change refers to by key or number, as the store holds it; its
    ///   topics make the entry part of the same story.
    /// - Returns: The content of the entry.
    public func journalContent(related: RelatedObject = .none) -> JournalContent {
        switch self {
        case .recordReceived(let received): received.journalContent("record.received")
        case .recordRerouted(let received): received.journalContent("record.rerouted")
        case .cursorAdvanced(let stream, let cursor): Self.content(stream, cursor)
        case .flowAdvanced(let step): step.journalContent
        case .approvalRequested(let request): request.journalContent
        case .approvalDecided(let decision, _): decision.journalContent(topics: related.topics)
        case .approvalWithdrawn(let id, let reason):
            related.content("approval.withdrawn", key: id, ["reason": .string(reason)])
        case .approvalMoved(let id, let move): related.content("approval.\(move.word)", key: id, move.json)
        case .deliveryPlanned(let plan): plan.journalContent
        case .deliveryAttempted(let key, let attempt):
            related.content("delivery.attempted", key: key, ["attempt": .integer(Int64(attempt))])
        case .deliverySettled(let key, let settlement):
            related.content("delivery.\(settlement.word)", key: key, settlement.json)
        case .caseRaised(let proposal): proposal.journalContent
        case .caseDecided(let decision): decision.journalContent(related)
        case .caseEscalated(let number, let escalation):
            related.content("case.escalated", key: "C-\(number)", escalation.members)
        case .systemPaused(let system, let pause), .systemPauseReplaced(let system, let pause, _):
            Self.content(system, pause)
        case .recordRepaired(let received, let changes):
            received.journalContent("record.repaired", repair: changes)
        case .deliveryRepaired(let key, let content, let changes):
            related.content("delivery.repaired", key: key, content.json(changes))
        case .deliveryAdjusted(let key, let content, let changes, let reason):
            related.content(
                "delivery.adjusted",
                key: key,
                content.json(changes, because: reason)
            )
        case .deliveryReplayed(let key, let reason):
            related.content("delivery.replayed", key: key, ["reason": .string(reason)])
        case .deliveryScheduled(let key, let notBefore):
            related.content(
                "delivery.scheduled",
                key: key,
                ["notBefore": notBefore.map { .string($0.text) } ?? .null]
            )
        case .leaseTaken(let claim): claim.lease.journalContent("lease.taken")
        case .leaseReleased(let lease): lease.journalContent("lease.released")
        case .checkpointSigned(let signed): signed.journalContent
        }
    }

    private static func content(_ stream: StreamID, _ cursor: Cursor?) -> JournalContent {
        JournalContent(
            kind: "cursor.advanced",
            key: "\(stream.system)/\(stream.stream)",
            system: stream.system,
            topics: [],
            correlation: "\(stream.system)/\(stream.stream)",
            causation: "",
            body: JSON.object(["cursor": cursor.map { .string($0.text) } ?? .null]).canonicalText
        )
    }

    private static func content(_ system: String, _ pause: SystemPause?) -> JournalContent {
        let body: JSONObject = [
            "until": pause?.until.map { .string($0.text) } ?? .null,
            "failures": .integer(Int64(pause?.failures ?? 0)), "reason": pause.map { .string($0.reason) } ?? .null,
        ]
        return JournalContent(
            kind: pause == nil ? "system.resumed" : "system.paused",
            key: system,
            system: system,
            topics: [system],
            correlation: system,
            causation: "",
            body: JSON.object(body).canonicalText
        )
    }
}

/// What a change refers to by key or number.
public struct RelatedObject: Sendable, Hashable {
    /// The business keys of the object.
    public let topics: [String]
    /// The system of the object; empty for none.
    public let system: String

    /// Nothing.
    public static let none = RelatedObject(topics: [], system: "")

    /// Creates a reference.
    public init(topics: [String], system: String) {
        self.topics = topics
        self.system = system
    }

    fileprivate func content(
        _ kind: String,
        key: String,
        _ body: JSONObject,
        causation: String = ""
    ) -> JournalContent {
        JournalContent(
            kind: kind,
            key: key,
            system: system,
            topics: topics,
            correlation: key,
            causation: causation,
            body: JSON.object(body).canonicalText
        )
    }
}

extension ReceivedRecord {
    fileprivate func journalContent(_ acceptedKind: String, repair: [ValueChange]? = nil) -> JournalContent {
        var body: JSONObject = [
            "object": .string(record.object), "occurredAt": .string(record.occurredAt.text),
            "payload": record.payload, "flow": .string(flow),
        ]
        var kind = acceptedKind
        if case .quarantined(let caseKey) = disposition {
            kind = repair == nil ? "record.quarantined" : acceptedKind
            body["case"] = .string(caseKey)
        }
        if let repair { body["changes"] = JSON(changes: repair) }
        return RelatedObject(topics: topics, system: system).content(kind, key: record.id, body)
    }
}

extension FlowAdvance {
    fileprivate var journalContent: JournalContent {
        let body: JSONObject = [
            "version": .integer(expectedVersion + 1),
            "consumed": .array(consumed.map { .string("\($0.system)/\($0.id)") }),
            "notes": .array(
                notes.map { ["event": .string($0.event), "topics": JSON(texts: $0.topics), "detail": $0.detail] }
            ),
            "wakeAt": wakeAt.map { .string($0.text) } ?? .null,
        ]
        var topics = [key]
        for topic in notes.flatMap(\.topics) where !topics.contains(topic) { topics.append(topic) }
        return JournalContent(
            kind: "flow.advanced",
            key: key,
            system: "",
            topics: topics,
            correlation: "\(flow)/\(key)",
            causation: consumed.last.map { "\($0.system)/\($0.id)" } ?? "",
            body: JSON.object(body).canonicalText
        )
    }
}

extension ApprovalRequest {
    fileprivate var journalContent: JournalContent {
        var body: JSONObject = ["role": .string(role), "summary": .string(summary), "payload": payload]
        body["terms"] = terms?.json
        return RelatedObject(topics: topics, system: "").content(
            "approval.requested",
            key: id,
            body,
            causation: "\(flow)/\(key)"
        )
    }
}

extension ApprovalDecision {
    fileprivate func journalContent(topics: [String]) -> JournalContent {
        RelatedObject(topics: topics, system: "").content(
            "approval.\(word)",
            key: id,
            ["person": .string(person), "reason": reason.map { .string($0) } ?? .null]
        )
    }
}

extension ApprovalMove {
    fileprivate var word: String {
        switch self {
        case .signed: "signed"
        case .held: "held"
        case .released: "released"
        case .reminded: "reminded"
        case .lapsed: "lapsed"
        case .reopened: "reopened"
        }
    }

    fileprivate var json: JSONObject {
        switch self {
        case .signed(let signature, _): signature.json.objectValue ?? JSONObject()
        case .held(let person, let reason): ["person": .string(person), "reason": .string(reason)]
        case .released(let person), .reopened(let person): ["person": .string(person)]
        case .reminded, .lapsed: JSONObject()
        }
    }
}

extension PlannedDelivery {
    fileprivate var journalContent: JournalContent {
        RelatedObject(topics: topics, system: system).content(
            "delivery.planned",
            key: delivery.key,
            [
                "object": .string(delivery.object), "orderingKey": .string(orderingKey), "payload": delivery.payload,
                "controlTotals": JSON(totals: delivery.controlTotals),
            ]
        )
    }
}

extension DeliveryContent {
    fileprivate func json(_ changes: [ValueChange], because reason: String? = nil) -> JSONObject {
        var object: JSONObject = [
            "object": .string(self.object), "payload": payload, "controlTotals": JSON(totals: controlTotals),
            "changes": JSON(changes: changes),
        ]
        object["reason"] = reason.map { .string($0) }
        return object
    }
}

extension DeliverySettlement {
    fileprivate var word: String {
        switch self {
        case .delivered: "delivered"
        case .retry: "failed"
        case .unknown: "unknown"
        case .rejected: "rejected"
        case .abandoned: "abandoned"
        }
    }

    fileprivate var json: JSONObject {
        switch self {
        case .delivered(let found):
            return ["reference": .string(found.reference), "totals": JSON(totals: found.totals)]
        case .retry(let at, let reason), .unknown(let at, let reason):
            return ["notBefore": .string(at.text), "reason": .string(reason)]
        case .rejected(let reason, let caseKey):
            return ["reason": .string(reason), "case": .string(caseKey)]
        case .abandoned(let reason):
            return ["reason": .string(reason)]
        }
    }
}

extension CaseProposal {
    fileprivate var journalContent: JournalContent {
        RelatedObject(topics: topics, system: "").content(
            "case.raised",
            key: key,
            [
                "severity": .string(severity.rawValue), "owner": .string(owner), "summary": .string(summary),
                "detail": detail,
            ]
        )
    }
}

extension CaseDecision {
    fileprivate func journalContent(_ related: RelatedObject) -> JournalContent {
        let word =
            switch action {
            case .retry: "retried"
            case .reject: "rejected"
            case .resolve: "resolved"
            }
        return related.content(
            "case.\(word)",
            key: "C-\(number)",
            ["person": .string(person), "reason": reason.map { .string($0) } ?? .null]
        )
    }
}

extension Lease {
    fileprivate func journalContent(_ kind: String) -> JournalContent {
        RelatedObject.none.content(
            kind,
            key: name,
            ["holder": .string(holder), "token": .integer(token), "expiresAt": .string(expiresAt.text)]
        )
    }
}

extension SignedCheckpoint {
    fileprivate var journalContent: JournalContent {
        RelatedObject(topics: [checkpoint.origin], system: "").content(
            "checkpoint.signed",
            key: checkpoint.origin,
            ["size": .integer(checkpoint.size), "note": .string(note.encoded)]
        )
    }
}

extension JSON {
    fileprivate init(texts: [String]) {
        self = .array(texts.map { .string($0) })
    }

    fileprivate init(changes: [ValueChange]) {
        self = .array(
            changes.map { ["path": .string($0.path), "before": $0.before ?? .null, "after": $0.after ?? .null] }
        )
    }
}
