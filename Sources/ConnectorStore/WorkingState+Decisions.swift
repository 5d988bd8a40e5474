internal import CanonicalModel
internal import ConnectorKit

extension WorkingState {
    mutating func raise(_ proposal: CaseProposal, at now: Instant) throws(StoreError) -> RelatedObject? {
        if let present = try openCase(key: proposal.key) {
            try update(present.seenAgain(as: proposal, at: now))
        } else {
            try insert(proposal, at: now)
        }
        return RelatedObject.none
    }

    mutating func decide(_ decision: CaseDecision) throws(StoreError) -> RelatedObject? {
        let present = try openCase(decision.number, to: "decide")
        switch decision.action {
        case .retry(let event):
            try retry(present.proposal.remedy)
            if let event { try insertEvent(event) }
        case .reject: try reject(present, reason: decision.reason)
        case .resolve: break
        }
        try update(present.closed(by: decision))
        return RelatedObject(topics: present.proposal.topics, system: "")
    }

    /// Gives a case to another role, once for each place of its chain.
    mutating func escalate(_ number: Int64, _ escalation: CaseEscalation) throws(StoreError) -> RelatedObject? {
        var present = try openCase(number, to: "escalate")
        guard present.owner == escalation.from, escalation.step > present.escalations.last?.step ?? 0 else {
            throw .conflict("Case C-\(number) went to \(present.owner) meanwhile; look at it again")
        }
        present.escalations.append(escalation)
        try update(present)
        return RelatedObject(topics: present.proposal.topics, system: "")
    }

    private func openCase(_ number: Int64, to action: String) throws(StoreError) -> StoredCase {
        guard let present = try storedCase(number) else {
            throw .conflict("There is no case C-\(number) to \(action)")
        }
        guard present.state == .open else {
            let person = present.closedBy ?? "someone"
            throw .conflict("Case C-\(number) was already \(present.state.rawValue) by \(person)")
        }
        return present
    }

    /// A case that is closed by a retry leaves no record behind: one that arrived while its person decided would be kept
    /// back for ever.
    func requireRelease(after decision: CaseDecision) throws(StoreError) {
        guard case .retry = decision.action, let decided = try storedCase(decision.number),
            case .releaseRecords = decided.proposal.remedy, try openCase(key: decided.proposal.key) == nil,
            let left = try quarantinedRecords(caseKey: decided.proposal.key, limit: 1).first
        else { return }
        throw .conflict(
            "Case C-\(decision.number) keeps back \(left.system)/\(left.record.id), which arrived meanwhile; "
                + "try the case again"
        )
    }

    /// Does what a retry asks of the working state; records are released by changes of their own.
    private mutating func retry(_ remedy: CaseProposal.Remedy) throws(StoreError) {
        switch remedy {
        case .redeliver(let key): try redeliver(key)
        case .resumeSystem(let system): try setPause(nil, of: system)
        case .releaseRecords, .notifyFlow, .acknowledge: break
        }
    }

    private mutating func reject(_ exception: StoredCase, reason: String?) throws(StoreError) {
        guard let reason, Optional(reason).isGiven else {
            throw .conflict("Case C-\(exception.number) can only be rejected with a reason; say why")
        }
        try rejectQuarantined(caseKey: exception.proposal.key)
        if case .redeliver(let key) = exception.proposal.remedy { try abandon(key, reason: reason) }
    }
}

extension StoredCase {
    /// The case as the newest trouble tells it.
    ///
    /// What a decision does remains, for it is due to whatever the case keeps back already; so do the topics, by which its
    /// story is found.
    fileprivate func seenAgain(as latest: CaseProposal, at now: Instant) -> StoredCase {
        StoredCase(
            number: number,
            proposal: CaseProposal(
                kind: proposal.kind,
                subject: proposal.subject,
                severity: latest.severity,
                owner: latest.owner,
                summary: latest.summary,
                detail: latest.detail,
                remedy: proposal.remedy,
                topics: proposal.topics + latest.topics.filter { !proposal.topics.contains($0) }
            ),
            state: state,
            occurrences: occurrences + 1,
            openedAt: openedAt,
            lastSeenAt: now,
            heldRecords: heldRecords,
            closedBy: closedBy,
            reason: reason,
            escalations: escalations
        )
    }

    fileprivate func closed(by decision: CaseDecision) -> StoredCase {
        StoredCase(
            number: number,
            proposal: proposal,
            state: decision.action.closedState,
            occurrences: occurrences,
            openedAt: openedAt,
            lastSeenAt: lastSeenAt,
            heldRecords: heldRecords,
            closedBy: decision.person,
            reason: decision.reason,
            escalations: escalations
        )
    }
}

extension CaseDecision.Action {
    fileprivate var closedState: CaseState {
        switch self {
        case .retry: .retried
        case .reject: .rejected
        case .resolve: .resolved
        }
    }
}
