import CanonicalModel
import ConnectorKit
import ConnectorStore
import Foundation
import GRDB
import Glibc
import JSON
import SQLiteStore

/// A folder of its own for each test, removed with everything in it.
final class StoreFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The file of the store.
    var store: String { path + "/purlin.sqlite" }

    /// Opens the store.
    func open(_ role: SQLiteStore.Role = .client) throws -> SQLiteStore {
        try SQLiteStore(path: store, role: role)
    }

    /// Whether somebody waits to be the next that changes the store.
    func isTurnTaken() throws -> Bool {
        let descriptor = Glibc.open(store + ".turn", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) != 0
    }

    /// A connection beside the store's, which checks nothing.
    func intruder() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(5)
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA synchronous = OFF") }
        return try DatabaseQueue(path: store, configuration: configuration)
    }
}

extension Instant {
    static let morning = Instant(seconds: 1_767_592_800)
}

extension StateChange {
    /// A meter reading of an invented excavator entered the inbox.
    static func reading(_ id: String) -> StateChange {
        .recordReceived(
            ReceivedRecord(
                system: "telematics",
                record: SourceRecord(
                    id: id,
                    object: "MeterReading",
                    occurredAt: .morning,
                    payload: ["hours": "8.25", "note": "Gr\u{F6}\u{DF}e \u{FFFD}"]
                ),
                flow: "usage",
                key: "EX-104",
                topics: ["EX-104", "M\u{FC}nchen\u{B}"],
                disposition: .accepted
            )
        )
    }
}

extension SQLiteStore {
    /// Commits one meter reading after the other, each an entry.
    func commitReadings(_ ids: ClosedRange<Int>) async throws {
        for id in ids { _ = try await commit([.reading("r\(id)")], by: "system:purlin", at: .morning) }
    }
}

extension StoreFolder {
    /// Takes away from a closed file whatever later versions than the first have added to it.
    func putBackToVersion1() async throws {
        try await intruder().write { db in
            try db.execute(
                sql: """
                    DROP TABLE journal_tree;
                    DROP TABLE checkpoint;
                    DROP TABLE lease;
                    DROP INDEX delivery_given_back;
                    DROP INDEX case_key;
                    DROP INDEX delivery_open;
                    CREATE INDEX delivery_open ON delivery (system, sequence)
                    WHERE state IN ('planned', 'attempted', 'unknown');
                    CREATE TABLE crosswalk (
                        system TEXT NOT NULL, object TEXT NOT NULL, key TEXT NOT NULL, reference TEXT NOT NULL,
                        PRIMARY KEY (system, object, key)
                    ) STRICT, WITHOUT ROWID;
                    INSERT INTO journal_topic (topic, sequence)
                    SELECT t.topic, f.value FROM journal_topic t, json_each(t.further) f;
                    ALTER TABLE journal_topic DROP COLUMN further;
                    INSERT INTO crosswalk
                    SELECT system, object, key, found_reference FROM delivery WHERE found_reference IS NOT NULL;
                    DROP INDEX approval_due;
                    ALTER TABLE approval DROP COLUMN terms;
                    ALTER TABLE approval DROP COLUMN standing;
                    ALTER TABLE approval DROP COLUMN is_returned;
                    ALTER TABLE approval DROP COLUMN due_at;
                    ALTER TABLE exception_case DROP COLUMN escalations;
                    CREATE INDEX delivery_state ON delivery (state, sequence);
                    PRAGMA user_version = 1;
                    """
            )
        }
    }
}
