internal import CanonicalModel
internal import ConnectorStore
internal import Testing

extension StoreContract {
    static let journal: [Promise] = [
        Promise("the journal is read in pages") { trial in
            for number in 1...5 { try await trial.commit(.recordReceived(.reading("r\(number)"))) }
            let first = try await trial.store.journal(after: 0, limit: 2)
            #expect(first.map(\.sequence) == [1, 2], sourceLocation: trial.location)
            let second = try await trial.store.journal(after: 2, limit: 2)
            #expect(second.map(\.sequence) == [3, 4], sourceLocation: trial.location)
            let last = try await trial.store.journal(after: 4, limit: 2)
            #expect(last.map(\.sequence) == [5], sourceLocation: trial.location)
            #expect(try await trial.store.journal(after: 5, limit: 2) == [], sourceLocation: trial.location)
            #expect(try await trial.store.journal(after: .max, limit: 2) == [], sourceLocation: trial.location)
            #expect(try await trial.store.journal(after: 0, limit: 0) == [], sourceLocation: trial.location)
            #expect(try await trial.store.journal(after: 0, limit: -1) == [], sourceLocation: trial.location)
            let all = try await trial.store.journal(after: -1, limit: .max)
            #expect(all.count == 5, sourceLocation: trial.location)
        },
        Promise("the story of a business key is found by its topic, in order") { trial in
            try await trial.commit(
                .recordReceived(.reading("r1")),
                .flowAdvanced(.usage("EX-105", from: 0)),
                .approvalRequested(.usage()),
                .deliveryPlanned(.cost(topics: ["P-2201", "EX-105", "P-2201"]))
            )
            try await trial.commit(
                .answer(),
                .deliveryAttempted(key: "usage/EX-104/2026-01-05", attempt: 1),
                .deliverySettled(key: "usage/EX-104/2026-01-05", .delivered(.line))
            )
            let project = try await trial.store.journal(topic: "P-2201")
            #expect(project.map(\.sequence) == [2, 3, 4, 5, 6, 7], sourceLocation: trial.location)
            let machine = try await trial.store.journal(topic: "EX-104")
            #expect(machine.map(\.sequence) == [1, 3, 5], sourceLocation: trial.location)
            let all = try await trial.store.journal(after: 0, limit: 10)
            #expect(machine.first == all.first, sourceLocation: trial.location)
            #expect(try await trial.store.journal(topic: "P-22") == [], sourceLocation: trial.location)
        },
        Promise("a delivery's entries carry its topics and system") { trial in
            try await trial.commit(.deliveryPlanned(.cost()))
            try await trial.commit(.deliveryAttempted(key: "usage/EX-104/2026-01-05", attempt: 1))
            let attempted = try await trial.newestEntry()
            #expect(attempted.topics == ["EX-104", "P-2201"], sourceLocation: trial.location)
            #expect(attempted.system == "odoo", sourceLocation: trial.location)
            #expect(attempted.body == #"{"attempt":1}"#, sourceLocation: trial.location)
            try await trial.commit(
                .deliverySettled(key: "usage/EX-104/2026-01-05", .unknown(at: .morning, reason: "no answer"))
            )
            let settled = try await trial.newestEntry()
            #expect(settled.kind == "delivery.unknown", sourceLocation: trial.location)
            #expect(settled.topics == ["EX-104", "P-2201"], sourceLocation: trial.location)
            #expect(settled.system == "odoo", sourceLocation: trial.location)
        },
        Promise("a decision's entry carries the topics of its approval or case") { trial in
            try await trial.commit(.approvalRequested(.usage()), .caseRaised(.unknownEquipment()))
            try await trial.commit(.answer())
            let approved = try await trial.newestEntry()
            #expect(approved.kind == "approval.approved", sourceLocation: trial.location)
            #expect(approved.topics == ["EX-104", "P-2201"], sourceLocation: trial.location)
            try await trial.commit(.decision(1, .retry(event: nil)))
            let retried = try await trial.newestEntry()
            #expect(retried.kind == "case.retried", sourceLocation: trial.location)
            #expect(retried.topics == ["EX-104", "equipment"], sourceLocation: trial.location)
        },
    ]
}
