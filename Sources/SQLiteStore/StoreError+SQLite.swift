internal import ConnectorStore
internal import GRDB

extension StoreError {
    /// Says what a failure of SQLite means and what to do, without any stored value.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError: self = Self.meaning(of: error, path: path)
        default: self = .unavailable("The store \(path) cannot be used: \(error)")
        }
    }

    private static func meaning(of error: DatabaseError, path: String) -> StoreError {
        let detail = "SQLite says: \(error.message ?? "nothing more") (code \(error.extendedResultCode.rawValue))"
        return switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            .unavailable(
                "The store \(path) is locked by another process for too long; see what uses it and try again. \(detail)"
            )
        case .SQLITE_FULL:
            .unavailable("The disk of the store \(path) is full; make room and try again. \(detail)")
        case .SQLITE_IOERR:
            .unavailable("The store \(path) cannot be read or written; check its disk and try again. \(detail)")
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH:
            .unavailable(
                "The store \(path) cannot be opened for writing; give this user the right to write the file and its "
                    + "folder. \(detail)"
            )
        case .SQLITE_NOTADB:
            .damaged("The file \(path) is no SQLite database; check the path or restore the store from a backup")
        case .SQLITE_CORRUPT:
            .damaged("The store \(path) is damaged; keep a copy of it and restore a backup. \(detail)")
        case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH:
            .damaged(
                "The tables of the store \(path) contradict each other; verify the journal and restore a backup. "
                    + detail
            )
        case .SQLITE_MISUSE:
            .unavailable("The store \(path) is closed; open it again. \(detail)")
        default:
            .unavailable("The store \(path) cannot be used; try again. \(detail)")
        }
    }
}
