internal import CanonicalModel
internal import ConnectorStore
internal import Governance
internal import JSON

extension SQLiteState {
    private static let columns = """
        id, flow, key, role, summary, payload, topics, terms, requested_at, is_approved, is_returned, person, reason,
        decided_at, standing
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

    func dueApprovals(at now: Instant, limit: Int) throws(StoreError) -> [StoredApproval] {
        try rows(
            of: "approval",
            "SELECT \(Self.columns) FROM approval WHERE due_at <= ? ORDER BY due_at, sequence LIMIT ?",
            .instant(now),
            .limit(limit),
            decode: Self.approval
        )
    }

    func insert(_ approval: StoredApproval) throws(StoreError) {
        try run(
            """
            INSERT INTO approval (id, flow, key, role, summary, payload, topics, requested_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            .text(approval.request.id),
            .text(approval.request.flow),
            .text(approval.request.key),
            .text(approval.request.role),
            .text(approval.request.summary),
            .json(approval.request.payload),
            .texts(approval.request.topics),
            .instant(approval.requestedAt)
        )
        try update(approval)
    }

    func update(_ approval: StoredApproval) throws(StoreError) {
        let (request, decision) = (approval.request, approval.decision)
        try run(
            """
            UPDATE approval SET flow = ?, key = ?, role = ?, summary = ?, payload = ?, topics = ?, terms = ?,
                requested_at = ?, is_approved = ?, is_returned = ?, person = ?, reason = ?, decided_at = ?,
                standing = ?, due_at = ?
            WHERE id = ?
            """,
            .text(request.flow),
            .text(request.key),
            .text(request.role),
            .text(request.summary),
            .json(request.payload),
            .texts(request.topics),
            request.terms.map { .json($0.json) } ?? .null,
            .instant(approval.requestedAt),
            decision.map { .integer($0.isApproved ? 1 : 0) } ?? .null,
            decision.map { .integer($0.isReturned ? 1 : 0) } ?? .null,
            .optional(decision?.person),
            .optional(decision?.reason),
            .instant(approval.decidedAt),
            .json(approval.standing.json),
            .instant(approval.dueAt),
            .text(request.id)
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
            topics: try row.texts(),
            terms: try row.optionalValue("the terms of an approval") { reader throws(JSONAccessError) in
                try ApprovalTerms(reader)
            }
        )
        let requestedAt = try row.instant()
        let isApproved = try row.optionalInteger()
        let isReturned = try row.optionalInteger()
        let person = try row.optionalText()
        let reason = try row.optionalText()
        let decidedAt = try row.optionalInstant()
        if decidedAt != nil, isApproved == nil || person == nil {
            throw row.damage("the answer that was given with it")
        }
        let standing = try row.optionalValue("how far an approval has come") { reader throws(JSONAccessError) in
            try ApprovalStanding(reader)
        }
        return StoredApproval(
            request: request,
            requestedAt: requestedAt,
            decision: decidedAt == nil
                ? nil
                : ApprovalDecision(
                    id: request.id,
                    isApproved: isApproved == 1,
                    person: person ?? "",
                    reason: reason,
                    isReturned: isReturned == 1
                ),
            decidedAt: decidedAt,
            standing: standing ?? ApprovalStanding()
        )
    }
}
