import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Foundation
import Testing

/// One file with which nothing can be done keeps no other from being read; a place that fails is waited for.
struct StuckFileTests {
    /// What fails: the calls of one file, or those of a whole place.
    private func fail(
        _ zone: DropZone,
        _ operations: [InMemoryFileTransport.Call.Operation],
        of path: String,
        _ reason: FileTransportError.Reason
    ) {
        zone.files.before { call throws(FileTransportError) in
            guard operations.contains(call.operation), call.path.hasPrefix(path) else { return }
            throw FileTransportError(reason, place: call.path, detail: "Input/output error")
        }
    }

    private func zone() throws -> DropZone {
        let zone = try DropZone()
        zone.drop("a.csv", "ann:one")
        zone.drop("b.csv", "ann:two")
        return zone
    }

    @Test(arguments: [FileTransportError.Reason.unavailable, .missing])
    func aFileThatCannotBeReadKeepsNoOtherWaiting(_ reason: FileTransportError.Reason) async throws {
        let zone = try zone()
        fail(zone, [.read], of: "claimed/a.csv", reason)
        try await zone.run()

        #expect(zone.ledger == ["Note/two"])
        #expect(zone.files.files == ["claimed/a.csv", "processed/b.csv"])
        #expect(try await zone.store.pause(of: "paper") == nil)
        #expect(try await zone.openCases() == ["file_stuck:paper/a.csv"])
        let summary = try await zone.store.cases(onlyOpen: true).first?.proposal.summary ?? ""
        #expect(summary.contains("Input/output error") && summary.contains("claimed"), "\(summary)")
        zone.files.before(nil)
        try await zone.run(after: .seconds(60))
        #expect(zone.ledger == ["Note/two", "Note/one"])
        #expect(try await zone.openCases() == [])
    }

    @Test func aConnectionThatIsLostIsNoFaultOfTheFile() async throws {
        let zone = try zone()
        fail(zone, [.read, .write], of: "claimed", .unavailable)
        try await zone.run()
        #expect(zone.ledger == [])
        #expect(try await zone.store.pause(of: "paper") != nil)
        zone.files.before(nil)
        try await zone.run(after: .seconds(3600))

        #expect(zone.ledger == ["Note/one", "Note/two"])
        #expect(try await zone.openCases() == [])
    }

    @Test(arguments: [FileTransportError.Reason.unavailable, .notPermitted])
    func aFileThatCannotBeClaimedKeepsNoOtherWaiting(_ reason: FileTransportError.Reason) async throws {
        let zone = try zone()
        fail(zone, [.rename], of: "incoming/a.csv", reason)
        try await zone.run()

        #expect(zone.ledger == ["Note/two"])
        #expect(try await zone.openCases() == ["file_stuck:paper/a.csv"])
        zone.files.before(nil)
        try await zone.run(after: .seconds(60))
        #expect(zone.ledger == ["Note/two", "Note/one"])
        #expect(try await zone.openCases() == [])
    }

    @Test(arguments: [FileTransportError.Reason.unavailable, .notPermitted])
    func aFileThatCannotBeMovedKeepsNoOtherWaiting(_ reason: FileTransportError.Reason) async throws {
        let zone = try zone()
        fail(zone, [.rename], of: "claimed/a.csv", reason)
        for _ in 0..<2 { try await zone.run(after: .seconds(60)) }

        #expect(zone.ledger == ["Note/one", "Note/two"])
        #expect(zone.files.files == ["claimed/a.csv", "processed/b.csv"])
        #expect(try await zone.openCases() == ["file_stuck:paper/a.csv"])
        zone.files.before(nil)
        try await zone.run(after: .seconds(60))
        #expect(zone.files.files == ["processed/a.csv", "processed/b.csv"])
        #expect(zone.ledger == ["Note/one", "Note/two"])
        #expect(try await zone.openCases() == [])
    }

    @Test func aFolderThatTakesNothingIsNoFaultOfTheFile() async throws {
        let zone = try zone()
        zone.files.before { call throws(FileTransportError) in
            guard (call.operation == .rename && call.path.hasPrefix("claimed")) || call.path.hasPrefix("processed/")
            else {
                return
            }
            throw FileTransportError(.notPermitted, place: call.path, detail: "Permission denied")
        }
        try await zone.run()

        #expect(try await zone.store.pause(of: "paper")?.reason.contains("Permission denied") == true)
        #expect(try await zone.openCases() == ["system_parked:paper"])
    }

    @Test(arguments: 236...248) func aNameOfAnyLengthIsMovedWithWhatStandsBesideIt(_ length: Int) async throws {
        var zone = try DropZone()
        zone.readiness = FilePlace.Readiness(checksum: ".sha256")
        let name = String(repeating: "n", count: length - 4) + ".csv"
        zone.files.put(Array("other\n".utf8), at: "processed/\(name)")
        for (name, digest) in [
            (name, "c1bd54bbac0151b9cfc32e56fdafa6041a48c9a26de34d907be1f4f0d5457ca2"), ("z.csv", "0"),
        ] {
            zone.drop(name, "ann:one")
            zone.files.put(Array(digest.utf8), at: "incoming/\(name).sha256")
        }
        try await zone.run()

        #expect(try await zone.store.pause(of: "paper") == nil)
        #expect(!zone.files.files.contains { $0.hasPrefix("incoming/") || $0.hasPrefix("claimed/") })
        #expect(zone.files.files.contains("rejected/z.csv.sha256"))
        let kept = zone.files.files.filter { $0.contains("/nnn") }
        #expect(kept.count { $0.hasSuffix(".sha256") } == 1, "\(kept)")
        #expect(zone.files.files.allSatisfy { $0.split(separator: "/")[1].utf8.count <= 255 })
    }
}
