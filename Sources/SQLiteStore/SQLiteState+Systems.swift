internal import ConnectorKit
internal import ConnectorStore

extension SQLiteState {
    func cursor(of stream: StreamID) throws(StoreError) -> Cursor? {
        try rows(
            of: "cursor",
            "SELECT position FROM cursor WHERE system = ? AND stream = ?",
            .text(stream.system),
            .text(stream.stream)
        ) { row throws(StoreError) in Cursor(try row.text()) }
        .first
    }

    func setCursor(_ cursor: Cursor?, of stream: StreamID) throws(StoreError) {
        guard let cursor else {
            return try run(
                "DELETE FROM cursor WHERE system = ? AND stream = ?",
                .text(stream.system),
                .text(stream.stream)
            )
        }
        try run(
            """
            INSERT INTO cursor (system, stream, position) VALUES (?, ?, ?)
            ON CONFLICT (system, stream) DO UPDATE SET position = excluded.position
            """,
            .text(stream.system),
            .text(stream.stream),
            .text(cursor.text)
        )
    }

    func pause(of system: String) throws(StoreError) -> SystemPause? {
        try rows(
            of: "system_pause",
            "SELECT until, failures, reason FROM system_pause WHERE system = ?",
            .text(system)
        ) { row throws(StoreError) in
            SystemPause(until: try row.optionalInstant(), failures: try row.count(), reason: try row.text())
        }
        .first
    }

    func setPause(_ pause: SystemPause?, of system: String) throws(StoreError) {
        guard let pause else {
            return try run("DELETE FROM system_pause WHERE system = ?", .text(system))
        }
        try run(
            """
            INSERT INTO system_pause (system, until, failures, reason) VALUES (?, ?, ?, ?)
            ON CONFLICT (system) DO UPDATE SET
                until = excluded.until, failures = excluded.failures, reason = excluded.reason
            """,
            .text(system),
            .instant(pause.until),
            .integer(Int64(pause.failures)),
            .text(pause.reason)
        )
    }
}
