import CanonicalModel
import ConnectorKit
import ConnectorStore
import FoundationEssentials
import JSON

/// What happens to a store, step by step: each shape of transaction that there is, and what SQLite does between them.
struct Story: Sendable {
    /// One step, which is there as a whole or not at all.
    struct Step: Sendable {
        let name: String
        let action: Action
    }

    enum Action: Sendable {
        case commit([StateChange])
        /// A checkpoint over all entries so far; ``signed(over:)`` makes a commit of it.
        case sign
        /// The expiry of a lease moves, which is no entry of the journal.
        case renew(Lease)
        /// So many commits, which the power does not interrupt.
        case fill(Int)
        case checkpoint(PowerDisk.Checkpoint)
        /// The store is closed in order and opened again.
        case reopen
    }

    let steps: [Step]

    /// The changes of each commit of a step.
    static func commits(of action: Action) -> [[StateChange]] {
        switch action {
        case .commit(let changes): [changes]
        case .fill(let count): (0..<count).map { [position($0)] }
        case .sign, .renew, .checkpoint, .reopen: []
        }
    }

    static let flow = "usage"
    static let stream = StreamID(system: "telematics", stream: "readings")
    static let machines = ["EX-104", "EX-105"]

    /// The steps in an order in which each can be made.
    static let whole = Story(
        steps: [
            Step(name: "page of intake", action: .commit(page(1))),
            Step(name: "flow step", action: .commit([.flowAdvanced(advance("EX-104", 0, consuming: ["1/0", "1/2"]))])),
            Step(name: "passive checkpoint", action: .checkpoint(.passive)),
            Step(name: "approval asked", action: .commit([.approvalRequested(request)])),
            Step(name: "approval given", action: .commit([answer])),
            Step(name: "restarting checkpoint", action: .checkpoint(.restart)),
            Step(
                name: "step with plans",
                action: .commit([
                    .flowAdvanced(advance("EX-105", 0, consuming: ["1/1"])),
                    .deliveryPlanned(delivery("EX-104", 1)), .deliveryPlanned(delivery("EX-105", 1)),
                ])
            ),
            Step(name: "attempts", action: .commit(machines.map { .deliveryAttempted(key: key($0), attempt: 1) })),
            Step(
                name: "one outcome known, one unknown",
                action: .commit([
                    .deliverySettled(key: key("EX-104"), .delivered(FoundRecord(reference: "line/41"))),
                    .deliverySettled(key: key("EX-105"), .unknown(at: .morning, reason: "no answer")),
                    .systemPaused(system: "odoo", SystemPause(until: .morning, failures: 1, reason: "no answer")),
                ])
            ),
            Step(name: "orderly restart", action: .reopen),
            Step(
                name: "refusal as a case",
                action: .commit([
                    .deliverySettled(key: key("EX-105"), .rejected(reason: "closed", caseKey: refused.key)),
                    .caseRaised(refused), .systemPaused(system: "odoo", nil),
                ])
            ),
            Step(name: "record held by a case", action: .commit([.recordReceived(held), .caseRaised(unknown)])),
            Step(name: "case tried again", action: .commit([decision(1, .retry(event: nil))])),
            Step(
                name: "attempt that fails",
                action: .commit([
                    .deliveryAttempted(key: key("EX-105"), attempt: 2),
                    .deliverySettled(key: key("EX-105"), .retry(at: .distant, reason: "busy")),
                ])
            ),
            Step(
                name: "records of a case released",
                action: .commit([decision(2, .retry(event: nil)), .recordRerouted(record("held/0", "EX-105"))])
            ),
            Step(name: "truncating checkpoint", action: .checkpoint(.truncate)),
            Step(name: "position lost", action: .commit([.cursorAdvanced(stream, nil)])),
            Step(name: "wake-up", action: .commit([.flowAdvanced(advance("EX-104", 1, consuming: []))])),
        ] + later
    )

    /// A commit whose last entry completes a subtree of the journal's tree, and a checkpoint over it.
    static let growing = Story(
        steps: [
            Step(name: "entries of a subtree", action: .commit((0..<250).map { position($0) })),
            Step(name: "commit that completes a subtree", action: .commit((250..<260).map { position($0) })),
            Step(name: "checkpoint over a subtree", action: .sign),
            Step(name: "commit behind a checkpoint", action: .commit([position(260)])),
        ]
    )

    /// Commits until SQLite makes a checkpoint on its own, which it does with the commit after `count`.
    static func filling(_ count: Int) -> Story {
        Story(
            steps: [
                Step(name: "commits that fill the WAL", action: .fill(count)),
                Step(name: "commit with a checkpoint", action: .commit([position(count)])),
                Step(name: "commit into the WAL's beginning", action: .commit([position(count + 1)])),
            ]
        )
    }

    /// The `number`th advance of a stream.
    static func position(_ number: Int) -> StateChange {
        .cursorAdvanced(stream, Cursor("\(number)"))
    }
}

extension Story {
    static func page(_ number: Int, records: Int = 4, note: String = "") -> [StateChange] {
        let records = (0..<records).map { position in
            StateChange.recordReceived(record("\(number)/\(position)", machines[position % 2], note: note))
        }
        return records + [.cursorAdvanced(stream, Cursor("{\"page\":\(number)}"))]
    }

    static func record(
        _ id: String,
        _ machine: String,
        note: String = "",
        _ disposition: ReceivedRecord.Disposition = .accepted
    ) -> ReceivedRecord {
        ReceivedRecord(
            system: "telematics",
            record: SourceRecord(
                id: id,
                object: "MeterReading",
                occurredAt: .morning,
                payload: ["equipment": .string(machine), "hours": "8.25", "note": .string(note)]
            ),
            flow: flow,
            key: machine,
            topics: [machine, "P-2201"],
            disposition: disposition
        )
    }

    static func advance(_ machine: String, _ version: Int64, consuming ids: [String]) -> FlowAdvance {
        FlowAdvance(
            flow: flow,
            key: machine,
            expectedVersion: version,
            state: ["hours": "8.25", "steps": .integer(version + 1)],
            wakeAt: version == 0 ? .morning : nil,
            consumed: ids.map { RecordReference(system: "telematics", id: $0) },
            notes: [FlowNote(event: "UsageConsolidated", topics: [machine], detail: ["hours": "8.25"])]
        )
    }

    static func delivery(_ machine: String, _ number: Int) -> PlannedDelivery {
        PlannedDelivery(
            delivery: Delivery(
                key: "\(machine)/2026-01-05/\(number)",
                object: "CostEntry",
                payload: ["amount": "619"],
                controlTotals: ["amount": 619]
            ),
            system: "odoo",
            orderingKey: machine,
            topics: [machine]
        )
    }

    static func key(_ machine: String, _ number: Int = 1) -> String { delivery(machine, number).delivery.key }

    static let unknown = CaseProposal(
        kind: "unknown_equipment",
        subject: "EX-105",
        severity: .warning,
        owner: "equipment-manager",
        summary: "EX-105 is unknown",
        remedy: .releaseRecords,
        topics: ["EX-105"]
    )

    private static let refused = CaseProposal(
        kind: "delivery_rejected",
        subject: key("EX-105"),
        severity: .warning,
        owner: "integration-operator",
        summary: "closed",
        remedy: .redeliver(key: key("EX-105")),
        topics: ["EX-105"]
    )

    private static let held = record("held/0", "EX-105", .quarantined(caseKey: unknown.key))

    static let request = ApprovalRequest(
        id: "EX-104/2026-01-05/1",
        flow: flow,
        key: "EX-104",
        role: "equipment-manager",
        summary: "8.25 h",
        payload: ["hours": "8.25"],
        topics: ["EX-104"]
    )

    private static let answer = StateChange.approvalDecided(
        ApprovalDecision(id: request.id, isApproved: true, person: "equipment.manager", reason: nil),
        event: event("approval/\(request.id)", "ApprovalDecision", ["approved": true])
    )

    /// An event of the runtime itself, for the flow of EX-104.
    static func event(_ id: String, _ object: String, _ payload: JSON) -> ReceivedRecord {
        ReceivedRecord(
            system: "purlin",
            record: SourceRecord(id: id, object: object, occurredAt: .morning, payload: payload),
            flow: flow,
            key: "EX-104",
            topics: ["EX-104"],
            disposition: .accepted
        )
    }

    static func decision(_ number: Int64, _ action: CaseDecision.Action, because reason: String? = nil) -> StateChange {
        .caseDecided(CaseDecision(number: number, action: action, person: "integration.operator", reason: reason))
    }
}
