import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import JSON
import Synchronization
import Testing

/// A ledger and the journal are compared line by line, and what differs is named.
struct ReconcilerTests {
    private func delivered() async throws -> Books {
        let books = Books()
        try await books.plan([
            try Books.cost("a", 40), try Books.cost("b", 80.5), try Books.cost("c", 120, code: "03-200"),
            try Books.cost("d", 10, on: "2026-02-02"), try Books.cost("e", 7, project: "26-015"),
        ])
        try await books.run()
        try #require(books.ledger.state.withLock { $0.lines.count } == 5)
        return books
    }

    @Test func aLedgerThatHoldsWhatWasSentIsReconciled() async throws {
        let books = try await delivered()
        let report = try await books.compare()

        #expect(report.verdict == .reconciled)
        #expect(report.total.journal == LedgerTotals(count: 5, hours: 25.75, amount: 257.5))
        #expect(report.total.target == report.total.journal)
        #expect(report.groups.keys.sorted().map(\.costCode) == ["03-200", "03-300", "03-300", "03-300"])
        #expect(books.reconciler.systems == ["ledger"])
    }

    @Test func aCentIsFoundAndItsCostNamed() async throws {
        let books = try await delivered()
        books.change("b") { $0.amount += 0.01 }
        let report = try await books.compare()

        #expect(report.verdict == .differs)
        #expect(report.differences.map(\.key) == [Books.key(of: "b")])
        #expect(report.differences.first?.kind == .differsInTarget)
        #expect(report.differences.first?.text == "amount 80.51 instead of 80.5")
        #expect(report.differences.first?.amount == 0.01)
        #expect(report.total.target.amount - report.total.journal.amount == 0.01)
    }

    /// Two differences that cancel each other out in every total are two differences.
    @Test func equalTotalsAreNotEnough() async throws {
        let books = try await delivered()
        books.change("a") { $0.amount += 5 }
        books.change("b") { $0.amount -= 5 }
        let report = try await books.compare()

        #expect(report.total.target == report.total.journal)
        #expect(report.differences.map(\.key) == [Books.key(of: "a"), Books.key(of: "b")])
    }

    @Test(arguments: ["hours", "date", "project", "code"])
    func whatAPersonChangedIsNamed(_ field: String) async throws {
        let books = try await delivered()
        books.change("c") { line in
            switch field {
            case "hours": line.hours += 0.25
            case "date": line.date = line.date.adding(days: 31)
            case "project": line.project = "26-015"
            default: line.costCode = "03-300"
            }
        }
        let texts = try await books.compare().differences.map(\.text)
        let expected = [
            "hours": "hours 12.25 instead of 12", "date": "posting date 2026-02-15 instead of 2026-01-15",
            "project": "project 26-015 instead of 26-014", "code": "cost code 03-300 instead of 03-200",
        ]
        #expect(texts == [expected[field]])
    }

    @Test func aLedgerThatKeepsNoCostCodeSaysNothingOfIt() async throws {
        let books = try await delivered()
        for key in ["a", "b", "c"] { books.change(key) { $0.costCode = nil } }
        #expect(try await books.compare().verdict == .reconciled)
    }

    @Test func whatTheLedgerLostIsMissingAndPutBackByAReplay() async throws {
        let books = try await delivered()
        let id = try #require(books.id(of: "a"))
        _ = books.ledger.state.withLock { $0.lines.removeValue(forKey: id) }
        let report = try await books.compare()
        #expect(report.differences.map(\.kind) == [.missingInTarget])
        #expect(report.differences.first?.amount == -40)

        let replay = DeliveryReplay(settings: books.settings, store: books.store)
        let key = Books.key(of: "a")
        #expect(try await replay.replay(replay.ask(key), by: "olga", at: books.clock.now) == [key])
        #expect(try await books.compare().verdict == .waiting)
        try await books.run()
        #expect(try await books.compare().verdict == .reconciled)
    }

    /// The pages did not show it, for whatever reason, and it is there when it is asked for.
    @Test func whatPagesDoNotShowIsAskedForBeforeItIsMissing() async throws {
        let books = try await delivered()
        let id = try #require(books.id(of: "b"))
        books.ledger.state.withLock { $0.hidden = [id] }
        #expect(try await books.compare().verdict == .reconciled)
    }

    @Test func aLineThatTheJournalDoesNotKnowIsNamed() async throws {
        let books = try await delivered()
        let day = try #require(CalendarDate("2026-01-20"))
        books.ledger.state.withLock {
            $0.lines[99] = .init(key: "x", project: "26-014", costCode: "03-300", date: day, hours: 1, amount: 3)
        }
        let report = try await books.compare()
        #expect(report.differences.map(\.kind) == [.unknownInTarget])
        #expect(report.differences.first?.reference == "line/99")
        #expect(report.total.target.amount - report.total.journal.amount == 3)
    }

    @Test func aLineThatCannotBeReadIsNamed() async throws {
        let books = try await delivered()
        let id = try #require(books.id(of: "b"))
        _ = books.ledger.state.withLock { $0.spoilt.insert(id) }
        let difference = try #require(try await books.compare().differences.first)
        #expect(difference.kind == .unreadableInTarget)
        #expect(difference.key == Books.key(of: "b"))
        #expect(difference.text == "the account has no code")
    }

    @Test func aWindowHoldsOnlyItsMonthOrProject() async throws {
        let books = try await delivered()
        let january = try await books.compare(ReconciliationWindow(period: "2026-01"))
        #expect(january.total.journal.amount == 247.5)
        #expect(january.verdict == .reconciled)
        let other = try await books.compare(ReconciliationWindow(project: "26-015"))
        #expect(other.total.target == LedgerTotals(count: 1, hours: 0.7, amount: 7))

        books.change("d") { $0.amount = 11 }
        #expect(try await books.compare(ReconciliationWindow(period: "2026-01")).verdict == .reconciled)
        #expect(try await books.compare(ReconciliationWindow(period: "2026-02")).verdict == .differs)
    }

    /// A line that somebody moved from another month into this one is this month's difference, too.
    @Test func aLineThatWasMovedIntoTheWindowIsFound() async throws {
        let books = try await delivered()
        let january = try #require(CalendarDate("2026-01-31"))
        books.change("d") { $0.date = january }
        let report = try await books.compare(ReconciliationWindow(period: "2026-01"))
        #expect(report.differences.map(\.key) == [Books.key(of: "d")])
        #expect(report.total.target.amount - report.total.journal.amount == 10)
    }

    @Test func whatIsOnItsWayIsNoDifferenceAndNoSuccess() async throws {
        let books = try await delivered()
        try await books.plan([try Books.cost("f", 100)])
        let report = try await books.compare()
        #expect(report.verdict == .waiting)
        #expect(report.total.waiting.amount == 100)
    }

    /// The work was done and the answer lost: the line is that of a delivery that is on its way.
    @Test func aLineWhoseAnswerWasLostIsNotUnknown() async throws {
        let books = try await delivered()
        books.ledger.state.withLock { $0.losesAnswers = true }
        try await books.plan([try Books.cost("f", 100)])
        try await books.run()
        try #require(books.id(of: "f") != nil)
        let report = try await books.compare()
        #expect(report.differences.isEmpty)
        #expect(report.verdict == .waiting)
    }

    @Test func aLedgerThatCannotBeReadToItsEndSaysNothing() async throws {
        let books = try await delivered()
        books.ledger.state.withLock { $0.isDown = true }
        await #expect(throws: ReconciliationError.self) { try await books.compare() }
        await #expect(throws: ReconciliationError.self) {
            try await books.reconciler.compare("paper", ReconciliationWindow(), withSource: false)
        }
        await #expect(throws: ReconciliationError.self) {
            try await books.reconciler.compare("nobody", ReconciliationWindow(), withSource: false)
        }
    }

    @Test func whatIsNoCostWaitsForAPersonAndHidesNothing() async throws {
        let books = try await delivered()
        try await books.planNonsense("n")
        try await books.run()
        #expect(try await books.compare().verdict == .waiting)
        #expect(try await books.compare(ReconciliationWindow(period: "2026-02")).verdict == .waiting, "it bears no day")
        books.change("b") { $0.amount += 0.01 }
        #expect(try await books.compare().differences.map(\.key) == [Books.key(of: "b")])
    }

    @Test func whatWasDeliveredAndIsNoCostIsADifference() async throws {
        let books = try await delivered()
        let line = try #require(books.id(of: "a"))
        try await books.planNonsense("n", takenAs: "line/77")
        books.ledger.state.withLock { state in
            state.lines[77] = state.lines[line]
            state.lines[77]?.key = "n"
        }
        let report = try await books.compare()
        #expect(report.differences.map(\.kind) == [.unreadableInJournal])
        #expect(report.differences.map(\.key) == [Books.key(of: "n")])
        #expect(report.verdict == .differs)
    }
}
