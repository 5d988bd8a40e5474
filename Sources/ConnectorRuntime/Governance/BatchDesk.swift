import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConstructionFlows
import JSON

/// Where people put batches of costs before those who approve them.
struct BatchDesk<Flow: BatchApprovalFlow> {
    let store: any RuntimeStore

    /// What a flow remembers of the batch of a name.
    func state(of batch: String) async throws(StoreError) -> BatchState<Flow.Batch> {
        let stored = try await store.flowState(flow: Flow.name, key: batch)
        do throws(JSONAccessError) {
            return try BatchState(stored?.state)
        } catch {
            throw .damaged("the state of \(Flow.approval(of: batch)) cannot be read: \(error)")
        }
    }

    /// Puts a batch before those who approve it.
    ///
    /// - Parameters:
    ///   - batch: The batch.
    ///   - refusal: Why it cannot be put, by how far the one of its name has come; `nil` if it can.
    ///   - now: The present.
    /// - Returns: What the request for approval will be called.
    /// - Throws: ``StoreError/conflict(_:)`` with the refusal.
    func put(
        _ batch: Flow.Batch,
        unless refusal: (BatchPhase) -> String?,
        at now: Instant
    ) async throws(StoreError) -> String {
        let id = Flow.approval(of: batch.key)
        let state = try await state(of: batch.key)
        if let reason = refusal(state.phase) { throw .conflict(reason) }
        let record = "\(id)/\(state.rounds + 1)"
        guard try await store.receivedRecord(RecordReference(system: Engine.systemName, id: record)) == nil else {
            throw .conflict("\(id) was put before, and 'purlin run' has not taken it yet")
        }
        let received = ReceivedRecord(
            system: Engine.systemName,
            record: SourceRecord(id: record, object: Flow.Batch.name, occurredAt: now, payload: batch.json),
            flow: Flow.name,
            key: batch.key,
            topics: [id],
            disposition: .accepted
        )
        _ = try await store.commit([.recordReceived(received)], by: "person:\(batch.requester)", at: now)
        return id
    }
}
