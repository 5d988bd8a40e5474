import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import JSON
import Testing

/// Records that say again what they said before, and readers that change while a file is half taken.
struct ReturningRecordTests {
    private func zone() throws -> DropZone {
        var zone = try DropZone()
        zone.connector.tellsStates = true
        return zone
    }

    /// What entered of an author, in order.
    private func states(_ author: String, in zone: DropZone) async throws -> [String] {
        try await zone.store.journal(topic: author).filter { $0.kind == "record.received" }.compactMap {
            try JSON(parsing: $0.content.body)["payload"]?["text"]?.stringValue
        }
    }

    @Test func aRecordThatReturnsToAnEarlierStateEntersAgain() async throws {
        let zone = try zone()
        zone.drop("1.csv", "ann:approved", "ben:x")
        try await zone.run()
        zone.drop("2.csv", "ann:reopened", "ben:x")
        try await zone.run(after: .seconds(60))
        zone.drop("3.csv", "ann:approved", "ben:x", "cem:new")
        try await zone.run(after: .seconds(60))

        #expect(try await states("ann", in: zone) == ["approved", "reopened", "approved"])
        #expect(try await states("ben", in: zone) == ["x"])
        zone.drop("4.csv", "cem:new", "ben:x", "ann:approved")
        try await zone.run(after: .seconds(60))
        #expect(try await states("ann", in: zone) == ["approved", "reopened", "approved"])
        zone.drop("5.csv", "ann:reopened", "cem:new")
        try await zone.run(after: .seconds(60))
        #expect(try await states("ann", in: zone) == ["approved", "reopened", "approved", "reopened"])
        #expect(try await states("cem", in: zone) == ["new"])
    }

    @Test func aFileThatTellsAHistoryBringsItOnce() async throws {
        let zone = try zone()
        for (number, more) in ["ben:1", "ben:2"].enumerated() {
            zone.drop("\(number).csv", "ann:pending", "ann:approved", "ann:pending", "ann:approved", more)
            try await zone.run(after: .seconds(60))
        }
        #expect(try await states("ann", in: zone) == ["pending", "approved"])
        zone.drop("9.csv", "ann:approved", "ann:void", "ann:approved")
        try await zone.run(after: .seconds(60))
        #expect(try await states("ann", in: zone) == ["pending", "approved", "void", "approved"])
    }

    @Test(arguments: CuttingStore.Cut.allCases)
    private func aRecordThatReturnsEntersOnceWhereverTheProcessEnds(_ cut: CuttingStore.Cut) async throws {
        let rows = (1...600).map { "cem:\($0)" }.joined(separator: "\n")
        for step in 0..<40 {
            var zone = try zone()
            let memory = InMemoryStore()
            zone.store = memory
            zone.drop("1.csv", "ann:approved")
            try await zone.run()
            zone.drop("2.csv", "ann:reopened")
            try await zone.run(after: .seconds(60))
            zone.drop("3.csv", "ann:approved", rows)
            zone.store = CuttingStore(memory, acknowledging: step, cut: cut)
            var isDone = false
            do {
                try await zone.run(after: .seconds(60))
                isDone = true
            } catch is StoreError {}
            zone.store = memory
            for _ in 0..<3 { try await zone.run(after: .seconds(3600)) }
            #expect(try await states("ann", in: zone) == ["approved", "reopened", "approved"], "commit \(step)")
            #expect(zone.files.files.contains("processed/3.csv"), "commit \(step)")
            guard !isDone else {
                #expect(step > 3, "commits were counted")
                return
            }
        }
        Issue.record("there is no end of commits")
    }

    @Test func aReaderThatChangesWhileAFileIsHalfTakenLosesNoRow() async throws {
        var zone = try DropZone()
        zone.backlogLimit = 100
        zone.drop("a.csv", "ben:early", (1...2500).map { "ann:\($0)" }.joined(separator: "\n"))
        zone.connector.badAuthor = "ben"
        try await zone.run()
        #expect(zone.files.files == ["claimed/a.csv"])
        zone.connector.badAuthor = "bad"
        for _ in 0..<40 where zone.files.files != ["processed/a.csv"] { try await zone.run(after: .seconds(60)) }

        #expect(zone.files.files == ["processed/a.csv"])
        #expect(zone.ledger.count == 2501)
        #expect(Set(zone.ledger).count == 2501)
        #expect(zone.ledger.contains("Note/early"))
    }
}
