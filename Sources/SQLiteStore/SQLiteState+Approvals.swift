internal import CanonicalModel
internal import ConnectorStore

extension SQLiteState {
    private static let columns = """
        id, flow, key, role, summary, payload, topics, requested_at, is_approved, person, reason, decided_at
        """

    func approval(_ id: String) throws(StoreError) -> StoredApproval? {
        try rows(
            of: "approval",
            "SELECT \(Self.columns) FROM approval WHERE id = ?",
            .text(id),
            decode: Self.approval
        )
        .first
    }

    func approvals(onlyPending: Bool) throws(StoreError) -> [StoredApproval] {
        let condition = onlyPending ? "WHERE decided_at IS NULL" : ""
        return try rows(
            of: "approval",
            "SELECT \(Self.columns) FROM approval \(condition) ORDER BY sequence",
            decode: Self.approval
        )
    }

    func insert(_ request: ApprovalRequest, at now: Instant) throws(StoreError) {
        try run(
            """
            INSERT INTO approval (id, flow, key, role, summary, payload, topics, requested_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            .text(request.id),
            .text(request.flow),
            .text(request.key),
            .text(request.role),
            .text(request.summary),
            .json(request.payload),
            .texts(request.topics),
            .instant(now)
        )
    }

    func setDecision(_ decision: ApprovalDecision, at now: Instant) throws(StoreError) {
        try run(
            "UPDATE approval SET is_approved = ?, person = ?, reason = ?, decided_at = ? WHERE id = ?",
            .integer(decision.isApproved ? 1 : 0),
            .text(decision.person),
            .optional(decision.reason),
            .instant(now),
            .text(decision.id)
        )
    }

    private static func approval(_ row: inout StoredRow) throws(StoreError) -> StoredApproval {
        let request = ApprovalRequest(
            id: try row.text(),
            flow: try row.text(),
            key: try row.text(),
            role: try row.text(),
            summary: try row.text(),
            payload: try row.json(),
            topics: try row.texts()
        )
        let requestedAt = try row.instant()
        let isApproved = try row.optionalInteger()
        let person = try row.optionalText()
        let reason = try row.optionalText()
        let decidedAt = try row.optionalInstant()
        guard let decidedAt else {
            return StoredApproval(request: request, requestedAt: requestedAt, decision: nil, decidedAt: nil)
        }
        guard let isApproved, let person else { throw row.damage("the answer that was given with it") }
        return StoredApproval(
            request: request,
            requestedAt: requestedAt,
            decision: ApprovalDecision(id: request.id, isApproved: isApproved != 0, person: person, reason: reason),
            decidedAt: decidedAt
        )
    }
}
