package import CanonicalModel
internal import ConnectorKit

extension WorkingState {
    /// Applies changes in order and appends an entry for each that is not skipped.
    ///
    /// The caller undoes everything if this throws.
    ///
    /// - Throws: ``StoreError/fenced(_:)`` if `token` is not the one of the present holder of its lease;
    ///   ``StoreError/conflict(_:)`` if a change does not fit; what the store itself throws.
    package mutating func commit(
        _ changes: [PreparedChange],
        by actor: String,
        at now: Instant,
        under token: FencingToken? = nil
    ) throws(StoreError) -> CommitReceipt {
        try check(token)
        let start = try journalHead()
        guard start.sequence >= 0, start.sequence < Int64.max - Int64(changes.count) else {
            throw .damaged(
                "The head of the journal names entry \(start.sequence), which cannot be; verify the journal and "
                    + "restore the store from a backup"
            )
        }
        var head = start
        var skipped: [Int] = []
        var entries: [JournalEntry] = []
        entries.reserveCapacity(changes.count)
        for position in changes.indices {
            guard let related = try apply(changes[position], at: now) else {
                skipped.append(position)
                continue
            }
            let content = changes[position].content.relating(to: related)
            let entry = JournalEntry(appending: content, to: head, by: actor, at: now)
            head = JournalHead(sequence: entry.sequence, hash: entry.hash)
            entries.append(entry)
        }
        if !entries.isEmpty {
            try append(entries)
            try setJournalHead(head)
            try growTree(from: start.sequence, to: head.sequence, appended: entries.map(\.hash))
        }
        for prepared in changes {
            if case .caseDecided(let decision) = prepared.change { try requireRelease(after: decision) }
        }
        return CommitReceipt(appended: (start.sequence + 1)..<(head.sequence + 1), skipped: skipped)
    }

    /// Applies one change.
    ///
    /// - Returns: What it refers to by key or number; `nil` if it is skipped.
    private mutating func apply(_ prepared: PreparedChange, at now: Instant) throws(StoreError) -> RelatedObject? {
        switch prepared.change {
        case .recordReceived(let received): return try receive(received, prepared.texts)
        case .recordRerouted(let received): return try route(received)
        case .cursorAdvanced(let stream, let cursor): return try advance(stream, to: cursor)
        case .flowAdvanced(let step): return try advance(step, prepared.texts)
        case .approvalRequested(let request): return try add(request, at: now)
        case .approvalDecided(let decision, let event): return try decide(decision, event: event, at: now)
        case .approvalWithdrawn(let id, let reason): return try withdraw(id, reason: reason, at: now)
        case .approvalMoved(let id, let step): return try move(id, by: step, at: now)
        case .deliveryPlanned(let plan): return try add(plan, prepared.texts)
        case .deliveryAttempted(let key, let attempt): return try beginAttempt(attempt, of: key)
        case .deliverySettled(let key, let settlement): return try settle(key, settlement, prepared.texts)
        case .caseRaised(let proposal): return try raise(proposal, at: now)
        case .caseDecided(let decision): return try decide(decision)
        case .caseEscalated(let number, let escalation): return try escalate(number, escalation)
        case .systemPaused(let system, let pause): return try set(pause, of: system)
        case .systemPauseReplaced(let system, let pause, let seen):
            let present = try self.pause(of: system)
            return present == nil || present == seen ? try set(pause, of: system) : nil
        case .recordRepaired(let received, _): return try repair(received)
        case .deliveryRepaired(let key, let content, _): return try repair(key, content)
        case .deliveryAdjusted(let key, let content, _, _): return try adjust(key, content)
        case .deliveryReplayed(let key, let reason): return try replay(key, reason: reason)
        case .deliveryScheduled(let key, let notBefore): return try schedule(key, notBefore: notBefore)
        case .leaseTaken(let claim): return try take(claim, at: now)
        case .leaseReleased(let lease): return try release(lease)
        case .checkpointSigned(let checkpoint): return try add(checkpoint, at: now)
        }
    }

    private mutating func receive(
        _ received: ReceivedRecord,
        _ texts: StoredTexts
    ) throws(StoreError) -> RelatedObject? {
        if try insert(received, texts) { return RelatedObject.none }
        // What is kept of it must be readable, or the record would be lost without a word.
        _ = try recordState(received.reference)
        return nil
    }

    private mutating func route(_ received: ReceivedRecord) throws(StoreError) -> RelatedObject? {
        try require([.waiting, .quarantined], of: received.reference)
        try reroute(received)
        return RelatedObject.none
    }

    private mutating func repair(_ received: ReceivedRecord) throws(StoreError) -> RelatedObject? {
        try require([.quarantined], of: received.reference)
        try setPayload(received.record.payload, of: received.reference)
        try reroute(received)
        return RelatedObject.none
    }

    /// Puts the event of a person's decision into the inbox; it must be new, or its flow would never hear of it.
    mutating func insertEvent(_ event: ReceivedRecord) throws(StoreError) {
        guard try insert(event, StoredTexts(of: event)) else {
            throw .conflict("Event \(event.reference.name) is already in the inbox: the decision was made before")
        }
    }

    private func require(_ states: [RecordState], of reference: RecordReference) throws(StoreError) {
        guard let found = try recordState(reference) else {
            throw .conflict("Record \(reference.name) is not in the inbox")
        }
        guard states.contains(found) else {
            let permitted = states.map(\.rawValue).joined(separator: " or ")
            throw .conflict("Record \(reference.name) is \(found.rawValue), not \(permitted); read the inbox again")
        }
    }

    private mutating func advance(_ stream: StreamID, to cursor: Cursor?) throws(StoreError) -> RelatedObject? {
        let present = try self.cursor(of: stream)
        guard present.map({ Array($0.text.utf8) }) != cursor.map({ Array($0.text.utf8) }) else { return nil }
        try setCursor(cursor, of: stream)
        return RelatedObject.none
    }

    private mutating func advance(_ step: FlowAdvance, _ texts: StoredTexts) throws(StoreError) -> RelatedObject? {
        guard (0..<Int64.max).contains(step.expectedVersion), try setFlowState(after: step, texts) else {
            let version = try flowVersion(flow: step.flow, key: step.key) ?? 0
            guard version != step.expectedVersion else {
                throw .damaged("Flow \(step.flow) has version \(version) for key \(step.key), which cannot be")
            }
            throw .conflict(
                "Flow \(step.flow) has version \(version) for key \(step.key), not \(step.expectedVersion): "
                    + "another step was faster; read its state again"
            )
        }
        for reference in step.consumed where try !markProcessed(reference) {
            try require([.waiting], of: reference)
        }
        return RelatedObject.none
    }

    private mutating func set(_ pause: SystemPause?, of system: String) throws(StoreError) -> RelatedObject? {
        guard try self.pause(of: system) != pause else { return nil }
        try setPause(pause, of: system)
        return RelatedObject.none
    }
}

extension WorkingState {
    fileprivate mutating func add(_ signed: SignedCheckpoint, at now: Instant) throws(StoreError) -> RelatedObject? {
        let (size, latest) = (signed.checkpoint.size, try latestCheckpoint())
        guard signed.note.encoded != latest?.note else { return nil }
        let smallest = (latest?.size ?? 0) + 1
        let newest = try journalHead().sequence
        guard smallest <= size, size <= newest else {
            throw .conflict(
                "A checkpoint over \(size) entries fits neither the journal nor the checkpoint over \(smallest - 1): "
                    + "another one was faster; sign the newest entries again"
            )
        }
        guard try treeRoot(size: size) == signed.checkpoint.root else {
            throw .conflict("The checkpoint over \(size) entries is not one of this journal; verify the journal")
        }
        try insert(signed, at: now)
        return RelatedObject.none
    }
}

extension RecordReference {
    /// System and id, as messages name the record.
    fileprivate var name: String { "\(system)/\(id)" }
}
