internal import CanonicalModel
internal import ConnectorKit

extension WorkingState {
    mutating func add(_ request: ApprovalRequest, at now: Instant) throws(StoreError) -> RelatedObject? {
        guard try approval(request.id) == nil else { return nil }
        try insert(request, at: now)
        return RelatedObject.none
    }

    mutating func decide(
        _ decision: ApprovalDecision,
        event: ReceivedRecord,
        at now: Instant
    ) throws(StoreError) -> RelatedObject? {
        guard let present = try approval(decision.id) else {
            throw .conflict("There is no approval \(decision.id) to decide")
        }
        if let earlier = present.decision {
            let word = earlier.isApproved ? "approved" : "rejected"
            throw .conflict("Approval \(decision.id) was already \(word) by \(earlier.person)")
        }
        guard decision.isApproved || decision.reason.isGiven else {
            throw .conflict("Approval \(decision.id) can only be rejected with a reason; say why")
        }
        try setDecision(decision, at: now)
        try insertEvent(event)
        return RelatedObject(topics: present.request.topics, system: "")
    }

    /// Answers a request in the place of a person, without telling the flow, which withdraws it.
    mutating func withdraw(_ id: String, reason: String, at now: Instant) throws(StoreError) -> RelatedObject? {
        guard let present = try approval(id), present.decision == nil else { return nil }
        let decision = ApprovalDecision(id: id, isApproved: false, person: "purlin", reason: "withdrawn: \(reason)")
        try setDecision(decision, at: now)
        return RelatedObject(topics: present.request.topics, system: "")
    }

    mutating func raise(_ proposal: CaseProposal, at now: Instant) throws(StoreError) -> RelatedObject? {
        if let present = try openCase(key: proposal.key) {
            try update(present.seenAgain(as: proposal, at: now))
        } else {
            try insert(proposal, at: now)
        }
        return RelatedObject.none
    }

    mutating func decide(_ decision: CaseDecision) throws(StoreError) -> RelatedObject? {
        guard let present = try storedCase(decision.number) else {
            throw .conflict("There is no case C-\(decision.number) to decide")
        }
        guard present.state == .open else {
            let person = present.closedBy ?? "someone"
            throw .conflict("Case C-\(decision.number) was already \(present.state.rawValue) by \(person)")
        }
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

extension String? {
    /// Whether there is a text that says something.
    fileprivate var isGiven: Bool { self?.contains { !$0.isWhitespace } ?? false }
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
            reason: reason
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
            reason: decision.reason
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
