import ConnectorStore
import Foundation
import GRDB
import SQLiteStore
import Testing

@Suite("SQLite store: tampering")
struct TamperingTests {
    private let folder: StoreFolder

    init() throws {
        folder = try StoreFolder()
    }

    @Test(arguments: [
        "actor", "kind", "key", "system", "topics", "correlation", "causation", "body", "previous_hash", "hash",
    ])
    func everyChangedByteOfATextIsFound(in column: String) async throws {
        let store = try await storeWithEntries()
        let intruder = try folder.intruder()
        let original = try await intruder.read { db in
            try #require(try Data.fetchOne(db, sql: "SELECT CAST(\(column) AS BLOB) FROM journal WHERE sequence = 2"))
        }
        #expect(column == "causation" || !original.isEmpty)
        for offset in original.indices {
            // The second mask changes the case of a letter, the third makes the text no UTF-8.
            for mask: UInt8 in [0x01, 0x20, 0x80] {
                var changed = original
                changed[offset] ^= mask
                try await write(changed, to: column, intruder)
                try await expectNamed(2, store, "byte \(offset) of \(column)")
            }
        }
        try await write(original + [0x20], to: column, intruder)
        try await expectNamed(2, store, "a byte behind \(column)")
        try await write(original, to: column, intruder)
        #expect(try await JournalVerification.verify(store).isWhole)
    }

    @Test func aReplacementCharacterDoesNotHideBrokenText() async throws {
        let store = try await storeWithEntries()
        let replacement = Data("\u{FFFD}".utf8)
        let intruder = try folder.intruder()
        var body = try await intruder.read { db in
            try #require(try Data.fetchOne(db, sql: "SELECT CAST(body AS BLOB) FROM journal WHERE sequence = 2"))
        }
        let place = try #require(body.range(of: replacement))
        body.replaceSubrange(place, with: [0xFF])
        try await write(body, to: "body", intruder)
        try await expectNamed(2, store, "a broken byte that prints as U+FFFD")
    }

    @Test func everyChangedBitOfTheTimeIsFound() async throws {
        let store = try await storeWithEntries()
        let intruder = try folder.intruder()
        for bit in 0..<64 {
            try await flip(bit, of: "recorded_at", at: 2, intruder)
            try await expectNamed(2, store, "bit \(bit)")
            try await flip(bit, of: "recorded_at", at: 2, intruder)
        }
        #expect(try await JournalVerification.verify(store).isWhole)
    }

    @Test(arguments: 0..<64)
    func everyChangedBitOfANumberIsFound(_ bit: Int) async throws {
        let store = try await storeWithEntries()
        try await flip(bit, of: "sequence", at: 2, try folder.intruder())
        // The entry carries another number now: the gap is named by the entry behind it, or by the number where the
        // journal ends too early.
        let findings = try await JournalVerification.verify(store).findings
        #expect(findings.contains { [2, 3, 4].contains($0.sequence) }, "\(findings)")
    }

    @Test func aDeletedEntryIsFound() async throws {
        let store = try await storeWithEntries()
        try await change("DELETE FROM journal WHERE sequence = 2")
        let findings = try await JournalVerification.verify(store).findings
        #expect(findings.map(\.sequence) == [3, 3])
        #expect(findings.first?.message.contains("missing") ?? false)
    }

    @Test func theDeletedNewestEntryIsFound() async throws {
        let store = try await storeWithEntries()
        try await change("DELETE FROM journal WHERE sequence = 4")
        try await expectNamed(4, store, "the newest entry")
    }

    @Test func anEmptiedJournalIsFound() async throws {
        let store = try await storeWithEntries()
        try await change("DELETE FROM journal")
        try await expectNamed(1, store, "all entries")
    }

    @Test func aHeadThatWasTakenAwayOrBackIsFound() async throws {
        let store = try await storeWithEntries()
        try await change("UPDATE journal_head SET sequence = 3, hash = (SELECT hash FROM journal WHERE sequence = 3)")
        try await expectNamed(4, store, "the head taken back")
        try await change("DELETE FROM journal_head")
        try await expectNamed(4, store, "the head taken away")
    }

    @Test func anEntryThatWasWrittenAnewIsFoundByItsSuccessor() async throws {
        let store = try await storeWithEntries()
        let first = try #require(try await store.journal(after: 0, limit: 1).first)
        let content = JournalContent(
            kind: "record.received",
            key: "r2",
            system: "telematics",
            topics: ["EX-105"],
            correlation: "r2",
            causation: "",
            body: "{}"
        )
        let forged = JournalEntry(
            appending: content,
            to: JournalHead(sequence: 1, hash: first.hash),
            by: "system:purlin",
            at: .morning
        )
        try await change(
            "UPDATE journal SET topics = '[\"EX-105\"]', body = '{}', hash = '\(forged.hash)' WHERE sequence = 2"
        )
        let findings = try await JournalVerification.verify(store).findings
        #expect(findings.map(\.sequence) == [3])
    }

    @Test func nothingIsAppendedToAnImpossibleHead() async throws {
        let store = try await storeWithEntries()
        for sequence in [Int64.max, -1] {
            try await change("UPDATE journal_head SET sequence = \(sequence)")
            await #expect(throws: StoreError.self) {
                try await store.commit([.reading("r9")], by: "system:purlin", at: .morning)
            }
        }
    }

    @Test func nothingIsAppendedOverAnEntry() async throws {
        let store = try await storeWithEntries()
        try await change("UPDATE journal_head SET sequence = 1")
        await #expect {
            try await store.commit([.reading("r9")], by: "system:purlin", at: .morning)
        } throws: { error in
            if case .damaged = error as? StoreError { true } else { false }
        }
        #expect(try await store.journal(after: 0, limit: 10).count == 4)
    }

    private func storeWithEntries() async throws -> SQLiteStore {
        let store = try folder.open()
        try await store.commitReadings(1...4)
        return store
    }

    private func expectNamed(_ sequence: Int64, _ store: SQLiteStore, _ what: String) async throws {
        let findings = try await JournalVerification.verify(store).findings
        #expect(findings.contains { $0.sequence == sequence }, "\(what): \(findings)")
    }

    private func change(_ sql: String) async throws {
        try await folder.intruder().write { db in try db.execute(sql: sql) }
    }

    private func write(_ bytes: Data, to column: String, _ intruder: DatabaseQueue) async throws {
        try await intruder.write { db in
            try db.execute(
                sql: "UPDATE journal SET \(column) = CAST(? AS TEXT) WHERE sequence = 2",
                arguments: [bytes]
            )
        }
    }

    private func flip(_ bit: Int, of column: String, at sequence: Int64, _ intruder: DatabaseQueue) async throws {
        let mask = Int64(bitPattern: 1 << UInt64(bit))
        try await intruder.write { db in
            // Exclusive or, which SQLite lacks; an entry that already has the number is overwritten.
            try db.execute(
                sql: """
                    UPDATE OR REPLACE journal SET \(column) = (\(column) | :mask) - (\(column) & :mask)
                    WHERE sequence = :sequence
                    """,
                arguments: ["mask": mask, "sequence": sequence]
            )
        }
    }
}
