import CanonicalModel
import ConnectorKit
import ConnectorStore
import Synchronization
import Testing

/// The table of Documentation/audit.md: what each state of the second place means for a start, a signature and a
/// verification.
@Suite("Second place for checkpoints")
struct SecondPlaceTests {
    /// How the second place is found beside a store with two checkpoints.
    enum State: CaseIterable {
        case absent, complete, behind, missing, away, damaged
        case byAnotherKey, overMoreEntries, ofAnotherJournal, notInTheStore, signedAgain
        /// Away when it is read, and there again when it is written.
        case awayForAMoment
    }

    enum Outcome: Equatable {
        /// It goes on.
        case silent
        /// It goes on, and somebody is told.
        case told
        case refused(String)
    }

    /// What neither a start nor a signature goes on with.
    private static let refusals: [(State, Outcome)] = [
        (.damaged, .refused("nonsense")), (.byAnotherKey, .refused("not signed by the key")),
        (.overMoreEntries, .refused("but the journal ends at entry")),
        (.ofAnotherJournal, .refused("are not those of the newest exported checkpoint")),
        (.notInTheStore, .refused("that the store does not hold")),
        (.signedAgain, .refused("that the store does not hold")),
    ]

    @Test(
        arguments: [(.absent, .silent), (.complete, .silent), (.behind, .silent), (.missing, .told), (.away, .told)]
            + refusals
    )
    func aStart(state: State, outcome: Outcome) async throws {
        let scene = try await Scene(state)
        let found = await scene.outcome { () throws(AuditError) in try await scene.log.checkAtStart() }
        scene.expect(found, outcome)
        if case .refused = outcome { return }
        guard let place = scene.place, state != .away else { return }
        #expect(try await place.read().checkpoints == scene.stored())
    }

    @Test(arguments: [(.absent, .silent), (.complete, .silent), (.behind, .silent), (.missing, .told)] + refusals)
    func aSignature(state: State, outcome: Outcome) async throws {
        let scene = try await Scene(state)
        let head = try await scene.store.journalHead()
        let found = await scene.outcome { () throws(AuditError) in
            guard try await scene.log.sign(by: "system:purlin", at: .morning) != nil else {
                throw .malformed("nothing was signed")
            }
        }
        scene.expect(found, outcome)
        if case .refused = outcome {
            #expect(try await scene.store.journalHead() == head)
        } else if let place = scene.place {
            #expect(try await place.read().checkpoints == scene.stored())
        }
    }

    @Test func aSignatureIsStoredWhileTheSecondPlaceIsAway() async throws {
        let scene = try await Scene(.away)
        let before = try await scene.stored().count
        await #expect(throws: AuditError.export("the share is away")) {
            try await scene.log.sign(by: "system:purlin", at: .morning)
        }
        #expect(try await scene.stored().count == before + 1)
    }

    @Test(
        arguments: [
            (.absent, .none, nil), (.complete, .read(lacking: 0), nil), (.behind, .read(lacking: 1), nil),
            (.missing, .missing, nil), (.away, .away(reason: "the share is away"), nil),
            (.damaged, .damaged(reason: "nonsense"), nil),
            (.byAnotherKey, .disagreeing, "that is not ours"),
            (.overMoreEntries, .disagreeing, "that the store does not hold"),
            (.ofAnotherJournal, .disagreeing, "that the store does not hold"),
            (.notInTheStore, .disagreeing, "that the store does not hold"),
            (.signedAgain, .disagreeing, "that the store does not hold"),
        ] as [(State, AuditVerification.Export, String?)]
    )
    func aVerification(state: State, export: AuditVerification.Export, finding: String?) async throws {
        let scene = try await Scene(state)
        let verification = try await scene.verify()
        #expect(verification.export == export)
        let messages = verification.findings.map(\.message)
        #expect(messages.isEmpty == (finding == nil), "\(messages)")
        if let finding { #expect(messages.contains { $0.contains(finding) }, "\(messages)") }
        let isWrong = finding != nil || export == .missing || export == .damaged(reason: "nonsense")
        #expect(verification.isWhole == !isWrong)
    }

    @Test func nothingIsAddedBehindACheckpointThatTheStoreDoesNotHold() async throws {
        let scene = try await Scene(.awayForAMoment)
        let error = await #expect(throws: AuditError.self) {
            try await scene.log.sign(by: "system:purlin", at: .morning)
        }
        #expect(error?.description.contains("Nothing was exported") == true)
        #expect(try await scene.place?.read().checkpoints.count == 2)
    }

    @Test func exportedCheckpointsThatWereTakenAwayOrMovedAreNamed() async throws {
        let scene = try await Scene(.complete)
        let kept = try await scene.stored()
        let taken = try await scene.verify(beside: [kept[1]])
        #expect(taken.export == .disagreeing)
        #expect(taken.findings.map(\.sequence) == [kept[0].checkpoint.size])
        #expect(taken.findings.first?.message.contains("not among the exported ones") == true)
        for moved in [[kept[1], kept[0]], [kept[0], kept[0], kept[1]]] {
            let verification = try await scene.verify(beside: moved)
            #expect(verification.export == .disagreeing)
            #expect(verification.findings.map(\.sequence) == [kept[0].checkpoint.size])
            #expect(verification.findings.first?.message.contains("stands behind the one over") == true)
        }
    }
}

/// A store with two checkpoints and entries that are not signed yet, and a second place beside it.
private struct Scene {
    let store: InMemoryStore
    let log: CheckpointLog
    let place: GivenExport?
    private let notices = Notices()

    init(_ state: SecondPlaceTests.State) async throws {
        let ledger = try await Ledger(entries: 300)
        let first = try await ledger.sign()
        try await ledger.append(300)
        let second = try await ledger.sign()
        try await ledger.append(10)
        switch state {
        case .absent: place = nil
        case .complete: place = GivenExport([first, second])
        case .behind: place = GivenExport([first])
        case .missing: place = GivenExport()
        case .away: place = GivenExport(failing: .export("the share is away"))
        case .damaged: place = GivenExport(failing: .malformed("nonsense"))
        case .byAnotherKey:
            let stranger = try NoteSigner(NoteSigner.generate(name: Ledger.origin))
            place = GivenExport([first, try SignedCheckpoint(signing: second.checkpoint, with: stranger)])
        case .overMoreEntries, .ofAnotherJournal, .notInTheStore, .signedAgain: place = GivenExport([first, second])
        case .awayForAMoment: place = GivenExport([first, second], failing: .export("the share is away"), times: 1)
        }
        switch state {
        case .overMoreEntries: store = try await ledger.backup(of: 500, with: [first])
        case .ofAnotherJournal: store = try await ledger.backup(of: 590, with: [first], thenForeign: 20)
        case .notInTheStore, .awayForAMoment: store = try await ledger.backup(of: 610, with: [first])
        case .signedAgain:
            store = try await ledger.backup(of: 605, with: [first])
            let log = CheckpointLog(store: store, signer: ledger.signer)
            _ = try await log.sign(by: "system:purlin", at: .morning)
            try await Self.appendForeign(10, to: store)
        default: store = ledger.store
        }
        let notices = notices
        log = CheckpointLog(store: store, signer: ledger.signer, export: place) { notices.add($0) }
    }

    /// Appends entries that the ledger never had.
    static func appendForeign(_ count: Int, to store: InMemoryStore) async throws {
        let stream = StreamID(system: "telematics", stream: "hours")
        let changes = (0..<count).map { StateChange.cursorAdvanced(stream, Cursor("\($0)")) }
        _ = try await store.commit(changes, by: "system:purlin", at: .morning)
    }

    func stored() async throws -> [SignedCheckpoint] {
        try await store.checkpoints(after: 0, limit: 100).map { try $0.signed }
    }

    func verify() async throws -> AuditVerification {
        try await AuditVerification.verify(store, trusting: log.verifiers, export: place)
    }

    func verify(beside exported: [SignedCheckpoint]) async throws -> AuditVerification {
        try await AuditVerification.verify(store, trusting: log.verifiers, export: GivenExport(exported))
    }

    func outcome(_ work: () async throws(AuditError) -> Void) async -> SecondPlaceTests.Outcome {
        do throws(AuditError) {
            try await work()
            return notices.all.isEmpty ? .silent : .told
        } catch {
            return .refused(error.description)
        }
    }

    func expect(_ found: SecondPlaceTests.Outcome, _ outcome: SecondPlaceTests.Outcome) {
        switch (found, outcome) {
        case (.refused(let text), .refused(let part)): #expect(text.contains(part))
        default: #expect(found == outcome)
        }
    }
}

/// What somebody was told.
private final class Notices: Sendable {
    private let texts = Mutex<[String]>([])

    var all: [String] { texts.withLock { $0 } }

    func add(_ text: String) { texts.withLock { $0.append(text) } }
}

extension Ledger {
    /// A store with the same first entries, of which only these checkpoints are signed, and then `foreign` other ones.
    fileprivate func backup(
        of entries: Int64,
        with checkpoints: [SignedCheckpoint],
        thenForeign foreign: Int = 0
    ) async throws -> InMemoryStore {
        let backup = InMemoryStore()
        let records = try await store.waitingRecords(limit: 10_000)
        var next = records.startIndex
        while try await backup.journalHead().sequence < entries {
            let size = try await backup.journalHead().sequence
            if let signed = checkpoints.first(where: { $0.checkpoint.size == size }) {
                _ = try await backup.commit([.checkpointSigned(signed)], by: "system:purlin", at: .morning)
            } else {
                _ = try await backup.commit([.recordReceived(records[next])], by: "system:purlin", at: .morning)
                next += 1
            }
        }
        try await Scene.appendForeign(foreign, to: backup)
        return backup
    }
}
