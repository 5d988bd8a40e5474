internal import CanonicalModel
internal import ConnectorStore
internal import JSON

extension SQLiteState {
    private static let columns = """
        number, kind, subject, severity, owner, summary, detail, remedy, topics, state, occurrences, opened_at,
        last_seen_at, closed_by, reason, escalations,
        CASE state WHEN 'open' THEN (
            SELECT COUNT(*) FROM inbox
            WHERE inbox.state = 'quarantined' AND inbox.case_key = exception_case.key
        ) ELSE 0 END AS held_records
        """

    func storedCase(_ number: Int64) throws(StoreError) -> StoredCase? {
        try rows(
            of: "exception_case",
            "SELECT \(Self.columns) FROM exception_case WHERE number = ?",
            .integer(number),
            decode: Self.exception
        )
        .first
    }

    func openCase(key: String) throws(StoreError) -> StoredCase? {
        try rows(
            of: "exception_case",
            "SELECT \(Self.columns) FROM exception_case WHERE state = 'open' AND key = ?",
            .text(key),
            decode: Self.exception
        )
        .first
    }

    func latestCase(key: String) throws(StoreError) -> StoredCase? {
        try rows(
            of: "exception_case",
            "SELECT \(Self.columns) FROM exception_case WHERE key = ? ORDER BY number DESC LIMIT 1",
            .text(key),
            decode: Self.exception
        )
        .first
    }

    func cases(onlyOpen: Bool) throws(StoreError) -> [StoredCase] {
        let condition = onlyOpen ? "WHERE state = 'open'" : ""
        return try rows(
            of: "exception_case",
            "SELECT \(Self.columns) FROM exception_case \(condition) ORDER BY number",
            decode: Self.exception
        )
    }

    func insert(_ proposal: CaseProposal, at now: Instant) throws(StoreError) {
        try run(
            """
            INSERT INTO exception_case (
                number, key, kind, subject, severity, owner, summary, detail, remedy, topics, state, occurrences,
                opened_at, last_seen_at
            ) VALUES (
                (SELECT COALESCE(MAX(number), 0) + 1 FROM exception_case), ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', 1, ?, ?
            )
            """,
            .text(proposal.key),
            .text(proposal.kind),
            .text(proposal.subject),
            .text(proposal.severity.rawValue),
            .text(proposal.owner),
            .text(proposal.summary),
            .json(proposal.detail),
            .json(proposal.remedy.stored),
            .texts(proposal.topics),
            .instant(now),
            .instant(now)
        )
    }

    func update(_ exception: StoredCase) throws(StoreError) {
        try run(
            """
            UPDATE exception_case SET severity = ?, owner = ?, summary = ?, detail = ?, topics = ?, state = ?,
                occurrences = ?, last_seen_at = ?, closed_by = ?, reason = ?, escalations = ?
            WHERE number = ?
            """,
            .text(exception.proposal.severity.rawValue),
            .text(exception.proposal.owner),
            .text(exception.proposal.summary),
            .json(exception.proposal.detail),
            .texts(exception.proposal.topics),
            .text(exception.state.rawValue),
            .integer(Int64(exception.occurrences)),
            .instant(exception.lastSeenAt),
            .optional(exception.closedBy),
            .optional(exception.reason),
            exception.escalations.isEmpty ? .null : .json(.array(exception.escalations.map(\.json))),
            .integer(exception.number)
        )
    }

    private static func exception(_ row: inout StoredRow) throws(StoreError) -> StoredCase {
        let number = try row.integer()
        let kind = try row.text()
        let subject = try row.text()
        let severity: CaseProposal.Severity = try row.word()
        let owner = try row.text()
        let summary = try row.text()
        let detail = try row.json()
        guard let remedy = CaseProposal.Remedy(stored: try row.json()) else { throw row.damage("a remedy") }
        let proposal = CaseProposal(
            kind: kind,
            subject: subject,
            severity: severity,
            owner: owner,
            summary: summary,
            detail: detail,
            remedy: remedy,
            topics: try row.texts()
        )
        let state: CaseState = try row.word()
        let occurrences = try row.count()
        let openedAt = try row.instant()
        let lastSeenAt = try row.instant()
        let closedBy = try row.optionalText()
        let reason = try row.optionalText()
        let escalations = try row.optionalValue("the roles that a case went to") { reader throws(JSONAccessError) in
            try reader.elements().map { element throws(JSONAccessError) in try CaseEscalation(element) }
        }
        return StoredCase(
            number: number,
            proposal: proposal,
            state: state,
            occurrences: occurrences,
            openedAt: openedAt,
            lastSeenAt: lastSeenAt,
            heldRecords: try row.count(),
            closedBy: closedBy,
            reason: reason,
            escalations: escalations ?? []
        )
    }
}

extension CaseProposal.Remedy {
    fileprivate var stored: JSON {
        switch self {
        case .releaseRecords: ["do": "release"]
        case .notifyFlow(let flow, let key): ["do": "notify", "flow": .string(flow), "key": .string(key)]
        case .redeliver(let key): ["do": "redeliver", "key": .string(key)]
        case .resumeSystem(let system): ["do": "resume", "system": .string(system)]
        case .acknowledge: ["do": "acknowledge"]
        }
    }

    fileprivate init?(stored: JSON) {
        let key = stored["key"]?.stringValue
        switch (stored["do"]?.stringValue, key, stored["flow"]?.stringValue, stored["system"]?.stringValue) {
        case ("release", _, _, _): self = .releaseRecords
        case ("notify", let key?, let flow?, _): self = .notifyFlow(flow: flow, key: key)
        case ("redeliver", let key?, _, _): self = .redeliver(key: key)
        case ("resume", _, _, let system?): self = .resumeSystem(system)
        case ("acknowledge", _, _, _): self = .acknowledge
        default: return nil
        }
    }
}
