import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import JSON
import Synchronization
import Testing

/// Many cases at once: found by what they have in common, decided one by one.
struct BulkCaseTests {
    private func desk(_ workshop: Workshop) -> CaseDesk {
        CaseDesk(settings: workshop.settings, store: workshop.store)
    }

    /// Deliveries `0..<count` that the target refused one after the other.
    private func refused(_ count: Int) async throws -> (Workshop, [StoredCase]) {
        let workshop = Workshop(batchLimit: 1)
        workshop.publishMany((0..<count).map { NoteSource.note("ann", "\($0)") })
        workshop.sink.state.withLock { state in state.moods = (0..<count).map { .refuses(text: "\($0)") } }
        try await workshop.run()
        let cases = try await workshop.openCases()
        try #require(cases.count == count)
        return (workshop, cases)
    }

    @Test func casesAreFoundByWhatTheyHaveInCommon() async throws {
        let workshop = Workshop()
        workshop.publish(NoteSource.note("zoe", "one"), NoteSource.note("ann", "two"))
        workshop.sink.state.withLock { $0.moods = [.refuses(text: "two")] }
        try await workshop.run()
        let now = workshop.clock.now
        func kinds(_ filter: CaseFilter, at time: Instant? = nil) async throws -> [String] {
            try await desk(workshop).cases(matching: filter, at: time ?? now).map(\.proposal.kind)
        }

        #expect(try await kinds(CaseFilter()) == ["unknown_author", "delivery_rejected"])
        #expect(try await kinds(CaseFilter(kind: "delivery_rejected")) == ["delivery_rejected"])
        #expect(try await kinds(CaseFilter(owner: "editor")) == ["unknown_author"])
        #expect(try await kinds(CaseFilter(system: "paper")) == ["unknown_author"])
        #expect(try await kinds(CaseFilter(system: "ledger")) == ["delivery_rejected"])
        #expect(try await kinds(CaseFilter(flow: "Notes")) == ["unknown_author", "delivery_rejected"])
        #expect(try await kinds(CaseFilter(flow: "Other")).isEmpty)
        #expect(try await kinds(CaseFilter(states: [.retried])).isEmpty)
        #expect(try await kinds(CaseFilter(olderThan: .seconds(60))).isEmpty)
        #expect(try await kinds(CaseFilter(olderThan: .seconds(60)), at: now.adding(seconds: 60)).count == 2)
    }

    @Test func eachCaseIsADecisionOfItsOwnInOneCommitAChunk() async throws {
        let (workshop, cases) = try await refused(7)
        let outcome = try await desk(workshop).retry(cases, by: "eve", at: workshop.clock.now)
        try await workshop.run()

        #expect(outcome.decided == cases.map(\.number))
        #expect(workshop.ledger.count == 7)
        let decisions = try await workshop.store.journal(after: 0, limit: 1000).filter { $0.kind == "case.retried" }
        #expect(decisions.map(\.actor) == Array(repeating: "person:eve", count: 7))
    }

    @Test func whatCannotBeDecidedKeepsNoneOfTheOthersFromIt() async throws {
        let (workshop, cases) = try await refused(5)
        try await desk(workshop).reject(cases[2].number, by: "eve", reason: "double", at: workshop.clock.now)
        let outcome = try await desk(workshop).reject(cases, by: "eve", reason: "old", at: workshop.clock.now)

        #expect(outcome.decided.count == 4)
        #expect(outcome.refused.map(\.number) == [cases[2].number])
        #expect(outcome.refused.first?.reason.contains("rejected by eve") == true)
        #expect(try await workshop.deliveries(.abandoned).count == 5)
        let nobody = try await desk(workshop).reject(cases, by: "joe", reason: "old", at: workshop.clock.now)
        #expect(nobody.decided.isEmpty && nobody.refused.count == 5)
    }

    /// A record that fails each time is tried three times with others, and then left to a person.
    @Test func whatNeverSucceedsIsNotTriedForEver() async throws {
        let (workshop, _) = try await refused(2)
        var decided: [Int] = []
        for _ in 0..<6 {
            workshop.sink.state.withLock { $0.moods = [.refuses(text: "0"), .refuses(text: "1")] }
            let open = try await desk(workshop).cases(matching: CaseFilter(), at: workshop.clock.now)
            decided.append(try await desk(workshop).retry(open, by: "eve", at: workshop.clock.now).decided.count)
            try await workshop.run()
        }
        #expect(decided == [2, 2, 2, 0, 0, 0])
        let open = try await workshop.openCases()
        #expect(open.count == 2)
        let story = try #require(try await desk(workshop).story(of: open[0].number))
        #expect(story.earlier.count == 3)

        workshop.sink.state.withLock { $0.moods = [] }
        try await desk(workshop).retry(open[0].number, by: "eve", at: workshop.clock.now)
        try await workshop.run()
        #expect(workshop.ledger == ["Note/0"], "a person may try one alone at any time")
    }

    @Test func aStoryHasTheRecordsTheDeliveryAndTheJournal() async throws {
        let (workshop, cases) = try await refused(1)
        let story = try #require(try await desk(workshop).story(of: cases[0].number))
        #expect(story.delivery?.plan.delivery.key == "Note/0")
        let kinds = story.entries.map(\.kind)
        #expect(kinds == ["delivery.planned", "delivery.attempted", "delivery.rejected", "case.raised"])
        #expect(try await desk(workshop).story(of: 99) == nil)

        workshop.publish(NoteSource.note("zoe", "x"))
        try await workshop.run()
        let held = try #require(try await desk(workshop).story(of: 2))
        #expect(held.held.map(\.record.id) == ["zoe/x"])
        #expect(held.entries.map(\.kind) == ["record.quarantined", "case.raised"])
    }
}
