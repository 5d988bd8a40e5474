package import CanonicalModel
package import ConnectorKit
package import JSON

/// What a store keeps, as one transaction sees it: enough to decide whether a change fits, and to write it.
///
/// A store implements these single steps; ``commit(_:by:at:)`` makes the decisions, once for all stores. Texts are
/// compared by their UTF-8 bytes.
package protocol WorkingState {
    /// Number and hash of the newest entry.
    func journalHead() throws(StoreError) -> JournalHead
    /// Adds the entries of a commit behind the newest one, without moving the head.
    mutating func append(_ entries: [JournalEntry]) throws(StoreError)
    /// Names the newest entry.
    mutating func setJournalHead(_ head: JournalHead) throws(StoreError)

    /// Where a record stands, or `nil` if it never entered the inbox.
    func recordState(_ reference: RecordReference) throws(StoreError) -> RecordState?
    /// Puts a record behind all others into the inbox; `false` if it entered before, and nothing is changed.
    mutating func insert(_ received: ReceivedRecord, _ texts: StoredTexts) throws(StoreError) -> Bool
    /// Replaces flow, key, topics and disposition of a record that is in the inbox.
    mutating func reroute(_ received: ReceivedRecord) throws(StoreError)
    /// Replaces the payload of a record that is in the inbox.
    mutating func setPayload(_ payload: JSON, of reference: RecordReference) throws(StoreError)
    /// Notes that a flow took a record that waits for it; `false` if it does not wait, and nothing is changed.
    mutating func markProcessed(_ reference: RecordReference) throws(StoreError) -> Bool
    /// The records that a case keeps back, in the order of their arrival.
    func quarantinedRecords(caseKey: String, limit: Int) throws(StoreError) -> [ReceivedRecord]
    /// Gives up the records that a case keeps back.
    mutating func rejectQuarantined(caseKey: String) throws(StoreError)

    /// The cursor of a stream.
    func cursor(of stream: StreamID) throws(StoreError) -> Cursor?
    /// Moves a stream, or puts it back to its start.
    mutating func setCursor(_ cursor: Cursor?, of stream: StreamID) throws(StoreError)

    /// The version of the state of a flow for one key.
    func flowVersion(flow: String, key: String) throws(StoreError) -> Int64?
    /// Writes state, version and waking time that a step leads to; `false` if the present version, 0 for none, is not
    /// the one that the step started from, and nothing is changed.
    mutating func setFlowState(after step: FlowAdvance, _ texts: StoredTexts) throws(StoreError) -> Bool

    /// One approval.
    func approval(_ id: String) throws(StoreError) -> StoredApproval?
    /// Puts a request behind all others.
    mutating func insert(_ approval: StoredApproval) throws(StoreError)
    /// Writes a request as it is now, with its answer and how far it has come; its place stays.
    mutating func update(_ approval: StoredApproval) throws(StoreError)

    /// One delivery.
    func delivery(_ key: String) throws(StoreError) -> StoredDelivery?
    /// Where a delivery stands, without what it is to bring about.
    func standing(of key: String) throws(StoreError) -> DeliveryStanding?
    /// Puts an intent behind all others; `false` if there is one with its key, and nothing is changed.
    mutating func insert(_ plan: PlannedDelivery, _ texts: StoredTexts) throws(StoreError) -> Bool
    /// Moves a delivery on.
    mutating func move(_ delivery: DeliveryStanding, by step: DeliveryStep) throws(StoreError)
    /// Replaces payload and control totals of a delivery that was planned.
    mutating func setContent(_ content: DeliveryContent, of key: String) throws(StoreError)

    /// One case.
    func storedCase(_ number: Int64) throws(StoreError) -> StoredCase?
    /// The open case with a key.
    func openCase(key: String) throws(StoreError) -> StoredCase?
    /// Opens a case under the next number.
    mutating func insert(_ proposal: CaseProposal, at now: Instant) throws(StoreError)
    /// Writes what it says, its topics, state, occurrences, last sighting, who closed it and why, and to whom it went.
    mutating func update(_ exception: StoredCase) throws(StoreError)

    /// The pause of a system.
    func pause(of system: String) throws(StoreError) -> SystemPause?
    /// Pauses a system, or ends its pause.
    mutating func setPause(_ pause: SystemPause?, of system: String) throws(StoreError)

    /// The lease that was taken last under a name.
    func lease(_ name: String) throws(StoreError) -> StoredLease?
    /// Writes who holds a lease and until when.
    mutating func setLease(_ lease: StoredLease) throws(StoreError)

    /// Hashes of the journal's tree, as ``AuditStore/treeHashes(level:indices:)`` reads them.
    func treeHashes(level: Int, _ indices: Range<Int64>) throws(StoreError) -> [MerkleHash]
    /// Stores the root of a complete subtree.
    mutating func insert(_ root: MerkleHash, at node: MerkleTree.Node) throws(StoreError)
    /// The checkpoint over the most entries.
    func latestCheckpoint() throws(StoreError) -> StoredCheckpoint?
    /// Stores a checkpoint over more entries than any before.
    mutating func insert(_ checkpoint: SignedCheckpoint, at now: Instant) throws(StoreError)
}

/// Where a record of the inbox stands.
package enum RecordState: String, Sendable, Hashable, CaseIterable {
    /// No flow has taken it.
    case waiting
    /// A case keeps it back.
    case quarantined
    /// A flow took it.
    case processed
    /// A person gave it up.
    case rejected
}

extension ReceivedRecord {
    /// Where the record stands when it enters the inbox.
    package var initialState: RecordState {
        switch disposition {
        case .accepted: .waiting
        case .quarantined: .quarantined
        }
    }

    /// The key of the case that keeps the record back, if one does.
    package var caseKey: String? {
        guard case .quarantined(let caseKey) = disposition else { return nil }
        return caseKey
    }
}

extension DeliveryState {
    /// The states in which the runtime still has to do something by itself.
    package static let open: Set<DeliveryState> = [.planned, .attempted, .unknown]
}
