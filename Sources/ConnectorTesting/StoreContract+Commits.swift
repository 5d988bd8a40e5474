internal import CanonicalModel
internal import ConnectorKit
internal import ConnectorStore
internal import Governance
internal import Testing

extension StoreContract {
    static let commits: [Promise] = [
        Promise("an empty store has an empty journal") { trial in
            let head = try await trial.store.journalHead()
            #expect(head == .empty, sourceLocation: trial.location)
            let entries = try await trial.store.journal(after: 0, limit: 10)
            #expect(entries == [], sourceLocation: trial.location)
        },
        Promise("a commit of nothing appends nothing") { trial in
            let receipt = try await trial.commit()
            #expect(receipt == CommitReceipt(appended: 1..<1, skipped: []), sourceLocation: trial.location)
            #expect(try await trial.store.journalHead() == .empty, sourceLocation: trial.location)
        },
        Promise("each change is one entry that says what it is, by whom and when") { trial in
            let changes = oneOfEach
            let receipt = try await trial.store.commit(changes, by: "person:equipment.manager", at: .morning)
            #expect(receipt.appended == 1..<Int64(changes.count + 1), sourceLocation: trial.location)
            let entries = try await trial.store.journal(after: 0, limit: 100)
            #expect(entries.map(\.kind) == kindsOfEach, sourceLocation: trial.location)
            #expect(entries.allSatisfy { $0.actor == "person:equipment.manager" }, sourceLocation: trial.location)
            #expect(entries.allSatisfy { $0.recordedAt == .morning }, sourceLocation: trial.location)
            let first = JournalEntry(
                appending: changes[0].journalContent(),
                to: .empty,
                by: "person:equipment.manager",
                at: .morning
            )
            #expect(entries.first == first, sourceLocation: trial.location)
            let last = try #require(entries.last, sourceLocation: trial.location)
            let head = try await trial.store.journalHead()
            #expect(
                head == JournalHead(sequence: last.sequence, hash: last.hash),
                sourceLocation: trial.location
            )
        },
        Promise("skipped changes are listed and leave no entry") { trial in
            try await trial.commit(.recordReceived(.reading("r1")))
            let receipt = try await trial.commit(
                .recordReceived(.reading("r1")),
                .recordReceived(.reading("r2")),
                .recordReceived(.reading("r2")),
                .recordReceived(.reading("r3"))
            )
            #expect(receipt == CommitReceipt(appended: 2..<4, skipped: [0, 2]), sourceLocation: trial.location)
            let entries = try await trial.store.journal(after: 0, limit: 10)
            #expect(entries.map(\.key) == ["r1", "r2", "r3"], sourceLocation: trial.location)
        },
        Promise("one change that does not fit undoes the whole commit") { trial in
            let changes = oneOfEach + [.deliveryAttempted(key: "nothing", attempt: 1)]
            await #expect(throws: StoreError.self, sourceLocation: trial.location) {
                try await trial.store.commit(changes, by: "system:purlin", at: .morning)
            }
            try await isEmpty(trial)
            try await trial.commit(oneOfEach)
            let head = try await trial.store.journalHead()
            #expect(head.sequence == Int64(oneOfEach.count), sourceLocation: trial.location)
        },
        Promise("a later commit that does not fit leaves what was there") { trial in
            try await trial.commit(
                .recordReceived(.reading("r1")),
                .deliveryPlanned(.cost()),
                .caseRaised(.unknownEquipment())
            )
            try await trial.refuses(
                .flowAdvanced(.usage(from: 0, consuming: ["r1"])),
                .deliveryAttempted(key: "usage/EX-104/2026-01-05", attempt: 1),
                .caseRaised(.unknownEquipment()),
                .cursorAdvanced(StreamID(system: "telematics", stream: "readings"), Cursor("7")),
                .flowAdvanced(.usage(from: 0)),
                naming: "EX-104"
            )
            let waiting = try await trial.store.waitingRecords(limit: 10)
            #expect(waiting == [.reading("r1")], sourceLocation: trial.location)
            let delivery = try await trial.store.delivery("usage/EX-104/2026-01-05")
            #expect(delivery?.state == .planned, sourceLocation: trial.location)
            #expect(try await trial.store.case(1)?.occurrences == 1, sourceLocation: trial.location)
            #expect(
                try await trial.store.flowState(flow: "usage", key: "EX-104") == nil,
                sourceLocation: trial.location
            )
        },
        Promise("keys that differ only in their bytes are different keys") { trial in
            let composed = "Ger\u{00E4}t-1"
            let decomposed = "Gera\u{0308}t-1"
            let withNull = "EX\u{0}104"
            let withMark = "EX\u{FFFF}0104"
            let ids = [composed, decomposed, withNull, withMark, "EX"]
            for id in ids { try await trial.commit(.recordReceived(.reading(id, key: id))) }
            let waiting = try await trial.store.waitingRecords(limit: 10)
            let found = waiting.map { Array($0.record.id.utf8) }
            #expect(found == ids.map { Array($0.utf8) }, sourceLocation: trial.location)
            try await trial.commit(.flowAdvanced(.usage(composed, from: 0)), .flowAdvanced(.usage(decomposed, from: 0)))
            let entries = try await trial.store.journal(topic: composed)
            #expect(entries.count == 1, sourceLocation: trial.location)
        },
    ]

    /// One change of each kind, in an order in which all fit an empty store.
    private static let oneOfEach: [StateChange] = [
        .recordReceived(.reading("r1")),
        .recordReceived(.reading("r2", heldBy: "unknown_equipment:EX-104")),
        .recordRerouted(.reading("r2")),
        .cursorAdvanced(StreamID(system: "telematics", stream: "readings"), Cursor("7")),
        .flowAdvanced(.usage(from: 0, wakeAt: .morning, consuming: ["r1"])),
        .approvalRequested(.usage()),
        .approvalMoved(
            id: "EX-104/2026-01-05/1",
            .signed(ApprovalSignature(person: "equipment.manager", role: "equipment_manager"), after: 0)
        ),
        .answer(),
        .approvalRequested(.usage("EX-105/2026-01-05/1")),
        .approvalWithdrawn(id: "EX-105/2026-01-05/1", reason: "its hours changed"),
        .deliveryPlanned(.cost()),
        .deliveryAttempted(key: "usage/EX-104/2026-01-05", attempt: 1),
        .deliverySettled(key: "usage/EX-104/2026-01-05", .delivered(.line)),
        .caseRaised(.unknownEquipment()),
        .caseRaised(.unknownEquipment("EX-105")),
        .decision(1, .resolve),
        .caseEscalated(
            number: 2,
            CaseEscalation(
                step: 1,
                from: "equipment_manager",
                to: "finance",
                due: .morning,
                at: .morning,
                rule: "exceptions.severities.warning (governance.yaml:4)"
            )
        ),
        .systemPaused(system: "odoo", SystemPause(until: .morning, failures: 3, reason: "no answer")),
        .systemPauseReplaced(
            system: "ledger",
            SystemPause(until: .morning, failures: 1, reason: "no answer"),
            seen: nil
        ),
        .leaseTaken(LeaseClaim(lease: .runtime, isFormerHolderGone: false)),
        .leaseReleased(.runtime),
    ]

    private static let kindsOfEach = [
        "record.received", "record.quarantined", "record.rerouted", "cursor.advanced", "flow.advanced",
        "approval.requested", "approval.signed", "approval.approved", "approval.requested", "approval.withdrawn",
        "delivery.planned",
        "delivery.attempted", "delivery.delivered",
        "case.raised", "case.raised", "case.resolved", "case.escalated", "system.paused", "system.paused",
        "lease.taken", "lease.released",
    ]

    private static func isEmpty(_ trial: Trial) async throws {
        let store = trial.store
        let location = trial.location
        #expect(try await store.journalHead() == .empty, sourceLocation: location)
        #expect(try await store.journal(after: 0, limit: 100) == [], sourceLocation: location)
        #expect(try await store.journal(topic: "EX-104") == [], sourceLocation: location)
        #expect(try await store.waitingRecords(limit: 100) == [], sourceLocation: location)
        let quarantined = try await store.quarantinedRecords(caseKey: "unknown_equipment:EX-104", limit: 100)
        #expect(quarantined == [], sourceLocation: location)
        let stream = StreamID(system: "telematics", stream: "readings")
        #expect(try await store.cursor(of: stream) == nil, sourceLocation: location)
        #expect(try await store.flowState(flow: "usage", key: "EX-104") == nil, sourceLocation: location)
        #expect(try await store.nextWake() == nil, sourceLocation: location)
        #expect(try await store.approvals(onlyPending: false) == [], sourceLocation: location)
        #expect(try await store.delivery("usage/EX-104/2026-01-05") == nil, sourceLocation: location)
        #expect(try await store.deliveries(in: .delivered, after: 0, limit: 9) == [], sourceLocation: location)
        let reference = try await store.reference(
            system: "odoo",
            object: "CostEntry",
            key: "usage/EX-104/2026-01-05"
        )
        #expect(reference == nil, sourceLocation: location)
        #expect(try await store.cases(onlyOpen: false) == [], sourceLocation: location)
        #expect(try await store.pause(of: "odoo") == nil, sourceLocation: location)
    }
}
