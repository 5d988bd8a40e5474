import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConstructionFlows
import JSON

extension FlowBinding {
    /// A quarantined record with the key that its flow gives it now; an event of the runtime keeps the key that it has.
    func routing(
        again held: ReceivedRecord,
        ownedBy operatorRole: String,
        at now: Instant
    ) -> (received: ReceivedRecord, proposal: CaseProposal?) {
        guard held.system == Engine.systemName else {
            return routing(held.record, from: held.system, ownedBy: operatorRole, at: now)
        }
        return (received(held.record, from: held.system, key: held.key, topics: held.topics, .accepted), nil)
    }

    /// A record with the key that its flow gave it, and the case that keeps it back if it is not as its schema says, or nobody
    /// can tell the key.
    func routing(
        _ record: SourceRecord,
        from system: String,
        ownedBy operatorRole: String,
        at now: Instant
    ) -> (received: ReceivedRecord, proposal: CaseProposal?) {
        guard record.object != SourceRecord.deletion || flow.consumes.contains(record.object) else {
            return held(deletion: record, from: system, ownedBy: operatorRole)
        }
        if let proposal = violation(of: record, from: system, ownedBy: operatorRole) {
            return (held(record, from: system, under: proposal), proposal)
        }
        let event = FlowEvent(
            reference: "\(system)/\(record.id)",
            object: record.object,
            occurredAt: record.occurredAt,
            receivedAt: now,
            payload: record.payload
        )
        switch flow.route(event) {
        case .accept(let key, let topics):
            return (received(record, from: system, key: key, topics: topics, .accepted), nil)
        case .hold(let flowCase):
            let proposal = CaseProposal(flowCase, remedy: .releaseRecords)
            return (held(record, from: system, under: proposal), proposal)
        }
    }

    /// The deletion of something that the flow may have used, and that it has no rule for: a person decides.
    private func held(
        deletion record: SourceRecord,
        from system: String,
        ownedBy operatorRole: String
    ) -> (received: ReceivedRecord, proposal: CaseProposal?) {
        let row = record.payload["id"]?.stringValue ?? record.id
        let proposal = CaseProposal(
            kind: "source_deletion",
            subject: "\(system)/\(row)",
            severity: .warning,
            owner: operatorRole,
            summary:
                "\(system) deleted \(row), and the flow \(name) takes no deletions: correct by hand what was made of "
                + "it, then reject the case with the reason",
            detail: PersonalData.shown(record.payload, of: record.object),
            remedy: .releaseRecords,
            topics: [system]
        )
        return (held(record, from: system, under: proposal), proposal)
    }

    private func held(_ record: SourceRecord, from system: String, under proposal: CaseProposal) -> ReceivedRecord {
        received(record, from: system, key: "", topics: proposal.topics, .quarantined(caseKey: proposal.key))
    }

    private func received(
        _ record: SourceRecord,
        from system: String,
        key: String,
        topics: [String],
        _ disposition: ReceivedRecord.Disposition
    ) -> ReceivedRecord {
        ReceivedRecord(
            system: system,
            record: record,
            flow: name,
            key: key,
            topics: topics,
            disposition: disposition
        )
    }
}

extension CaseProposal {
    /// A flow's case, with what a retry does.
    init(_ flowCase: FlowCase, remedy: Remedy) {
        self.init(
            kind: flowCase.kind,
            subject: flowCase.subject,
            severity: flowCase.severity == .warning ? .warning : .information,
            owner: flowCase.owner,
            summary: flowCase.summary,
            detail: flowCase.detail,
            remedy: remedy,
            topics: flowCase.topics
        )
    }
}
