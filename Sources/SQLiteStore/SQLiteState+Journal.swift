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

    func append(_ entries: [JournalEntry]) throws(StoreError) {
        for entry in entries { try insert(entry) }
        for place in TopicPlaces.of(entries) { try insert(place) }
    }

    private func insert(_ entry: JournalEntry) throws(StoreError) {
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
        var entries: [JournalEntry] = []
        for sequence in try sequences(topic: topic) {
            entries += try rows(
                of: "journal",
                "SELECT \(Self.columns) FROM journal j WHERE j.sequence = ?",
                .integer(sequence),
                decode: Self.entry
            )
        }
        return entries
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
