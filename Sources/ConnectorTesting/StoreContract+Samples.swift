internal import CanonicalModel
internal import ConnectorKit
internal import ConnectorStore
internal import FoundationEssentials
internal import JSON

extension ReceivedRecord {
    /// A meter reading of excavator EX-104.
    static func reading(
        _ id: String,
        key: String = "EX-104",
        hours: String = "8.25",
        heldBy caseKey: String? = nil
    ) -> ReceivedRecord {
        ReceivedRecord(
            system: "telematics",
            record: SourceRecord(
                id: id,
                object: "MeterReading",
                occurredAt: Instant(microseconds: Instant.morning.microseconds - 250_000),
                payload: [
                    "equipment": "EX-104", "hours": .string(hours), "note": "Gr\u{F6}\u{DF}e \u{1F3D7}\u{0}",
                    "raw": [1, .real(2.5), nil, true],
                ]
            ),
            flow: "usage",
            key: caseKey == nil ? key : "",
            topics: ["EX-104", "telematics/\(id)"],
            disposition: caseKey.map { .quarantined(caseKey: $0) } ?? .accepted
        )
    }

    /// What the runtime tells a flow after a person's decision.
    static func event(_ id: String) -> ReceivedRecord {
        ReceivedRecord(
            system: "purlin",
            record: SourceRecord(
                id: id,
                object: "Decision",
                occurredAt: .morning,
                payload: ["decision": "made"]
            ),
            flow: "usage",
            key: "EX-104",
            topics: ["EX-104"],
            disposition: .accepted
        )
    }
}

extension FlowAdvance {
    /// A step of the usage flow.
    static func usage(
        _ key: String = "EX-104",
        flow: String = "usage",
        from version: Int64,
        wakeAt: Instant? = nil,
        consuming ids: [String] = []
    ) -> FlowAdvance {
        FlowAdvance(
            flow: flow,
            key: key,
            expectedVersion: version,
            state: ["steps": .integer(version + 1), "hours": "8.25"],
            wakeAt: wakeAt,
            consumed: ids.map { RecordReference(system: "telematics", id: $0) },
            notes: [FlowNote(event: "UsageConsolidated", topics: ["P-2201"], detail: ["hours": "8.25"])]
        )
    }
}

extension ApprovalRequest {
    /// The request to approve a day's usage.
    static func usage(_ id: String = "EX-104/2026-01-05/1") -> ApprovalRequest {
        ApprovalRequest(
            id: id,
            flow: "usage",
            key: "EX-104",
            role: "equipment_manager",
            summary: "8.25 h on P-2201",
            payload: ["hours": "8.25"],
            topics: ["EX-104", "P-2201"]
        )
    }
}

extension StateChange {
    /// The answer to ``ApprovalRequest/usage(_:)``.
    static func answer(
        _ id: String = "EX-104/2026-01-05/1",
        isApproved: Bool = true,
        person: String = "person:equipment.manager",
        reason: String? = nil,
        event: String = "approval/1"
    ) -> StateChange {
        .approvalDecided(
            ApprovalDecision(id: id, isApproved: isApproved, person: person, reason: reason),
            event: .event(event)
        )
    }

    /// The decision of a case.
    static func decision(
        _ number: Int64 = 1,
        _ action: CaseDecision.Action,
        person: String = "person:equipment.manager",
        reason: String? = nil
    ) -> StateChange {
        .caseDecided(CaseDecision(number: number, action: action, person: person, reason: reason))
    }
}

extension PlannedDelivery {
    /// The posting of a day's equipment cost.
    static func cost(
        _ key: String = "usage/EX-104/2026-01-05",
        object: String = "CostEntry",
        amount: String = "843.75",
        system: String = "odoo",
        controlTotal: String = "843.75",
        orderingKey: String = "P-2201",
        topics: [String] = ["EX-104", "P-2201"]
    ) -> PlannedDelivery {
        PlannedDelivery(
            delivery: Delivery(
                key: key,
                object: object,
                payload: ["amount": .string(amount), "currency": "EUR"],
                controlTotals: .totals(amount: controlTotal)
            ),
            system: system,
            orderingKey: orderingKey,
            topics: topics
        )
    }
}

extension [String: Decimal] {
    fileprivate static func totals(amount: String) -> [String: Decimal] {
        ["amount": Decimal(plain: amount) ?? .nan, "hours": Decimal(plain: "8.25") ?? .nan]
    }
}

extension FoundRecord {
    /// What the target holds for ``PlannedDelivery/cost(_:object:amount:system:controlTotal:orderingKey:topics:)``.
    static let line = FoundRecord(reference: "account.analytic.line/41", totals: .totals(amount: "843.75"))
}

extension CaseProposal {
    /// The case of a machine that nobody knows.
    static func unknownEquipment(
        _ subject: String = "EX-104",
        summary: String = "EX-104 is unknown; add it to the equipment list",
        remedy: Remedy = .releaseRecords
    ) -> CaseProposal {
        CaseProposal(
            kind: "unknown_equipment",
            subject: subject,
            severity: .warning,
            owner: "equipment_manager",
            summary: summary,
            detail: ["equipment": "EX-104"],
            remedy: remedy,
            topics: ["EX-104", "equipment"]
        )
    }
}

extension Lease {
    /// The first lease of a runtime.
    static let runtime = Lease(name: "runtime", holder: "host/1", token: 1, expiresAt: .morning)
}
