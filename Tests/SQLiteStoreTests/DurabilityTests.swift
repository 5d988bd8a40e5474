import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConnectorTesting
import GRDB
import JSON
import SQLiteStore
import Testing

@Suite("SQLite store: durability")
struct DurabilityTests {
    private let folder: StoreFolder

    init() throws {
        folder = try StoreFolder()
    }

    @Test(arguments: SQLiteStore.Role.allCases)
    func everyCommitIsForcedToTheDisk(_ role: SQLiteStore.Role) async throws {
        let settings = try await folder.open(role).settings()
        #expect(settings.journalMode == "wal")
        #expect(settings.synchronous == 2)
        #expect(settings.checksForeignKeys)
        #expect(settings.isDurable)
        #expect(settings.schemaVersion == 6)
    }

    @Test func aReopenedStoreHoldsEverything() async throws {
        let store = try folder.open(.runtime)
        for change in Self.story { _ = try await store.commit([change], by: "system:purlin", at: .morning) }
        let before = try await Self.everything(in: store)
        try store.close()

        let reopened = try folder.open(.runtime)
        #expect(try await Self.everything(in: reopened) == before)
        #expect(before.count == 14)
        #expect(before.allSatisfy { !$0.isEmpty })
        #expect(try await JournalVerification.verify(reopened).isWhole)
        _ = try await reopened.commit([.reading("r9")], by: "system:purlin", at: .morning)
        #expect(try await JournalVerification.verify(reopened).entries == Int64(Self.story.count + 1))
    }

    @Test func aClosedStoreRefusesEverything() async throws {
        let store = try folder.open()
        try store.close()
        await #expect(throws: StoreError.self) {
            try await store.commit([.reading("r1")], by: "system:purlin", at: .morning)
        }
        await #expect(throws: StoreError.self) { try await store.journalHead() }
        try store.close()
    }

    @Test func aCommitIsMadeWholeEvenIfItsTaskIsCancelled() async throws {
        let store = try folder.open()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await store.commit([.reading("r1")], by: "system:purlin", at: .morning)
        }
        #expect(try await task.value.appended == 1..<2)
        #expect(try await store.journalHead().sequence == 1)
    }

    private static let delivery = PlannedDelivery(
        delivery: Delivery(key: "usage/EX-104", object: "CostEntry", payload: ["amount": "843.75"]),
        system: "odoo",
        orderingKey: "P-2201",
        topics: ["EX-104"]
    )

    private static let proposal = CaseProposal(
        kind: "unknown_equipment",
        subject: "EX-104",
        severity: .warning,
        owner: "equipment_manager",
        summary: "EX-104 is unknown",
        remedy: .releaseRecords,
        topics: ["EX-104"]
    )

    private static let request = ApprovalRequest(
        id: "EX-104/1",
        flow: "usage",
        key: "EX-104",
        role: "equipment_manager",
        summary: "8.25 h",
        payload: ["hours": "8.25"],
        topics: ["EX-104"]
    )

    private static let story: [StateChange] = [
        .reading("r1"),
        .cursorAdvanced(StreamID(system: "telematics", stream: "readings"), Cursor("7")),
        .flowAdvanced(
            FlowAdvance(
                flow: "usage",
                key: "EX-105",
                expectedVersion: 0,
                state: ["hours": "8.25"],
                wakeAt: .morning,
                consumed: [],
                notes: []
            )
        ),
        .approvalRequested(request),
        .deliveryPlanned(delivery),
        .deliveryAttempted(key: "usage/EX-104", attempt: 1),
        .deliverySettled(key: "usage/EX-104", .delivered(FoundRecord(reference: "line/41"))),
        .caseRaised(proposal),
        .systemPaused(system: "odoo", SystemPause(until: .morning, failures: 3, reason: "no answer")),
    ]

    /// The answer to each question that a store can be asked, as text.
    private static func everything(in store: SQLiteStore) async throws -> [String] {
        let stream = StreamID(system: "telematics", stream: "readings")
        let answers: [[Any]] = [
            try await store.waitingRecords(limit: 10),
            try await store.knownRecords(among: [RecordReference(system: "telematics", id: "r1")]).map(\.id),
            [try await store.cursor(of: stream) as Any],
            [try await store.flowState(flow: "usage", key: "EX-105") as Any],
            try await store.wakingKeys(flow: "usage", at: .morning, limit: 10),
            [try await store.nextWake() as Any],
            try await store.approvals(onlyPending: false),
            try await store.deliveries(in: .delivered, after: 0, limit: 10),
            [try await store.reference(system: "odoo", object: "CostEntry", key: "usage/EX-104") as Any],
            try await store.cases(onlyOpen: false),
            [try await store.pause(of: "odoo") as Any],
            try await store.journal(after: 0, limit: 100),
            try await store.journal(topic: "EX-104"),
            [try await store.journalHead()],
        ]
        return answers.map { answer in answer.isEmpty || "\(answer)" == "[nil]" ? "" : "\(answer)" }
    }
}
