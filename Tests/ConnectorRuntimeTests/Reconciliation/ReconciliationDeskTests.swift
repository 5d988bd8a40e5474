import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import JSON
import Synchronization
import Testing

/// What a comparison found is kept, and is a case of finance until the sides agree.
struct ReconciliationDeskTests {
    private func delivered() async throws -> Books {
        let books = Books()
        let other = try Books.cost("e", 7, project: "26-015")
        try await books.plan([try Books.cost("a", 40), try Books.cost("b", 80), other])
        try await books.run()
        return books
    }

    private func note(_ books: Books, _ window: ReconciliationWindow = ReconciliationWindow()) async throws {
        try await books.desk.note(try await books.compare(window), by: "person:fay")
    }

    @Test func aRunIsAnEntryOfTheJournal() async throws {
        let books = try await delivered()
        try await note(books)
        let entries = try await books.store.journal(topic: "ledger")
        let run = try #require(entries.last)
        #expect(run.actor == "person:fay")
        #expect(run.content.body.contains("\"verdict\":\"reconciled\""))
        #expect(try await books.openCases().isEmpty)
        let last = try #require(try await books.desk.lastRun(of: "ledger", ReconciliationWindow(period: "2026-01")))
        #expect(last.verdict == .reconciled)
        #expect(last.at == books.clock.now)
        #expect(try await books.desk.lastRun(of: "other", ReconciliationWindow()) == nil)
    }

    @Test func aDifferenceIsACaseOfFinanceUntilTheSidesAgree() async throws {
        let books = try await delivered()
        books.change("b") { $0.amount += 0.01 }
        books.change("e") { $0.amount += 1 }
        try await note(books)
        try await note(books)
        let cases = try await books.store.cases(onlyOpen: true)
        #expect(
            cases.map(\.proposal.key)
                == ["totals_differ:ledger/2026-01/26-014", "totals_differ:ledger/2026-01/26-015"]
        )
        #expect(cases.allSatisfy { $0.proposal.owner == "finance" && $0.allowedActions.isEmpty })
        #expect(cases.first?.proposal.summary.contains("by 0.01 (CostEntry/KST/b: amount 80.01 instead of 80)") == true)
        #expect(cases.first?.occurrences == 2)

        // Another project agrees again, then another month is looked at: neither says anything of this one.
        books.change("e") { $0.amount -= 1 }
        try await note(books, ReconciliationWindow(project: "26-015"))
        try await note(books, ReconciliationWindow(period: "2026-02"))
        #expect(try await books.openCases() == ["totals_differ:ledger/2026-01/26-014"])
        books.change("b") { $0.amount -= 0.01 }
        try await note(books)
        #expect(try await books.openCases().isEmpty)
        #expect(try await books.store.cases(onlyOpen: false).allSatisfy { $0.state == .resolved })
    }

    @Test func differencesAreFoundByTheKeyOfTheirCost() async throws {
        let books = try await delivered()
        books.change("b") { $0.hours += 1 }
        try await note(books)
        let bodies = try await books.store.journal(topic: Books.key(of: "b")).map(\.content.body)
        #expect(bodies.contains { $0.contains("hours 9 instead of 8") })
    }

    @Test func whatIsNotedIsInTheWordsOfTheVocabulary() async throws {
        let books = try await delivered()
        books.change("b") { $0.hours += 1 }
        try await note(books, ReconciliationWindow(period: "2026-01", project: "26-014"))
        let notes = try await books.store.journal(topic: "ledger").map { try JSON(parsing: $0.content.body)["notes"] }
            .compactMap { $0?.arrayValue }.flatMap(\.self)
        #expect(notes.compactMap { $0["event"] } == ["ReconciliationCompleted", "DifferenceFound"])
        for note in notes {
            let name = try #require(note["event"]?.stringValue)
            let event = try #require(CanonicalVocabulary.event(name, of: nil), "\(name)")
            #expect(event.violations(in: note["detail"] ?? .null) == [])
        }
    }
}

/// Ledgers are compared by a schedule, once for each of its times.
struct ScheduledReconciliationTests {
    private func verdicts(_ books: Books) async throws -> [String] {
        try await books.store.journal(topic: "ledger").filter { $0.content.body.contains("\"verdict\"") }
            .map { $0.content.body.contains("\"verdict\":\"reconciled\"") ? "reconciled" : "other" }
    }

    @Test func aDailyComparisonRunsOncePerDayAndCatchesUp() async throws {
        var books = Books()
        let utc = try #require(SiteZone("UTC"))
        let five = try #require(TimeOfDay("05:00"))
        books.reconciliation = .daily(at: five, zone: utc, on: .all)
        try await books.run()
        #expect(try await verdicts(books).isEmpty, "the first time that a schedule is seen is its beginning")
        for _ in 0..<3 {
            books.clock.advance(by: .seconds(86_400))
            for _ in 0..<2 { try await books.run() }
        }
        #expect(try await verdicts(books) == ["reconciled", "reconciled", "reconciled"])
        books.clock.advance(by: .seconds(5 * 86_400))
        try await books.run()
        #expect(try await verdicts(books).count == 4, "times that were missed are caught up with one run")
    }

    @Test func aLedgerThatIsDownIsLookedAtAgain() async throws {
        var books = Books()
        let utc = try #require(SiteZone("UTC"))
        let five = try #require(TimeOfDay("05:00"))
        books.reconciliation = .daily(at: five, zone: utc, on: .all)
        try await books.run()
        books.clock.advance(by: .seconds(86_400))
        books.ledger.state.withLock { $0.isDown = true }
        try await books.run()
        #expect(try await verdicts(books).isEmpty)
        books.ledger.state.withLock { $0.isDown = false }
        books.clock.advance(by: .seconds(120))
        try await books.run()
        #expect(try await verdicts(books) == ["reconciled"])
    }
}
