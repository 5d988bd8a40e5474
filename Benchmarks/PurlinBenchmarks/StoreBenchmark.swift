import CanonicalModel
import ConnectorKit
import ConnectorStore
import Foundation
import GRDB
import JSON
import SQLiteStore

/// Durable intake: each record is a row of the inbox and an entry of the hash chain, synchronous=FULL.
struct StoreBenchmark {
    let folder: URL
    let records: Int

    func run() async throws -> [Measurement] {
        let now = Instant(seconds: 1_767_600_000)
        let changes = (0..<records).map { StateChange.recordReceived(record($0)) }
        let store = try SQLiteStore(path: path("purlin.sqlite"), role: .runtime)
        let batched = try await rate(records) {
            for start in stride(from: 0, to: records, by: 100) {
                let batch = Array(changes[start..<min(start + 100, records)])
                _ = try await store.commit(batch, by: "system:purlin", at: now)
            }
        }
        let verified = try await rate(records) {
            let verification = try await JournalVerification.verify(store, pageSize: 10_000)
            guard verification.isWhole else { throw StoreError.damaged("the benchmark's own journal is not whole") }
        }
        let few = max(records / 20, 50)
        let single = try SQLiteStore(path: path("single.sqlite"), role: .runtime)
        let one = try await rate(few) {
            for change in changes.prefix(few) { _ = try await single.commit([change], by: "system:purlin", at: now) }
        }
        return [
            Measurement(
                name: "durable intake, 100 records a commit",
                perSecond: batched,
                unit: "records/s",
                ceiling: ("bare SQLite loop, same rows and commits", try await bareInserts())
            ),
            Measurement(
                name: "durable intake, one record a commit",
                perSecond: one,
                unit: "records/s",
                ceiling: ("fsync of 4 KiB", try await fsyncs(few))
            ),
            Measurement(name: "journal verification", perSecond: verified, unit: "entries/s", ceiling: nil),
        ]
    }

    private func record(_ number: Int) -> ReceivedRecord {
        let machine = "EX-\(number % 40)"
        return ReceivedRecord(
            system: "fleet",
            record: SourceRecord(
                id: "pin:KST\(number % 40)/operatingHours/\(number)",
                object: "MeterReading",
                occurredAt: Instant(seconds: 1_767_600_000 + Int64(number)),
                payload: payload(number)
            ),
            flow: "EquipmentUsageToJobCost",
            key: machine,
            topics: [machine, "\(machine)/2026-01-05"],
            disposition: .accepted
        )
    }

    private func payload(_ number: Int) -> JSON {
        [
            "equipment": ["oem": "Kestrel", "serial": "KX30A00104", "pin": .string("KST\(number % 40)")],
            "series": "operatingHours", "time": "2026-01-05T05:58:11Z", "counterSeconds": .integer(Int64(number)),
            "sourceValue": "PT4211H36M",
        ]
    }

    /// The least that SQLite can do for the same records: one table, one unique key, the same commits.
    private func bareInserts() async throws -> Double {
        let queue = try DatabaseQueue(path: path("bare.sqlite"))
        try await queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA journal_mode=WAL")
            try database.execute(sql: "PRAGMA synchronous=FULL")
            try database.execute(sql: "CREATE TABLE record (id TEXT PRIMARY KEY, payload TEXT NOT NULL)")
        }
        let rows = (0..<records).map { ("fleet/\($0)", payload($0).canonicalText) }
        return try await rate(records) {
            for start in stride(from: 0, to: records, by: 100) {
                let batch = Array(rows[start..<min(start + 100, records)])
                try await queue.write { database in
                    let statement = try database.cachedStatement(sql: "INSERT INTO record VALUES (?, ?)")
                    for row in batch { try statement.execute(arguments: [row.0, row.1]) }
                }
            }
        }
    }

    private func fsyncs(_ count: Int) async throws -> Double {
        let file = folder.appendingPathComponent("fsync")
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        let page = Data(repeating: 7, count: 4096)
        return try await rate(count) {
            for _ in 0..<count {
                try handle.write(contentsOf: page)
                try handle.synchronize()
            }
        }
    }

    private func path(_ name: String) -> String {
        folder.appendingPathComponent(name).path
    }
}
