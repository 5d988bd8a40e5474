internal import ConnectorStore
internal import GRDB

/// The tables of the store and how a store of an earlier version gets them.
enum Schema {
    /// Marks the file as a store of Purlin: `PURL`.
    static let applicationID: Int64 = 0x5055_524C

    /// The steps from each version to the next; version 0 is an empty file.
    static let migrations: [[String]] = [
        journal + inbox + flows + outbox + approvals + cases + systems,
        leases,
        audit,
        caseHistory + leanerCommits,
        approvalTerms,
        caseEscalations,
    ]

    /// Brings the tables to the newest version.
    ///
    /// - Throws: ``StoreError/unavailable(_:)`` if the file belongs to another program or to a newer Purlin.
    static func migrate(_ db: Database, path: String) throws {
        let version = try Int64.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        try checkOwner(db, path: path)
        guard version <= migrations.count else {
            throw StoreError.unavailable(
                "The store \(path) has schema version \(version), but this purlin knows only versions up to "
                    + "\(migrations.count); use the purlin that wrote it or a newer one"
            )
        }
        guard version >= 0 else {
            throw StoreError.damaged("The store \(path) has schema version \(version), which cannot be")
        }
        guard version < migrations.count else { return }
        for statement in migrations[Int(version)...].joined() { try db.execute(sql: statement) }
        var state = SQLiteState(db, path: path)
        try state.completeTree()
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(migrations.count)")
    }

    /// Takes the runtime's lock of a store of an earlier version, which a runtime of that version could not go on with.
    ///
    /// - Returns: The lock, to be held until the tables are brought to the newest version; `nil` if they are of it.
    /// - Throws: ``StoreError/unavailable(_:)`` if a runtime uses the store.
    static func lockIfEarlier(_ db: Database, path: String) throws -> RuntimeLock? {
        let version = try Int64.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard version > 0, version < migrations.count else { return nil }
        do throws(StoreError) {
            return try RuntimeLock(store: path)
        } catch {
            throw StoreError.unavailable(
                "The store \(path) has schema version \(version) and is brought to \(migrations.count) only while no runtime "
                    + "of that version uses it. \(error)"
            )
        }
    }

    private static func checkOwner(_ db: Database, path: String) throws {
        let owner = try Int64.fetchOne(db, sql: "PRAGMA application_id")
        guard owner != applicationID else { return }
        let tables = try Int64.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_schema") ?? 0
        guard owner == 0, tables == 0 else {
            throw StoreError.unavailable(
                "The file \(path) is the SQLite database of another program; give the store a path of its own"
            )
        }
    }

    private static let journal = [
        """
        CREATE TABLE journal (
            sequence INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL,
            key TEXT NOT NULL, system TEXT NOT NULL, topics TEXT NOT NULL, correlation TEXT NOT NULL,
            causation TEXT NOT NULL, body TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE journal_topic (
            topic TEXT NOT NULL, sequence INTEGER NOT NULL REFERENCES journal (sequence),
            PRIMARY KEY (topic, sequence)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE journal_head (
            id INTEGER PRIMARY KEY CHECK (id = 1), sequence INTEGER NOT NULL, hash TEXT NOT NULL
        ) STRICT
        """,
    ]

    private static let inbox = [
        """
        CREATE TABLE inbox (
            sequence INTEGER PRIMARY KEY, system TEXT NOT NULL, record_id TEXT NOT NULL, object TEXT NOT NULL,
            occurred_at INTEGER NOT NULL, payload TEXT NOT NULL, flow TEXT NOT NULL, key TEXT NOT NULL,
            topics TEXT NOT NULL, state TEXT NOT NULL, case_key TEXT,
            UNIQUE (system, record_id)
        ) STRICT
        """,
        "CREATE INDEX inbox_waiting ON inbox (sequence) WHERE state = 'waiting'",
        "CREATE INDEX inbox_quarantined ON inbox (case_key, sequence) WHERE state = 'quarantined'",
        """
        CREATE TABLE cursor (
            system TEXT NOT NULL, stream TEXT NOT NULL, position TEXT NOT NULL, PRIMARY KEY (system, stream)
        ) STRICT, WITHOUT ROWID
        """,
    ]

    private static let flows = [
        """
        CREATE TABLE flow_state (
            flow TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL, version INTEGER NOT NULL, wake_at INTEGER,
            PRIMARY KEY (flow, key)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX flow_wake ON flow_state (flow, wake_at, key) WHERE wake_at IS NOT NULL",
        "CREATE INDEX next_wake ON flow_state (wake_at) WHERE wake_at IS NOT NULL",
    ]

    private static let outbox = [
        """
        CREATE TABLE delivery (
            sequence INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, system TEXT NOT NULL, object TEXT NOT NULL,
            ordering_key TEXT NOT NULL, payload TEXT NOT NULL, totals TEXT NOT NULL, topics TEXT NOT NULL,
            state TEXT NOT NULL, attempts INTEGER NOT NULL, not_before INTEGER, found_reference TEXT,
            found_totals TEXT, reason TEXT
        ) STRICT
        """,
        """
        CREATE INDEX delivery_open ON delivery (system, sequence)
        WHERE state IN ('planned', 'attempted', 'unknown')
        """,
        "CREATE INDEX delivery_state ON delivery (state, sequence)",
        """
        CREATE TABLE crosswalk (
            system TEXT NOT NULL, object TEXT NOT NULL, key TEXT NOT NULL, reference TEXT NOT NULL,
            PRIMARY KEY (system, object, key)
        ) STRICT, WITHOUT ROWID
        """,
    ]

    private static let approvals = [
        """
        CREATE TABLE approval (
            sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, flow TEXT NOT NULL, key TEXT NOT NULL,
            role TEXT NOT NULL, summary TEXT NOT NULL, payload TEXT NOT NULL, topics TEXT NOT NULL,
            requested_at INTEGER NOT NULL, is_approved INTEGER, person TEXT, reason TEXT, decided_at INTEGER
        ) STRICT
        """,
        "CREATE INDEX approval_pending ON approval (sequence) WHERE decided_at IS NULL",
    ]

    private static let cases = [
        """
        CREATE TABLE exception_case (
            number INTEGER PRIMARY KEY, key TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
            severity TEXT NOT NULL, owner TEXT NOT NULL, summary TEXT NOT NULL, detail TEXT NOT NULL,
            remedy TEXT NOT NULL, topics TEXT NOT NULL, state TEXT NOT NULL, occurrences INTEGER NOT NULL,
            opened_at INTEGER NOT NULL, last_seen_at INTEGER NOT NULL, closed_by TEXT, reason TEXT
        ) STRICT
        """,
        "CREATE UNIQUE INDEX case_open ON exception_case (key) WHERE state = 'open'",
        "CREATE INDEX case_open_number ON exception_case (number) WHERE state = 'open'",
    ]

    private static let systems = [
        """
        CREATE TABLE system_pause (
            system TEXT PRIMARY KEY, until INTEGER, failures INTEGER NOT NULL, reason TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """
    ]

    private static let leases = [
        """
        CREATE TABLE lease (
            name TEXT PRIMARY KEY, holder TEXT NOT NULL, token INTEGER NOT NULL, expires_at INTEGER NOT NULL,
            is_released INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        // Most deliveries pass through three states in a moment; only those that wait for a person need an index.
        "DROP INDEX delivery_state",
        "CREATE INDEX delivery_given_back ON delivery (sequence) WHERE state IN ('rejected', 'abandoned')",
    ]

    private static let caseHistory = ["CREATE INDEX case_key ON exception_case (key, number)"]

    private static let audit = [
        """
        CREATE TABLE journal_tree (
            level INTEGER NOT NULL, position INTEGER NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (level, position)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note TEXT NOT NULL, signed_at INTEGER NOT NULL) STRICT",
    ]

    private static let leanerCommits = [
        // For a list of three states SQLite fills a table in memory, twice for each row that is changed.
        "DROP INDEX delivery_open",
        """
        CREATE INDEX delivery_open ON delivery (system, sequence)
        WHERE state = 'planned' OR state = 'attempted' OR state = 'unknown'
        """,
        // A delivery holds what its target knows it by.
        "DROP TABLE crosswalk",
        // The other entries of the same commit that name the topic: numbers in brackets, between commas.
        "ALTER TABLE journal_topic ADD COLUMN further TEXT",
    ]

    private static let approvalTerms = [
        // Requests of earlier versions have no terms: one person's answer is enough for them.
        "ALTER TABLE approval ADD COLUMN terms TEXT",
        "ALTER TABLE approval ADD COLUMN standing TEXT",
        "ALTER TABLE approval ADD COLUMN is_returned INTEGER",
        "ALTER TABLE approval ADD COLUMN due_at INTEGER",
        "CREATE INDEX approval_due ON approval (due_at, sequence) WHERE due_at IS NOT NULL",
    ]
    private static let caseEscalations = ["ALTER TABLE exception_case ADD COLUMN escalations TEXT"]
}
