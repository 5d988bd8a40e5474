import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import JSON
import Synchronization
import Testing

/// Positions that are lost, clocks that are wrong, rounds that are interrupted.
struct PositionTests {
    private static let lost = ConnectorError.positionUnavailable(endpoint: "yard", reason: "pruned", earliest: nil)

    @Test func aLostPositionIsReadAgainFromTheBeginningAndSaidInTheJournal() async throws {
        let workshop = Workshop()
        workshop.source.will(RecordPage(records: [NoteSource.note("ann", "one")], next: Cursor("2"), hasMore: false))
        try await workshop.run()
        workshop.source.will(fail: Self.lost)
        let all = [NoteSource.note("ann", "one"), NoteSource.note("ann", "two")]
        workshop.source.will(RecordPage(records: all, next: Cursor("3"), hasMore: false))
        try await workshop.run()

        #expect(workshop.source.asked.withLock { $0 } == [nil, Cursor("2"), nil])
        #expect(workshop.ledger == ["Note/one", "Note/two"])
        #expect(try await workshop.openCases().isEmpty)
        let entries = try await workshop.store.journal(after: 0, limit: 1000)
        #expect(entries.contains { $0.kind == "cursor.advanced" && $0.body.contains("pruned") })
    }

    @Test func aStreamThatKeepsLosingItsPositionIsACaseAndIsLeftAloneForADay() async throws {
        let workshop = Workshop()
        for _ in 0..<20 { workshop.source.will(fail: Self.lost) }
        for _ in 0..<5 { try await workshop.run() }
        #expect(workshop.source.asked.withLock { $0.count } == 4)
        #expect(try await workshop.openCases().map(\.proposal.key) == ["position_lost:paper/notes"])
        // The system's other streams and deliveries are not concerned.
        #expect(try await workshop.store.pause(of: "paper") == nil)

        workshop.clock.advance(by: .seconds(86_401))
        workshop.source.pages.withLock { $0 = [] }
        workshop.publish(NoteSource.note("ann", "one"))
        try await workshop.run()
        #expect(workshop.ledger == ["Note/one"])
        #expect(try await workshop.openCases().isEmpty)
        #expect(try await workshop.store.cursor(of: StreamID(system: "paper", stream: "notes")) == nil)
    }

    @Test func theRestartsOfADaySurviveARestartOfTheRuntime() async throws {
        let workshop = Workshop()
        for _ in 0..<3 {
            workshop.source.will(fail: Self.lost)
            workshop.source.will(RecordPage(records: [], next: Cursor("9"), hasMore: false))
            try await workshop.run()
        }
        workshop.source.will(fail: Self.lost)
        try await workshop.run()
        #expect(workshop.source.asked.withLock { $0.count } == 7)
        #expect(try await workshop.openCases().count == 1)
    }

    @Test func readingAgainGoesOnWhereItFailed() async throws {
        let workshop = Workshop()
        func snapshot(_ first: Int, failingAt failure: Int?) {
            for page in first...6 {
                guard page != failure else { return workshop.source.will(fail: .neverSent(NoteSink.lost)) }
                let note = NoteSource.note("ann", "\(page)")
                let next = page < 6 ? Cursor("\(page + 1)") : nil
                workshop.source.will(RecordPage(records: [note], next: next, hasMore: page < 6))
            }
        }
        snapshot(1, failingAt: nil)
        try await workshop.run()
        // Nothing of the second reading is new, and yet none of its pages is read a second time.
        var begin = 1
        for failure in [3, 5] {
            snapshot(begin, failingAt: failure)
            try await workshop.run()
            workshop.clock.advance(by: .seconds(1000))
            begin = failure
        }
        snapshot(begin, failingAt: nil)
        let before = workshop.source.asked.withLock { $0.count }
        try await workshop.run()
        #expect(workshop.source.asked.withLock { Array($0[before...]) } == [Cursor("5"), Cursor("6")])
    }

    @Test func theEarliestPositionThatIsLeftIsWhereReadingGoesOn() async throws {
        let trial = ReadTrial(YardSource.self, .position)
        trial.table.write(1, 10)
        trial.table.write(2, 90)
        let earliest = YardTable.start.adding(seconds: 80)
        trial.table.fail(page: 1, .positionUnavailable(endpoint: "yard", reason: "pruned", earliest: earliest))
        try await trial.poll()
        #expect(trial.table.requests == [.since(nil), .since(earliest)])
        #expect(try await trial.texts() == ["2 as it was"])
    }

    /// A version of the connector that pages in another way cannot go on with the round: the bookmark has to hold.
    @Test(arguments: [IncrementalStream.Paging.token, .offset])
    func aRoundThatCannotGoOnBeginsAgainFromABookmarkThatDidNotMove(paging: IncrementalStream.Paging) async throws {
        let trial = ReadTrial(YardSource.self, paging)
        // The newest rows have the lowest numbers, by which tokens and offsets go.
        for id in 1...12 { trial.table.write(id, 98 - Int64(id) * 8) }
        trial.table.fail(page: 3, .unavailable(endpoint: "yard", reason: "busy", retryAfter: nil))
        try await trial.poll()
        #expect(try await trial.missing().count > 0)
        let next = ReadTrial(after: trial, .position)
        next.clock.advance(by: .seconds(1000))
        try await next.poll()
        #expect(try await next.missing() == [])
    }

    @Test func aCursorThatNobodyCanReadIsALostPosition() async throws {
        let trial = ReadTrial(YardSource.self, .position)
        trial.table.write(1, 1)
        for text in ["{}", #"{"incremental":2,"newest":"2026-01-05T08:00:00Z"}"#, #"{"incremental":1,"newest":7}"#] {
            _ = try await trial.store.commit(
                [.cursorAdvanced(trial.stream, Cursor(text))],
                by: "test",
                at: trial.clock.now
            )
            try await trial.poll()
        }
        #expect(try await trial.texts() == ["1 as it was"])
        #expect(trial.table.requests == [.since(nil), .since(nil), .since(nil)])
    }

    @Test(arguments: [IncrementalStream.Paging.position, .token, .offset])
    func aRowFromTheFutureMovesNothing(paging: IncrementalStream.Paging) async throws {
        let trial = ReadTrial(YardSource.self, paging)
        trial.table.write(1, 50)
        trial.table.write(2, 86_400 * 365)
        try await trial.poll()
        let settled = try await trial.store.journalHead().sequence
        try await trial.poll()
        #expect(try await trial.store.journalHead().sequence == settled)
        trial.table.write(3, 95)
        trial.clock.advance(by: .seconds(60))
        try await trial.poll()
        #expect(try await trial.missing() == [])
    }

    /// A clock that is right keeps changes of the round from moving the bookmark; one that is ahead does not.
    @Test(arguments: [IncrementalStream.Paging.position, .token, .offset])
    func aRowThatChangesBehindTheReaderIsReadByAClockThatIsAhead(paging: IncrementalStream.Paging) async throws {
        let trial = ReadTrial(YardSource.self, paging)
        trial.clock.advance(by: .seconds(3600))
        for id in 1...6 { trial.table.write(id, 10) }
        trial.table.after(page: paging == .position ? 2 : 1) { table in
            table.write(1, paging == .position ? 10 : 110, "changed")
            table.write(paging == .position ? 9 : 5, 200, "changed")
        }
        try await trial.poll()
        #expect(try await trial.texts().contains { $0.hasSuffix(" changed") })
        trial.clock.advance(by: .seconds(60))
        try await trial.poll()
        #expect(try await trial.missing() == [])
    }

    @Test func aRoundOfSeveralPagesIsReadOnceMoreAndThenNoMore() async throws {
        let trial = ReadTrial(YardSource.self, .token)
        for id in 1...9 { trial.table.write(id, 99 - Int64(id) * 10) }
        trial.table.write(10, 95)
        for _ in 0..<3 {
            try await trial.poll()
            trial.clock.advance(by: .seconds(60))
        }
        let bounds = trial.table.requests.compactMap { request -> Instant?? in
            guard case .since(let time) = request else { return nil }
            return time
        }
        #expect(bounds == [nil, YardTable.start.adding(seconds: 29), YardTable.start.adding(seconds: 35)])
        let received = try await trial.received()
        #expect(received.count == 10)
    }

    @Test func aClockThatIsSetBackMovesNothingBack() async throws {
        let trial = ReadTrial(YardSource.self, .position)
        trial.table.write(1, 50)
        try await trial.poll()
        let bookmark = try await trial.store.cursor(of: trial.stream)
        let slow = ManualClock(YardTable.start.adding(seconds: -86_400))
        for row in [2, 3] {
            trial.table.write(row, 60)
            try await Engine(settings: trial.settings, store: trial.store, clock: slow).runOnce()
        }
        #expect(try await trial.store.cursor(of: trial.stream) == bookmark)
        #expect(try await trial.missing() == [])
    }

    /// Around the nights in which clocks in Denver are changed, to the second; positions are instants, which know no
    /// zone, so that no hour is read twice or passed over.
    @Test(arguments: ["2026-03-08T09:00:00Z", "2026-11-01T08:00:00Z"])
    func aNightWithAnotherHourMovesNothing(change: String) async throws {
        let night = try #require(Instant(change))
        let trial = ReadTrial(YardSource.self, .position)
        let clock = ManualClock(night.adding(seconds: -7200))
        for step in 0..<24 {
            trial.table.write(step, at: clock.now.adding(seconds: -1))
            try await Engine(settings: trial.settings, store: trial.store, clock: clock).runOnce()
            clock.advance(by: .seconds(600))
        }
        #expect(try await trial.missing() == [])
        #expect(try await trial.received().count == 24)
        let bounds = trial.table.requests.compactMap { request -> Instant? in
            guard case .since(let time) = request else { return nil }
            return time
        }
        #expect(bounds == bounds.sorted())
        #expect(bounds.last == clock.now.adding(seconds: -600 - 600 - 1 - 60))
    }

    @Test func whatOneStreamAnswersKeepsNoOtherFromBeingRead() async throws {
        let source = TwoStreams()
        let store = InMemoryStore()
        let clock = ManualClock(YardTable.start)
        let settings = RuntimeSettings(
            systems: [
                ConfiguredSystem(name: "yard", connector: source, pollInterval: .seconds(60)),
                ConfiguredSystem(name: "ledger", connector: NoteSink(), pollInterval: .seconds(60)),
            ],
            flows: [FlowBinding(flow: NoteFlow(), sources: ["yard"], target: "ledger")],
            people: []
        )
        try await Engine(settings: settings, store: store, clock: clock).runOnce()
        #expect(source.asked.withLock { $0 } == ["broken", "sound"])
        #expect(try await store.pause(of: "yard")?.reason.contains("nonsense") == true)
        let known = try await store.knownRecords(among: [RecordReference(system: "yard", id: "ann/one")])
        #expect(known.count == 1)
    }

    @Test(arguments: [13, 15])
    func aKeyNearItsEndIsOneCaseUntilThereIsALaterOne(days: Int64) async throws {
        let store = InMemoryStore()
        let clock = ManualClock(YardTable.start)
        func run(_ expiry: Instant?) async throws {
            let settings = RuntimeSettings(
                systems: [
                    ConfiguredSystem(name: "yard", connector: KeyedSource(expiry), pollInterval: .seconds(60))
                ],
                flows: [],
                people: []
            )
            for _ in 0..<2 { try await Engine(settings: settings, store: store, clock: clock).runOnce() }
        }
        try await run(clock.now.adding(seconds: days * 86_400))
        let open = try await store.cases(onlyOpen: true)
        #expect(open.map(\.proposal.key) == (days < 14 ? ["credential_expiring:yard"] : []))
        #expect(open.allSatisfy { $0.occurrences == 1 })
        try await run(clock.now.adding(seconds: 90 * 86_400))
        #expect(try await store.cases(onlyOpen: true).isEmpty)
    }
}

/// A source with one stream that answers nonsense and one that works.
private final class TwoStreams: RESTSource {
    static let manifest = NoteSource.manifest
    let streams = [SourceStream(name: "broken", object: "Note"), SourceStream(name: "sound", object: "Note")]
    let asked = Mutex<[String]>([])

    init() {}

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {}

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        asked.withLock { $0.append(stream.name) }
        guard stream.name == "sound" else { throw .unexpectedAnswer(endpoint: "GET /broken", reason: "nonsense") }
        return RecordPage(records: [NoteSource.note("ann", "one")], next: nil, hasMore: false)
    }
}

/// A source whose key has an end.
private struct KeyedSource: RESTSource, ExpiringCredentials {
    static let manifest = NoteSource.manifest
    let streams: [SourceStream] = []
    let credentialsExpireAt: Instant?

    init(_ expiry: Instant?) {
        credentialsExpireAt = expiry
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        credentialsExpireAt = nil
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func page(of stream: SourceStream, after cursor: Cursor?) async throws(ConnectorError) -> RecordPage {
        RecordPage(records: [], next: nil, hasMore: false)
    }
}
