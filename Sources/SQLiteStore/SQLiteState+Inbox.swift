internal import CanonicalModel
internal import ConnectorKit
internal import ConnectorStore
internal import JSON

extension SQLiteState {
    func recordState(_ reference: RecordReference) throws(StoreError) -> RecordState? {
        try rows(
            of: "inbox",
            "SELECT state FROM inbox WHERE system = ? AND record_id = ?",
            .text(reference.system),
            .text(reference.id)
        ) { row throws(StoreError) -> RecordState in try row.word() }
        .first
    }

    func insert(_ received: ReceivedRecord, _ texts: StoredTexts) throws(StoreError) -> Bool {
        let record = received.record
        return try changes(
            """
            INSERT INTO inbox (
                system, record_id, object, occurred_at, payload, flow, key, topics, state, case_key
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (system, record_id) DO NOTHING
            """,
            .text(received.system),
            .text(record.id),
            .text(record.object),
            .instant(record.occurredAt),
            .text(texts.payload),
            .text(received.flow),
            .text(received.key),
            .texts(received.topics),
            .text(received.initialState.rawValue),
            .optional(received.caseKey)
        )
    }

    func reroute(_ received: ReceivedRecord) throws(StoreError) {
        try run(
            """
            UPDATE inbox SET flow = ?, key = ?, topics = ?, state = ?, case_key = ?
            WHERE system = ? AND record_id = ?
            """,
            .text(received.flow),
            .text(received.key),
            .texts(received.topics),
            .text(received.initialState.rawValue),
            .optional(received.caseKey),
            .text(received.system),
            .text(received.record.id)
        )
    }

    func setPayload(_ payload: JSON, of reference: RecordReference) throws(StoreError) {
        try run(
            "UPDATE inbox SET payload = ? WHERE system = ? AND record_id = ?",
            .json(payload),
            .text(reference.system),
            .text(reference.id)
        )
    }

    func markProcessed(_ reference: RecordReference) throws(StoreError) -> Bool {
        try changes(
            "UPDATE inbox SET state = 'processed' WHERE system = ? AND record_id = ? AND state = 'waiting'",
            .text(reference.system),
            .text(reference.id)
        )
    }

    func rejectQuarantined(caseKey: String) throws(StoreError) {
        try run(
            "UPDATE inbox SET state = 'rejected' WHERE state = 'quarantined' AND case_key = ?",
            .text(caseKey)
        )
    }

    func receivedRecord(_ reference: RecordReference) throws(StoreError) -> ReceivedRecord? {
        try rows(
            of: "inbox",
            "SELECT \(Self.columns) FROM inbox WHERE system = ? AND record_id = ?",
            .text(reference.system),
            .text(reference.id),
            decode: Self.received
        )
        .first
    }

    func waitingRecordCount(limit: Int) throws(StoreError) -> Int {
        try rows(
            of: "inbox",
            "SELECT COUNT(*) FROM (SELECT 1 FROM inbox WHERE state = 'waiting' LIMIT ?)",
            .limit(limit)
        ) { row throws(StoreError) in try row.count() }
        .first ?? 0
    }

    func waitingRecords(limit: Int, bytes: Int) throws(StoreError) -> [ReceivedRecord] {
        var left = bytes
        var isFirst = true
        return try rows(
            of: "inbox",
            "SELECT \(Self.columns) FROM inbox WHERE state = 'waiting' ORDER BY sequence LIMIT ?",
            .limit(limit),
            while: { row in
                let size = row.byteCount(at: Self.payloadColumn)
                defer { isFirst = false }
                guard isFirst || size <= left else { return false }
                left -= size
                return true
            },
            decode: Self.received
        )
    }

    func quarantinedRecords(caseKey: String, limit: Int) throws(StoreError) -> [ReceivedRecord] {
        try rows(
            of: "inbox",
            """
            SELECT \(Self.columns) FROM inbox WHERE state = 'quarantined' AND case_key = ? ORDER BY sequence LIMIT ?
            """,
            .text(caseKey),
            .limit(limit),
            decode: Self.received
        )
    }

    private static let columns = """
        system, record_id, object, occurred_at, payload, flow, key, topics, case_key
        """
    /// Where the payload stands among ``columns``.
    private static let payloadColumn = 4

    private static func received(_ row: inout StoredRow) throws(StoreError) -> ReceivedRecord {
        let system = try row.text()
        let record = SourceRecord(
            id: try row.text(),
            object: try row.text(),
            occurredAt: try row.instant(),
            payload: try row.json()
        )
        return ReceivedRecord(
            system: system,
            record: record,
            flow: try row.text(),
            key: try row.text(),
            topics: try row.texts(),
            disposition: try row.optionalText().map { .quarantined(caseKey: $0) } ?? .accepted
        )
    }
}
