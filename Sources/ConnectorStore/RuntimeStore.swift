public import CanonicalModel
public import ConnectorKit
public import JSON

/// Everything that the runtime keeps; each role is a protocol of its own.
public typealias RuntimeStore = ChangeStore & CursorStore & InboxStore & FlowStateStore & OutboxStore & ApprovalStore
    & CaseStore & CrosswalkStore & SystemPauseStore & JournalStore & AuditStore

/// Changes the working state and the journal together.
public protocol ChangeStore: Sendable {
    /// Makes all changes durable and appends their journal entries, in order: all or nothing.
    ///
    /// Changes that ``StateChange`` calls skipped leave no entry and are listed in the receipt.
    ///
    /// - Parameters:
    ///   - changes: What changes.
    ///   - actor: Who changes it, for example `system:purlin` or `person:equipment.manager`.
    ///   - now: The present.
    /// - Returns: What was appended and what was skipped.
    /// - Throws: ``StoreError/conflict(_:)`` if a change does not fit the present state, and then nothing is changed;
    ///   ``StoreError/fenced(_:)`` if the task has a ``FencingToken`` and another one has taken its lease.
    func commit(_ changes: [StateChange], by actor: String, at now: Instant) async throws(StoreError) -> CommitReceipt
}

/// What became of the changes of one commit.
public struct CommitReceipt: Sendable, Hashable {
    /// The sequence numbers of the entries that were appended.
    public let appended: Range<Int64>
    /// The positions of the changes that were already there.
    public let skipped: [Int]

    /// Creates a receipt.
    public init(appended: Range<Int64>, skipped: [Int]) {
        self.appended = appended
        self.skipped = skipped
    }
}

/// The durable position of every stream.
public protocol CursorStore: Sendable {
    /// The last committed cursor, or `nil` if the stream begins from the start.
    func cursor(of stream: StreamID) async throws(StoreError) -> Cursor?
}

/// Records that wait for a flow.
public protocol InboxStore: Sendable {
    /// Those of `references` that were received before, whatever became of them.
    func knownRecords(among references: [RecordReference]) async throws(StoreError) -> Set<RecordReference>

    /// One record as it was received, whatever became of it, or `nil`.
    func receivedRecord(_ reference: RecordReference) async throws(StoreError) -> ReceivedRecord?

    /// The accepted records that no flow has taken, in the order of their arrival.
    ///
    /// - Parameters:
    ///   - limit: How many are given at most.
    ///   - bytes: How many bytes of JSON their payloads have together at most; the first is given whatever its size.
    /// - Returns: The records.
    /// - Throws: ``StoreError`` if the store cannot be read.
    func waitingRecords(limit: Int, bytes: Int) async throws(StoreError) -> [ReceivedRecord]

    /// How many accepted records no flow has taken, counted no further than `limit`.
    func waitingRecordCount(limit: Int) async throws(StoreError) -> Int

    /// The records that the open case with this key keeps back, in the order of their arrival.
    func quarantinedRecords(caseKey: String, limit: Int) async throws(StoreError) -> [ReceivedRecord]
}

extension InboxStore {
    /// The accepted records that no flow has taken, in the order of their arrival, whatever their size.
    public func waitingRecords(limit: Int) async throws(StoreError) -> [ReceivedRecord] {
        try await waitingRecords(limit: limit, bytes: .max)
    }
}

/// The state of every flow for every key.
public protocol FlowStateStore: Sendable {
    /// The state of a flow for one key, or `nil` if it has none.
    func flowState(flow: String, key: String) async throws(StoreError) -> FlowState?

    /// The keys of a flow that want to be asked again at `now` or earlier, the earliest first; a key whose records wait is
    /// left out until the flow has taken them.
    func wakingKeys(flow: String, at now: Instant, limit: Int) async throws(StoreError) -> [String]

    /// The earliest time at which a key of any flow wants to be asked again.
    func nextWake() async throws(StoreError) -> Instant?
}

/// A flow's state for one key.
public struct FlowState: Sendable, Hashable {
    /// The state as the flow wrote it.
    public let state: JSON
    /// How many steps were taken.
    public let version: Int64

    /// Creates a state.
    public init(state: JSON, version: Int64) {
        self.state = state
        self.version = version
    }
}

/// Effects that are intended or done in other systems.
public protocol OutboxStore: Sendable {
    /// The deliveries to a system that are planned, attempted or unknown, in the order of their planning, those after
    /// `sequence`.
    func openDeliveries(
        to system: String,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery]

    /// Those of the open deliveries to a system that have this ordering key.
    func openDeliveries(
        to system: String,
        orderingKey: String,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery]

    /// How many deliveries to a system are open, counted no further than `limit`.
    func openDeliveryCount(to system: String, limit: Int) async throws(StoreError) -> Int

    /// How many of them have their time at `now` or earlier, or were attempted already, counted no further than `limit`:
    /// those that only wait for a later time are left out.
    func dueDeliveryCount(to system: String, at now: Instant, limit: Int) async throws(StoreError) -> Int

    /// One delivery by its key, or `nil`.
    func delivery(_ key: String) async throws(StoreError) -> StoredDelivery?

    /// All deliveries in `state`, in the order of their planning, those after `sequence`.
    func deliveries(
        in state: DeliveryState,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery]
}

extension OutboxStore {
    /// The first open deliveries to a system, in the order of their planning.
    public func openDeliveries(to system: String, limit: Int) async throws(StoreError) -> [StoredDelivery] {
        try await openDeliveries(to: system, after: 0, limit: limit)
    }
}

/// Approvals that were asked for.
public protocol ApprovalStore: Sendable {
    /// The requests without an answer, or all of them, in the order in which they were made.
    func approvals(onlyPending: Bool) async throws(StoreError) -> [StoredApproval]

    /// One request by its id, or `nil`.
    func approval(_ id: String) async throws(StoreError) -> StoredApproval?

    /// The requests to which something happens by itself at `now` or earlier, the earliest first: they lapse, or their
    /// owners are reminded.
    func dueApprovals(at now: Instant, limit: Int) async throws(StoreError) -> [StoredApproval]
}

/// Cases that were raised.
public protocol CaseStore: Sendable {
    /// The open cases, or all of them, by number.
    func cases(onlyOpen: Bool) async throws(StoreError) -> [StoredCase]

    /// One case by its number, or `nil`.
    func `case`(_ number: Int64) async throws(StoreError) -> StoredCase?

    /// The open case with this key, or `nil`.
    func openCase(key: String) async throws(StoreError) -> StoredCase?

    /// The case that was opened last under this key, whatever became of it, or `nil`.
    func latestCase(key: String) async throws(StoreError) -> StoredCase?
}

/// Which record of another system stands for a canonical object.
public protocol CrosswalkStore: Sendable {
    /// The reference of the canonical object `object` with `key` in `system`, or `nil` if it was never delivered there.
    func reference(system: String, object: String, key: String) async throws(StoreError) -> String?
}

/// Systems that are left alone for a while.
public protocol SystemPauseStore: Sendable {
    /// The pause of a system, or `nil` if it is used.
    func pause(of system: String) async throws(StoreError) -> SystemPause?
}

/// The journal: append-only, each entry bound to its predecessor by a hash.
public protocol JournalStore: Sendable {
    /// The entries after `sequence`, in order.
    func journal(after sequence: Int64, limit: Int) async throws(StoreError) -> [JournalEntry]

    /// The entries of a business key, in order.
    func journal(topic: String) async throws(StoreError) -> [JournalEntry]

    /// Number and hash of the newest entry, as kept apart from the entries.
    func journalHead() async throws(StoreError) -> JournalHead
}

/// Why a store could not do what it was asked to do.
@nonexhaustive
public enum StoreError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A change does not fit the present state, for example because someone else was faster.
    case conflict(String)
    /// The store cannot be used at the moment: locked by another process, disk full, no permission.
    case unavailable(String)
    /// What is stored cannot be read.
    case damaged(String)
    /// Another one holds the lease now under which something was to be written.
    case fenced(String)

    /// What happened and what to do.
    public var description: String {
        switch self {
        case .conflict(let text), .unavailable(let text), .damaged(let text), .fenced(let text): text
        }
    }
}
