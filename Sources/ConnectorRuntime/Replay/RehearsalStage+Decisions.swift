import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConstructionFlows
import JSON

/// What people decided, as the journal tells it.
extension RehearsalStage {
    /// A record that is still held tries the way that it took, with the content that a person gave it.
    mutating func routeAgain(_ entry: JournalEntry) async throws(StoreError) {
        try await takeFree()
        guard let record = entry.sourceRecord, let binding = binding(of: entry) else { return }
        let held = try await scratch.receivedRecord(RecordReference(system: entry.system, id: entry.key))
        let routing =
            if entry.system == Engine.systemName, let held {
                binding.routing(again: held, ownedBy: settings.operatorRole, at: clock.now)
            } else {
                binding.routing(record, from: entry.system, ownedBy: settings.operatorRole, at: clock.now)
            }
        let proposal = routing.proposal.map { [StateChange.caseRaised($0)] } ?? []
        do throws(StoreError) {
            try await commit([.recordRepaired(routing.received, changes: [])] + proposal)
        } catch .conflict {
            // By the present configuration it was never held, or was left out.
        }
    }

    mutating func answer(_ entry: JournalEntry) async throws(StoreError) {
        try await takeFree()
        guard let approval = try await scratch.approval(entry.key), approval.decision == nil else { return }
        let body = entry.bodyJSON
        let decision = ApprovalDecision(
            id: entry.key,
            isApproved: entry.kind == "approval.approved",
            person: body?["person"]?.stringValue ?? "",
            reason: body?["reason"]?.stringValue,
            isReturned: entry.kind == "approval.returned"
        )
        let event = decision.event(for: approval, at: clock.now)
        try await commit([.approvalDecided(decision, event: event)])
        tell(event.reference)
    }

    mutating func decideCase(_ entry: JournalEntry) async throws(StoreError) {
        try await takeFree()
        guard let number = Int64(entry.key.dropFirst(2)), let decided = try await truth.case(number),
            let open = try await scratch.openCase(key: decided.proposal.key)
        else { return }
        let person = entry.bodyJSON?["person"]?.stringValue ?? ""
        if entry.kind == "case.rejected" {
            let reason = entry.bodyJSON?["reason"]?.stringValue ?? ""
            let changes = open.rejection(by: person, reason: reason, at: clock.now)
            try await commit(changes.map { $0.telling(under: decided.eventName) })
        } else if case .notifyFlow(let flow, let key) = open.proposal.remedy {
            let detail: JSONObject = ["person": .string(person)]
            let event = open.event(FlowEvent.caseRetry, for: flow, key: key, detail, at: clock.now)
                .named(decided.eventName)
            let decision = CaseDecision(number: open.number, action: .retry(event: event), person: person, reason: nil)
            try await commit([.caseDecided(decision)])
            tell(event.reference)
        }
    }
}

extension StateChange {
    /// A rejection whose event has the name that it has in the journal, where cases have other numbers.
    fileprivate func telling(under name: String) -> StateChange {
        guard case .recordReceived(let event) = self else { return self }
        return .recordReceived(event.named(name))
    }
}

extension ReceivedRecord {
    fileprivate func named(_ id: String) -> ReceivedRecord {
        ReceivedRecord(
            system: system,
            record: SourceRecord(
                id: id,
                object: record.object,
                occurredAt: record.occurredAt,
                payload: record.payload
            ),
            flow: flow,
            key: key,
            topics: topics,
            disposition: disposition
        )
    }
}
