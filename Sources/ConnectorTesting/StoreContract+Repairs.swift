internal import CanonicalModel
internal import ConnectorKit
internal import ConnectorStore
internal import FoundationEssentials
internal import JSON
internal import Testing

extension DeliveryContent {
    /// What a person made of ``PlannedDelivery/cost(_:object:amount:system:controlTotal:orderingKey:topics:)``.
    static let repaired = DeliveryContent(
        object: "CostEntry",
        payload: ["amount": "812.50", "currency": "EUR"],
        controlTotals: ["amount": Decimal(plain: "812.50") ?? .nan]
    )
}

extension ValueChange {
    /// The difference that ``DeliveryContent/repaired`` makes.
    static let amount = ValueChange(path: "amount", before: "843.75", after: "812.50")
}

extension StoreContract {
    static let repairs: [Promise] = [
        Promise("a repaired record keeps its place and goes its new way, and the journal tells the difference") {
            trial in
            let held = ReceivedRecord.reading("1", heldBy: "unknown_equipment:EX-104")
            try await trial.commit(.recordReceived(held), .recordReceived(.reading("2")))
            let record = SourceRecord(
                id: "1",
                object: "MeterReading",
                occurredAt: held.record.occurredAt,
                payload: ["equipment": "EX-105"]
            )
            let repaired = ReceivedRecord(
                system: "telematics",
                record: record,
                flow: "usage",
                key: "EX-105",
                topics: ["EX-105"],
                disposition: .accepted
            )
            let change = ValueChange(path: "equipment", before: "EX-104", after: "EX-105")
            try await trial.commit(.recordRepaired(repaired, changes: [change]), by: "person:editor")

            let waiting = try await trial.store.waitingRecords(limit: 10)
            #expect(waiting == [repaired, .reading("2")], sourceLocation: trial.location)
            let entry = try await trial.newestEntry()
            #expect(entry.kind == "record.repaired", sourceLocation: trial.location)
            #expect(entry.actor == "person:editor", sourceLocation: trial.location)
            let body = try JSON(parsing: entry.body)
            let difference: JSON = [["path": "equipment", "before": "EX-104", "after": "EX-105"]]
            #expect(body["changes"] == difference, sourceLocation: trial.location)
            try await trial.refuses(.recordRepaired(repaired, changes: [change]), naming: "telematics/1")
        },
        Promise("a repaired record that stays in a case is held by that case") { trial in
            let held = ReceivedRecord.reading("1", heldBy: "unknown_equipment:EX-104")
            try await trial.commit(.recordReceived(held))
            let still = ReceivedRecord.reading("1", heldBy: "unknown_equipment:EX-105")
            try await trial.commit(.recordRepaired(still, changes: []))
            let first = try await trial.store.quarantinedRecords(caseKey: "unknown_equipment:EX-104", limit: 9)
            #expect(first.isEmpty, sourceLocation: trial.location)
            let second = try await trial.store.quarantinedRecords(caseKey: "unknown_equipment:EX-105", limit: 9)
            #expect(second == [still], sourceLocation: trial.location)
            #expect(try await trial.newestEntry().kind == "record.repaired", sourceLocation: trial.location)
        },
        Promise("a repaired delivery has its new content under its old key") { trial in
            let plan = PlannedDelivery.cost("c")
            try await trial.commit(
                .deliveryPlanned(plan),
                .deliveryAttempted(key: "c", attempt: 1),
                .deliverySettled(key: "c", .rejected(reason: "no", caseKey: "delivery_rejected:c"))
            )
            try await trial.commit(.deliveryRepaired(key: "c", .repaired, changes: [.amount]), by: "person:editor")
            let stored = try await trial.store.delivery("c")
            #expect(stored?.plan.delivery.payload == DeliveryContent.repaired.payload, sourceLocation: trial.location)
            let totals = stored?.plan.delivery.controlTotals
            #expect(totals == DeliveryContent.repaired.controlTotals, sourceLocation: trial.location)
            #expect(stored?.plan.orderingKey == plan.orderingKey, sourceLocation: trial.location)
            let entry = try await trial.newestEntry()
            #expect(entry.kind == "delivery.repaired", sourceLocation: trial.location)
            #expect(entry.topics == plan.topics, sourceLocation: trial.location)
            let body = try JSON(parsing: entry.body)
            #expect(body["changes"]?[0]?["before"] == "843.75", sourceLocation: trial.location)
            #expect(body["controlTotals"] == ["amount": "812.5"], sourceLocation: trial.location)
        },
        Promise("an adjusted delivery has its new content while it is under way, and the journal tells why") { trial in
            try await trial.commit(.deliveryPlanned(.cost("c")), .deliveryAttempted(key: "c", attempt: 1))
            let reason = "its month is closed"
            try await trial.commit(.deliveryAdjusted(key: "c", .repaired, changes: [.amount], reason: reason))
            let stored = try await trial.store.delivery("c")
            #expect(stored?.state == .attempted, sourceLocation: trial.location)
            #expect(stored?.plan.delivery.payload == DeliveryContent.repaired.payload, sourceLocation: trial.location)
            let totals = stored?.plan.delivery.controlTotals
            #expect(totals == DeliveryContent.repaired.controlTotals, sourceLocation: trial.location)
            let entry = try await trial.newestEntry()
            #expect(entry.kind == "delivery.adjusted", sourceLocation: trial.location)
            let body = try JSON(parsing: entry.body)
            #expect(body["reason"] == .string(reason), sourceLocation: trial.location)
            #expect(body["changes"]?[0]?["after"] == "812.50", sourceLocation: trial.location)
        },
        Promise("a replayed delivery is open again and counts its attempts anew") { trial in
            try await trial.commit(
                .deliveryPlanned(.cost("c")),
                .deliveryAttempted(key: "c", attempt: 3),
                .deliverySettled(key: "c", .delivered(.line)),
                .deliveryReplayed(key: "c", reason: "the target lost it")
            )
            let open = try await trial.store.openDeliveries(to: "odoo", limit: 10)
            #expect(open.map(\.state) == [.unknown], sourceLocation: trial.location)
            #expect(open.map(\.attempts) == [0], sourceLocation: trial.location)
            #expect(open.map(\.reason) == ["the target lost it"], sourceLocation: trial.location)
            #expect(try await trial.newestEntry().kind == "delivery.replayed", sourceLocation: trial.location)
        },
        Promise("a delivery that is asked for again although it was given back counts its attempts anew") { trial in
            let unknown = StateChange.deliverySettled(key: "c", .unknown(at: .morning, reason: "ask first"))
            try await trial.commit(.deliveryPlanned(.cost("c")), .deliveryAttempted(key: "c", attempt: 3), unknown)
            #expect(try await trial.store.delivery("c")?.attempts == 3, sourceLocation: trial.location)
            try await trial.commit(.deliverySettled(key: "c", .retry(at: .morning, reason: "given back")), unknown)
            #expect(try await trial.store.delivery("c")?.attempts == 0, sourceLocation: trial.location)
        },
        Promise("a delivery waits for its time until it was attempted") { trial in
            let evening = Instant.morning.adding(seconds: 43_200)
            try await trial.commit(.deliveryPlanned(.cost("c")), .deliveryScheduled(key: "c", notBefore: evening))
            #expect(try await trial.store.delivery("c")?.notBefore == evening, sourceLocation: trial.location)
            #expect(try await trial.newestEntry().kind == "delivery.scheduled", sourceLocation: trial.location)
            try await trial.skips(.deliveryScheduled(key: "c", notBefore: evening))
            try await trial.commit(.deliveryScheduled(key: "c", notBefore: nil))
            #expect(try await trial.store.delivery("c")?.notBefore == nil, sourceLocation: trial.location)
            try await trial.commit(.deliveryAttempted(key: "c", attempt: 1))
            try await trial.skips(.deliveryScheduled(key: "c", notBefore: evening))
            try await trial.refuses(.deliveryScheduled(key: "nothing", notBefore: evening), naming: "nothing")
        },
    ]
}
