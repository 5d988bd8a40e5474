internal import CanonicalModel
internal import ConnectorKit
internal import ConnectorStore
internal import JSON
internal import Testing

extension StoreContract {
    private static let caseKey = "unknown_equipment:EX-104"

    static let inbox: [Promise] = [
        Promise("a record enters once, as it was the first time") { trial in
            try await trial.commit(.recordReceived(.reading("r1")))
            try await trial.skips(.recordReceived(.reading("r1", hours: "9")))
            let waiting = try await trial.store.waitingRecords(limit: 10)
            #expect(waiting == [.reading("r1")], sourceLocation: trial.location)
        },
        Promise("the same id from another system is another record") { trial in
            let event = ReceivedRecord.event("r1")
            try await trial.commit(.recordReceived(.reading("r1")), .recordReceived(event))
            let waiting = try await trial.store.waitingRecords(limit: 10)
            #expect(waiting == [.reading("r1"), event], sourceLocation: trial.location)
        },
        Promise("records wait in the order of their arrival") { trial in
            for id in ["r3", "r1", "r2"] { try await trial.commit(.recordReceived(.reading(id))) }
            let waiting = try await trial.store.waitingRecords(limit: 10)
            #expect(waiting.map(\.record.id) == ["r3", "r1", "r2"], sourceLocation: trial.location)
            let first = try await trial.store.waitingRecords(limit: 2)
            #expect(first.map(\.record.id) == ["r3", "r1"], sourceLocation: trial.location)
            #expect(try await trial.store.waitingRecords(limit: -1) == [], sourceLocation: trial.location)
            #expect(try await trial.store.waitingRecordCount(limit: 10) == 3, sourceLocation: trial.location)
            #expect(try await trial.store.waitingRecordCount(limit: 2) == 2, sourceLocation: trial.location)
        },
        Promise("what is given of the waiting records ends with the bytes that are asked for") { trial in
            for id in ["r1", "r2", "r3"] { try await trial.commit(.recordReceived(.reading(id))) }
            let size = ReceivedRecord.reading("r1").record.payload.canonicalText.utf8.count
            // A store may need some bytes more for a payload than its canonical text has.
            for (limit, bytes, expected) in [(10, size * 5 / 2, 2), (10, size * 4, 3), (1, size * 4, 1), (10, 1, 1)] {
                let given = try await trial.store.waitingRecords(limit: limit, bytes: bytes)
                #expect(given.count == expected, "\(limit), \(bytes)", sourceLocation: trial.location)
            }
        },
        Promise("a quarantined record waits for its case, not for its flow") { trial in
            try await trial.commit(
                .recordReceived(.reading("r2", heldBy: caseKey)),
                .recordReceived(.reading("r1", heldBy: caseKey)),
                .recordReceived(.reading("r3", heldBy: "unknown_project:P-1"))
            )
            #expect(try await trial.store.waitingRecords(limit: 10) == [], sourceLocation: trial.location)
            #expect(try await trial.store.waitingRecordCount(limit: 10) == 0, sourceLocation: trial.location)
            let held = try await trial.store.quarantinedRecords(caseKey: caseKey, limit: 10)
            #expect(
                held == [.reading("r2", heldBy: caseKey), .reading("r1", heldBy: caseKey)],
                sourceLocation: trial.location
            )
            let first = try await trial.store.quarantinedRecords(caseKey: caseKey, limit: 1)
            #expect(first.map(\.record.id) == ["r2"], sourceLocation: trial.location)
            try await trial.skips(.recordReceived(.reading("r1")))
        },
        Promise("a rerouted record takes the new flow, key and topics and keeps its content") { trial in
            try await trial.commit(.recordReceived(.reading("r1", heldBy: caseKey)))
            let changed = ReceivedRecord.reading("r1", hours: "99")
            let rerouted = ReceivedRecord(
                system: changed.system,
                record: changed.record,
                flow: "transfer",
                key: "P-2201",
                topics: ["P-2201"],
                disposition: .accepted
            )
            try await trial.commit(.recordRerouted(rerouted))
            let waiting = try await trial.store.waitingRecords(limit: 10)
            let found = try #require(waiting.first, sourceLocation: trial.location)
            #expect(found.flow == "transfer", sourceLocation: trial.location)
            #expect(found.key == "P-2201", sourceLocation: trial.location)
            #expect(found.topics == ["P-2201"], sourceLocation: trial.location)
            #expect(found.record == ReceivedRecord.reading("r1").record, sourceLocation: trial.location)
            let held = try await trial.store.quarantinedRecords(caseKey: caseKey, limit: 10)
            #expect(held == [], sourceLocation: trial.location)
        },
        Promise("a record can be rerouted into a case, and from one case to another") { trial in
            try await trial.commit(.recordReceived(.reading("r1")))
            try await trial.commit(.recordRerouted(.reading("r1", heldBy: "first:EX-104")))
            #expect(try await trial.store.waitingRecords(limit: 10) == [], sourceLocation: trial.location)
            try await trial.commit(.recordRerouted(.reading("r1", heldBy: "second:EX-104")))
            let first = try await trial.store.quarantinedRecords(caseKey: "first:EX-104", limit: 10)
            #expect(first == [], sourceLocation: trial.location)
            let second = try await trial.store.quarantinedRecords(caseKey: "second:EX-104", limit: 10)
            #expect(second.map(\.record.id) == ["r1"], sourceLocation: trial.location)
        },
        Promise("a record that was taken, given up or never received cannot be rerouted") { trial in
            try await trial.commit(
                .recordReceived(.reading("r1")),
                .flowAdvanced(.usage(from: 0, consuming: ["r1"])),
                .recordReceived(.reading("r2", heldBy: caseKey)),
                .caseRaised(.unknownEquipment()),
                .decision(1, .reject, reason: "sold in 2024")
            )
            try await trial.refuses(.recordRerouted(.reading("r1")), naming: "telematics/r1 is processed")
            try await trial.refuses(.recordRerouted(.reading("r2")), naming: "telematics/r2 is rejected")
            try await trial.refuses(.recordRerouted(.reading("r3")), naming: "telematics/r3")
            #expect(try await trial.store.waitingRecords(limit: 10) == [], sourceLocation: trial.location)
        },
        Promise("a received record is found as it came, whatever became of it") { trial in
            try await trial.commit(
                .recordReceived(.reading("r1")),
                .recordReceived(.reading("r2")),
                .flowAdvanced(.usage(from: 0, consuming: ["r2"])),
                .recordReceived(.reading("r3", heldBy: caseKey))
            )
            for (id, expected) in [
                ("r1", ReceivedRecord.reading("r1")), ("r2", .reading("r2")), ("r3", .reading("r3", heldBy: caseKey)),
            ] {
                let found = try await trial.store.receivedRecord(RecordReference(system: "telematics", id: id))
                #expect(found == expected, sourceLocation: trial.location)
            }
            let elsewhere = try await trial.store.receivedRecord(RecordReference(system: "odoo", id: "r1"))
            #expect(elsewhere == nil, sourceLocation: trial.location)
            let unknown = try await trial.store.receivedRecord(RecordReference(system: "telematics", id: "r4"))
            #expect(unknown == nil, sourceLocation: trial.location)
        },
        Promise("records are known whatever became of them") { trial in
            try await trial.commit(
                .recordReceived(.reading("r1")),
                .recordReceived(.reading("r2")),
                .flowAdvanced(.usage(from: 0, consuming: ["r2"])),
                .recordReceived(.reading("r3", heldBy: caseKey)),
                .caseRaised(.unknownEquipment()),
                .decision(1, .reject, reason: "sold in 2024"),
                .recordReceived(.reading("r4", heldBy: caseKey))
            )
            let references = (0...5).map { RecordReference(system: "telematics", id: "r\($0)") }
            let known = try await trial.store.knownRecords(among: references)
            #expect(known == Set(references[1...4]), sourceLocation: trial.location)
            #expect(try await trial.store.knownRecords(among: []) == [], sourceLocation: trial.location)
        },
    ]
}
