import CanonicalModel
import ConnectorKit
import ConnectorStore
import Testing

@Suite("Checkpoints")
struct CheckpointLogTests {
    @Test func nothingIsSignedTwice() async throws {
        let ledger = try await Ledger(entries: 3)
        let first = try await ledger.sign()
        #expect(first.checkpoint.size == 3)
        #expect(try await ledger.store.journalHead().sequence == 4)
        #expect(try await ledger.log.sign(by: "system:purlin", at: .morning) == nil)
        try await ledger.append(1)
        let second = try await ledger.sign()
        #expect(second.checkpoint.size == 5)
        try second.verify(with: [ledger.signer.verifier])
        #expect(try await ledger.store.latestCheckpoint()?.signed == second)
    }

    @Test func anEmptyJournalIsNotSigned() async throws {
        let ledger = try await Ledger()
        #expect(try await ledger.log.sign(by: "system:purlin", at: .morning) == nil)
        #expect(try await ledger.store.latestCheckpoint() == nil)
    }

    @Test func theKeyMayChangeAndTheLogGoesOn() async throws {
        let ledger = try await Ledger(entries: 3)
        _ = try await ledger.sign()
        try await ledger.append(1)
        let signer = try NoteSigner(NoteSigner.generate(name: Ledger.origin))
        let stranger = CheckpointLog(store: ledger.store, signer: signer)
        await #expect(throws: AuditError.self) { try await stranger.sign(by: "system:purlin", at: .morning) }
        await #expect(throws: AuditError.self) { try await stranger.checkAtStart() }
        let heir = CheckpointLog(store: ledger.store, signer: signer, formerKeys: [ledger.signer.verifier])
        try await heir.checkAtStart()
        let signed = try #require(try await heir.sign(by: "system:purlin", at: .morning))
        try signed.verify(with: [signer.verifier])
    }

    @Test func anotherNameIsAnotherLog() async throws {
        let ledger = try await Ledger(entries: 3)
        _ = try await ledger.sign()
        try await ledger.append(1)
        let signer = try NoteSigner(NoteSigner.generate(name: "purlin.example/renamed"))
        let renamed = CheckpointLog(store: ledger.store, signer: signer, formerKeys: [ledger.signer.verifier])
        await #expect(throws: AuditError.self) { try await renamed.sign(by: "system:purlin", at: .morning) }
    }

    @Test func aStartAgreesWithWhatWasSignedAndExported() async throws {
        let ledger = try await Ledger(entries: 700)
        let place = GivenExport()
        let log = CheckpointLog(store: ledger.store, signer: ledger.signer, export: place)
        try await log.checkAtStart()
        #expect(try await place.read().newest == nil)
        let signed = try await log.sign(by: "system:purlin", at: .morning)
        #expect(try await place.read().newest == signed)
        try await ledger.append(900)
        try await log.checkAtStart()
    }

    @Test func whatWasSignedWhileTheSecondPlaceWasAwayFollows() async throws {
        let ledger = try await Ledger(entries: 3)
        _ = try await ledger.sign()
        try await ledger.append(1)
        _ = try await ledger.sign()
        let place = GivenExport()
        try await CheckpointLog(store: ledger.store, signer: ledger.signer, export: place).checkAtStart()
        #expect(try await place.read().checkpoints.map(\.checkpoint.size) == [3, 5])
    }

    @Test func aSecondPlaceThatWasEmptiedIsFilledAgainAlthoughNothingIsNew() async throws {
        let (ledger, place) = (try await Ledger(entries: 3), GivenExport())
        let signed = try await ledger.sign()
        let log = CheckpointLog(store: ledger.store, signer: ledger.signer, export: place)
        #expect(try await log.sign(by: "system:purlin", at: .morning) == nil)
        #expect(try await place.read().checkpoints == [signed])
    }

    /// The power went between its commit and its export, as it may with each one.
    @Test func theOnlyCheckpointMayNotBeWrittenYet() async throws {
        let (ledger, place) = (try await Ledger(entries: 3), GivenExport())
        let signed = try await ledger.sign()
        let log = CheckpointLog(store: ledger.store, signer: ledger.signer, export: place) { notice in
            Issue.record("\(notice)")
        }
        let verification = try await AuditVerification.verify(ledger.store, trusting: log.verifiers, export: place)
        #expect(verification.export == .read(lacking: 1) && verification.isWhole)
        try await log.checkAtStart()
        #expect(try await place.read().checkpoints == [signed])
    }

    @Test func anOlderBackupIsRefused() async throws {
        let (ledger, place) = (try await Ledger(entries: 700), GivenExport())
        let log = CheckpointLog(store: ledger.store, signer: ledger.signer, export: place)
        _ = try await log.sign(by: "system:purlin", at: .morning)
        // The backup has the same first entries and was made before anything was signed.
        let backup = InMemoryStore()
        for entry in try await ledger.store.waitingRecords(limit: 600) {
            _ = try await backup.commit([.recordReceived(entry)], by: "system:purlin", at: .morning)
        }
        await #expect {
            try await CheckpointLog(store: backup, signer: ledger.signer, export: place).checkAtStart()
        } throws: { error in
            "\(error)".contains("over 700 entries, but the journal ends at entry 600")
        }
        // Grown beyond the checkpoint again, it is still another journal, or has lost its checkpoints.
        for entry in try await ledger.store.waitingRecords(limit: 700).suffix(100) {
            _ = try await backup.commit([.recordReceived(entry)], by: "system:purlin", at: .morning)
        }
        await #expect {
            try await CheckpointLog(store: backup, signer: ledger.signer, export: place).checkAtStart()
        } throws: { error in
            "\(error)".contains("its checkpoints were removed")
        }
    }

    @Test func anotherJournalIsRefused() async throws {
        let (ledger, place) = (try await Ledger(entries: 700), GivenExport())
        _ = try await CheckpointLog(store: ledger.store, signer: ledger.signer, export: place)
            .sign(by: "system:purlin", at: .morning)
        let stream = StreamID(system: "telematics", stream: "hours")
        let changed = InMemoryStore()
        _ = try await changed.commit([.cursorAdvanced(stream, Cursor("1"))], by: "system:purlin", at: .morning)
        for entry in try await ledger.store.waitingRecords(limit: 700) {
            _ = try await changed.commit([.recordReceived(entry)], by: "system:purlin", at: .morning)
        }
        await #expect {
            try await CheckpointLog(store: changed, signer: ledger.signer, export: place).checkAtStart()
        } throws: { error in
            "\(error)".contains("the first 700 entries are not those of the newest exported checkpoint")
        }
    }
}
