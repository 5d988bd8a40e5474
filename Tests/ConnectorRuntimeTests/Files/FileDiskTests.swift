import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Foundation
import Synchronization
import Testing

/// Disks that are full or read-only from some moment on, that of the place and that of the spool.
struct FileDiskTests {
    @Test(arguments: [FileTransportError.Reason.full, .unavailable])
    func aDiskThatCannotBeWrittenAnyMoreLosesNothing(_ reason: FileTransportError.Reason) async throws {
        var refusedAt = 0
        for changes in 0..<20 {
            let zone = try DropZone()
            zone.drop("a.csv", "ann:one", "bad:row")
            zone.drop("b.csv", "ann:two", "!cut")
            let left = Mutex(changes)
            let refused = Mutex(0)
            zone.files.before { call throws(FileTransportError) in
                guard [.rename, .write, .makeFolder, .remove].contains(call.operation) else { return }
                let isRefused = left.withLock { left in
                    left -= 1
                    return left < 0
                }
                guard isRefused else { return }
                refused.withLock { $0 += 1 }
                throw FileTransportError(reason, place: call.path, detail: "the disk of the drop zone; make room")
            }
            try await zone.run()
            guard refused.withLock({ $0 }) > 0 else { break }
            refusedAt += 1
            let pause = try #require(try await zone.store.pause(of: "paper"), "after \(changes) changes")
            #expect(pause.until != nil && pause.reason.contains("the disk of the drop zone; make room"))
            #expect(zone.files.files.filter { !$0.hasSuffix(".reason.txt") }.count == 2, "after \(changes) changes")
            zone.files.before(nil)
            for _ in 0..<3 { try await zone.run(after: .seconds(3600)) }

            #expect(zone.ledger == ["Note/one"], "after \(changes) changes")
            let expected = [
                "processed/a.csv", "processed/a.csv.reason.txt", "rejected/b.csv", "rejected/b.csv.reason.txt",
            ]
            #expect(zone.files.files == expected, "after \(changes) changes")
        }
        #expect((5..<20).contains(refusedAt), "\(refusedAt) changes were refused")
    }

    @Test func aSpoolThatMayNotBeWrittenIsNoFaultOfTheFile() async throws {
        let zone = try DropZone()
        zone.drop("a.csv", "ann:one")
        let arriving = zone.spool.path + "/work/arriving"
        try FileManager.default.createDirectory(atPath: arriving, withIntermediateDirectories: true)
        try await zone.run()
        #expect(zone.files.files == ["claimed/a.csv"])
        let pause = try #require(try await zone.store.pause(of: "paper"))
        #expect(pause.until != nil && pause.reason.contains(arriving), "\(pause.reason)")
        try FileManager.default.removeItem(atPath: arriving)
        try await zone.run(after: .seconds(3600))

        #expect(zone.ledger == ["Note/one"])
        #expect(zone.files.files == ["processed/a.csv"])
    }
}
