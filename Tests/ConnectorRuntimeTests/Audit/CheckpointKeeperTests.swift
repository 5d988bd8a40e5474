import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Synchronization
import Testing

@Suite("Signing while running")
struct CheckpointKeeperTests {
    private let shop = Workshop()
    private let signer: NoteSigner

    init() throws {
        signer = try NoteSigner(NoteSigner.generate(name: "purlin.example/kst"))
    }

    private func engine(
        every interval: Duration = .seconds(3600),
        export: (any CheckpointExport)? = nil,
        report: @escaping ProgressHandler = { _ in }
    ) -> Engine {
        let settings = RuntimeSettings(
            systems: shop.settings.systems,
            flows: shop.settings.flows,
            people: shop.people,
            audit: AuditSettings(signer: signer, checkpointEvery: interval, export: export)
        )
        return Engine(settings: settings, store: shop.store, clock: shop.clock, report: report)
    }

    private func sizes() async throws -> [Int64] {
        try await shop.store.checkpoints(after: 0, limit: 1000).map(\.size)
    }

    @Test func thePassThatEndsIsSigned() async throws {
        shop.publish(NoteSource.note("ann", "one"))
        try await engine().runOnce()
        let size = try #require(try await sizes().last)
        #expect(try await shop.store.journalHead().sequence == size + 1)
        let verification = try await AuditVerification.verify(shop.store, trusting: [signer.verifier])
        #expect(verification.findings == [])
        // A pass in which nothing happens signs nothing.
        try await engine().runOnce()
        #expect(try await sizes().last == size)
    }

    @Test func aCheckpointIsDueAfterItsInterval() async throws {
        let engine = engine(every: .seconds(600))
        let start = shop.clock.now
        let run = Task { try await engine.run(until: start.adding(seconds: 3000)) }
        for minute in 1...50 {
            try await shop.clock.untilSleeping(1)
            shop.publish(NoteSource.note("ann", "\(minute)"))
            shop.clock.advance(by: .seconds(60))
        }
        try await run.value
        let times = try await shop.store.checkpoints(after: 0, limit: 1000).map(\.signedAt)
        #expect(times.count >= 5 && times.count <= 7, "\(times.count)")
        for (earlier, later) in zip(times, times.dropFirst().dropLast()) {
            #expect(later >= earlier.adding(seconds: 600))
        }
        // What was appended last is signed when the engine stops in order.
        let last = try #require(try await sizes().last)
        #expect(try await shop.store.journalHead().sequence == last + 1)
    }

    @Test func anEngineThatIsStoppedSigns() async throws {
        shop.publish(NoteSource.note("ann", "one"))
        let engine = engine()
        let run = Task { try await engine.run() }
        for await _ in shop.sink.written { break }
        run.cancel()
        await #expect(throws: CancellationError.self) { try await run.value }
        let last = try #require(try await sizes().last)
        #expect(try await shop.store.journalHead().sequence == last + 1)
    }

    @Test func withoutAKeyNothingIsSigned() async throws {
        shop.publish(NoteSource.note("ann", "one"))
        try await shop.run()
        #expect(try await sizes() == [])
    }

    @Test func aSecondPlaceThatIsAwayStopsNothing() async throws {
        shop.publish(NoteSource.note("ann", "one"))
        let reports = Mutex<[RuntimeProgress]>([])
        let file = CheckpointFile(path: "/nowhere/purlin.checkpoints")
        try await engine(export: file) { event in reports.withLock { $0.append(event) } }.runOnce()
        #expect(try await sizes().count == 1)
        #expect(shop.ledger == ["Note/one"])
        let told = reports.withLock { $0 }.contains {
            if case .failed(Engine.systemName, let reason) = $0 { reason.contains("/nowhere/") } else { false }
        }
        #expect(told)
    }

    @Test func aTreeThatContradictsTheLastCheckpointIsNotSigned() async throws {
        shop.publish(NoteSource.note("ann", "one"))
        try await shop.run()
        let stranger = try NoteSigner(NoteSigner.generate(name: "purlin.example/kst"))
        _ = try await CheckpointLog(store: shop.store, signer: stranger).sign(by: "a", at: shop.clock.now)
        shop.publish(NoteSource.note("ann", "two"))
        await #expect {
            try await engine().runOnce()
        } throws: { error in
            if case .damaged = error as? StoreError { true } else { false }
        }
        #expect(try await sizes().count == 1)
    }

    /// Runs an engine in steps of 10 seconds; returns what it told of failures.
    private func failures(for seconds: Int64, beside place: WatchedExport) async throws -> [String] {
        let reports = Mutex<[String]>([])
        let engine = engine(every: .seconds(600), export: place) { event in
            if case .failed(Engine.systemName, let reason) = event { reports.withLock { $0.append(reason) } }
        }
        let end = shop.clock.now.adding(seconds: seconds)
        let run = Task { try await engine.run(until: end) }
        for _ in 1...seconds / 10 {
            try await shop.clock.untilSleeping(1)
            shop.clock.advance(by: .seconds(10))
        }
        try await run.value
        return reports.withLock { $0 }
    }

    @Test(.timeLimit(.minutes(1))) func whatIsIdleLeavesTheSecondPlaceAlone() async throws {
        let place = WatchedExport()
        _ = try await failures(for: 3000, beside: place)
        #expect(await place.count <= 16)
    }

    @Test(.timeLimit(.minutes(1))) func aSecondPlaceThatHoldsAnythingElseIsToldOnceAnInterval() async throws {
        shop.publish(NoteSource.note("ann", "one"))
        let told = try await failures(for: 3000, beside: WatchedExport(.damaged))
        #expect(told.count >= 2 && told.count <= 8, "\(told)")
        #expect(try await sizes() == [])
    }

    @Test(.timeLimit(.minutes(1))) func aSecondPlaceThatDoesNotAnswerHoldsUpSigningOnly() async throws {
        let (polls, tellPoll) = AsyncStream.makeStream(of: Void.self)
        shop.source.meanwhile.withLock { $0 = { tellPoll.yield() } }
        let (told, tell) = AsyncStream.makeStream(of: String.self)
        let place = WatchedExport(.hung)
        let engine = engine(every: .seconds(600), export: place) { event in
            if case .failed(Engine.systemName, let reason) = event { tell.yield(reason) }
        }
        shop.publish(NoteSource.note("ann", "one"))
        let end = shop.clock.now.adding(seconds: 600)
        let run = Task { try await engine.run(until: end) }
        var poll = polls.makeAsyncIterator()
        await poll.next()
        shop.clock.advance(by: .seconds(60))
        // From here on the second place is asked, and the source is read each minute as before.
        for await _ in place.used { break }
        for _ in 2...10 {
            await poll.next()
            shop.clock.advance(by: .seconds(60))
        }
        for await reason in told {
            #expect(reason.contains("The second place for checkpoints has not answered"))
            break
        }
        try await run.value
        // It is asked again only when it has answered; what is signed meanwhile is in the store.
        #expect(await place.count == 1)
        #expect(try await !sizes().isEmpty)
    }
}

/// A second place in memory that counts how often it is used.
private actor WatchedExport: CheckpointExport {
    enum Trouble {
        case none, damaged, hung
    }

    private let trouble: Trouble
    private var given: [SignedCheckpoint] = []
    private let tellUse: AsyncStream<Void>.Continuation
    /// Tells each use.
    nonisolated let used: AsyncStream<Void>
    private(set) var count = 0

    init(_ trouble: Trouble = .none) {
        self.trouble = trouble
        (used, tellUse) = AsyncStream.makeStream()
    }

    func add(
        _ addition: @escaping @Sendable (_ present: ExportedCheckpoints) async throws(AuditError) -> [SignedCheckpoint]
    ) async throws(AuditError) {
        given += try await addition(try await read())
    }

    func read() async throws(AuditError) -> ExportedCheckpoints {
        try await use()
        return ExportedCheckpoints(given)
    }

    private func use() async throws(AuditError) {
        count += 1
        tellUse.yield()
        switch trouble {
        case .none: break
        case .damaged: throw .malformed("nonsense")
        case .hung:
            // No task is waited for that is cancelled: a call to a share that hangs does not end either.
            await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
        }
    }
}
