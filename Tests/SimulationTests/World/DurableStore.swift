import CanonicalModel
import ConnectorStore
import ConnectorTesting
import Synchronization

/// What survives a crash.
final class DurableStore: StoreRelay {
    /// One commit that was made.
    private struct Commit {
        let changes: [StateChange]
        let actor: String
        let now: Instant
    }

    private struct State {
        var store = InMemoryStore()
        var commits: [Commit] = []
    }

    private let state = Mutex(State())
    private let keepsCommits: Bool

    /// - Parameter keepsCommits: Whether a commit can be forgotten again.
    init(keepsCommits: Bool) {
        self.keepsCommits = keepsCommits
    }

    var inner: any RuntimeStore { state.withLock { $0.store } }

    func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        let receipt = try await inner.commit(changes, by: actor, at: now)
        if keepsCommits { state.withLock { $0.commits.append(Commit(changes: changes, actor: actor, now: now)) } }
        return receipt
    }

    /// Loses the newest commit, as a store does that says it is durable before it is.
    func forgetLastCommit() async {
        let commits = state.withLock { state in
            state.commits = state.commits.dropLast()
            return state.commits
        }
        let rebuilt = InMemoryStore()
        for commit in commits { _ = try? await rebuilt.commit(commit.changes, by: commit.actor, at: commit.now) }
        state.withLock { $0.store = rebuilt }
    }
}
