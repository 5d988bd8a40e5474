import ConnectorKit
import ConnectorStore
import Foundation
import GRDB
import JSON
import SQLiteStore
import Testing

@Suite("SQLite store: a file of version 1")
struct FirstVersionTests {
    @Test func itIsUsedOnWithEverythingInIt() async throws {
        let folder = try StoreFolder()
        let first = try folder.open(.runtime)
        try await first.commitReadings(1...20)
        _ = try await first.commit(Self.deliveries, by: "system:purlin", at: .morning)
        try first.close()
        try await folder.putBackToVersion1()

        let opened = try folder.open(.runtime)
        #expect(try await opened.settings().schemaVersion == 6)
        let verification = try await JournalVerification.verify(opened)
        #expect(verification.findings == [])
        _ = try await opened.commit((21...30).map { .reading("r\($0)") }, by: "system:purlin", at: .morning)
        #expect(try await opened.journal(topic: "EX-104").map(\.key) == (1...30).map { "r\($0)" })
        #expect(verification.entries == 29)
        #expect(try await opened.waitingRecords(limit: 100).count == 30)
        for state in DeliveryState.allCases {
            let keys = try await opened.deliveries(in: state, after: 0, limit: 10).map(\.plan.delivery.key)
            let expected = [DeliveryState.planned: "a", .attempted: "b", .rejected: "c", .delivered: "d"][state]
            #expect(keys == (expected.map { [$0] } ?? []), "\(state)")
        }
        #expect(try await opened.reference(system: "odoo", object: "CostEntry", key: "d") == "move.line/7")
        let open = try await opened.openDeliveries(to: "odoo", after: 0, limit: 10)
        #expect(open.map(\.plan.delivery.key) == ["a", "b"])
        let lease = try await opened.acquireLease(
            "runtime",
            holder: "host/1",
            for: .seconds(30),
            by: "system:purlin",
            at: .morning
        )
        #expect(lease.token == 1)
    }

    private static let deliveries: [StateChange] =
        ["a", "b", "c", "d"].map { .deliveryPlanned(.cost($0)) } + [
            .deliveryAttempted(key: "b", attempt: 1), .deliveryAttempted(key: "c", attempt: 1),
            .deliveryAttempted(key: "d", attempt: 1),
            .deliverySettled(key: "c", .rejected(reason: "no such project", caseKey: "delivery_refused:c")),
            .deliverySettled(key: "d", .delivered(FoundRecord(reference: "move.line/7"))),
        ]
}

extension PlannedDelivery {
    fileprivate static func cost(_ key: String) -> PlannedDelivery {
        PlannedDelivery(
            delivery: Delivery(key: key, object: "CostEntry", payload: ["amount": "843.75"]),
            system: "odoo",
            orderingKey: "P-2201",
            topics: ["P-2201"]
        )
    }
}
