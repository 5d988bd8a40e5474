internal import CanonicalModel
internal import ConnectorKit
internal import ConnectorStore
internal import Testing

extension StoreContract {
    private static let caseKey = "unknown_equipment:EX-104"
    private static let key = "usage/EX-104/2026-01-05"
    private static let pause = SystemPause(until: nil, failures: 5, reason: "credentials refused")

    /// A delivery that was rejected, and the case that decides on it.
    private static let rejectedDelivery: [StateChange] = [
        .deliveryPlanned(.cost()),
        .deliveryAttempted(key: key, attempt: 1),
        .deliverySettled(key: key, .rejected(reason: "closed period", caseKey: caseKey)),
        .caseRaised(.unknownEquipment(remedy: .redeliver(key: key))),
    ]

    static let caseDecisions: [Promise] = [
        Promise("to retry a case and to release its records is one commit") { trial in
            try await trial.commit(
                .recordReceived(.reading("r1", heldBy: caseKey)),
                .recordReceived(.reading("r2", heldBy: caseKey)),
                .caseRaised(.unknownEquipment())
            )
            try await trial.commit(
                .decision(1, .retry(event: nil)),
                .recordRerouted(.reading("r1")),
                .recordRerouted(.reading("r2"))
            )
            let waiting = try await trial.store.waitingRecords(limit: 10)
            #expect(waiting == [.reading("r1"), .reading("r2")], sourceLocation: trial.location)
            let held = try await trial.store.quarantinedRecords(caseKey: caseKey, limit: 10)
            #expect(held == [], sourceLocation: trial.location)
        },
        Promise("to retry a case leaves no record behind") { trial in
            try await trial.commit(
                .recordReceived(.reading("r1", heldBy: caseKey)),
                .recordReceived(.reading("r2", heldBy: caseKey)),
                .caseRaised(.unknownEquipment())
            )
            try await trial.refuses(.decision(1, .retry(event: nil)), .recordRerouted(.reading("r1")), naming: "r2")
            #expect(try await trial.store.case(1)?.heldRecords == 2, sourceLocation: trial.location)
            try await trial.commit(
                .decision(1, .retry(event: nil)),
                .recordRerouted(.reading("r1")),
                .caseRaised(.unknownEquipment())
            )
            #expect(try await trial.store.case(2)?.heldRecords == 1, sourceLocation: trial.location)
        },
        Promise("to reject a case gives up the records that it keeps back, and no others") { trial in
            try await trial.commit(
                .recordReceived(.reading("r1", heldBy: caseKey)),
                .recordReceived(.reading("r2", heldBy: "unknown_project:P-1")),
                .recordReceived(.reading("r3")),
                .caseRaised(.unknownEquipment())
            )
            try await trial.commit(.decision(1, .reject, reason: "sold in 2024"))
            let held = try await trial.store.quarantinedRecords(caseKey: caseKey, limit: 10)
            #expect(held == [], sourceLocation: trial.location)
            let others = try await trial.store.quarantinedRecords(caseKey: "unknown_project:P-1", limit: 10)
            #expect(others.map(\.record.id) == ["r2"], sourceLocation: trial.location)
            let waiting = try await trial.store.waitingRecords(limit: 10)
            #expect(waiting.map(\.record.id) == ["r3"], sourceLocation: trial.location)
            let stored = try await trial.store.case(1)
            #expect(stored?.state == .rejected, sourceLocation: trial.location)
            #expect(stored?.reason == "sold in 2024", sourceLocation: trial.location)
        },
        Promise("to reject a case needs a reason") { trial in
            try await trial.commit(
                .recordReceived(.reading("r1", heldBy: caseKey)),
                .caseRaised(.unknownEquipment())
            )
            try await trial.refuses(.decision(1, .reject), naming: "C-1")
            try await trial.refuses(.decision(1, .reject, reason: "  "), naming: "C-1")
            #expect(try await trial.store.case(1)?.state == .open, sourceLocation: trial.location)
            #expect(try await trial.store.case(1)?.heldRecords == 1, sourceLocation: trial.location)
        },
        Promise("to retry a rejected delivery plans it again, due at once") { trial in
            try await trial.commit(rejectedDelivery)
            try await trial.commit(.decision(1, .retry(event: nil)))
            let stored = try await trial.store.delivery(key)
            #expect(stored?.state == .planned, sourceLocation: trial.location)
            #expect(stored?.notBefore == nil, sourceLocation: trial.location)
            #expect(stored?.attempts == 1, sourceLocation: trial.location)
            let open = try await trial.store.openDeliveries(to: "odoo", limit: 10)
            #expect(open.map(\.plan.delivery.key) == [key], sourceLocation: trial.location)
        },
        Promise("to reject the case of a delivery abandons it") { trial in
            try await trial.commit(rejectedDelivery)
            try await trial.commit(.decision(1, .reject, reason: "booked by hand"))
            let stored = try await trial.store.delivery(key)
            #expect(stored?.state == .abandoned, sourceLocation: trial.location)
            #expect(stored?.reason == "booked by hand", sourceLocation: trial.location)
        },
        Promise("a case cannot decide on a delivery that is not rejected") { trial in
            try await trial.commit(
                .deliveryPlanned(.cost()),
                .caseRaised(.unknownEquipment(remedy: .redeliver(key: key)))
            )
            try await trial.refuses(.decision(1, .retry(event: nil)), naming: key)
            try await trial.refuses(.decision(1, .reject, reason: "booked by hand"), naming: key)
            #expect(try await trial.store.case(1)?.state == .open, sourceLocation: trial.location)
        },
        Promise("to retry a system's case ends its pause, to reject it does not") { trial in
            try await trial.commit(
                .systemPaused(system: "odoo", pause),
                .systemPaused(system: "telematics", pause),
                .caseRaised(.unknownEquipment("odoo", remedy: .resumeSystem("odoo"))),
                .caseRaised(.unknownEquipment("telematics", remedy: .resumeSystem("telematics")))
            )
            let receipt = try await trial.commit(
                .decision(1, .retry(event: nil)),
                .decision(2, .reject, reason: "contract ended")
            )
            #expect(receipt.appended.count == 2, sourceLocation: trial.location)
            #expect(try await trial.store.pause(of: "odoo") == nil, sourceLocation: trial.location)
            #expect(try await trial.store.pause(of: "telematics") == pause, sourceLocation: trial.location)
        },
        Promise("the event of a retry waits for its flow, without an entry of its own") { trial in
            let proposal = CaseProposal.unknownEquipment(remedy: .notifyFlow(flow: "usage", key: "EX-104"))
            try await trial.commit(.caseRaised(proposal))
            let receipt = try await trial.commit(.decision(1, .retry(event: .event("case/1"))))
            #expect(receipt.appended.count == 1, sourceLocation: trial.location)
            let waiting = try await trial.store.waitingRecords(limit: 10)
            #expect(waiting == [.event("case/1")], sourceLocation: trial.location)
            try await trial.commit(.caseRaised(proposal))
            try await trial.refuses(.decision(2, .retry(event: .event("case/1"))), naming: "purlin/case/1")
        },
        Promise("trouble that goes away by itself only closes its case") { trial in
            try await trial.commit(rejectedDelivery)
            try await trial.commit(
                .recordReceived(.reading("r1", heldBy: caseKey)),
                .systemPaused(system: "odoo", pause),
                .caseRaised(.unknownEquipment("odoo", remedy: .resumeSystem("odoo")))
            )
            try await trial.commit(.decision(1, .resolve), .decision(2, .resolve, person: "purlin"))
            let states = try await trial.store.cases(onlyOpen: false).map(\.state)
            #expect(states == [.resolved, .resolved], sourceLocation: trial.location)
            #expect(try await trial.store.delivery(key)?.state == .rejected, sourceLocation: trial.location)
            #expect(try await trial.store.pause(of: "odoo") == pause, sourceLocation: trial.location)
            let held = try await trial.store.quarantinedRecords(caseKey: caseKey, limit: 10)
            #expect(held.map(\.record.id) == ["r1"], sourceLocation: trial.location)
        },
    ]
}
