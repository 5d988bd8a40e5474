import ConnectorStore
import Foundation
import GRDB
import SQLiteStore
import Testing

/// A long journal in which single bits are flipped.
@Suite("SQLite store: flipped bits in 100,000 entries")
struct FlippedBitTests {
    private static let columns = [
        "recorded_at", "actor", "kind", "key", "system", "topics", "correlation", "causation", "body", "previous_hash",
        "hash",
    ]

    @Test func eachFlippedBitIsNamedByItsEntry() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        for batch in 0..<10 {
            let changes = (1...10_000).map { StateChange.reading("r\(batch * 10_000 + $0)") }
            _ = try await store.commit(changes, by: "system:purlin", at: .morning)
        }
        // Each of the flips stands alone: no other is within 100 entries, and each column has its turn everywhere.
        let flips = (0..<990).map { number in
            (sequence: Int64(number * 101 + 7), column: Self.columns[number % Self.columns.count], seed: number)
        }
        var expected: [Int64] = []
        let intruder = try folder.intruder()
        for flip in flips { expected += try await self.flip(flip.seed, flip.column, flip.sequence, intruder) }
        let verification = try await AuditVerification.verify(store, pageSize: 10_000)
        #expect(verification.entries == 100_000)
        let named = Set(verification.findings.map(\.sequence))
        #expect(named == Set(expected), "\(named.symmetricDifference(expected).sorted())")
        #expect(expected.count > 900)
    }

    /// Flips one bit of a value; returns the entries that must be named: this one, and the next where its link breaks.
    private func flip(
        _ seed: Int,
        _ column: String,
        _ sequence: Int64,
        _ intruder: DatabaseQueue
    ) async throws -> [Int64] {
        try await intruder.write { db in
            if column == "recorded_at" {
                let time =
                    try Int64.fetchOne(db, sql: "SELECT recorded_at FROM journal WHERE sequence = \(sequence)") ?? 0
                let changed = time ^ 1 << Int64(seed % 64)
                try db.execute(sql: "UPDATE journal SET recorded_at = \(changed) WHERE sequence = \(sequence)")
                return [sequence]
            }
            let value = try Data.fetchOne(
                db,
                sql: "SELECT CAST(\(column) AS BLOB) FROM journal WHERE sequence = \(sequence)"
            )
            guard var bytes = value, !bytes.isEmpty else { return [] }
            bytes[seed * 31 % bytes.count] ^= 1 << UInt8(seed % 8)
            try db.execute(
                sql: "UPDATE journal SET \(column) = CAST(? AS TEXT) WHERE sequence = \(sequence)",
                arguments: [bytes]
            )
            return column == "hash" ? [sequence, sequence + 1] : [sequence]
        }
    }
}
