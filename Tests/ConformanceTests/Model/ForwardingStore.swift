import CanonicalModel
import ConnectorKit
import ConnectorStore

/// A store that does what another does, but for what a conforming type does in its own way.
protocol ForwardingStore: RuntimeStore {
    var base: any RuntimeStore { get }
}

extension ForwardingStore {
    func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        try await base.commit(changes, by: actor, at: now)
    }

    func cursor(of stream: StreamID) async throws(StoreError) -> Cursor? { try await base.cursor(of: stream) }

    func knownRecords(among references: [RecordReference]) async throws(StoreError) -> Set<RecordReference> {
        try await base.knownRecords(among: references)
    }

    func waitingRecords(limit: Int) async throws(StoreError) -> [ReceivedRecord] {
        try await base.waitingRecords(limit: limit)
    }

    func quarantinedRecords(caseKey: String, limit: Int) async throws(StoreError) -> [ReceivedRecord] {
        try await base.quarantinedRecords(caseKey: caseKey, limit: limit)
    }

    func flowState(flow: String, key: String) async throws(StoreError) -> FlowState? {
        try await base.flowState(flow: flow, key: key)
    }

    func wakingKeys(flow: String, at now: Instant, limit: Int) async throws(StoreError) -> [String] {
        try await base.wakingKeys(flow: flow, at: now, limit: limit)
    }

    func nextWake() async throws(StoreError) -> Instant? { try await base.nextWake() }

    func openDeliveries(to system: String, limit: Int) async throws(StoreError) -> [StoredDelivery] {
        try await base.openDeliveries(to: system, limit: limit)
    }

    func delivery(_ key: String) async throws(StoreError) -> StoredDelivery? { try await base.delivery(key) }

    func deliveries(
        in state: DeliveryState,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        try await base.deliveries(in: state, after: sequence, limit: limit)
    }

    func approvals(onlyPending: Bool) async throws(StoreError) -> [StoredApproval] {
        try await base.approvals(onlyPending: onlyPending)
    }

    func approval(_ id: String) async throws(StoreError) -> StoredApproval? { try await base.approval(id) }

    func cases(onlyOpen: Bool) async throws(StoreError) -> [StoredCase] { try await base.cases(onlyOpen: onlyOpen) }

    func `case`(_ number: Int64) async throws(StoreError) -> StoredCase? { try await base.case(number) }

    func openCase(key: String) async throws(StoreError) -> StoredCase? { try await base.openCase(key: key) }

    func reference(system: String, object: String, key: String) async throws(StoreError) -> String? {
        try await base.reference(system: system, object: object, key: key)
    }

    func pause(of system: String) async throws(StoreError) -> SystemPause? { try await base.pause(of: system) }

    func journal(after sequence: Int64, limit: Int) async throws(StoreError) -> [JournalEntry] {
        try await base.journal(after: sequence, limit: limit)
    }

    func journal(topic: String) async throws(StoreError) -> [JournalEntry] { try await base.journal(topic: topic) }

    func journalHead() async throws(StoreError) -> JournalHead { try await base.journalHead() }
}
