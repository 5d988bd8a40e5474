internal import CanonicalModel
internal import ConnectorKit
internal import JSON

/// What an ``InMemoryStore`` keeps under its lock.
struct InMemoryState: Sendable {
    /// A record of the inbox.
    struct Inbox: Sendable {
        var received: ReceivedRecord
        let arrival: Int64
        var state: RecordState
    }

    /// The state of a flow for one key.
    struct Flow: Sendable {
        let flow: String
        let key: String
        let state: FlowState
        let wakeAt: Instant?
    }

    /// An approval and its place in the order of requests.
    struct Approval: Sendable {
        let stored: StoredApproval
        let position: Int
    }

    private(set) var entries: [JournalEntry] = []
    /// The places of the entries of each topic, ascending.
    private(set) var topics: [InMemoryKey: [Int]] = [:]
    private var keptEntries = 0
    private(set) var head = JournalHead.empty
    private var keptHead = JournalHead.empty

    private(set) var inbox = InMemoryTable<InMemoryKey, Inbox>()
    private(set) var waiting = InMemoryTable<Int64, InMemoryKey>()
    private(set) var quarantined = InMemoryTable<Int64, InMemoryKey>()
    private(set) var cursors = InMemoryTable<InMemoryKey, Cursor>()
    private(set) var flows = InMemoryTable<InMemoryKey, Flow>()
    private(set) var approvals = InMemoryTable<InMemoryKey, Approval>()
    private(set) var outbox = InMemoryTable<InMemoryKey, StoredDelivery>()
    private(set) var openOutbox = InMemoryTable<Int64, InMemoryKey>()
    private(set) var exceptions = InMemoryTable<Int64, StoredCase>()
    private(set) var openExceptions = InMemoryTable<InMemoryKey, Int64>()
    private(set) var latestExceptions = InMemoryTable<InMemoryKey, Int64>()
    private(set) var pauses = InMemoryTable<InMemoryKey, SystemPause>()
    private(set) var leases = InMemoryTable<InMemoryKey, StoredLease>()
    private(set) var tree = InMemoryTable<MerkleTree.Node, MerkleHash>()
    private(set) var checkpoints = InMemoryTable<Int64, StoredCheckpoint>()

    /// Makes the changes since the last call permanent.
    mutating func keep() {
        keptEntries = entries.count
        keptHead = head
        inbox.keep()
        waiting.keep()
        quarantined.keep()
        cursors.keep()
        flows.keep()
        approvals.keep()
        outbox.keep()
        openOutbox.keep()
        exceptions.keep()
        openExceptions.keep()
        latestExceptions.keep()
        pauses.keep()
        leases.keep()
        tree.keep()
        checkpoints.keep()
    }

    /// Undoes the changes since the last ``keep()``.
    mutating func revert() {
        for entry in entries[keptEntries...] {
            for topic in entry.topics {
                while let last = topics[InMemoryKey(topic)]?.last, last >= keptEntries {
                    topics[InMemoryKey(topic)]?.removeLast()
                }
            }
        }
        entries.removeSubrange(keptEntries...)
        head = keptHead
        inbox.revert()
        waiting.revert()
        quarantined.revert()
        cursors.revert()
        flows.revert()
        approvals.revert()
        outbox.revert()
        openOutbox.revert()
        exceptions.revert()
        openExceptions.revert()
        latestExceptions.revert()
        pauses.revert()
        leases.revert()
        tree.revert()
        checkpoints.revert()
    }
}

extension InMemoryState: WorkingState {
    func journalHead() -> JournalHead { head }

    mutating func append(_ entries: [JournalEntry]) {
        for (place, entry) in zip(self.entries.count..., entries) {
            for topic in entry.topics where topics[InMemoryKey(topic)]?.last != place {
                topics[InMemoryKey(topic), default: []].append(place)
            }
        }
        self.entries += entries
    }

    mutating func setJournalHead(_ head: JournalHead) { self.head = head }

    func recordState(_ reference: RecordReference) -> RecordState? { inbox[InMemoryKey(reference)]?.state }

    mutating func insert(_ received: ReceivedRecord, _ texts: StoredTexts) -> Bool {
        guard recordState(received.reference) == nil else { return false }
        let row = Inbox(received: received, arrival: Int64(inbox.count) + 1, state: received.initialState)
        write(row)
        return true
    }

    mutating func reroute(_ received: ReceivedRecord) {
        guard var row = inbox[InMemoryKey(received.reference)] else { return }
        row.state = received.initialState
        row.received = ReceivedRecord(
            system: row.received.system,
            record: row.received.record,
            flow: received.flow,
            key: received.key,
            topics: received.topics,
            disposition: received.disposition
        )
        write(row)
    }

    mutating func setPayload(_ payload: JSON, of reference: RecordReference) {
        guard var row = inbox[InMemoryKey(reference)] else { return }
        let received = row.received
        row.received = ReceivedRecord(
            system: received.system,
            record: SourceRecord(
                id: received.record.id,
                object: received.record.object,
                occurredAt: received.record.occurredAt,
                payload: payload
            ),
            flow: received.flow,
            key: received.key,
            topics: received.topics,
            disposition: received.disposition
        )
        write(row)
    }

    mutating func markProcessed(_ reference: RecordReference) -> Bool {
        guard var row = inbox[InMemoryKey(reference)], row.state == .waiting else { return false }
        row.state = .processed
        write(row)
        return true
    }

    mutating func rejectQuarantined(caseKey: String) {
        for var row in quarantinedRows(caseKey: caseKey) {
            row.state = .rejected
            write(row)
        }
    }

    private mutating func write(_ row: Inbox) {
        let key = InMemoryKey(row.received.reference)
        inbox[key] = row
        waiting[row.arrival] = row.state == .waiting ? key : nil
        quarantined[row.arrival] = row.state == .quarantined ? key : nil
    }

    func cursor(of stream: StreamID) -> Cursor? { cursors[InMemoryKey(stream.system, stream.stream)] }

    mutating func setCursor(_ cursor: Cursor?, of stream: StreamID) {
        cursors[InMemoryKey(stream.system, stream.stream)] = cursor
    }

    func flowState(flow: String, key: String) -> FlowState? { flows[InMemoryKey(flow, key)]?.state }

    func flowVersion(flow: String, key: String) -> Int64? { flowState(flow: flow, key: key)?.version }

    mutating func setFlowState(after step: FlowAdvance, _ texts: StoredTexts) -> Bool {
        guard flowVersion(flow: step.flow, key: step.key) ?? 0 == step.expectedVersion else { return false }
        let state = FlowState(state: step.state, version: step.expectedVersion + 1)
        let row = Flow(flow: step.flow, key: step.key, state: state, wakeAt: step.wakeAt)
        flows[InMemoryKey(step.flow, step.key)] = row
        return true
    }

    func approval(_ id: String) -> StoredApproval? { approvals[InMemoryKey(id)]?.stored }

    mutating func insert(_ approval: StoredApproval) {
        approvals[InMemoryKey(approval.request.id)] = Approval(stored: approval, position: approvals.count)
    }

    mutating func update(_ approval: StoredApproval) {
        guard let row = approvals[InMemoryKey(approval.request.id)] else { return }
        approvals[InMemoryKey(approval.request.id)] = Approval(stored: approval, position: row.position)
    }

    func delivery(_ key: String) -> StoredDelivery? { outbox[InMemoryKey(key)] }

    func standing(of key: String) -> DeliveryStanding? {
        delivery(key).map { present in
            DeliveryStanding(
                key: key,
                sequence: present.sequence,
                system: present.plan.system,
                topics: present.plan.topics,
                state: present.state,
                attempts: present.attempts,
                notBefore: present.notBefore
            )
        }
    }

    mutating func insert(_ plan: PlannedDelivery, _ texts: StoredTexts) -> Bool {
        guard delivery(plan.delivery.key) == nil else { return false }
        update(
            StoredDelivery(
                plan: plan,
                sequence: Int64(outbox.count) + 1,
                state: .planned,
                attempts: 0,
                notBefore: nil,
                found: nil,
                reason: nil
            )
        )
        return true
    }

    mutating func move(_ delivery: DeliveryStanding, by step: DeliveryStep) {
        guard let present = self.delivery(delivery.key) else { return }
        update(
            StoredDelivery(
                plan: present.plan,
                sequence: present.sequence,
                state: step.state,
                attempts: step.attempts ?? present.attempts,
                notBefore: step.notBefore,
                found: step.found?.record ?? present.found,
                reason: step.reason ?? present.reason
            )
        )
    }

    private mutating func update(_ delivery: StoredDelivery) {
        let key = InMemoryKey(delivery.plan.delivery.key)
        outbox[key] = delivery
        openOutbox[delivery.sequence] = DeliveryState.open.contains(delivery.state) ? key : nil
    }

    mutating func setContent(_ content: DeliveryContent, of key: String) {
        guard let present = outbox[InMemoryKey(key)] else { return }
        let delivery = Delivery(
            key: present.plan.delivery.key,
            object: present.plan.delivery.object,
            payload: content.payload,
            controlTotals: content.controlTotals
        )
        let plan = PlannedDelivery(
            delivery: delivery,
            system: present.plan.system,
            orderingKey: present.plan.orderingKey,
            topics: present.plan.topics
        )
        update(
            StoredDelivery(
                plan: plan,
                sequence: present.sequence,
                state: present.state,
                attempts: present.attempts,
                notBefore: present.notBefore,
                found: present.found,
                reason: present.reason
            )
        )
    }

    func storedCase(_ number: Int64) -> StoredCase? { exceptions[number].map(counted) }

    func openCase(key: String) -> StoredCase? { openExceptions[InMemoryKey(key)].flatMap(storedCase) }

    func latestCase(key: String) -> StoredCase? { latestExceptions[InMemoryKey(key)].flatMap(storedCase) }

    mutating func insert(_ proposal: CaseProposal, at now: Instant) {
        let number = Int64(exceptions.count) + 1
        latestExceptions[InMemoryKey(proposal.key)] = number
        update(
            StoredCase(
                number: number,
                proposal: proposal,
                state: .open,
                occurrences: 1,
                openedAt: now,
                lastSeenAt: now,
                heldRecords: 0,
                closedBy: nil,
                reason: nil
            )
        )
    }

    mutating func update(_ exception: StoredCase) {
        exceptions[exception.number] = exception
        openExceptions[InMemoryKey(exception.proposal.key)] = exception.state == .open ? exception.number : nil
    }

    func pause(of system: String) -> SystemPause? { pauses[InMemoryKey(system)] }

    mutating func setPause(_ pause: SystemPause?, of system: String) { pauses[InMemoryKey(system)] = pause }

    func lease(_ name: String) -> StoredLease? { leases[InMemoryKey(name)] }

    mutating func setLease(_ lease: StoredLease) { leases[InMemoryKey(lease.lease.name)] = lease }

    mutating func insert(_ root: MerkleHash, at node: MerkleTree.Node) { tree[node] = root }

    mutating func insert(_ checkpoint: SignedCheckpoint, at now: Instant) {
        checkpoints[checkpoint.checkpoint.size] = StoredCheckpoint(signed: checkpoint, signedAt: now)
    }
}
