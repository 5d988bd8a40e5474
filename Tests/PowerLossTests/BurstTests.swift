import ConnectorStore
import Foundation
import SQLiteStore
import Testing

/// The power goes while many commits are under way at once: each is there whole or not at all, and those that were
/// acknowledged are there.
struct BurstTests {
    private static let commits = 12
    private static let recordsOfACommit = 3

    @Test(.timeLimit(.minutes(10)))
    func commitsUnderWaySurviveWholeOrNotAtAll() async throws {
        var cuts = 0
        var unacknowledged = 0
        for operation in stride(from: 1, through: 120, by: 2) {
            let disk = try PowerDisk()
            var store = try SQLiteStore(path: disk.store, role: .client)
            disk.arm(at: operation)
            let acknowledged = await burst(store)
            cuts += disk.isOn ? 0 : 1
            disk.cut()
            try? store.close()
            try disk.restore(Fate(seed: UInt64(operation), number: operation / 2))

            store = try SQLiteStore(path: disk.store, role: .client)
            let present = try await presentCommits(store, "after operation \(operation)")
            #expect(present.isSuperset(of: acknowledged), "lost after operation \(operation)")
            unacknowledged += present.subtracting(acknowledged).count
            #expect(try await JournalVerification.verify(store).findings == [])
            #expect(try await store.journalHead().sequence == Int64(present.count * Self.recordsOfACommit))

            #expect(await burst(store).count == Self.commits)
            let last = try await JournalVerification.verify(store)
            #expect(last.findings == [])
            #expect(last.entries == Int64(Self.commits * Self.recordsOfACommit))
            try store.close()
        }
        // Commits that are made together share their operations.
        #expect(cuts > 10)
        print("power, \(Self.commits) commits at once: \(cuts) cuts, \(unacknowledged) commits survived unacknowledged")
    }

    /// Commits everything at once; the numbers of the commits that were acknowledged.
    private func burst(_ store: SQLiteStore) async -> Set<Int> {
        await withTaskGroup(of: Int?.self) { group in
            for number in 0..<Self.commits {
                group.addTask {
                    do {
                        try await store.receive(
                            Self.references(number).map { .recordReceived(Story.record($0.id, "EX-104")) }
                        )
                        return number
                    } catch {
                        return nil
                    }
                }
            }
            return await group.reduce(into: []) { acknowledged, number in
                if let number { acknowledged.insert(number) }
            }
        }
    }

    private func presentCommits(_ store: SQLiteStore, _ moment: String) async throws -> Set<Int> {
        var present: Set<Int> = []
        for number in 0..<Self.commits {
            let known = try await store.knownRecords(among: Self.references(number))
            #expect(known.isEmpty || known.count == Self.recordsOfACommit, "half a commit \(moment)")
            if !known.isEmpty { present.insert(number) }
        }
        return present
    }

    private static func references(_ number: Int) -> [RecordReference] {
        (0..<recordsOfACommit).map { RecordReference(system: "telematics", id: "\(number)/\($0)") }
    }
}
