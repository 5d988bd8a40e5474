internal import CanonicalModel
internal import ConnectorKit
internal import Governance

extension WorkingState {
    /// Puts a request; one that was returned is asked anew, as it is now.
    mutating func add(_ request: ApprovalRequest, at now: Instant) throws(StoreError) -> RelatedObject? {
        guard let present = try approval(request.id) else {
            try insert(StoredApproval(request, askedAt: now))
            return RelatedObject.none
        }
        guard present.decision?.isReturned == true else { return nil }
        try update(StoredApproval(request, askedAt: now, round: present.standing.round + 1))
        return RelatedObject.none
    }

    mutating func decide(
        _ decision: ApprovalDecision,
        event: ReceivedRecord,
        at now: Instant
    ) throws(StoreError) -> RelatedObject? {
        let present = try openApproval(decision.id)
        guard decision.isApproved || decision.reason.isGiven else {
            throw .conflict("Approval \(decision.id) can only be \(decision.word) with a reason; say why")
        }
        if decision.isApproved, let terms = present.request.terms {
            try present.requireOpen(at: now)
            guard terms.isSatisfied(by: present.standing.signatures) else {
                throw .conflict(
                    "Approval \(decision.id) does not have the signatures that \(terms.rule) asks for; have it signed"
                )
            }
        }
        try update(present.decided(decision, at: now))
        try insertEvent(event)
        return RelatedObject(topics: present.request.topics, system: "")
    }

    /// Answers a request in the place of a person, without telling the flow, which withdraws it.
    mutating func withdraw(_ id: String, reason: String, at now: Instant) throws(StoreError) -> RelatedObject? {
        guard let present = try approval(id), present.decision == nil else { return nil }
        let decision = ApprovalDecision(id: id, isApproved: false, person: "purlin", reason: "withdrawn: \(reason)")
        try update(present.decided(decision, at: now))
        return RelatedObject(topics: present.request.topics, system: "")
    }

    mutating func move(_ id: String, by move: ApprovalMove, at now: Instant) throws(StoreError) -> RelatedObject? {
        let present = try openApproval(id)
        try update(present.standing(try present.moved(by: move, at: now)))
        return RelatedObject(topics: present.request.topics, system: "")
    }

    private func openApproval(_ id: String) throws(StoreError) -> StoredApproval {
        guard let present = try approval(id) else { throw .conflict("There is no approval \(id) to decide") }
        if let earlier = present.decision {
            throw .conflict("Approval \(id) was already \(earlier.word) by \(earlier.person)")
        }
        return present
    }
}

extension StoredApproval {
    fileprivate init(_ request: ApprovalRequest, askedAt now: Instant, round: Int64 = 1) {
        self.init(
            request: request,
            requestedAt: now,
            decision: nil,
            decidedAt: nil,
            standing: ApprovalStanding(of: request.terms, at: now, round: round)
        )
    }

    fileprivate func decided(_ decision: ApprovalDecision, at now: Instant) -> StoredApproval {
        StoredApproval(
            request: request,
            requestedAt: requestedAt,
            decision: decision,
            decidedAt: now,
            standing: standing
        )
    }

    fileprivate func standing(_ standing: ApprovalStanding) -> StoredApproval {
        StoredApproval(
            request: request,
            requestedAt: requestedAt,
            decision: decision,
            decidedAt: decidedAt,
            standing: standing
        )
    }

    /// Refuses signatures while it is on hold and after its time, also where no runtime has noticed yet.
    fileprivate func requireOpen(at now: Instant) throws(StoreError) {
        if let hold = standing.hold {
            throw .conflict("Approval \(request.id) is on hold by \(hold.person): \(hold.reason); release it first")
        }
        if standing.lapsedAt != nil || standing.expiresAt.map({ $0 <= now }) ?? false {
            let since = (standing.lapsedAt ?? standing.expiresAt)?.text ?? ""
            throw .conflict("Approval \(request.id) lapsed at \(since), because nobody had answered; reopen it first")
        }
    }

    /// What a move leads to.
    fileprivate func moved(by move: ApprovalMove, at now: Instant) throws(StoreError) -> ApprovalStanding {
        switch move {
        case .signed(let signature, let after): return try signed(signature, after: after, at: now)
        case .held(let person, let reason): return try held(by: person, reason, at: now)
        case .released: return try released(at: now)
        case .reminded: return try reminded(at: now)
        case .lapsed:
            try requireWaiting(for: standing.expiresAt, at: now)
            var next = standing
            next.lapsedAt = now
            return next
        case .reopened:
            // Its time may be over without a runtime having noticed.
            let isOver = standing.hold == nil && standing.expiresAt.map { $0 <= now } ?? false
            guard standing.lapsedAt != nil || isOver else {
                throw .conflict("Approval \(request.id) has not lapsed")
            }
            return ApprovalStanding(of: request.terms, at: now, round: standing.round)
        }
    }

    private func signed(
        _ signature: ApprovalSignature,
        after: Int,
        at now: Instant
    ) throws(StoreError) -> ApprovalStanding {
        try requireOpen(at: now)
        guard standing.signatures.count == after else {
            throw .conflict("Approval \(request.id) was signed by another person meanwhile; read it again")
        }
        var next = standing
        next.signatures.append(signature)
        guard request.terms?.missing(after: next.signatures) != nil || request.terms == nil else {
            throw .conflict(
                "Approval \(request.id) does not take a signature of \(signature.signer) by \(request.terms?.rule ?? "")"
            )
        }
        return next
    }

    private func held(by person: String, _ reason: String, at now: Instant) throws(StoreError) -> ApprovalStanding {
        try requireOpen(at: now)
        guard Optional(reason).isGiven else {
            throw .conflict("Approval \(request.id) can only be put on hold with a reason; say why")
        }
        var next = standing
        next.hold = ApprovalStanding.Hold(person: person, reason: reason, since: now)
        return next
    }

    private func released(at now: Instant) throws(StoreError) -> ApprovalStanding {
        guard let hold = standing.hold else { throw .conflict("Approval \(request.id) is not on hold") }
        let waited: Duration = .microseconds(max(now.microseconds - hold.since.microseconds, 0))
        var next = standing
        next.hold = nil
        next.expiresAt = standing.expiresAt?.adding(waited)
        next.remindAt = standing.remindAt?.adding(waited)
        return next
    }

    /// Once for each interval that has passed, however late.
    private func reminded(at now: Instant) throws(StoreError) -> ApprovalStanding {
        let due = try requireWaiting(for: standing.remindAt, at: now)
        let interval = max(request.terms?.remindsEvery?.components.seconds ?? 0, 1)
        var next = standing
        next.remindAt = due.adding(seconds: (now.seconds(since: due) / interval + 1) * interval)
        next.reminders += 1
        return next
    }

    /// Refuses what the runtime does by itself where a person was faster, or it is too early.
    @discardableResult
    private func requireWaiting(for due: Instant?, at now: Instant) throws(StoreError) -> Instant {
        guard standing.hold == nil, standing.lapsedAt == nil, let due, due <= now else {
            throw .conflict("Approval \(request.id) is not due; look at it again")
        }
        return due
    }
}

extension String? {
    /// Whether there is a text that says something.
    var isGiven: Bool { self?.contains { !$0.isWhitespace } ?? false }
}
