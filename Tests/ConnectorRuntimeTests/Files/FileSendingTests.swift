import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Foundation
import Testing

struct FileSendingTests {
    @Test func aDeliveryIsAFileThatWasReadBack() async throws {
        let zone = try DropZone()
        try await zone.plan("hello")
        try await zone.send()

        #expect(zone.files.files == ["outgoing/hello.csv"])
        #expect(zone.text("outgoing/hello.csv") == "note:hello\n")
        let stored = try await zone.store.delivery("Note/hello")
        #expect(stored?.state == .delivered)
        #expect(stored?.found?.reference.hasPrefix("hello.csv sha256:") == true)
        #expect(stored?.found?.totals == ["worth": 1])
        let order = zone.files.calls.filter { [.write, .rename].contains($0.operation) }.map(\.path)
        #expect(order == [DropZone.temporary, DropZone.temporary])
    }

    @Test func checksumAndMarkerComeAfterTheFile() async throws {
        var zone = try DropZone()
        zone.readiness = FilePlace.Readiness(marker: ".done", checksum: ".sha256")
        try await zone.plan("hello")
        try await zone.send()

        let changes = zone.files.calls.filter { [.write, .rename].contains($0.operation) }.map(\.path)
        #expect(
            changes.suffix(3) == [
                DropZone.temporary, "outgoing/hello.csv.sha256", "outgoing/hello.csv.done",
            ]
        )
        #expect(zone.text("outgoing/hello.csv.sha256")?.hasSuffix("  hello.csv\n") == true)
        #expect(zone.text("outgoing/hello.csv.done") == "")
    }

    @Test func theSameFileThatIsThereAlreadyIsTakenForSent() async throws {
        let zone = try DropZone()
        zone.files.put(Array("note:hello\n".utf8), at: "outgoing/hello.csv")
        try await zone.plan("hello")
        try await zone.send()

        #expect(try await zone.store.delivery("Note/hello")?.state == .delivered)
        #expect(!zone.files.calls.contains { $0.operation == .rename })
    }

    @Test func anotherFileOfTheNameIsRejected() async throws {
        let zone = try DropZone()
        zone.files.put(Array("note:other\n".utf8), at: "outgoing/hello.csv")
        try await zone.plan("hello")
        try await zone.send()

        #expect(try await zone.store.delivery("Note/hello")?.state == .rejected)
        #expect(zone.text("outgoing/hello.csv") == "note:other\n")
        #expect(try await zone.openCases() == ["delivery_rejected:Note/hello"])
    }

    @Test(arguments: ["../hello", "a/b", "/etc/x"]) func aNameThatLeadsElsewhereIsRejected(_ name: String) async throws
    {
        let zone = try DropZone()
        try await zone.plan(name)
        try await zone.send()

        #expect(try await zone.store.delivery("Note/\(name)")?.state == .rejected)
        #expect(zone.files.files == [])
    }

    @Test func whatCannotBeWrittenIsTriedAgain() async throws {
        let zone = try DropZone()
        zone.files.before { call throws(FileTransportError) in
            guard call.operation == .write else { return }
            throw FileTransportError(.full, place: call.path, detail: "No space left on device")
        }
        try await zone.plan("hello")
        try await zone.send()
        #expect(zone.files.files == [])
        #expect(try await zone.store.pause(of: "paper")?.reason.contains("No space left") == true)
        zone.files.before(nil)
        zone.clock.advance(by: .seconds(3600))
        try await zone.send()

        #expect(zone.text("outgoing/hello.csv") == "note:hello\n")
    }

    @Test func whatIsReadBackOtherwiseIsNotRenamed() async throws {
        let zone = try DropZone()
        zone.files.after { [files = zone.files] call throws(FileTransportError) in
            if call.operation == .write { files.put(Array("note:hellu\n".utf8), at: call.path) }
        }
        try await zone.plan("hello")
        try await zone.send()

        #expect(zone.files.files == [DropZone.temporary])
        zone.files.after(nil)
        zone.clock.advance(by: .seconds(3600))
        try await zone.send()
        #expect(zone.text("outgoing/hello.csv") == "note:hello\n")
        #expect(zone.files.files == ["outgoing/hello.csv"])
    }

    @Test func aFileThatWasTakenAtOnceIsNotSentAgainAfterALostAnswer() async throws {
        let zone = try DropZone()
        zone.files.after { [files = zone.files] call throws(FileTransportError) in
            guard call.operation == .rename else { return }
            files.take("outgoing/hello.csv")
            throw FileTransportError(.unavailable, place: "sftp://drop", detail: "the connection ended")
        }
        try await zone.plan("hello")
        try await zone.send()
        zone.files.after(nil)
        for _ in 0..<3 {
            zone.clock.advance(by: .seconds(3600))
            try await zone.send()
        }

        #expect(try await zone.store.delivery("Note/hello")?.state == .delivered)
        #expect(zone.files.files == [])
        #expect(zone.files.calls.count { $0.operation == .rename } == 1)
    }

    @Test func aRenamingThatNeverHappenedIsDoneAgain() async throws {
        let zone = try DropZone()
        zone.files.before { call throws(FileTransportError) in
            guard call.operation == .rename else { return }
            throw FileTransportError(.unavailable, place: "sftp://drop", detail: "the connection ended")
        }
        try await zone.plan("hello")
        try await zone.send()
        zone.files.before(nil)
        zone.clock.advance(by: .seconds(3600))
        try await zone.send()
        zone.clock.advance(by: .seconds(3600))
        try await zone.send()

        #expect(zone.files.files == ["outgoing/hello.csv"])
        #expect(try await zone.store.delivery("Note/hello")?.state == .delivered)
    }

    /// `write` removes what is there before it writes, and a process can end in between.
    @Test(arguments: [false, true]) func aFileThatWasNeverRenamedIsSentAfterASecondDeath(isTaken: Bool) async throws {
        let zone = try DropZone()
        zone.files.before { [files = zone.files] call throws(FileTransportError) in
            guard call.operation == .rename else { return }
            guard !isTaken else { return files.put(Array("note:other\n".utf8), at: "outgoing/hello.csv") }
            throw FileTransportError(.unavailable, place: "sftp://drop", detail: "the connection ended")
        }
        try await zone.plan("hello")
        try await zone.send()
        zone.files.take("outgoing/hello.csv")
        #expect(zone.files.files == [DropZone.temporary])
        zone.files.before { [files = zone.files] call throws(FileTransportError) in
            guard call.operation == .write else { return }
            files.take(call.path)
            throw FileTransportError(.cancelled, place: call.path, detail: "the process ended")
        }
        for _ in 0..<2 {
            zone.clock.advance(by: .seconds(3600))
            try await zone.send()
        }
        #expect(zone.files.files == [])
        zone.files.before(nil)
        for _ in 0..<3 {
            zone.clock.advance(by: .seconds(3600))
            try await zone.send()
        }

        #expect(zone.files.files == ["outgoing/hello.csv"])
        #expect(try await zone.store.delivery("Note/hello")?.state == .delivered)
    }

    @Test func deliveriesOfOneNameDoNotShareATemporaryFile() async throws {
        let zone = try DropZone()
        for key in ["Note/1", "Note/2"] {
            try await zone.plan("hello", key: key)
            try await zone.send()
            zone.files.take("outgoing/hello.csv")
        }

        let written = zone.files.calls.filter { $0.operation == .write }.map(\.path)
        #expect(written.count == 2 && Set(written).count == 2, "\(written)")
    }

    @Test(arguments: [true, false]) func nothingPlainStaysIfEncryptingFails(isFault: Bool) async throws {
        var zone = try DropZone()
        zone.encrypt = BrokenFilter(isFault: isFault)
        try await zone.plan("hello")
        try await zone.send()

        #expect(zone.files.files == [])
        #expect(try await LocalFolder(path: zone.spool.path + "/work").list("").map(\.name) == [])
    }

    /// In a process of its own, which is killed while it encrypts or decrypts.
    @Test(arguments: [true, false]) func nothingPlainStaysOfAProcessThatWasKilled(isSending: Bool) async throws {
        let folder = try TemporaryFolder()
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = folder.path as String, isSending = isSending as Bool] in
            var zone = try DropZone(spool: TemporaryFolder(at: path))
            zone.encrypt = DeadlyFilter()
            zone.decrypt = DeadlyFilter()
            guard !isSending else {
                try await zone.plan("hello")
                return try await zone.send()
            }
            zone.drop("a.csv.pgp", "ann:one")
            try await zone.run()
        }
        let work = LocalFolder(path: folder.path + "/work")
        let left = try await work.list("").map(\.name)
        #expect(left.contains { $0.hasSuffix(".plain") }, "\(left)")
        // Nothing has to be sent or read for it.
        let zone = try DropZone(spool: folder)
        try await (isSending ? zone.send() : zone.run())

        #expect(try await work.list("").map(\.name) == [])
    }
}

/// Writes what it read, and ends the process.
private struct DeadlyFilter: FileFilter {
    let suffixes = [".pgp"]

    func run(_ input: String, to output: String) async throws(FileFilterError) {
        #expect(throws: Never.self) { try FileManager.default.copyItem(atPath: input, toPath: output) }
        kill(getpid(), SIGKILL)
    }
}

/// Writes what it read, and fails.
private struct BrokenFilter: FileFilter {
    let suffixes = [".pgp"]
    let isFault: Bool

    func run(_ input: String, to output: String) async throws(FileFilterError) {
        #expect(throws: Never.self) { try FileManager.default.copyItem(atPath: input, toPath: output) }
        throw FileFilterError(isFault: isFault, "the key has expired")
    }
}
