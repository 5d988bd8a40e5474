import CanonicalModel
import ConnectorKit
import ConnectorStore

/// Reminds owners of requests that wait, and lets lapse what nobody answered in time.
struct ApprovalTimes {
    let store: any RuntimeStore

    /// Does what is due.
    ///
    /// - Returns: Whether there may be more.
    func run(at now: Instant) async throws(StoreError) -> Bool {
        let due = try await store.dueApprovals(at: now, limit: FlowRunner.batch)
        for approval in due {
            do throws(StoreError) {
                _ = try await store.commit(try await changes(of: approval, at: now), by: Engine.actor, at: now)
            } catch .conflict {
                // A person was faster.
            }
        }
        return due.count == FlowRunner.batch
    }

    private func changes(of approval: StoredApproval, at now: Instant) async throws(StoreError) -> [StateChange] {
        let id = approval.request.id
        guard approval.standing.expiresAt.map({ $0 <= now }) ?? false else {
            return [.approvalMoved(id: id, .reminded), .caseRaised(ApprovalCase.waiting.proposal(for: approval))]
        }
        return [.approvalMoved(id: id, .lapsed), .caseRaised(ApprovalCase.lapsed.proposal(for: approval))]
            + (try await ApprovalCase.closing([.waiting], of: id, in: store, because: "the request lapsed"))
    }
}
