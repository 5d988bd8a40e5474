import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Synchronization
import Testing

/// A marker stays with its own file, whenever the process ends and whenever the next file of that name comes.
struct FileMarkerTests {
    private static let first = "812acf5a1c45beb98d38555116c56b9e0cd2ae020838c76e9fcf52e2598953fe"
    private static let second = "8293708602f492677fdcc2015c4e85f715e3c0e09561d46c9bbe3e3a21968777"
    private let suffixes = [".done", ".sha256"]

    private func zone() throws -> DropZone {
        var zone = try DropZone()
        zone.readiness = FilePlace.Readiness(marker: ".done", checksum: ".sha256")
        drop(zone, "ann:one\n!cut\n", Self.first)
        return zone
    }

    private func drop(_ zone: DropZone, _ text: String, _ digest: String) {
        zone.files.put(Array(text.utf8), at: "incoming/a.csv")
        zone.files.put(Array(digest.utf8), at: "incoming/a.csv.sha256")
        zone.files.put([], at: "incoming/a.csv.done")
    }

    private func dropSecond(_ zone: DropZone) {
        drop(zone, "ann:two\n", Self.second)
    }

    @Test func theNextFileOfANameThatComesDuringTheReadingKeepsItsMarker() async throws {
        let zone = try zone()
        let hasCome = Mutex(false)
        zone.files.before { call throws(FileTransportError) in
            guard call.operation == .read, call.path == "claimed/a.csv",
                !hasCome.withLock({ hasCome in
                    defer { hasCome = true }
                    return hasCome
                })
            else { return }
            dropSecond(zone)
        }
        for _ in 0..<3 { try await zone.run(after: .seconds(60)) }

        #expect(zone.ledger == ["Note/two"])
        check(zone, "")
        #expect(zone.text("rejected/a.csv.sha256") == Self.first)
    }

    /// Where the process ends between claiming a file and its marker, and the next file replaces the marker, that one waits
    /// for its marker, and a person is told.
    @Test(arguments: FileKillTests.Moment.allCases) func theNextFileOfANameIsReadOnceWhereverTheProcessEnds(
        _ moment: FileKillTests.Moment
    ) async throws {
        var (deaths, waiting) = (0, 0)
        for step in 0..<100 {
            let zone = try zone()
            let left = Mutex(step)
            let hook: InMemoryFileTransport.Hook = { call throws(FileTransportError) in
                let isDead = left.withLock { left in
                    left -= 1
                    return left < 0
                }
                if isDead { throw FileTransportError(.cancelled, place: call.path, detail: "the process ended") }
            }
            if moment == .before { zone.files.before(hook) } else { zone.files.after(hook) }
            try await zone.run()
            zone.files.before(nil)
            zone.files.after(nil)
            let isDead = left.withLock { $0 < 0 }
            if zone.files.bytes(at: "incoming/a.csv") == nil { dropSecond(zone) } else { try await zone.run() }
            if zone.files.bytes(at: "incoming/a.csv") == nil { dropSecond(zone) }
            for _ in 0..<4 { try await zone.run(after: .seconds(3600)) }
            let isWaiting = zone.files.bytes(at: "incoming/a.csv") != nil
            if isWaiting {
                waiting += 1
                try await zone.run(after: .seconds(86_400))
                #expect(try await zone.openCases().contains("file_not_taken:paper"), "step \(step)")
                for suffix in suffixes { zone.files.put(Array(Self.second.utf8), at: "incoming/a.csv\(suffix)") }
                for _ in 0..<2 { try await zone.run(after: .seconds(3600)) }
            }
            #expect(zone.ledger == ["Note/two"], "step \(step)")
            check(zone, "step \(step)")
            if !isWaiting { #expect(zone.text("rejected/a.csv.sha256") == Self.first, "step \(step)") }
            guard isDead else { break }
            deaths += 1
        }
        #expect(deaths > 10 && deaths < 100, "the steps were counted: \(deaths)")
        #expect(waiting == 2, "\(waiting) steps")
    }

    /// The second file lies with its own checksum, and nothing is left over.
    private func check(_ zone: DropZone, _ when: String) {
        let files = zone.files.files
        #expect(!files.contains { $0.hasPrefix("incoming/") || $0.hasPrefix("claimed/") }, "\(when): \(files)")
        #expect(zone.text("processed/a.csv.sha256") == Self.second, "\(when): \(files)")
    }
}
