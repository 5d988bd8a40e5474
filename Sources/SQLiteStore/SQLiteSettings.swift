internal import GRDB

/// How SQLite keeps a store's file.
public struct SQLiteSettings: Sendable, Hashable, CustomStringConvertible {
    /// How commits become atomic: `wal` for a store.
    public let journalMode: String
    /// When commits are forced to the disk: 2, each of them, for a store.
    public let synchronous: Int
    /// Whether references between tables are checked.
    public let checksForeignKeys: Bool
    /// The version of the tables.
    public let schemaVersion: Int

    init(of db: Database) throws {
        journalMode = try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "unknown"
        synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
        checksForeignKeys = try Bool.fetchOne(db, sql: "PRAGMA foreign_keys") ?? false
        schemaVersion = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? -1
    }

    /// Whether a commit that has returned survives the loss of power.
    public var isDurable: Bool { journalMode == "wal" && synchronous == 2 && checksForeignKeys }

    /// All settings in one line.
    public var description: String {
        "journal mode \(journalMode), synchronous \(synchronous), foreign keys \(checksForeignKeys ? "on" : "off"), "
            + "schema version \(schemaVersion)"
    }
}
