import ConnectorKit
import ConnectorStore
import Foundation
import GRDB
import JSON
import SQLiteStore
import Testing

@Suite("SQLite store: faults of its files")
struct FileFaultTests {
    private let folder: StoreFolder

    init() throws {
        folder = try StoreFolder()
    }

    @Test func everyFileIsForItsUserAlone() async throws {
        let store = try folder.open(.runtime)
        try await store.commitReadings(1...1)
        for suffix in ["", "-wal", "-shm", ".lock", ".turn"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.store + suffix)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "purlin.sqlite\(suffix)")
        }
    }

    @Test(arguments: ["", "-wal"])
    func aFileThatIsDeletedUnderTheStoreIsToldAndNothingIsAcknowledged(_ suffix: String) async throws {
        let store = try folder.open(.runtime)
        try await store.commitReadings(1...3)
        try FileManager.default.moveItem(atPath: folder.store + suffix, toPath: folder.store + ".away")
        await expectUnavailable(naming: "\(folder.store)\(suffix) was deleted or replaced") {
            try await store.commitReadings(4...4)
        }
        await expectUnavailable(naming: "was deleted or replaced") { _ = try await store.journalHead() }

        // Put back, it is used again.
        try FileManager.default.moveItem(atPath: folder.store + ".away", toPath: folder.store + suffix)
        try await store.commitReadings(4...4)
        #expect(try await JournalVerification.verify(store).entries == 4)
    }

    @Test func aFileThatIsReplacedUnderTheStoreIsTold() async throws {
        let store = try folder.open(.runtime)
        try await store.commitReadings(1...3)
        try FileManager.default.moveItem(atPath: folder.store, toPath: folder.store + ".away")
        try FileManager.default.copyItem(atPath: folder.store + ".away", toPath: folder.store)
        await expectUnavailable(naming: "was deleted or replaced") { try await store.commitReadings(4...4) }
        await expectUnavailable(naming: "was deleted or replaced") {
            _ = try await store.waitingRecords(limit: 10)
        }
    }

    @Test(.enabled(if: SmallDisk.isPossible, "needs the superuser, who may mount a small disk"))
    func aFullDiskRefusesCommitsAndLosesNothing() async throws {
        let disk = try SmallDisk(mebibytes: 2)
        defer { disk.unmount() }
        let store = try SQLiteStore(path: disk.path + "/purlin.sqlite", role: .runtime)
        var acknowledged: Int64 = 0
        await expectUnavailable(naming: "is full; make room and try again") {
            while acknowledged < 100_000 {
                let changes = (0..<50).map { StateChange.reading("r\(acknowledged)/\($0)") }
                let receipt = try await store.commit(changes, by: "system:purlin", at: .morning)
                acknowledged = receipt.appended.upperBound - 1
            }
        }
        #expect(acknowledged > 0)
        #expect(try await store.journalHead().sequence == acknowledged)
        #expect(try await JournalVerification.verify(store).findings == [])

        try disk.grow(to: 8)
        try await store.commitReadings(1...1)
        let verification = try await JournalVerification.verify(store)
        #expect(verification.entries == acknowledged + 1)
        #expect(verification.findings == [])
    }

    /// Two commits attempt the same delivery and share one flush, which fails: neither has happened, so that none was too
    /// late for the other.
    @Test(.enabled(if: SmallDisk.isPossible, "needs the superuser, who may mount a small disk"))
    func whatWasRefusedForACommitThatFailedIsNotRefused() async throws {
        let disk = try SmallDisk(mebibytes: 2)
        defer { disk.unmount() }
        let path = disk.path + "/purlin.sqlite"
        let store = try SQLiteStore(path: path, role: .runtime)
        _ = try await store.commit([.deliveryPlanned(Self.plan)], by: "system:purlin", at: .morning)
        let large = StateChange.reading(String(repeating: "r", count: 3 << 20))

        // Another process holds the file meanwhile, so that those that come behind the first wait together.
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try await other.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
        let outcomes = try await withThrowingTaskGroup(of: StoreError?.self) { group in
            for changes in [[.reading("r")], [Self.attempt, large], [Self.attempt, .reading("s"), large]] {
                group.addTask {
                    do throws(StoreError) {
                        _ = try await store.commit(changes, by: "system:purlin", at: .morning)
                        return nil
                    } catch {
                        return error
                    }
                }
                for _ in 0..<1000 { await Task.yield() }
            }
            try await other.writeWithoutTransaction { db in try db.execute(sql: "COMMIT") }
            return try await group.reduce(into: [StoreError?]()) { $0.append($1) }
        }

        #expect(outcomes.compactMap { $0 }.count >= 2)
        for case let error? in outcomes {
            guard case .unavailable = error else {
                Issue.record("refused as \(error)")
                continue
            }
        }
        #expect(try await store.delivery("k")?.state == .planned)
    }

    private static let plan = PlannedDelivery(
        delivery: Delivery(key: "k", object: "CostEntry", payload: ["amount": "843.75"]),
        system: "odoo",
        orderingKey: "P-2201",
        topics: []
    )
    private static let attempt = StateChange.deliveryAttempted(key: "k", attempt: 1)

    @Test func theLogStaysSmallAlthoughSomeoneAlwaysReads() async throws {
        let store = try SQLiteStore(path: folder.store, role: .runtime, largestLog: 1 << 20)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    while !Task.isCancelled { _ = try await store.journal(after: 0, limit: 20) }
                }
            }
            var largest = 0
            for page in 0..<40 {
                let changes = (0..<100).map { StateChange.reading("r\(page)/\($0)") }
                _ = try await store.commit(changes, by: "system:purlin", at: .morning)
                let attributes = try FileManager.default.attributesOfItem(atPath: folder.store + "-wal")
                largest = max(largest, attributes[.size] as? Int ?? 0)
            }
            group.cancelAll()
            try await group.waitForAll()
            #expect(largest < 3 << 20, "the log grew to \(largest) bytes")
        }
    }

    private func expectUnavailable(
        naming text: String,
        at location: SourceLocation = #_sourceLocation,
        _ work: () async throws -> Void
    ) async {
        do {
            try await work()
            Issue.record("done instead of refused", sourceLocation: location)
        } catch StoreError.unavailable(let found) {
            #expect(found.contains(text), sourceLocation: location)
        } catch {
            Issue.record("refused as \(error)", sourceLocation: location)
        }
    }
}

/// A file system of a few megabytes in memory, for which the superuser is needed.
struct SmallDisk {
    let path: String

    static let isPossible: Bool = {
        guard let disk = try? SmallDisk(mebibytes: 1) else { return false }
        disk.unmount()
        return true
    }()

    init(mebibytes: Int) throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("disk-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(mebibytes)m") == 0 else {
            rmdir(path)
            throw MountError(code: errno)
        }
    }

    func grow(to mebibytes: Int) throws {
        guard mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT), "size=\(mebibytes)m") == 0 else {
            throw MountError(code: errno)
        }
    }

    func unmount() {
        umount2(path, 2)
        rmdir(path)
    }

    private struct MountError: Error { let code: CInt }
}
