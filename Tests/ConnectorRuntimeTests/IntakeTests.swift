import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import JSON
import Synchronization
import Testing

struct IntakeTests {
    @Test func whatIsReadTwiceTakesEffectOnce() async throws {
        let workshop = Workshop()
        for _ in 0..<3 {
            workshop.publish(NoteSource.note("ann", "one"), NoteSource.note("ann", "two"))
            try await workshop.run()
        }

        #expect(workshop.ledger == ["Note/one", "Note/two"])
    }

    @Test func readingGoesOnWhereItStopped() async throws {
        let workshop = Workshop()
        workshop.source.will(RecordPage(records: [NoteSource.note("ann", "one")], next: Cursor("2"), hasMore: true))
        workshop.source.will(fail: .neverSent(NoteSink.lost))
        try await workshop.run()
        workshop.clock.advance(by: .seconds(3600))
        workshop.source.will(RecordPage(records: [NoteSource.note("ann", "two")], next: Cursor("3"), hasMore: false))
        try await workshop.run()

        #expect(workshop.source.asked.withLock { $0 } == [nil, Cursor("2"), Cursor("2")])
        #expect(workshop.ledger == ["Note/one", "Note/two"])
        #expect(try await workshop.store.cursor(of: StreamID(system: "paper", stream: "notes")) == Cursor("3"))
    }

    @Test func pagesWithoutNewsLeaveTheJournalAlone() async throws {
        let workshop = Workshop()
        var first: Int64 = 0
        for turn in 0..<3 {
            workshop.source.will(RecordPage(records: [NoteSource.note("ann", "one")], next: Cursor("2"), hasMore: true))
            workshop.source.will(RecordPage(records: [NoteSource.note("ann", "two")], next: nil, hasMore: false))
            try await workshop.run()
            let length = try await workshop.store.journalHead().sequence
            if turn > 0 { #expect(length == first) }
            first = length
        }
    }

    @Test func aSourceWhoseCursorStandsStillDoesNotKeepTheRuntimeBusyForEver() async throws {
        let workshop = Workshop()
        for _ in 0..<2 {
            workshop.source.will(RecordPage(records: [], next: Cursor("1"), hasMore: true))
        }
        try await workshop.run()

        #expect(workshop.source.asked.withLock { $0.count } == 2)
        let pause = try await workshop.store.pause(of: "paper")
        #expect(pause?.reason.contains("does not move its cursor") == true)
    }

    @Test func whatIsNoRecordIsACaseAndTheRestArrives() async throws {
        let workshop = Workshop()
        var lengths: [Int64] = []
        for turn in 0..<4 {
            let reason = turn < 2 ? "page 2 is cut off" : "page 2 is empty"
            workshop.source.will(
                RecordPage(
                    records: [NoteSource.note("ann", "one")],
                    rejects: [SourceReject(kind: "malformed_page", subject: "page 2", reason: reason)],
                    next: nil,
                    hasMore: false
                )
            )
            try await workshop.run()
            lengths.append(try await workshop.store.journalHead().sequence)
        }
        let cases = try await workshop.openCases()

        #expect(cases.map(\.proposal.key) == ["malformed_page:paper/page 2"])
        // The same trouble found again changes nothing; other words for it join the case.
        #expect(lengths[1] == lengths[0])
        #expect(lengths[2] == lengths[1] + 1)
        #expect(lengths[3] == lengths[2])
        #expect(cases.first?.occurrences == 2)
        #expect(cases.first?.proposal.summary.contains("page 2 is empty") == true)
        #expect(cases.first?.proposal.owner == "integration-operator")
        #expect(workshop.ledger == ["Note/one"])
    }

    @Test func unknownRecordsWaitAndComeInOrderAfterTheMappingIsMended() async throws {
        var workshop = Workshop()
        workshop.publish(NoteSource.note("zoe", "one"), NoteSource.note("ann", "two"))
        try await workshop.run()
        workshop.publish(NoteSource.note("zoe", "three"), NoteSource.note("zoe", "one"))
        try await workshop.run()
        #expect(workshop.ledger == ["Note/two"])
        let held = try #require(try await workshop.openCases().first)
        #expect(held.proposal.key == "unknown_author:zoe")
        #expect(held.heldRecords == 2)

        let unchanged = CaseDesk(settings: workshop.settings, store: workshop.store)
        await #expect(throws: GovernanceError.self) {
            try await unchanged.retry(held.number, by: "eve", at: workshop.clock.now)
        }
        workshop.flow.knownAuthors.insert("zoe")
        let desk = CaseDesk(settings: workshop.settings, store: workshop.store)
        try await desk.retry(held.number, by: "eve", at: workshop.clock.now)
        try await workshop.run()

        #expect(workshop.ledger == ["Note/two", "Note/one", "Note/three"])
        #expect(try await workshop.openCases().isEmpty)
    }

    @Test func aRecordThatPoisonsItsFlowIsSetAsideAndBlocksNobody() async throws {
        let workshop = Workshop()
        let poison = SourceRecord(
            id: "poison",
            object: "Note",
            occurredAt: Instant(seconds: 0),
            payload: ["author": "ann", "text": 7]
        )
        workshop.publish(
            NoteSource.note("ann", "one"),
            poison,
            NoteSource.note("ann", "two"),
            NoteSource.note("ben", "x")
        )
        try await workshop.run()

        #expect(workshop.ledger.sorted() == ["Note/one", "Note/two", "Note/x"])
        let held = try #require(try await workshop.openCases().first)
        #expect(held.proposal.kind == "flow_failed")
        #expect(held.proposal.summary.contains("text: expected string, found integer"))
        #expect(held.heldRecords == 1)
    }

    @Test func aSourceWithWrongCredentialsIsLeftAloneUntilAPersonSaysSo() async throws {
        let workshop = Workshop()
        workshop.source.will(fail: .unauthorized(endpoint: "GET /notes", reason: "401"))
        try await workshop.run()
        workshop.clock.advance(by: .seconds(864_000))
        try await workshop.run()
        #expect(workshop.source.asked.withLock { $0.count } == 1)

        let parked = try #require(try await workshop.openCases().first)
        #expect(parked.proposal.key == "system_parked:paper")
        let desk = CaseDesk(settings: workshop.settings, store: workshop.store)
        try await desk.retry(parked.number, by: "eve", at: workshop.clock.now)
        try await workshop.run()
        #expect(workshop.source.asked.withLock { $0.count } == 2)
    }

    /// The overlap of the next poll brings what is no record again; a person has looked at it already.
    @Test func whatAPersonGaveUpIsNoCaseAgainUntilItChanges() async throws {
        let workshop = Workshop()
        func poll(_ excerpt: String) async throws -> [StoredCase] {
            let reject = SourceReject(kind: "unreadable", subject: "row 7", reason: "no author", excerpt: excerpt)
            workshop.source.will(RecordPage(records: [], rejects: [reject], next: nil, hasMore: false))
            try await workshop.run()
            return try await workshop.openCases()
        }
        let desk = CaseDesk(settings: workshop.settings, store: workshop.store)
        let first = try #require(try await poll("text").first)
        try await desk.reject(first.number, by: "eve", reason: "not ours", at: workshop.clock.now)
        #expect(try await poll("text").isEmpty)

        let second = try #require(try await poll("other text").first)
        #expect(second.number != first.number)
        try await desk.reject(second.number, by: "eve", reason: "not ours either", at: workshop.clock.now)
        #expect(try await poll("other text").isEmpty)
        let again = try #require(try await poll("text").first)
        try await desk.retry(again.number, by: "eve", at: workshop.clock.now)
        #expect(try await poll("text").map(\.proposal) == [again.proposal], "what is tried again is looked at again")
    }
}
