import CanonicalModel
import ConnectorKit
import ConnectorStore
import FoundationEssentials
import JSON

/// The second half of the story: what a runtime keeps beside the way of a record, and what people decide.
extension Story {
    /// Steps that go on from the first half.
    static let later: [Step] = keeping + deciding

    /// The name of the lease.
    static let leaseName = "runtime"
    /// Flows whose state is the runtime's own, with their keys.
    static let ownFlows = [("configuration", "configuration"), ("webhooks", "meter/usage"), ("schedule", "periods")]
    /// The cases that keep records back.
    static let holding = [unknown, unknownAgain, unknownForGood]
    /// All deliveries.
    static let keys = machines.flatMap { [key($0), key($0, 2)] }

    private static let keeping = [
        Step(name: "lease taken", action: .commit([.leaseTaken(claim)])),
        Step(name: "lease renewed", action: .renew(lease(until: 60))),
        Step(name: "configuration", action: .commit([own(0, ["odoo.url": "https://odoo.example"])])),
        Step(name: "webhook receipt", action: .commit([.recordReceived(hook)])),
        Step(
            name: "webhook read",
            action: .commit([
                own(1, ["deliveries": 1], consuming: [hook.reference]), .recordReceived(record("hook/0", "EX-104")),
            ])
        ),
        Step(name: "signature", action: .sign),
        Step(
            name: "plans for a period's close",
            action: .commit(
                machines.map { .deliveryPlanned(delivery($0, 2)) }
                    + machines.map { .deliveryScheduled(key: key($0, 2), notBefore: .distant) }
            )
        ),
        Step(
            name: "period closed",
            action: .commit(
                machines.map { .deliveryScheduled(key: key($0, 2), notBefore: nil) } + [own(2, ["2026-01": "closed"])]
            )
        ),
    ]

    private static let deciding = [
        Step(
            name: "system paused for a person",
            action: .commit([
                .systemPaused(system: "odoo", SystemPause(until: nil, failures: 9, reason: "locked out")),
                .caseRaised(lockedOut),
            ])
        ),
        Step(name: "system used again", action: .commit([decision(3, .retry(event: nil))])),
        Step(
            name: "refusals and records held",
            action: .commit(
                machines.flatMap { machine -> [StateChange] in
                    [
                        .deliveryAttempted(key: key(machine, 2), attempt: 1),
                        .deliverySettled(key: key(machine, 2), .rejected(reason: "no", caseKey: refusal(machine).key)),
                        .caseRaised(refusal(machine)),
                    ]
                }
                    + [unknownAgain, unknownForGood].flatMap { proposal -> [StateChange] in
                        let held = record("held/\(proposal.subject)", "EX-105", .quarantined(caseKey: proposal.key))
                        return [.recordReceived(held), .caseRaised(proposal)]
                    }
            )
        ),
        Step(
            name: "delivery repaired",
            action: .commit([
                .deliveryRepaired(
                    key: key("EX-104", 2),
                    DeliveryContent(object: "CostEntry", payload: ["amount": "620"], controlTotals: ["amount": 620]),
                    changes: [ValueChange(path: "amount", before: "619", after: "620")]
                ), decision(4, .retry(event: nil)),
            ])
        ),
        Step(
            name: "record repaired",
            action: .commit([
                .recordRepaired(
                    record("held/\(unknownAgain.subject)", "EX-105", note: "repaired"),
                    changes: [ValueChange(path: "note", before: "", after: "repaired")]
                ), decision(6, .retry(event: nil)),
            ])
        ),
        Step(
            name: "decisions in bulk",
            action: .commit([5, 7].map { decision($0, .reject, because: "entered by hand") })
        ),
        Step(name: "delivery replayed", action: .commit([.deliveryReplayed(key: key("EX-104"), reason: "missing")])),
        Step(name: "approval refused", action: .commit([.approvalRequested(secondRequest), refused])),
        Step(name: "case of a flow", action: .commit([.caseRaised(stuck)])),
        Step(
            name: "flow told",
            action: .commit([decision(8, .retry(event: event("case/8", "CaseRetried", ["case": 8])))])
        ),
        Step(name: "lease given back", action: .commit([.leaseReleased(lease(until: 60))])),
        Step(name: "last signature", action: .sign),
    ]
}

extension Story {
    private static func lease(until seconds: Int64) -> Lease {
        Lease(name: leaseName, holder: "host/4711", token: 1, expiresAt: Instant.morning.adding(seconds: seconds))
    }

    private static let claim = LeaseClaim(lease: lease(until: 30), isFormerHolderGone: false)

    /// A step of one of ``ownFlows``.
    private static func own(_ number: Int, _ state: JSON, consuming consumed: [RecordReference] = []) -> StateChange {
        let (flow, key) = ownFlows[number]
        return .flowAdvanced(
            FlowAdvance(
                flow: flow,
                key: key,
                expectedVersion: 0,
                state: state,
                wakeAt: nil,
                consumed: consumed,
                notes: [FlowNote(event: "Noted", topics: [flow], detail: state)]
            )
        )
    }

    private static let hook = ReceivedRecord(
        system: "meter",
        record: SourceRecord(
            id: "webhook/usage/msg_1",
            object: "WebhookDelivery",
            occurredAt: .morning,
            payload: ["body": "{\"hours\":8.25}", "sha256": "5feceb66"]
        ),
        flow: "webhooks",
        key: "meter/usage",
        topics: ["meter/usage"],
        disposition: .accepted
    )

    private static func proposal(_ kind: String, _ subject: String, _ remedy: CaseProposal.Remedy) -> CaseProposal {
        CaseProposal(
            kind: kind,
            subject: subject,
            severity: .warning,
            owner: "integration-operator",
            summary: "\(subject) needs a decision",
            remedy: remedy,
            topics: [subject]
        )
    }

    private static let lockedOut = proposal("system_locked_out", "odoo", .resumeSystem("odoo"))
    private static let stuck = proposal("usage_incomplete", "EX-104", .notifyFlow(flow: flow, key: "EX-104"))
    private static let unknownAgain = proposal("unknown_equipment", "EX-106", .releaseRecords)
    private static let unknownForGood = proposal("unknown_equipment", "EX-107", .releaseRecords)

    private static func refusal(_ machine: String) -> CaseProposal {
        proposal("delivery_rejected", key(machine, 2), .redeliver(key: key(machine, 2)))
    }

    private static let secondRequest = ApprovalRequest(
        id: "EX-104/2026-01-05/2",
        flow: flow,
        key: "EX-104",
        role: "equipment-manager",
        summary: "9.25 h",
        payload: ["hours": "9.25"],
        topics: ["EX-104"]
    )

    private static let refused = StateChange.approvalDecided(
        ApprovalDecision(id: secondRequest.id, isApproved: false, person: "equipment.manager", reason: "too many"),
        event: event("approval/\(secondRequest.id)", "ApprovalDecision", ["approved": false])
    )
}
