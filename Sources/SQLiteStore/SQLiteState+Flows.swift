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

    func setFlowState(after step: FlowAdvance, _ texts: StoredTexts) throws(StoreError) {
        try run(
            """
            INSERT INTO flow_state (flow, key, state, version, wake_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (flow, key) DO UPDATE SET
                state = excluded.state, version = excluded.version, wake_at = excluded.wake_at
            """,
            .text(step.flow),
            .text(step.key),
            .text(texts.payload),
            .integer(step.expectedVersion + 1),
            .instant(step.wakeAt)
        )
    }

    func wakingKeys(flow: String, at now: Instant, limit: Int) throws(StoreError) -> [String] {
        try rows(
            of: "flow_state",
            "SELECT key FROM flow_state WHERE flow = ? AND wake_at <= ? ORDER BY wake_at, key LIMIT ?",
            .text(flow),
            .instant(now),
            .limit(limit)
        ) { row throws(StoreError) in try row.text() }
    }

    func nextWake() throws(StoreError) -> Instant? {
        try rows(
            of: "flow_state",
            "SELECT wake_at FROM flow_state WHERE wake_at IS NOT NULL ORDER BY wake_at LIMIT 1"
        ) { row throws(StoreError) in try row.instant() }
        .first
    }
}
