import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConstructionFlows

extension FlowBinding {
    /// A quarantined record with the key that its flow gives it now; an event of the runtime keeps the key that it has.
    func routing(again held: ReceivedRecord, at now: Instant) -> (received: ReceivedRecord, proposal: CaseProposal?) {
        guard held.system == Engine.systemName else { return routing(held.record, from: held.system, at: now) }
        return (received(held.record, from: held.system, key: held.key, topics: held.topics, .accepted), nil)
    }

    /// A record with the key that its flow gave it, and the case that keeps it back if nobody can tell the key.
    func routing(
        _ record: SourceRecord,
        from system: String,
        at now: Instant
    ) -> (received: ReceivedRecord, proposal: CaseProposal?) {
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
            let disposition = ReceivedRecord.Disposition.quarantined(caseKey: proposal.key)
            return (received(record, from: system, key: "", topics: flowCase.topics, disposition), proposal)
        }
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
