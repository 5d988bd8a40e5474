internal import CanonicalModel
internal import ConnectorStore
internal import GRDB
internal import Synchronization

/// Makes commits that arrive while another is being made durable durable together, with one flush of the disk.
///
/// Nobody waits for company: a commit that finds the queue idle is made at once, and whatever arrives meanwhile is the
/// next group.
final class CommitQueue: Sendable {
    /// One commit that waits for its turn.
    struct Request: Sendable {
        let work: Work
        /// Called once, when the commit is durable or has failed.
        let answer: @Sendable (Result<CommitReceipt, StoreError>) -> Void
    }

    /// What a request writes.
    enum Work: Sendable {
        /// Changes with their entries of the journal, under a token if there is one.
        case changes([PreparedChange], actor: String, now: Instant, under: FencingToken?)
        /// The expiry of a lease.
        case renewal(Lease)

        fileprivate var size: Int {
            switch self {
            case .changes(let changes, _, _, _): changes.count
            case .renewal: 1
            }
        }
    }

    /// How many changes a group holds at most, unless its first commit alone has more.
    private static let groupLimit = 4096

    private struct Waiting {
        var requests: [Request] = []
        var isBusy = false
    }

    private let pool: DatabasePool
    private let files: StoreFiles
    private let turn: WriterTurn
    private let waiting = Mutex(Waiting())

    init(_ pool: DatabasePool, files: StoreFiles, turn: WriterTurn) {
        self.pool = pool
        self.files = files
        self.turn = turn
    }

    /// Puts a commit behind those that wait.
    func add(_ request: Request) {
        let isIdle = waiting.withLock { waiting in
            waiting.requests.append(request)
            defer { waiting.isBusy = true }
            return !waiting.isBusy
        }
        if isIdle { makeNextGroup() }
    }

    private func makeNextGroup() {
        pool.asyncWriteWithoutTransaction { db in
            let group = self.nextGroup()
            let results = CommitGroup(db, files: self.files, turn: self.turn).make(group)
            for (request, result) in zip(group, results) { request.answer(result) }
            self.files.keepLogSmall(db)
            let isMore = self.waiting.withLock { waiting in
                waiting.isBusy = !waiting.requests.isEmpty
                return waiting.isBusy
            }
            if isMore { self.makeNextGroup() }
        }
    }

    private func nextGroup() -> [Request] {
        waiting.withLock { waiting in
            var count = 0
            var changes = 0
            while count < waiting.requests.count {
                changes += waiting.requests[count].work.size
                guard count == 0 || changes <= Self.groupLimit else { break }
                count += 1
            }
            defer { waiting.requests.removeFirst(count) }
            return Array(waiting.requests.prefix(count))
        }
    }
}

/// Commits that are made durable in one transaction, each whole or not at all.
private struct CommitGroup {
    private let db: Database
    private let files: StoreFiles
    private let turn: WriterTurn

    init(_ db: Database, files: StoreFiles, turn: WriterTurn) {
        self.db = db
        self.files = files
        self.turn = turn
    }

    /// Makes all commits durable.
    ///
    /// Nearly every group has no commit that is refused, so the first try does without savepoints.
    ///
    /// - Returns: What became of each.
    func make(_ requests: [CommitQueue.Request]) -> [Result<CommitReceipt, StoreError>] {
        var isRefused = false
        let results = inTransaction(requests.count) { state throws(StoreError) in
            var results: [Result<CommitReceipt, StoreError>] = []
            for request in requests {
                do throws(StoreError) {
                    results.append(.success(try request.apply(to: &state)))
                } catch {
                    isRefused = true
                    throw error
                }
            }
            return results
        }
        guard isRefused, requests.count > 1 else { return results }
        return inTransaction(requests.count) { state throws(StoreError) in
            var results: [Result<CommitReceipt, StoreError>] = []
            for request in requests { results.append(try isolated(request, &state)) }
            return results
        }
    }

    /// Applies a commit that leaves the others as they are if it is refused.
    private func isolated(
        _ request: CommitQueue.Request,
        _ state: inout SQLiteState
    ) throws(StoreError) -> Result<CommitReceipt, StoreError> {
        try state.run("SAVEPOINT one_commit")
        do throws(StoreError) {
            let receipt = try request.apply(to: &state)
            try state.run("RELEASE one_commit")
            return .success(receipt)
        } catch {
            // A disk that is full or fails ends the transaction of all.
            guard state.isInTransaction else { throw error }
            try state.run("ROLLBACK TO one_commit")
            try state.run("RELEASE one_commit")
            return .failure(error)
        }
    }

    /// Runs `body` in a transaction that takes the write lock first thing: another process may commit too, so
    /// everything that is decided on is read under it.
    private func inTransaction(
        _ count: Int,
        _ body: (inout SQLiteState) throws(StoreError) -> [Result<CommitReceipt, StoreError>]
    ) -> [Result<CommitReceipt, StoreError>] {
        var results: [Result<CommitReceipt, StoreError>] = []
        do {
            try files.check()
            turn.take()
            defer { turn.giveBack() }
            try db.inTransaction(.immediate) {
                turn.giveBack()
                var state = SQLiteState(db, path: files.path)
                results = try body(&state)
                return .commit
            }
            return results
        } catch {
            // Also for those that were refused: what they were too late for has not happened.
            return Array(repeating: .failure(StoreError(error, path: files.path)), count: count)
        }
    }
}

extension CommitQueue.Request {
    fileprivate func apply(to state: inout SQLiteState) throws(StoreError) -> CommitReceipt {
        switch work {
        case .changes(let changes, let actor, let now, let token):
            return try state.commit(changes, by: actor, at: now, under: token)
        case .renewal(let lease):
            try state.renew(lease)
            return CommitReceipt(appended: 0..<0, skipped: [])
        }
    }
}
