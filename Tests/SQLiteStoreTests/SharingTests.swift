import ConnectorStore
import Foundation
import GRDB
import Glibc
import SQLiteStore
import Synchronization
import Testing

@Suite("SQLite store: several users")
struct SharingTests {
    private let folder: StoreFolder

    init() throws {
        folder = try StoreFolder()
    }

    @Test func aSecondRuntimeIsRefused() throws {
        let first = try folder.open(.runtime)
        let error = #expect(throws: StoreError.self) { try folder.open(.runtime) }
        guard case .unavailable(let text) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text.contains(folder.store))
        #expect(text.contains("another `purlin run`") && text.contains("as process \(getpid()); stop that one first"))
        try first.close()
        try folder.open(.runtime).close()
    }

    /// Each process that is started shares all descriptors until its program begins.
    @Test func aLockThatWasGivenBackIsHadWhileProcessesAreStarted() async throws {
        let folder = folder
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for _ in 0..<60 {
                    // Not by Foundation's Process, which reads beyond a buffer where thousands of descriptors are open.
                    let name = strdup("true")
                    defer { free(name) }
                    var process: pid_t = 0
                    #expect(posix_spawn(&process, "/bin/true", nil, nil, [name, nil], environ) == 0)
                    #expect(waitpid(process, nil, 0) == process)
                }
            }
            group.addTask {
                for _ in 0..<60 { try folder.open(.runtime).close() }
            }
            try await group.waitForAll()
        }
    }

    @Test func aLockThatOutlivedItsProcessIsExplained() throws {
        try folder.open(.runtime).close()
        // A number that no process has, since it is greater than Linux gives.
        let descriptor = Glibc.open(folder.store + ".lock", O_RDWR | O_TRUNC | O_CLOEXEC)
        defer { close(descriptor) }
        // A process that another test starts may share the lock that was given back just now, so this one waits.
        #expect(flock(descriptor, LOCK_EX) == 0)
        let text = Array("2000000000\n".utf8)
        #expect(pwrite(descriptor, text, text.count, 0) == text.count)
        let error = #expect(throws: StoreError.self) { try folder.open(.runtime) }
        #expect(error?.description.contains("Process 2000000000, which took it, is not here") == true)
    }

    @Test func aRuntimeThatCouldNotOpenItsStoreHoldsNoLock() throws {
        try Data("no database at all, but long enough to be read as one".utf8)
            .write(to: URL(fileURLWithPath: folder.store))
        #expect(throws: StoreError.self) { try folder.open(.runtime) }
        try FileManager.default.removeItem(atPath: folder.store)
        try folder.open(.runtime).close()
    }

    @Test func aClientWorksBesideTheRuntime() async throws {
        let runtime = try folder.open(.runtime)
        let client = try folder.open(.client)
        try await runtime.commitReadings(1...1)
        let seen = try await client.waitingRecords(limit: 10)
        #expect(seen.map(\.reference) == [RecordReference(system: "telematics", id: "r1")])
        try await client.commitReadings(1...2)
        #expect(try await runtime.waitingRecords(limit: 10).count == 2)
        #expect(try await runtime.journalHead().sequence == 2)
    }

    @Test func alternateCommitsKeepTheChainWhole() async throws {
        let runtime = try folder.open(.runtime)
        let client = try folder.open(.client)
        for id in 1...100 {
            try await runtime.commitReadings(id...id)
            try await client.commitReadings((1000 + id)...(1000 + id))
        }
        try await expectWholeChain(of: 200, runtime)
        #expect(try await client.journalHead() == runtime.journalHead())
    }

    @Test func simultaneousCommitsKeepTheChainWhole() async throws {
        let runtime = try folder.open(.runtime)
        let client = try folder.open(.client)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await runtime.commitReadings(1...100) }
            group.addTask { try await client.commitReadings(1001...1100) }
            try await group.waitForAll()
        }
        try await expectWholeChain(of: 200, client)
        #expect(try await runtime.waitingRecords(limit: 1000).count == 200)
    }

    @Test func twoUsersCannotBothDecide() async throws {
        let runtime = try folder.open(.runtime)
        let client = try folder.open(.client)
        let proposal = CaseProposal(
            kind: "quota",
            subject: "odoo",
            severity: .information,
            owner: "operations",
            summary: "the daily quota is nearly used",
            remedy: .acknowledge,
            topics: []
        )
        _ = try await runtime.commit([.caseRaised(proposal)], by: "system:purlin", at: .morning)
        let decision = StateChange.caseDecided(
            CaseDecision(number: 1, action: .resolve, person: "person:equipment.manager", reason: nil)
        )
        let accepted = try await withThrowingTaskGroup(of: Bool.self) { group in
            for store in [runtime, client] {
                group.addTask {
                    do {
                        _ = try await store.commit([decision], by: "person:equipment.manager", at: .morning)
                        return true
                    } catch StoreError.conflict {
                        return false
                    }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(accepted == 1)
    }

    @Test func aStoreThatIsLockedForTooLongIsUnavailable() async throws {
        let store = try SQLiteStore(path: folder.store, role: .client, busyTimeout: .milliseconds(20))
        let intruder = try folder.intruder()
        try await intruder.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
        await #expect {
            try await store.commit([.reading("r1")], by: "system:purlin", at: .morning)
        } throws: { error in
            guard case .unavailable(let text) = error as? StoreError else { return false }
            return text.contains("locked by another process") && text.contains(folder.store)
        }
        #expect(try await store.waitingRecords(limit: 10) == [])
        try await intruder.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
        try await store.commitReadings(1...1)
        #expect(try await store.journalHead().sequence == 1)
    }

    /// A process that commits without a pause must not keep another waiting until that gives up.
    @Test func whoWaitsGoesBeforeWhoComesLater() async throws {
        let client = try folder.open(.client)
        let runtime = try folder.open(.runtime)
        let intruder = try folder.intruder()
        for id in 1...5 {
            try await intruder.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
            let hasEnded = Mutex(false)
            async let early: Void = {
                defer { hasEnded.withLock { $0 = true } }
                try await client.commitReadings(id...id)
            }()
            while try !folder.isTurnTaken(), !hasEnded.withLock({ $0 }) { await Task.yield() }
            async let late: Void = runtime.commitReadings((1000 + id)...(1000 + id))
            try await intruder.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
            try await early
            try await late
        }
        let order = try await client.journal(after: 0, limit: 100).map(\.key)
        #expect(order == (1...5).flatMap { ["r\($0)", "r\(1000 + $0)"] })
    }

    /// The place orders writers and protects nothing, so it keeps nobody out either.
    @Test func aTurnThatCannotBeOpenedKeepsNobodyOut() async throws {
        try FileManager.default.createDirectory(atPath: folder.store + ".turn", withIntermediateDirectories: true)
        let runtime = try folder.open(.runtime)
        let client = try folder.open(.client)
        try await runtime.commitReadings(1...1)
        try await client.commitReadings(2...2)
        #expect(try await client.journal(after: 0, limit: 100).map(\.key) == ["r1", "r2"])
    }

    /// Whoever is let into the store by its owner is let into the place, whichever user made it.
    @Test func theTurnIsOfThoseWhomTheStoreIsOf() throws {
        try folder.open(.client).close()
        let turn = folder.store + ".turn"
        try FileManager.default.removeItem(atPath: turn)
        #expect(chmod(folder.store, 0o660) == 0)
        try folder.open(.client).close()
        let permissions = try FileManager.default.attributesOfItem(atPath: turn)[.posixPermissions] as? Int
        #expect(permissions == 0o660)
    }

    private func expectWholeChain(of entries: Int64, _ store: SQLiteStore) async throws {
        let verification = try await JournalVerification.verify(store)
        #expect(verification.findings == [])
        #expect(verification.entries == entries)
    }
}
