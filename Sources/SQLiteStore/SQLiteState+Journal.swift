internal import CanonicalModel
internal import ConnectorStore

extension SQLiteState: WorkingState {
    private static let columns = """
        j.sequence, j.recorded_at, j.actor, j.kind, j.key, j.system, j.topics, j.correlation, j.causation, j.body,
        j.previous_hash, j.hash
        """

    func journalHead() throws(StoreError) -> JournalHead {
        try rows(of: "journal_head", "SELECT sequence, hash FROM journal_head") { row throws(StoreError) in
            JournalHead(sequence: try row.integer(), hash: try row.text())
        }
        .first ?? .empty
    }

    func setJournalHead(_ head: JournalHead) throws(StoreError) {
        try run(
            """
            INSERT INTO journal_head (id, sequence, hash) VALUES (1, ?, ?)
            ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash
            """,
            .integer(head.sequence),
            .text(head.hash)
        )
    }

    func append(_ entry: JournalEntry) throws(StoreError) {
        try run(
            """
            INSERT INTO journal (
                sequence, recorded_at, actor, kind, key, system, topics, correlation, causation, body, previous_hash,
                hash
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            .integer(entry.sequence),
            .instant(entry.recordedAt),
            .text(entry.actor),
            .text(entry.kind),
            .text(entry.key),
            .text(entry.system),
            .texts(entry.topics),
            .text(entry.correlation),
            .text(entry.causation),
            .text(entry.body),
            .text(entry.previousHash),
            .text(entry.hash)
        )
        for topic in entry.topics {
            // A topic may be named twice.
            try run(
                "INSERT OR IGNORE INTO journal_topic (topic, sequence) VALUES (?, ?)",
                .text(topic),
                .integer(entry.sequence)
            )
        }
    }

    func journal(after sequence: Int64, limit: Int) throws(StoreError) -> [JournalEntry] {
        try rows(
            of: "journal",
            "SELECT \(Self.columns) FROM journal j WHERE j.sequence > ? ORDER BY j.sequence LIMIT ?",
            .integer(sequence),
            .limit(limit),
            decode: Self.entry
        )
    }

    func journal(topic: String) throws(StoreError) -> [JournalEntry] {
        try rows(
            of: "journal",
            """
            SELECT \(Self.columns) FROM journal_topic t JOIN journal j ON j.sequence = t.sequence
            WHERE t.topic = ? ORDER BY t.sequence
            """,
            .text(topic),
            decode: Self.entry
        )
    }

    /// Takes whatever the columns hold, so that verification can name an entry that was changed.
    private static func entry(_ row: inout StoredRow) throws(StoreError) -> JournalEntry {
        let sequence = try row.integer()
        let recordedAt = Instant(microseconds: row.sealedInteger())
        let actor = row.sealedText()
        let kind = row.sealedText()
        let key = row.sealedText()
        let system = row.sealedText()
        let topics = row.sealedText()
        let content = JournalContent(
            kind: kind,
            key: key,
            system: system,
            topics: StoredRow.texts(in: topics) ?? [topics],
            correlation: row.sealedText(),
            causation: row.sealedText(),
            body: row.sealedText()
        )
        return JournalEntry(
            sequence: sequence,
            recordedAt: recordedAt,
            actor: actor,
            content: content,
            previousHash: row.sealedText(),
            hash: row.sealedText()
        )
    }
}
