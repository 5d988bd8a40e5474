import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Foundation
import JSON
import Synchronization
import Testing

struct HostileFileTests {
    @Test func garbageIsRejectedWithItsReason() async throws {
        let zone = try DropZone()
        zone.files.put(
            [0x50, 0x4B, 3, 4] + (0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) | 0x10 },
            at: "incoming/zip.csv"
        )
        try await zone.run()

        #expect(zone.ledger == [])
        #expect(zone.files.bytes(at: "rejected/zip.csv") != nil)
        #expect(try await zone.openCases() == ["unusable_file:paper/zip.csv"])
    }

    @Test func anEmptyFileIsRejected() async throws {
        let zone = try DropZone()
        zone.files.put([], at: "incoming/a.csv")
        try await zone.run()

        #expect(zone.text("rejected/a.csv.reason.txt") == "a.csv: is empty: 0 bytes; have it written again\n")
    }

    @Test func aFileThatGrowsWithoutEndIsBounded() async throws {
        var zone = try DropZone()
        zone.limit = 500_000
        zone.drop("a.csv", "ann:one")
        zone.transport = GrowingTransport(zone.files)
        try await zone.run()

        #expect(zone.ledger == [])
        #expect(zone.text("rejected/a.csv.reason.txt")?.contains("larger than 500000 bytes") == true)
        #expect(try await LocalFolder(path: zone.spool.path + "/originals").list("").isEmpty)
    }

    @Test(arguments: [true, false]) func aFileThatChangesWhileItIsReadIsReadAgain(_ tellsTimes: Bool) async throws {
        let zone = try DropZone(tellsTimes: tellsTimes)
        zone.drop("a.csv", "ann:one")
        let times = Mutex(0)
        // The same number of bytes, written while the file is copied.
        zone.files.after { [files = zone.files] call throws(FileTransportError) in
            guard call.operation == .read, call.path == "claimed/a.csv" else { return }
            let count = times.withLock { times in
                times += 1
                return times
            }
            if count == 1 { files.put(Array("ann:two\n".utf8), at: "claimed/a.csv") }
        }
        try await zone.run()

        #expect(zone.ledger == ["Note/two"])
        #expect(zone.text("processed/a.csv") == "ann:two\n")
    }

    @Test func aFileThatNeverStopsChangingWaitsWithACase() async throws {
        let zone = try DropZone()
        zone.drop("a.csv", "ann:one")
        let times = Mutex(0)
        zone.files.after { [files = zone.files] call throws(FileTransportError) in
            guard call.operation == .read else { return }
            let count = times.withLock { times in
                times += 1
                return times
            }
            if count <= 5 { files.put(Array("ann:\(count)\n".utf8), at: "claimed/a.csv") }
        }
        try await zone.run()
        #expect(zone.ledger == [])
        #expect(try await zone.openCases() == ["file_changing:paper/a.csv"])
        try await zone.run(after: .seconds(60))

        #expect(zone.ledger == ["Note/5"])
        #expect(try await zone.openCases() == [])
    }

    @Test func aFileThatIsWrittenOnAfterItWasReadIsACase() async throws {
        let zone = try DropZone()
        zone.drop("a.csv", "ann:one")
        let lists = Mutex(0)
        zone.files.before { [files = zone.files] call throws(FileTransportError) in
            guard call.operation == .list, call.path == "claimed" else { return }
            let count = lists.withLock { lists in
                lists += 1
                return lists
            }
            // Before the look at it that precedes its move.
            if count == 4 { files.put(Array("ann:one\nann:two\n".utf8), at: "claimed/a.csv") }
        }
        try await zone.run()

        #expect(zone.ledger == ["Note/one"])
        #expect(try await zone.openCases() == ["file_changed:paper/a.csv"])
        #expect(zone.text("processed/a.csv") == "ann:one\nann:two\n")
    }

    @Test func aFileThatMayNotBeReadIsRejected() async throws {
        let zone = try DropZone()
        zone.drop("a.csv", "ann:one")
        zone.drop("b.csv", "ann:two")
        zone.files.before { call throws(FileTransportError) in
            guard call.operation == .read, call.path == "claimed/a.csv" else { return }
            throw FileTransportError(.notPermitted, place: call.path, detail: "Permission denied")
        }
        try await zone.run()

        #expect(zone.ledger == ["Note/two"])
        #expect(zone.text("rejected/a.csv.reason.txt")?.contains("Permission denied") == true)
    }

    @Test func oddNamesAreTakenAndUnusableOnesAreACase() async throws {
        let zone = try DropZone()
        let odd = ["it's \"q\".csv", "ä 日本.csv", String(repeating: "n", count: 251) + ".csv"]
        for (number, name) in odd.enumerated() { zone.drop(name, "ann:\(number)", "bad:row") }
        for name in ["new\nline.csv", "nul\u{0}.csv", "x\u{FFFD}.csv"] { zone.drop(name, "ann:x") }
        try await zone.run()

        #expect(zone.ledger.sorted() == ["Note/0", "Note/1", "Note/2"])
        for name in odd { #expect(zone.files.bytes(at: "processed/\(name)") != nil, "\(name)") }
        #expect(zone.files.files.allSatisfy { $0.utf8.count <= 255 + "processed/".utf8.count })
        let notTaken = try await zone.store.cases(onlyOpen: true).first { $0.proposal.kind == "file_not_taken" }
        #expect(notTaken?.proposal.detail["files"]?.arrayValue?.count == 3)
        #expect(notTaken?.proposal.summary.contains("\n") == false)
    }

    @Test func whatIsNotTakenIsToldAsItIsNowAndOnlyWhenItChanges() async throws {
        let zone = try DropZone()
        zone.drop("a.tmp1", "ann:x")
        try await zone.run(after: .seconds(60))
        zone.files.take("incoming/a.tmp1")
        zone.drop("b.tmp1", "ann:x")
        try await zone.run(after: .seconds(60))
        let length = try await zone.store.journalHead().sequence
        try await zone.run(after: .seconds(60))

        let open = try await zone.store.cases(onlyOpen: true)
        #expect(open.map(\.proposal.key) == ["file_not_taken:paper"])
        #expect(open.first?.occurrences == 2)
        #expect(open.first?.proposal.summary.contains("b.tmp1") == true)
        #expect(open.first?.proposal.summary.contains("a.tmp1") == false)
        #expect(try await zone.store.journalHead().sequence == length)
    }

    @Test func namesThatDifferInCaseAloneAreOneName() async throws {
        let zone = try DropZone()
        zone.drop("A.csv", "ann:one")
        zone.drop("a.CSV", "ann:two")
        try await zone.run()

        #expect(zone.ledger == ["Note/one"])
        #expect(try await zone.openCases() == ["unusable_file:paper/a.CSV"])
        #expect(zone.files.files.contains("rejected/a.CSV"))
    }

    @Test func linksPipesAndFoldersAreNeverRead() async throws {
        var zone = try DropZone()
        let folder = try TemporaryFolder()
        zone.transport = LocalFolder(path: folder.path)
        let incoming = folder.path + "/incoming"
        try FileManager.default.createDirectory(atPath: incoming + "/folder.csv", withIntermediateDirectories: true)
        try "ann:secret\n".write(toFile: folder.path + "/secret.csv", atomically: false, encoding: .utf8)
        try FileManager.default.createSymbolicLink(
            atPath: incoming + "/link.csv",
            withDestinationPath: folder.path + "/secret.csv"
        )
        #expect(mkfifo(incoming + "/pipe.csv", 0o600) == 0)
        try "ann:one\n".write(toFile: incoming + "/real.csv", atomically: false, encoding: .utf8)
        try await zone.run()

        #expect(zone.ledger == ["Note/one"])
        let files = try await zone.store.cases(onlyOpen: true).first?.proposal.detail["files"]?.arrayValue
        #expect(files?.count == 2)
    }

    @Test func aFullDiskOfTheSpoolIsWaitedFor() async throws {
        let zone = try DropZone()
        zone.drop("a.csv", "ann:one")
        // A file where a folder must be: nothing can be kept.
        try FileManager.default.createDirectory(atPath: zone.spool.path + "/notes", withIntermediateDirectories: true)
        try "".write(toFile: zone.spool.path + "/originals", atomically: false, encoding: .utf8)
        try await zone.run()
        #expect(zone.ledger == [])
        #expect(try await zone.store.pause(of: "paper") != nil)
        try FileManager.default.removeItem(atPath: zone.spool.path + "/originals")
        try await zone.run(after: .seconds(3600))

        #expect(zone.ledger == ["Note/one"])
    }

    /// In a process of its own, which may write files of 64 KiB and no more for a while.
    @Test func aDiskThatIsFullIsWaitedFor() async throws {
        await #expect(processExitsWith: .success) {
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit()
            getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            let zone = try DropZone()
            zone.drop("a.csv", (1...20_000).map { "ann:\($0)" }.joined(separator: "\n"))
            var small = rlimit(rlim_cur: 64 << 10, rlim_max: limit.rlim_max)
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &small)
            try await zone.run()
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            #expect(zone.ledger == [])
            #expect(zone.files.files == ["claimed/a.csv"])
            #expect(try await zone.store.pause(of: "paper")?.reason.contains("make room") == true)
            for _ in 0..<5 { try await zone.run(after: .seconds(3600)) }
            #expect(zone.ledger.count == 20_000)
            #expect(zone.files.files == ["processed/a.csv"])
        }
    }

    @Test func fiveGigabytesOfOneLineAreGivenUpEarly() async throws {
        var zone = try DropZone()
        let folder = try TemporaryFolder()
        let counting = CountingTransport(LocalFolder(path: folder.path))
        zone.transport = counting
        zone.limit = 32 << 20
        try FileManager.default.createDirectory(atPath: folder.path + "/incoming", withIntermediateDirectories: true)
        let path = folder.path + "/incoming/huge.csv"
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        #expect(truncate(path, 5 << 30) == 0)
        try await zone.run()

        #expect(counting.bytes.withLock { $0 } <= 33 << 20)
        let moved = try await LocalFolder(path: folder.path).list("rejected").first { $0.name == "huge.csv" }
        #expect(moved?.size == 5 << 30)
    }
}

/// A place whose files grow as fast as they are read.
struct GrowingTransport: FileTransport {
    let inner: InMemoryFileTransport

    init(_ inner: InMemoryFileTransport) { self.inner = inner }

    func list(_ folder: String) async throws(FileTransportError) -> [FileEntry] { try await inner.list(folder) }

    func read(
        _ path: String,
        limit: Int64,
        into take: @Sendable ([UInt8]) async -> Bool
    ) async throws(FileTransportError) {
        try await inner.read(path, limit: limit) { [inner] piece in
            inner.put((inner.bytes(at: path) ?? []) + [UInt8](repeating: 0x61, count: 100_000), at: path)
            return await take(piece)
        }
    }

    func write(_ bytes: [UInt8], to path: String) async throws(FileTransportError) {
        try await inner.write(bytes, to: path)
    }

    func rename(_ path: String, to newPath: String) async throws(FileTransportError) {
        try await inner.rename(path, to: newPath)
    }

    func remove(_ path: String) async throws(FileTransportError) { try await inner.remove(path) }

    func makeFolder(_ path: String) async throws(FileTransportError) { try await inner.makeFolder(path) }
}

/// Counts the bytes that are read.
final class CountingTransport: FileTransport {
    let inner: LocalFolder
    let bytes = Mutex(0)

    init(_ inner: LocalFolder) { self.inner = inner }

    func list(_ folder: String) async throws(FileTransportError) -> [FileEntry] { try await inner.list(folder) }

    func read(
        _ path: String,
        limit: Int64,
        into take: @Sendable ([UInt8]) async -> Bool
    ) async throws(FileTransportError) {
        try await inner.read(path, limit: limit) { [self] piece in
            bytes.withLock { $0 += piece.count }
            return await take(piece)
        }
    }

    func write(_ bytes: [UInt8], to path: String) async throws(FileTransportError) {
        try await inner.write(bytes, to: path)
    }

    func rename(_ path: String, to newPath: String) async throws(FileTransportError) {
        try await inner.rename(path, to: newPath)
    }

    func remove(_ path: String) async throws(FileTransportError) { try await inner.remove(path) }

    func makeFolder(_ path: String) async throws(FileTransportError) { try await inner.makeFolder(path) }
}
