import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConstructionFlows
import JSON

/// Where people put batches of costs before those who approve them.
struct BatchDesk<Flow: BatchApprovalFlow> {
    let store: any RuntimeStore

    /// What a flow remembers of the batch of a name, or will once it has taken the one that waits for it.
    func present(of batch: String) async throws(StoreError) -> BatchState<Flow.Batch> {
        var state = try await state(of: batch)
        guard state.phase == .free, let waiting = try await store.receivedRecord(reference(of: batch, after: state)),
            waiting.disposition == .accepted
        else { return state }
        do throws(JSONAccessError) {
            state.batch = try Flow.Batch(JSONReader(waiting.record.payload))
        } catch {
            // Its flow refuses it.
            return state
        }
        state.phase = .asked
        return state
    }

    /// The record that brings the next batch of a name.
    private func reference(of batch: String, after state: BatchState<Flow.Batch>) -> RecordReference {
        RecordReference(system: Engine.systemName, id: "\(Flow.approval(of: batch))/\(state.rounds + 1)")
    }

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
        let record = reference(of: batch.key, after: state)
        guard try await store.receivedRecord(record) == nil else {
            throw .conflict("\(id) was put before, and 'purlin run' has not taken it yet")
        }
        let received = ReceivedRecord(
            system: Engine.systemName,
            record: SourceRecord(id: record.id, object: Flow.Batch.name, occurredAt: now, payload: batch.json),
            flow: Flow.name,
            key: batch.key,
            topics: [id],
            disposition: .accepted
        )
        let receipt = try await store.commit([.recordReceived(received)], by: "person:\(batch.requester)", at: now)
        guard receipt.skipped.isEmpty else { throw .conflict("somebody put \(id) in this very moment") }
        return id
    }
}
