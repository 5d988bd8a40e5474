public import CanonicalModel
public import ConnectorStore
internal import GRDB

/// A durable store in one SQLite file.
///
/// A commit that has returned survives the loss of power (`journal_mode=WAL`, `synchronous=FULL`). It is made whole or
/// not at all, even if its task is cancelled meanwhile. Commits that are asked for at the same time share one flush of
/// the disk, and one that is refused leaves the others whole. Several processes may use the same file, but only one as
/// its runtime.
public final class SQLiteStore: RuntimeStore, LeaseStore {
    /// What a process does with the store.
    public enum Role: Sendable, Hashable, CaseIterable {
        /// Runs the connectors; there can be only one for each store.
        case runtime
        /// Looks at the store or decides something, beside a runtime or without one.
        case client
    }

    private let path: String
    private let files: StoreFiles
    private let pool: DatabasePool
    private let commits: CommitQueue
    private let lock: RuntimeLock?

    /// Opens the store, and creates it if there is none.
    ///
    /// - Parameters:
    ///   - path: The file; two more beside it (`-wal`, `-shm`), the runtime's `.lock` and the writers' `.turn` belong to it.
    ///   - role: What this process does with it.
    ///   - busyTimeout: How long to wait for another process that is changing the store.
    ///   - largestLog: The size of `-wal` in bytes at which it is emptied even if readers have to be waited for.
    /// - Throws: ``StoreError/unavailable(_:)`` if the file cannot be used here and now, is in use by another runtime, or
    ///   is of an earlier version and in use by any, or was written by a newer Purlin;
    ///   ``StoreError/damaged(_:)`` if it is no readable database.
    public init(
        path: String,
        role: Role,
        busyTimeout: Duration = .seconds(5),
        largestLog: Int64 = 64 << 20
    ) throws(StoreError) {
        try StorePath.check(path)
        lock = role == .runtime ? try RuntimeLock(store: path) : nil
        try StoreFiles.create(path)
        let turn = WriterTurn(store: path, patience: busyTimeout)
        pool = try Self.open(path, isRuntime: lock != nil, busyTimeout: busyTimeout, turn: turn)
        files = try StoreFiles(path: path, largestLog: largestLog)
        commits = CommitQueue(pool, files: files, turn: turn)
        self.path = path
    }

    /// Closes the file and gives the runtime's lock back; the store cannot be used afterwards.
    ///
    /// Without this call the same happens when the store is released.
    ///
    /// - Throws: ``StoreError/unavailable(_:)`` if the file cannot be closed.
    public func close() throws(StoreError) {
        do {
            try pool.close()
        } catch {
            throw StoreError(error, path: path)
        }
        lock?.release()
    }

    /// How SQLite keeps the file, as the connection that commits sees it.
    ///
    /// - Throws: ``StoreError`` if the file cannot be asked.
    public func settings() async throws(StoreError) -> SQLiteSettings {
        let result = await withCheckedContinuation { continuation in
            pool.asyncWriteWithoutTransaction { db in
                continuation.resume(returning: Result { try SQLiteSettings(of: db) })
            }
        }
        return try unwrapped(result)
    }

    /// Makes all changes durable and appends their journal entries, in order: all or nothing.
    ///
    /// - Parameters:
    ///   - changes: What changes.
    ///   - actor: Who changes it.
    ///   - now: The present.
    /// - Returns: What was appended and what was skipped.
    /// - Throws: ``StoreError/conflict(_:)`` if a change does not fit the present state; ``StoreError/fenced(_:)`` if the
    ///   task has a ``FencingToken`` and another one has taken its lease; ``StoreError/unavailable(_:)`` and ``StoreError/damaged(_:)`` if the file cannot be written or read.
    public func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        // Outside the queue, so that the texts of the journal are made while others are written.
        let prepared = changes.map(PreparedChange.init)
        return try await make(.changes(prepared, actor: actor, now: now, under: FencingToken.current))
    }

    /// Moves the expiry of a lease to the one that `lease` names.
    ///
    /// - Throws: ``StoreError/fenced(_:)`` if it was taken by another one or given back; what ``commit(_:by:at:)`` throws.
    public func renewLease(_ lease: Lease) async throws(StoreError) {
        _ = try await make(.renewal(lease))
    }

    private func make(_ work: CommitQueue.Work) async throws(StoreError) -> CommitReceipt {
        let result = await withCheckedContinuation { continuation in
            commits.add(CommitQueue.Request(work: work) { continuation.resume(returning: $0) })
        }
        return try result.get()
    }

    /// Reads from one consistent state of the file.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (SQLiteState) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        // Another file under the same name would be opened by a connection that is made now.
        try files.check()
        let path = path
        let result = await withCheckedContinuation { continuation in
            pool.asyncRead { opened in
                continuation.resume(
                    returning: opened.flatMap { db in Result { try body(SQLiteState(db, path: path)) } }
                )
            }
        }
        return try unwrapped(result)
    }

    private func unwrapped<Value>(_ result: Result<Value, any Error>) throws(StoreError) -> Value {
        do {
            return try result.get()
        } catch {
            throw StoreError(error, path: path)
        }
    }
}

extension SQLiteStore {
    private static func open(
        _ path: String,
        isRuntime: Bool,
        busyTimeout: Duration,
        turn: WriterTurn
    ) throws(StoreError) -> DatabasePool {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        let (seconds, attoseconds) = busyTimeout.components
        configuration.busyMode = .timeout(Double(seconds) + Double(attoseconds) * 1e-18)
        do {
            let pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { db in
                try setDurability(db, path: path)
                let lock = isRuntime ? nil : try Schema.lockIfEarlier(db, path: path)
                defer { lock?.release() }
                turn.take()
                defer { turn.giveBack() }
                try db.inTransaction {
                    try Schema.migrate(db, path: path)
                    return .commit
                }
            }
            return pool
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Asks for durable commits, and believes only what SQLite says it does.
    private static func setDurability(_ db: Database, path: String) throws {
        // Not before: opening a pool sets NORMAL, with which the last commits may be lost with the power.
        try db.execute(sql: "PRAGMA synchronous = FULL")
        // What a group of commits changes stays in memory until it is written once.
        try db.execute(sql: "PRAGMA cache_size = -32768")
        // In pages; fewer and larger checkpoints write a page once that many commits have changed.
        try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
        // A damaged page is found when it is read, not when what it holds is believed.
        try db.execute(sql: "PRAGMA cell_size_check = ON")
        let settings = try SQLiteSettings(of: db)
        guard settings.isDurable else {
            throw StoreError.unavailable(
                "The store \(path) cannot be made durable here (\(settings)); put it on a local disk"
            )
        }
    }
}
