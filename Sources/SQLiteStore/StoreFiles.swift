internal import ConnectorStore
internal import Foundation
internal import GRDB
internal import Synchronization

/// The files of a store that is open: whether they are still the ones in its folder, and how large the log is.
///
/// SQLite goes on with a file that was deleted or replaced, and everything that it acknowledges then is lost at the end of
/// the process.
final class StoreFiles: Sendable {
    /// The file of the store.
    let path: String
    private let opened: FileIdentity
    private let openedLog: FileIdentity
    private let largestLog: Int64
    /// The size of the log at which it is emptied, at the next chance.
    private let logLimit: Mutex<Int64>

    /// Notes which files belong to a store that was opened just now.
    ///
    /// - Parameters:
    ///   - path: The file of the store.
    ///   - largestLog: The size in bytes beyond which readers have to wait until the log is empty.
    /// - Throws: ``StoreError/unavailable(_:)`` if one of them is missing.
    init(path: String, largestLog: Int64) throws(StoreError) {
        self.path = path
        self.largestLog = largestLog
        logLimit = Mutex(largestLog)
        guard let file = FileIdentity(path), let log = FileIdentity(path + "-wal") else {
            throw .unavailable("The store \(path) was deleted while it was opened; see what does that and try again")
        }
        opened = file
        openedLog = log
    }

    /// Refuses to go on with files that are not in the folder any more.
    func check() throws(StoreError) {
        for (path, identity) in [(path, opened), (path + "-wal", openedLog)] where FileIdentity(path) != identity {
            throw .unavailable(
                "The file \(path) was deleted or replaced while the store was in use, and nothing is written to it any "
                    + "more; put the same file back, or stop purlin and start it with the file that is to be used"
            )
        }
    }

    /// Empties the log where SQLite alone cannot, because there is always someone who reads.
    func keepLogSmall(_ db: Database) {
        let limit = logLimit.withLock { $0 }
        guard let size = FileIdentity.size(of: path + "-wal"), size > limit else { return }
        // It is only tried: readers that stay for too long make it grow until the next time.
        try? db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        let left = FileIdentity.size(of: path + "-wal") ?? 0
        logLimit.withLock { $0 = left + largestLog }
    }

    /// Creates the file of a new store, for this user alone; SQLite gives the files beside it the same rights.
    static func create(_ path: String) throws(StoreError) {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            guard errno != EEXIST else { return }
            let reason = unsafe String(cString: strerror(errno))
            throw .unavailable("The store \(path) cannot be created: \(reason); let this user write its folder")
        }
        close(descriptor)
    }
}

/// What tells one file from another under the same name.
private struct FileIdentity: Sendable, Equatable {
    let device: dev_t
    let number: ino_t

    init?(_ path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        device = status.st_dev
        number = status.st_ino
    }

    /// The size of a file in bytes.
    static func size(of path: String) -> Int64? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return Int64(status.st_size)
    }
}
