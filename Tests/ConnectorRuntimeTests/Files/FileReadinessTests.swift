import ConnectorKit
import ConnectorRuntime
import ConnectorTesting
import Testing

struct FileReadinessTests {
    @Test func aStableFileHasLookedTheSameForItsTime() async throws {
        var zone = try DropZone()
        zone.readiness = FilePlace.Readiness(stableFor: .seconds(30))
        zone.drop("a.csv", "ann:one")
        try await zone.run()
        #expect(zone.ledger == [])
        zone.clock.advance(by: .seconds(29))
        zone.drop("a.csv", "ann:one", "ann:two")
        try await zone.run()
        #expect(zone.ledger == [])
        try await zone.run(after: .seconds(29))
        #expect(zone.ledger == [])
        try await zone.run(after: .seconds(1))
        #expect(zone.ledger == ["Note/one", "Note/two"])
    }

    @Test func aFileWaitsForItsMarker() async throws {
        var zone = try DropZone()
        zone.readiness = FilePlace.Readiness(marker: ".done")
        zone.drop("a.csv", "ann:one")
        try await zone.run()
        #expect(zone.ledger == [])
        zone.files.put([], at: "incoming/a.csv.done")
        try await zone.run(after: .seconds(60))

        #expect(zone.ledger == ["Note/one"])
        #expect(zone.files.files == ["processed/a.csv", "processed/a.csv.done"])
        #expect(try await zone.openCases() == [])
    }

    @Test func aMarkerGoesWithItsFileAndVouchesForNoOther() async throws {
        var zone = try DropZone()
        zone.readiness = FilePlace.Readiness(marker: ".done")
        for _ in 0..<2 {
            zone.drop("a.csv", "ann:one", "!cut")
            zone.files.put([], at: "incoming/a.csv.done")
            try await zone.run(after: .seconds(60))
            // Somebody takes the rejected file away, and leaves its marker there.
            zone.files.take("rejected/a.csv")
        }
        #expect(zone.files.files.contains("rejected/a.csv~2"))
        #expect(zone.files.files.contains("rejected/a.csv~2.done"))
        zone.drop("a.csv", "ann:half")
        try await zone.run(after: .seconds(60))

        #expect(zone.ledger == [])
        #expect(zone.files.files.contains("incoming/a.csv"))
    }

    @Test func aFileWhoseMarkerDoesNotComeIsTold() async throws {
        var zone = try DropZone()
        zone.readiness = FilePlace.Readiness(marker: ".done")
        zone.drop("a.csv", "ann:one")
        try await zone.run()
        #expect(try await zone.openCases() == [])
        try await zone.run(after: .seconds(86_400))
        #expect(try await zone.openCases() == ["file_not_taken:paper"])
        zone.files.put([], at: "incoming/a.csv.done")
        try await zone.run(after: .seconds(60))

        #expect(zone.ledger == ["Note/one"])
        try await zone.run(after: .seconds(60))
        #expect(try await zone.openCases() == [])
    }

    /// The SHA-256 of something else.
    static let digest = String(repeating: "c4", count: 32)

    @Test func aFileWithItsChecksumIsTakenAndOneWithAnotherIsNot() async throws {
        var zone = try DropZone()
        zone.readiness = FilePlace.Readiness(checksum: ".sha256")
        zone.drop("bad.csv", "ann:bad")
        zone.drop("bad.csv.sha256", "\(Self.digest)  bad.csv")
        zone.drop("none.csv", "ann:none")
        try await zone.run()
        #expect(zone.ledger == [])
        let reason = zone.text("rejected/bad.csv.reason.txt") ?? ""
        #expect(reason.contains("says otherwise"))
        #expect(zone.files.files.contains("rejected/bad.csv.sha256"))
        #expect(zone.files.files.contains("incoming/none.csv"))
        // What the reason says the bytes have is what a right checksum file says.
        let right = try #require(reason.firstMatch(of: /SHA-256 ([0-9a-f]{64})/)?.1)
        zone.drop("bad.csv", "ann:bad")
        zone.drop("bad.csv.sha256", right.uppercased())
        try await zone.run(after: .seconds(60))

        #expect(zone.ledger == ["Note/bad"])
        #expect(zone.files.files.contains("processed/bad.csv.sha256"))
    }
}
