internal import ConnectorStore

extension SQLiteState {
    func lease(_ name: String) throws(StoreError) -> StoredLease? {
        try rows(
            of: "lease",
            "SELECT name, holder, token, expires_at, is_released FROM lease WHERE name = ?",
            .text(name)
        ) { row throws(StoreError) in
            let lease = Lease(
                name: try row.text(),
                holder: try row.text(),
                token: try row.integer(),
                expiresAt: try row.instant()
            )
            return StoredLease(lease: lease, isReleased: try row.integer() != 0)
        }
        .first
    }

    func setLease(_ stored: StoredLease) throws(StoreError) {
        try run(
            """
            INSERT INTO lease (name, holder, token, expires_at, is_released) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET
                holder = excluded.holder, token = excluded.token, expires_at = excluded.expires_at,
                is_released = excluded.is_released
            """,
            .text(stored.lease.name),
            .text(stored.lease.holder),
            .integer(stored.lease.token),
            .instant(stored.lease.expiresAt),
            .integer(stored.isReleased ? 1 : 0)
        )
    }
}
