import ConnectorKit
import ConnectorStore
import Foundation
import GRDB
import JSON
import SQLiteStore
import Testing

/// What proves the journal is itself tampered with.
@Suite("SQLite store: tampering with tree, checkpoints and index")
struct AuditTamperingTests {
    private let folder: StoreFolder
    private let store: SQLiteStore
    private let signer: NoteSigner
    private let log: CheckpointLog

    /// A store with 600 entries, a checkpoint over them, and 100 entries behind it.
    init() async throws {
        folder = try StoreFolder()
        store = try folder.open()
        signer = try NoteSigner(NoteSigner.generate(name: "purlin.example/kst"))
        log = CheckpointLog(store: store, signer: signer)
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

    @Test func topicsThatTwoEntriesExchangedAreNamed() async throws {
        let changes = ["EX-201", "EX-202"].map { Self.reading(of: [$0]) }
        let added = try await store.commit(changes, by: "system:purlin", at: .morning).appended
        #expect(try await verify().findings == [])
        try await change(
            "UPDATE journal_topic SET sequence = \(added.lowerBound * 2 + 1) - sequence WHERE topic LIKE 'EX-20_'"
        )
        let findings = try await verify().findings
        #expect(findings.map(\.sequence) == added.flatMap { [$0, $0] }, "\(findings)")
    }

    @Test func aTopicIsLookedAtWhereNoneOrNothingElseIs() async throws {
        try await change("DELETE FROM journal_topic WHERE sequence = 1")
        #expect(try await Set(verify().findings.map(\.sequence)) == Set(1...600))

        let stream = StreamID(system: "telematics", stream: "readings")
        let other = try StoreFolder()
        let positions = try other.open()
        let changes = (1...300).map { StateChange.cursorAdvanced(stream, Cursor("\($0)")) }
        _ = try await positions.commit(changes, by: "system:purlin", at: .morning)
        #expect(try await AuditVerification.verify(positions).isWhole)
        try await other.intruder().write { db in
            try db.execute(sql: "INSERT INTO journal_topic (topic, sequence) VALUES ('EX-999', 5)")
        }
        #expect(try await AuditVerification.verify(positions).findings.map(\.sequence) == [5])
    }

    @Test func aTopicThatAnEntryNamesTwiceStandsInTheIndexOnce() async throws {
        let change = Self.reading(of: ["EX-104", "P-2201", "EX-104"])
        _ = try await store.commit([change], by: "system:purlin", at: .morning)
        #expect(try await verify().findings == [])
    }

    @Test func anAlteredEntryDoesNotHideTheTopicsOfOthers() async throws {
        try await change("UPDATE journal SET topics = '[]' WHERE sequence = 300")
        try await remove(301, from: "EX-104")
        let findings = try await verify().findings
        #expect(findings.map(\.sequence) == [300, 301], "\(findings)")
    }

    @Test func aCheckpointThatNoEntryTellsOfIsNamed() async throws {
        let checkpoint = Checkpoint(origin: "purlin.example/kst", size: 550, root: try await store.treeRoot(size: 550))
        let note = try SignedCheckpoint(signing: checkpoint, with: signer).note.encoded
        try await folder.intruder().write { db in
            try db.execute(sql: "INSERT INTO checkpoint VALUES (550, ?, 0)", arguments: [note])
        }
        let findings = try await verify().findings
        #expect(findings.map(\.sequence) == [550])
        #expect(findings.first?.message.contains("that no entry tells of") == true, "\(findings)")
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
        let note = try #require(try await store.latestCheckpoint()).note
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

    @Test(arguments: [
        ("note = 'nonsense'", [600, 601, 650]), ("note = CAST(x'ff00' AS TEXT)", [600, 601, 650]),
        ("note = replace(note, '600', '0600')", [600, 601, 650]), ("size = 599", [599, 650]),
    ])
    func aCheckpointThatCannotBeReadIsNamedBesideWhatElseIsWrong(change: String, named: [Int64]) async throws {
        try await self.change("UPDATE checkpoint SET \(change)")
        try await self.change("UPDATE journal SET body = '{}' WHERE sequence = 650")
        let findings = try await verify().findings
        #expect(findings.map(\.sequence) == named, "\(findings)")
        #expect(findings.first?.message.contains("cannot be read") == true, "\(findings)")
        await expectRefusal(change)
        await #expect(throws: AuditError.self) { try await log.sign(by: "system:purlin", at: .morning) }
    }

    /// Everything behind entry 512 is taken away without a trace in the store; only the second place knows of it.
    @Test func aJournalThatWasCutOffIsFoundByItsSecondPlace() async throws {
        let signed = try #require(try await store.latestCheckpoint()?.signed)
        for sql in [
            "DELETE FROM journal_topic WHERE sequence > 512", "DELETE FROM journal WHERE sequence > 512",
            """
            UPDATE journal_topic
            SET further = (SELECT json_group_array(value) FROM json_each(further) WHERE value <= 512)
            WHERE further IS NOT NULL
            """,
            "DELETE FROM checkpoint", "DELETE FROM journal_tree WHERE position >= 2",
            "UPDATE journal_head SET sequence = 512, hash = (SELECT hash FROM journal WHERE sequence = 512)",
        ] { try await change(sql) }
        #expect(try await verify().isWhole)
        let place = ClosedExport(given: [signed])
        let verification = try await AuditVerification.verify(store, trusting: log.verifiers, export: place)
        #expect(verification.findings.map(\.sequence) == [600])
        let guarded = CheckpointLog(store: store, signer: signer, export: place)
        await #expect(throws: AuditError.self) { try await guarded.checkAtStart() }
        await #expect(throws: AuditError.self) { try await guarded.sign(by: "system:purlin", at: .morning) }
        #expect(try await store.journalHead().sequence == 512)
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
            "UPDATE journal SET body = '{}' WHERE sequence = 257",
            "UPDATE journal SET body = '{}' WHERE sequence = 256",
            "UPDATE journal SET hash = previous_hash WHERE sequence = 256", "DELETE FROM journal WHERE sequence = 256",
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

    /// A reading that is found by these topics.
    private static func reading(of topics: [String]) -> StateChange {
        .recordReceived(
            ReceivedRecord(
                system: "telematics",
                record: SourceRecord(id: "\(topics)", object: "MeterReading", occurredAt: .morning, payload: [:]),
                flow: "usage",
                key: "EX-104",
                topics: topics,
                disposition: .accepted
            )
        )
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

/// A second place that nobody adds to.
private struct ClosedExport: CheckpointExport {
    let given: [SignedCheckpoint]

    func add(
        _ addition: @escaping @Sendable (_ present: ExportedCheckpoints) async throws(AuditError) -> [SignedCheckpoint]
    ) async throws(AuditError) {
        _ = try await addition(read())
    }

    func read() -> ExportedCheckpoints { ExportedCheckpoints(given) }
}
