internal import CanonicalModel
internal import ConnectorStore

extension SQLiteState {
    func flowState(flow: String, key: String) throws(StoreError) -> FlowState? {
        try rows(
            of: "flow_state",
            "SELECT state, version FROM flow_state WHERE flow = ? AND key = ?",
            .text(flow),
            .text(key)
        ) { row throws(StoreError) in FlowState(state: try row.json(), version: try row.integer()) }
        .first
    }

    func flowVersion(flow: String, key: String) throws(StoreError) -> Int64? {
        try rows(
            of: "flow_state",
            "SELECT version FROM flow_state WHERE flow = ? AND key = ?",
            .text(flow),
            .text(key)
        ) { row throws(StoreError) in try row.integer() }
        .first
    }

    func setFlowState(after step: FlowAdvance, _ texts: StoredTexts) throws(StoreError) -> Bool {
        guard step.expectedVersion > 0 else {
            return try changes(
                """
                INSERT INTO flow_state (flow, key, state, version, wake_at) VALUES (?, ?, ?, 1, ?)
                ON CONFLICT (flow, key) DO NOTHING
                """,
                .text(step.flow),
                .text(step.key),
                .text(texts.payload),
                .instant(step.wakeAt)
            )
        }
        return try changes(
            "UPDATE flow_state SET state = ?, version = ?, wake_at = ? WHERE flow = ? AND key = ? AND version = ?",
            .text(texts.payload),
            .integer(step.expectedVersion + 1),
            .instant(step.wakeAt),
            .text(step.flow),
            .text(step.key),
            .integer(step.expectedVersion)
        )
    }

    func wakingKeys(flow: String, at now: Instant, limit: Int) throws(StoreError) -> [String] {
        try rows(
            of: "flow_state",
            """
            SELECT key FROM flow_state
            WHERE flow = ? AND wake_at <= ? AND key NOT IN (
                SELECT inbox.key FROM inbox WHERE inbox.state = 'waiting' AND inbox.flow = ?
            )
            ORDER BY wake_at, key LIMIT ?
            """,
            .text(flow),
            .instant(now),
            .text(flow),
            .limit(limit)
        ) { row throws(StoreError) in try row.text() }
    }

    func nextWake() throws(StoreError) -> Instant? {
        try rows(
            of: "flow_state",
            """
            SELECT * FROM (SELECT wake_at FROM flow_state WHERE wake_at IS NOT NULL ORDER BY wake_at LIMIT 1)
            UNION ALL SELECT * FROM (SELECT due_at FROM approval WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1)
            """
        ) { row throws(StoreError) in try row.instant() }
        .min()
    }
}
