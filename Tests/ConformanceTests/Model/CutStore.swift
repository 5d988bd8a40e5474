import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConnectorTesting
import Synchronization

/// A store whose process dies at a chosen commit: from then on nothing can be read or written.
final class CutStore: StoreRelay {
    let inner: any RuntimeStore
    private let isBefore: Bool
    private let commitsLeft: Mutex<Int>

    /// Creates a store that dies at a commit.
    ///
    /// - Parameters:
    ///   - inner: What survives.
    ///   - commits: How many commits go well.
    ///   - isBefore: Whether the next one is lost; otherwise it is made, and only its acknowledgement is lost.
    init(_ inner: any RuntimeStore, after commits: Int, before isBefore: Bool) {
        self.inner = inner
        self.isBefore = isBefore
        commitsLeft = Mutex(commits)
    }

    /// Whether the process is dead.
    var isCut: Bool { commitsLeft.withLock { $0 < 0 } }

    func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        let left = commitsLeft.withLock { left in
            left -= 1
            return left
        }
        if left >= 0 { return try await inner.commit(changes, by: actor, at: now) }
        if left == -1, !isBefore { _ = try await inner.commit(changes, by: actor, at: now) }
        throw .unavailable("the process is dead")
    }
}
