import ConnectorStore
import Foundation
import GRDB
import SQLiteStore
import Testing

/// What proves the journal is itself tampered with.
@Suite("SQLite store: tampering with tree, checkpoints and index")
struct AuditTamperingTests {
    private let folder: StoreFolder
    private let store: SQLiteStore
    private let log: CheckpointLog

    /// A store with 600 entries, a checkpoint over them, and 100 entries behind it.
    init() async throws {
        folder = try StoreFolder()
        store = try folder.open()
        log = CheckpointLog(store: store, signer: try NoteSigner(NoteSigner.generate(name: "purlin.example/kst")))
        _ = try await store.commit((1...600).map { .reading("r\($0)") }, by: "system:purlin", at: .morning)
        _ = try await log.sign(by: "system:purlin", at: .morning)
        _ = try await store.commit((601...700).map { .reading("r\($0)") }, by: "system:purlin", at: .morning)
    }

    @Test func anUntouchedStoreIsWholeAndStarts() async throws {
        let verification = try await verify()
        #expect(verification.isWhole && verification.entries == 701 && verification.checkpoints == 1)
        try await log.checkAtStart()
    }

    @Test(arguments: [
        "UPDATE journal_tree SET hash = (SELECT hash FROM journal WHERE sequence = 1) WHERE position = 1",
        "UPDATE journal_tree SET hash = 'none' WHERE position = 1", "DELETE FROM journal_tree WHERE position = 1",
        "DELETE FROM journal_tree",
    ])
    func aChangedNodeOfTheTreeIsFound(_ sql: String) async throws {
        try await change(sql)
        let findings = try await verify().findings
        #expect(findings.contains { $0.sequence == 257 && $0.message.contains("up to 512") }, "\(findings)")
        await #expect(throws: AuditError.self) { try await log.checkAtStart() }
    }

    @Test func aTopicThatIsMissingOrForeignIsNamed() async throws {
        try await remove(300, from: "EX-104")
        try await change("INSERT INTO journal_topic (topic, sequence) VALUES ('EX-999', 400), ('EX-104', 9000)")
        try await remove(700, from: "EX-104")
        try await change("INSERT INTO journal_topic (topic, sequence) VALUES ('EX-105', 700)")
        let findings = try await verify().findings.map { "\($0.sequence) \($0.message)" }
        #expect(
            findings == [
                "300 is missing in the index of business keys under 'EX-104'",
                "400 is foreign in the index of business keys under 'EX-999'",
                "700 is missing in the index of business keys under 'EX-104'",
                "700 is foreign in the index of business keys under 'EX-105'",
                "9000 does not exist, and is in the index of business keys",
            ]
        )
    }

    @Test(arguments: ["", "[]", "[7", "[7,]", "[07]", "[7, 8]", "seven"])
    func aListOfTheIndexThatCannotBeReadIsFound(_ text: String) async throws {
        try await change("UPDATE journal_topic SET further = '\(text)' WHERE topic = 'EX-104' AND sequence = 1")
        let findings = try await verify().findings.map { "\($0.sequence) \($0.message)" }
        #expect(findings.contains("300 is missing in the index of business keys under 'EX-104'"))
        #expect(findings.contains("-1 does not exist, and is in the index of business keys"))
        await #expect(throws: StoreError.self) { try await store.journal(topic: "EX-104") }
    }

    private func remove(_ sequence: Int, from topic: String) async throws {
        try await change(
            """
            UPDATE journal_topic
            SET further = (SELECT json_group_array(value) FROM json_each(further) WHERE value <> \(sequence))
            WHERE topic = '\(topic)' AND instr(further, ',\(sequence)')
            """
        )
    }

    @Test func aCheckpointThatWasRemovedIsFound() async throws {
        try await change("DELETE FROM checkpoint")
        let findings = try await verify().findings
        #expect(findings.map(\.sequence) == [601])
        #expect(findings.first?.message.contains("not there") ?? false)
    }

    @Test func everyChangedCharacterOfACheckpointIsFound() async throws {
        let note = try #require(try await store.latestCheckpoint()).signed.note.encoded
        for offset in note.utf8.indices.map({ note.utf8.distance(from: note.startIndex, to: $0) }) {
            var bytes = Array(note.utf8)
            bytes[offset] ^= 1
            let changed = Data(bytes)
            try await folder.intruder().write { db in
                try db.execute(sql: "UPDATE checkpoint SET note = CAST(? AS TEXT)", arguments: [changed])
            }
            await expectRefusal("character \(offset)")
        }
    }

    @Test func aForgedCheckpointIsFound() async throws {
        let stranger = try NoteSigner(NoteSigner.generate(name: "purlin.example/kst"))
        let checkpoint = Checkpoint(origin: "purlin.example/kst", size: 600, root: try await store.treeRoot(size: 600))
        let note = try SignedCheckpoint(signing: checkpoint, with: stranger).note.encoded
        try await folder.intruder().write { db in
            try db.execute(sql: "UPDATE checkpoint SET note = ?", arguments: [note])
        }
        #expect(try await verify().findings.contains { $0.message.contains("that is not ours") })
        await expectRefusal("a forged checkpoint")
    }

    /// No checkpoint covers it yet, and the next one would sign it.
    @Test func aNodeBehindTheNewestCheckpointIsLookedAtBeforeAStart() async throws {
        _ = try await store.commit((701...800).map { .reading("r\($0)") }, by: "system:purlin", at: .morning)
        try await log.checkAtStart()
        try await change(
            "UPDATE journal_tree SET hash = (SELECT hash FROM journal WHERE sequence = 1) WHERE position = 2"
        )
        let error = await #expect(throws: AuditError.self) { try await log.checkAtStart() }
        #expect(error?.description.contains("the entries up to 768") == true, "\(String(describing: error))")
    }

    @Test func theNewestEntriesAreLookedAtBeforeAStart() async throws {
        for change in [
            "UPDATE journal SET body = '{}' WHERE sequence = 701", "DELETE FROM journal WHERE sequence = 701",
            "UPDATE journal_head SET sequence = 700, hash = (SELECT hash FROM journal WHERE sequence = 700)",
        ] {
            let fresh = try await AuditTamperingTests()
            try await fresh.change(change)
            await #expect(throws: AuditError.self, "\(change)") { try await fresh.log.checkAtStart() }
        }
    }

    /// Entries from 400 on with sound hashes, links and head, as somebody writes them who knows how.
    @Test(arguments: [false, true])
    func aJournalThatWasWrittenAnewIsRefused(withItsTree: Bool) async throws {
        var entries = try await store.journal(after: 0, limit: 1000)
        var head = JournalHead(sequence: 399, hash: entries[398].hash)
        for index in 399..<entries.count {
            let content = index == 399 ? entries[398].content : entries[index].content
            entries[index] = JournalEntry(appending: content, to: head, by: entries[index].actor, at: .morning)
            head = JournalHead(sequence: entries[index].sequence, hash: entries[index].hash)
        }
        let (written, newest) = (entries, head)
        let leaves = written.compactMap { MerkleHash(hexadecimal: $0.hash).map(MerkleHash.leaf) }
        let second = MerkleTree.root(ofComplete: Array(leaves[256..<512]))
        try await folder.intruder().write { db in
            for entry in written {
                try db.execute(
                    sql:
                        "UPDATE journal SET key = ?, correlation = ?, body = ?, previous_hash = ?, hash = ? WHERE sequence = ?",
                    arguments: [
                        entry.key, entry.correlation, entry.body, entry.previousHash, entry.hash, entry.sequence,
                    ]
                )
            }
            try db.execute(sql: "UPDATE journal_head SET hash = ?", arguments: [newest.hash])
            if withItsTree {
                try db.execute(
                    sql: "UPDATE journal_tree SET hash = ? WHERE position = 1",
                    arguments: [second.hexadecimal]
                )
            }
        }
        #expect(try await JournalVerification.verify(store).isWhole)
        #expect(try await !verify().isWhole)
        await expectRefusal("a journal written anew")
        // Nothing is signed over it either.
        await #expect(throws: AuditError.self) { try await log.sign(by: "system:purlin", at: .morning) }
    }

    private func verify() async throws(StoreError) -> AuditVerification {
        try await AuditVerification.verify(store, trusting: log.verifiers)
    }

    private func expectRefusal(_ what: String) async {
        await #expect(throws: AuditError.self, "\(what)") { try await log.checkAtStart() }
        do throws(StoreError) {
            #expect(try await !verify().isWhole, "\(what)")
        } catch .damaged {
            return
        } catch {
            Issue.record("\(what): \(error)")
        }
    }

    private func change(_ sql: String) async throws {
        try await folder.intruder().write { db in try db.execute(sql: sql) }
    }
}
