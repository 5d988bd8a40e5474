import CanonicalModel
import ConnectorKit
import ConnectorStore

/// A store that hands everything to another one; what a conforming type implements itself is different.
protocol StoreRelay: RuntimeStore {
    var inner: any RuntimeStore { get }

    /// Called before each read.
    func willRead(_ what: String) async throws(StoreError)
}

extension StoreRelay {
    func willRead(_ what: String) async throws(StoreError) {}

    func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        try await inner.commit(changes, by: actor, at: now)
    }

    func cursor(of stream: StreamID) async throws(StoreError) -> Cursor? {
        try await willRead("cursor")
        return try await inner.cursor(of: stream)
    }

    func knownRecords(among references: [RecordReference]) async throws(StoreError) -> Set<RecordReference> {
        try await willRead("known records")
        return try await inner.knownRecords(among: references)
    }

    func waitingRecords(limit: Int) async throws(StoreError) -> [ReceivedRecord] {
        try await willRead("waiting records")
        return try await inner.waitingRecords(limit: limit)
    }

    func quarantinedRecords(caseKey: String, limit: Int) async throws(StoreError) -> [ReceivedRecord] {
        try await willRead("quarantined records")
        return try await inner.quarantinedRecords(caseKey: caseKey, limit: limit)
    }

    func flowState(flow: String, key: String) async throws(StoreError) -> FlowState? {
        try await willRead("flow state")
        return try await inner.flowState(flow: flow, key: key)
    }

    func wakingKeys(flow: String, at now: Instant, limit: Int) async throws(StoreError) -> [String] {
        try await willRead("waking keys")
        return try await inner.wakingKeys(flow: flow, at: now, limit: limit)
    }

    func nextWake() async throws(StoreError) -> Instant? {
        try await willRead("next wake")
        return try await inner.nextWake()
    }

    func openDeliveries(to system: String, limit: Int) async throws(StoreError) -> [StoredDelivery] {
        try await willRead("open deliveries")
        return try await inner.openDeliveries(to: system, limit: limit)
    }

    func delivery(_ key: String) async throws(StoreError) -> StoredDelivery? {
        try await willRead("delivery")
        return try await inner.delivery(key)
    }

    func deliveries(
        in state: DeliveryState,
        after sequence: Int64,
        limit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        try await willRead("deliveries")
        return try await inner.deliveries(in: state, after: sequence, limit: limit)
    }

    func approvals(onlyPending: Bool) async throws(StoreError) -> [StoredApproval] {
        try await willRead("approvals")
        return try await inner.approvals(onlyPending: onlyPending)
    }

    func approval(_ id: String) async throws(StoreError) -> StoredApproval? {
        try await willRead("approval")
        return try await inner.approval(id)
    }

    func cases(onlyOpen: Bool) async throws(StoreError) -> [StoredCase] {
        try await willRead("cases")
        return try await inner.cases(onlyOpen: onlyOpen)
    }

    func `case`(_ number: Int64) async throws(StoreError) -> StoredCase? {
        try await willRead("case")
        return try await inner.case(number)
    }

    func openCase(key: String) async throws(StoreError) -> StoredCase? {
        try await willRead("open case")
        return try await inner.openCase(key: key)
    }

    func reference(system: String, object: String, key: String) async throws(StoreError) -> String? {
        try await willRead("reference")
        return try await inner.reference(system: system, object: object, key: key)
    }

    func pause(of system: String) async throws(StoreError) -> SystemPause? {
        try await willRead("pause")
        return try await inner.pause(of: system)
    }

    func journal(after sequence: Int64, limit: Int) async throws(StoreError) -> [JournalEntry] {
        try await willRead("journal")
        return try await inner.journal(after: sequence, limit: limit)
    }

    func journal(topic: String) async throws(StoreError) -> [JournalEntry] {
        try await willRead("journal")
        return try await inner.journal(topic: topic)
    }

    func journalHead() async throws(StoreError) -> JournalHead {
        try await willRead("journal head")
        return try await inner.journalHead()
    }
}
