internal import CanonicalModel
internal import ConnectorKit
internal import ConnectorStore
internal import JSON

extension SQLiteState {
    private static let columns = """
        sequence, key, system, object, ordering_key, payload, totals, topics, state, attempts, not_before,
        found_reference, found_totals, reason
        """

    /// The condition of the index `delivery_open`, word for word, since SQLite uses the index for no other.
    private static let isOpen = "state = 'planned' OR state = 'attempted' OR state = 'unknown'"
    /// The open deliveries to a system; SQLite refuses a query that could not use their index.
    private static let openToSystem = "FROM delivery INDEXED BY delivery_open WHERE system = ? AND (\(isOpen))"

    func delivery(_ key: String) throws(StoreError) -> StoredDelivery? {
        try rows(
            of: "delivery",
            "SELECT \(Self.columns) FROM delivery WHERE key = ?",
            .text(key),
            decode: Self.delivery
        )
        .first
    }

    func openDeliveries(
        to system: String,
        after sequence: Int64,
        limit: Int
    ) throws(StoreError) -> [StoredDelivery] {
        try rows(
            of: "delivery",
            """
            SELECT \(Self.columns) \(Self.openToSystem) AND sequence > ?
            ORDER BY sequence LIMIT ?
            """,
            .text(system),
            .integer(sequence),
            .limit(limit),
            decode: Self.delivery
        )
    }

    func openDeliveries(
        to system: String,
        orderingKey: String,
        after sequence: Int64,
        limit: Int
    ) throws(StoreError) -> [StoredDelivery] {
        try rows(
            of: "delivery",
            """
            SELECT \(Self.columns) \(Self.openToSystem) AND sequence > ? AND ordering_key = ?
            ORDER BY sequence LIMIT ?
            """,
            .text(system),
            .integer(sequence),
            .text(orderingKey),
            .limit(limit),
            decode: Self.delivery
        )
    }

    func openDeliveryCount(to system: String, limit: Int) throws(StoreError) -> Int {
        try rows(
            of: "delivery",
            "SELECT COUNT(*) FROM (SELECT 1 \(Self.openToSystem) LIMIT ?)",
            .text(system),
            .limit(limit)
        ) { row throws(StoreError) in try row.count() }
        .first ?? 0
    }

    func dueDeliveryCount(to system: String, at now: Instant, limit: Int) throws(StoreError) -> Int {
        try rows(
            of: "delivery",
            """
            SELECT COUNT(*) FROM (
                SELECT 1 \(Self.openToSystem) AND (attempts > 0 OR not_before IS NULL OR not_before <= ?)
                LIMIT ?
            )
            """,
            .text(system),
            .instant(now),
            .limit(limit)
        ) { row throws(StoreError) in try row.count() }
        .first ?? 0
    }

    func deliveries(
        in state: DeliveryState,
        after sequence: Int64,
        limit: Int
    ) throws(StoreError) -> [StoredDelivery] {
        try rows(
            of: "delivery",
            """
            SELECT \(Self.columns) FROM delivery \(Self.place(of: state)) AND state = ? AND sequence > ?
            ORDER BY sequence LIMIT ?
            """,
            .text(state.rawValue),
            .integer(sequence),
            .limit(limit),
            decode: Self.delivery
        )
    }

    /// Where deliveries in a state are found: nearly all are delivered, so these need no index.
    private static func place(of state: DeliveryState) -> String {
        switch state {
        case .planned, .attempted, .unknown:
            "INDEXED BY delivery_open WHERE (\(isOpen))"
        case .rejected, .abandoned: "INDEXED BY delivery_given_back WHERE state IN ('rejected', 'abandoned')"
        case .delivered: "WHERE TRUE"
        }
    }

    func standing(of key: String) throws(StoreError) -> DeliveryStanding? {
        try rows(
            of: "delivery",
            "SELECT sequence, system, topics, state, attempts, not_before FROM delivery WHERE key = ?",
            .text(key)
        ) { row throws(StoreError) in
            DeliveryStanding(
                key: key,
                sequence: try row.integer(),
                system: try row.text(),
                topics: try row.texts(),
                state: try row.word(),
                attempts: try row.count(),
                notBefore: try row.optionalInstant()
            )
        }
        .first
    }

    func insert(_ plan: PlannedDelivery, _ texts: StoredTexts) throws(StoreError) -> Bool {
        let delivery = plan.delivery
        return try changes(
            """
            INSERT INTO delivery (key, system, object, ordering_key, payload, totals, topics, state, attempts)
            VALUES (?, ?, ?, ?, ?, ?, ?, 'planned', 0)
            ON CONFLICT (key) DO NOTHING
            """,
            .text(delivery.key),
            .text(plan.system),
            .text(delivery.object),
            .text(plan.orderingKey),
            .text(texts.payload),
            .text(texts.totals),
            .texts(plan.topics)
        )
    }

    func move(_ delivery: DeliveryStanding, by step: DeliveryStep) throws(StoreError) {
        try run(
            """
            UPDATE delivery SET
                state = ?, attempts = ?, not_before = ?, found_reference = coalesce(?, found_reference),
                found_totals = coalesce(?, found_totals), reason = coalesce(?, reason)
            WHERE sequence = ?
            """,
            .text(step.state.rawValue),
            .integer(Int64(step.attempts ?? delivery.attempts)),
            .instant(step.notBefore),
            .optional(step.found?.record.reference),
            .optional(step.found?.totals),
            .optional(step.reason),
            .integer(delivery.sequence)
        )
    }

    func setContent(_ content: DeliveryContent, of key: String) throws(StoreError) {
        try run(
            "UPDATE delivery SET payload = ?, totals = ? WHERE key = ?",
            .json(content.payload),
            .json(JSON(totals: content.controlTotals)),
            .text(key)
        )
    }

    func reference(system: String, object: String, key: String) throws(StoreError) -> String? {
        try rows(
            of: "delivery",
            "SELECT found_reference FROM delivery WHERE key = ? AND system = ? AND object = ?",
            .text(key),
            .text(system),
            .text(object)
        ) { row throws(StoreError) in try row.optionalText() }
        .first ?? nil
    }

    private static func delivery(_ row: inout StoredRow) throws(StoreError) -> StoredDelivery {
        let sequence = try row.integer()
        let key = try row.text()
        let system = try row.text()
        let object = try row.text()
        let orderingKey = try row.text()
        let delivery = Delivery(
            key: key,
            object: object,
            payload: try row.json(),
            controlTotals: try row.totals()
        )
        return StoredDelivery(
            plan: PlannedDelivery(
                delivery: delivery,
                system: system,
                orderingKey: orderingKey,
                topics: try row.texts()
            ),
            sequence: sequence,
            state: try row.word(),
            attempts: try row.count(),
            notBefore: try row.optionalInstant(),
            found: try found(&row),
            reason: try row.optionalText()
        )
    }

    private static func found(_ row: inout StoredRow) throws(StoreError) -> FoundRecord? {
        let reference = try row.optionalText()
        let totals = try row.optionalTotals()
        return reference.map { FoundRecord(reference: $0, totals: totals ?? [:]) }
    }
}
