import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import JSON
import Synchronization
import Testing

/// Replaying finds what is missing and changes nothing else.
struct ReplayTests {
    private func replay(_ workshop: Workshop) -> DeliveryReplay {
        DeliveryReplay(settings: workshop.settings, store: workshop.store)
    }

    private func delivered() async throws -> Workshop {
        let workshop = Workshop()
        workshop.publish(NoteSource.note("ann", "one"), NoteSource.note("ben", "two"))
        try await workshop.run()
        try #require(workshop.ledger == ["Note/one", "Note/two"])
        return workshop
    }

    @Test func whatTheTargetHoldsIsNeverSentAgain() async throws {
        let workshop = try await delivered()
        let before = try await workshop.store.journalHead()
        let items = try await replay(workshop).plan(ReplaySelection())

        #expect(items.map(\.verdict) == [.holds(reference: "ledger/Note/one"), .holds(reference: "ledger/Note/two")])
        #expect(try await replay(workshop).replay(items, by: "eve", at: workshop.clock.now).isEmpty)
        #expect(try await workshop.store.journalHead() == before)
    }

    @Test func whatTheTargetLostIsPutBackOnceHoweverOftenItIsReplayed() async throws {
        let workshop = try await delivered()
        workshop.sink.state.withLock { $0.ledger = ["Note/two"] }
        let items = try await replay(workshop).plan(ReplaySelection())
        #expect(items.map(\.verdict) == [.missing, .holds(reference: "ledger/Note/two")])
        #expect(workshop.ledger == ["Note/two"], "a plan sends nothing")

        #expect(try await replay(workshop).replay(items, by: "eve", at: workshop.clock.now) == ["Note/one"])
        #expect(try await replay(workshop).replay(items, by: "eve", at: workshop.clock.now).isEmpty)
        try await workshop.run()
        #expect(workshop.ledger == ["Note/two", "Note/one"])
        let again = try await replay(workshop).plan(ReplaySelection())
        #expect(try await replay(workshop).replay(again, by: "eve", at: workshop.clock.now).isEmpty)
        try await workshop.run()
        #expect(workshop.ledger == ["Note/two", "Note/one"])
        let entries = try await workshop.store.journal(topic: "Note/one").filter { $0.kind == "delivery.replayed" }
        #expect(entries.map(\.actor) == ["person:eve"])
    }

    /// The target had it after all: what was planned is asked for again, never sent blindly.
    @Test func theTargetIsAskedAgainBeforeAnythingIsSent() async throws {
        let workshop = try await delivered()
        workshop.sink.state.withLock { $0.ledger = ["Note/two"] }
        let items = try await replay(workshop).plan(ReplaySelection())
        _ = try await replay(workshop).replay(items, by: "eve", at: workshop.clock.now)
        workshop.sink.state.withLock { $0.ledger = ["Note/two", "Note/one"] }
        let calls = workshop.sink.state.withLock { $0.applied.count }
        try await workshop.run()

        #expect(workshop.sink.state.withLock { $0.applied.count } == calls)
        #expect(workshop.ledger == ["Note/two", "Note/one"])
        #expect(try await workshop.deliveries(.delivered) == ["Note/one", "Note/two"])
    }

    @Test func onlyAnOperatorReplays() async throws {
        let workshop = try await delivered()
        workshop.sink.state.withLock { $0.ledger = [] }
        let items = try await replay(workshop).plan(ReplaySelection())
        await #expect(throws: GovernanceError.self) {
            try await replay(workshop).replay(items, by: "joe", at: workshop.clock.now)
        }
        #expect(try await workshop.deliveries(.delivered).count == 2)
    }

    @Test func whatIsUnderWayOrWithAPersonIsLeftAlone() async throws {
        let workshop = Workshop(batchLimit: 1)
        workshop.publish(NoteSource.note("ann", "one"))
        workshop.sink.state.withLock { $0.moods = [.refuses(text: "one")] }
        try await workshop.run()
        // Only now: lanes are written to in any order.
        workshop.publish(NoteSource.note("ben", "two"), NoteSource.note("cem", "secret:three"))
        workshop.sink.state.withLock { $0.moods = [.losesTheAnswer] }
        try await workshop.run()
        let items = try await replay(workshop).plan(ReplaySelection())

        #expect(items.map(\.verdict) == [.withPerson(.rejected), .underWay(.unknown)])
        #expect(try await replay(workshop).replay(items, by: "eve", at: workshop.clock.now).isEmpty)
    }

    @Test func aTargetThatCannotBeAskedPutsNothingBack() async throws {
        let workshop = try await delivered()
        workshop.sink.state.withLock { state in
            state.ledger = []
            state.isCutOff = true
        }
        let items = try await replay(workshop).plan(ReplaySelection())
        let isUnknown = items.allSatisfy { if case .unknown = $0.verdict { true } else { false } }
        #expect(items.count == 2 && isUnknown)
        #expect(try await replay(workshop).replay(items, by: "eve", at: workshop.clock.now).isEmpty)
    }

    @Test func deliveriesAreSelectedByKeyFlowSystemTimeAndEntry() async throws {
        let workshop = try await delivered()
        let before = workshop.clock.now
        workshop.clock.advance(by: .seconds(3600))
        workshop.publish(NoteSource.note("ann", "three"))
        try await workshop.run()
        func keys(_ selection: ReplaySelection) async throws -> [String] {
            try await replay(workshop).plan(selection).map(\.key)
        }

        #expect(try await keys(ReplaySelection(key: "Note/two")) == ["Note/two"])
        #expect(try await keys(ReplaySelection(key: "ann")) == ["Note/one", "Note/three"])
        #expect(try await keys(ReplaySelection(flow: "Notes")).count == 3)
        #expect(try await keys(ReplaySelection(flow: "Note")).isEmpty)
        #expect(try await keys(ReplaySelection(system: "ledger")).count == 3)
        #expect(try await keys(ReplaySelection(system: "paper")).isEmpty)
        #expect(try await keys(ReplaySelection(since: before.adding(seconds: 1))) == ["Note/three"])
        #expect(try await keys(ReplaySelection(until: before)) == ["Note/one", "Note/two"])
        let planned = try await workshop.store.journal(after: 0, limit: 1000).filter { $0.kind == "delivery.planned" }
        let first = try #require(planned.first).sequence
        #expect(try await keys(ReplaySelection(entries: first...first)) == ["Note/one"])
    }

    @Test func aDeadLetterThatIsTriedTwiceTakesEffectOnce() async throws {
        let workshop = Workshop()
        workshop.publish(NoteSource.note("ann", "one"))
        workshop.sink.state.withLock { $0.moods = [.refuses(text: "one")] }
        try await workshop.run()
        let item = try #require(try await workshop.openCases().first)
        let desk = CaseDesk(settings: workshop.settings, store: workshop.store)
        try await desk.retry(item.number, by: "eve", at: workshop.clock.now)
        await #expect(throws: GovernanceError.self) {
            try await desk.retry(item.number, by: "eve", at: workshop.clock.now)
        }
        try await workshop.run()
        let head = try await workshop.store.journalHead()
        await #expect(throws: GovernanceError.self) {
            try await desk.retry(item.number, by: "eve", at: workshop.clock.now)
        }
        let items = try await replay(workshop).plan(ReplaySelection(key: "Note/one"))
        _ = try await replay(workshop).replay(items, by: "eve", at: workshop.clock.now)
        try await workshop.run()

        #expect(workshop.ledger == ["Note/one"])
        #expect(try await workshop.store.journalHead() == head)
    }
}

/// Deciding the records of the journal again tells what would be different, and changes nothing.
struct IntakeReplayTests {
    private func rehearse(
        _ workshop: Workshop,
        _ selection: ReplaySelection = ReplaySelection()
    ) async throws -> IntakeRehearsal {
        let before = try await workshop.store.journalHead()
        let calls = workshop.sink.state.withLock { ($0.applied.count, $0.lookedUp.count) }
        let rehearsal = try await IntakeReplay(settings: workshop.settings, store: workshop.store)
            .rehearse(selection, at: workshop.clock.now)
        #expect(try await workshop.store.journalHead() == before)
        #expect(workshop.sink.state.withLock { ($0.applied.count, $0.lookedUp.count) } == calls)
        return rehearsal
    }

    /// Notes of which one needed an approval, one was retried after its author became known, and one is held.
    private func story() async throws -> Workshop {
        var workshop = Workshop()
        workshop.publish(
            NoteSource.note("ann", "one"),
            NoteSource.note("ann", "secret:two"),
            NoteSource.note("zoe", "three"),
            NoteSource.note("yan", "four")
        )
        try await workshop.run()
        workshop.clock.advance(by: .seconds(60))
        let approval = try #require(try await workshop.store.approvals(onlyPending: true).first)
        try await ApprovalDesk(people: workshop.people, store: workshop.store)
            .decide(approval, isApproved: true, by: "eve", reason: nil, at: workshop.clock.now)
        workshop.flow.knownAuthors.insert("zoe")
        let held = try #require(try await workshop.store.openCase(key: "unknown_author:zoe"))
        try await CaseDesk(settings: workshop.settings, store: workshop.store)
            .retry(held.number, by: "eve", at: workshop.clock.now)
        try await workshop.run()
        workshop.clock.advance(by: .seconds(60))
        return workshop
    }

    @Test func theSameConfigurationLeadsToTheSame() async throws {
        let workshop = try await story()
        try #require(workshop.ledger.count == 3)
        let first = try await rehearse(workshop)

        #expect(first.records == 4)
        #expect(first.heldRecords == 1)
        #expect(first.pendingApprovals == 0)
        #expect(first.count(.same) == 3, "\(first.lines)")
        #expect(first.lines.count == 3)
        #expect(try await rehearse(workshop) == first)
        let totals = first.totals
        #expect(totals.map(\.name) == ["worth"])
        #expect(totals.map(\.outbox) == [3] && totals.map(\.rehearsed) == [3])
    }

    @Test func anotherConfigurationShowsWhatItWouldChange() async throws {
        var workshop = try await story()
        workshop.flow.knownAuthors = ["yan", "zoe"]
        let rehearsal = try await rehearse(workshop)

        #expect(rehearsal.lines.filter { $0.difference == .new }.map(\.key) == ["Note/four"])
        #expect(rehearsal.heldRecords == 2)
        #expect(rehearsal.count(.same) == 1)
        #expect(rehearsal.count(.missing) == 0, "what was never stepped is not compared")
    }

    @Test func otherContentUnderTheSameKeyIsADifferenceInMoney() async throws {
        var workshop = Workshop()
        workshop.publish(NoteSource.note("ann", "one"))
        try await workshop.run()
        workshop.flow.worth = "3.5"
        let rehearsal = try await rehearse(workshop)

        #expect(rehearsal.lines.map(\.difference) == [.different])
        #expect(rehearsal.totals.map(\.outbox) == [1])
        #expect(rehearsal.totals.map(\.rehearsed) == [try #require(Decimal(plain: "3.5"))])
    }

    @Test func whatIsSelectedIsDecidedAndNothingElse() async throws {
        let workshop = try await story()

        #expect(try await rehearse(workshop, ReplaySelection(key: "zoe")).lines.map(\.key) == ["Note/three"])
        #expect(try await rehearse(workshop, ReplaySelection(system: "other")).records == 0)
        #expect(try await rehearse(workshop, ReplaySelection(flow: "Notes")).records == 4)
        let early = workshop.clock.now.adding(seconds: -90)
        #expect(try await rehearse(workshop, ReplaySelection(until: early)).lines.map(\.key) == ["Note/one"])
        let late = try await rehearse(workshop, ReplaySelection(since: early))
        #expect(late.lines.map(\.key) == ["Note/secret:two", "Note/three"])
    }
}
