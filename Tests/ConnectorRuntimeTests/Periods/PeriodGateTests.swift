import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import Governance
import JSON
import Synchronization
import Testing

/// No cost is posted into a month that its ledger has closed, and what came too late is told of.
struct PeriodGateTests {
    /// The key of the case about a cost that came too late.
    private static func late(_ key: String) -> String { "late_for_period:\(Books.key(of: key))" }

    private func lock(_ books: Books, _ kind: LedgerLock.Kind = .fiscalyear, through day: String) throws {
        let lock = LedgerLock(kind, through: try #require(CalendarDate(day)))
        books.ledger.state.withLock { $0.locks = [lock] }
    }

    private func days(_ books: Books) -> [String: String] {
        books.ledger.state.withLock { state in
            Dictionary(uniqueKeysWithValues: state.lines.values.map { ($0.key, $0.date.text) })
        }
    }

    private func holding(_ closing: WritableKeyPath<PeriodRule, PeriodRule.Closing> = \.softClosed) -> Books {
        var rule = PeriodRule.standard
        rule[keyPath: closing].late = .hold
        var books = Books()
        books.governance.periods = PeriodPolicy([.cost: rule])
        return books
    }

    @Test(arguments: [LedgerLock.Kind.fiscalyear, .hard, .period])
    func aLateCostGoesToTheNextOpenDayAndKeepsItsServiceDate(_ kind: LedgerLock.Kind) async throws {
        let books = Books()
        try lock(books, kind, through: "2026-01-31")
        try await books.plan([
            try Books.cost("a", 40, on: "2026-01-15"), try Books.cost("b", 20, on: "2026-01-31"),
            try Books.cost("c", 10, on: "2026-02-01"),
        ])
        try await books.run()
        #expect(days(books) == ["a": "2026-02-01", "b": "2026-02-01", "c": "2026-02-01"])
        let stored = try #require(try await books.store.delivery(Books.key(of: "a")))
        #expect(stored.state == .delivered)
        #expect(stored.plan.delivery.payload["serviceDate"] == "2026-01-15")
        #expect(stored.plan.delivery.payload["postingDate"] == "2026-02-01")
        let adjusted = try await books.store.journal(topic: "a").filter { $0.content.kind == "delivery.adjusted" }
        let body = try JSON(parsing: try #require(adjusted.first).content.body)
        #expect(adjusted.count == 1)
        #expect(body["changes"]?[0]?["before"] == "2026-01-15")
        #expect(body["reason"]?.stringValue?.contains("lock through 2026-01-31: rule periods.cost.") == true)
        #expect(try await books.store.journal(topic: "c").allSatisfy { $0.content.kind != "delivery.adjusted" })
    }

    @Test func theCostOfAMachineIsMovedToo() async throws {
        let books = Books()
        try lock(books, through: "2026-01-31")
        let entry = CostEntry(
            key: "EX-104/2026-01-15/1",
            company: "KST",
            project: "26-014",
            costCode: "03-300",
            serviceDate: try #require(CalendarDate("2026-01-15")),
            equipment: "EX-104",
            hours: 8,
            rate: Money(75, try #require(Books.usd))
        )
        try await books.plan([entry])
        try await books.run()
        #expect(days(books) == ["EX-104/2026-01-15/1": "2026-02-01"])
        #expect(try await books.compare().differences.isEmpty)
    }

    @Test func whereTheRuleHoldsItIsACaseOfFinanceUntilTheMonthIsOpen() async throws {
        let books = holding()
        try lock(books, through: "2026-01-31")
        try await books.plan([try Books.cost("a", 40), try Books.cost("b", 10, on: "2026-02-01", project: "26-015")])
        try await books.run()
        #expect(days(books) == ["b": "2026-02-01"], "what is in time does not wait")
        let open = try #require(try await books.store.openCase(key: Self.late("a")))
        #expect(open.proposal.owner == "finance")
        let text = open.proposal.summary
        #expect(text.contains("2026-01-15 is closed by the fiscalyear lock through 2026-01-31"), "\(text)")
        #expect(text.contains("rule periods.cost.softClosed (default)"), "\(text)")

        // Tried again while it is closed, it is a case again.
        let desk = CaseDesk(settings: books.settings, store: books.store)
        try await desk.retry(open.number, by: "fay", at: books.clock.now)
        try await books.run()
        #expect(days(books) == ["b": "2026-02-01"])
        let again = try #require(try await books.store.openCase(key: Self.late("a")))
        try lock(books, through: "2025-12-31")
        try await desk.retry(again.number, by: "fay", at: books.clock.now)
        try await books.run()
        #expect(days(books) == ["a": "2026-01-15", "b": "2026-02-01"])
        #expect(try await books.openCases() == [])
    }

    @Test func oneCallMayHaveBothHeldAndOtherCostsOfOneProject() async throws {
        let books = holding()
        try lock(books, through: "2026-01-31")
        try await books.plan([
            try Books.cost("a", 40), try Books.cost("b", 10, on: "2026-02-01"), try Books.cost("c", 10),
        ])
        try await books.run()
        #expect(days(books) == ["b": "2026-02-01"])
        #expect(try await books.openCases().sorted() == [Self.late("a"), Self.late("c")])
    }

    @Test func nothingIsPostedWhileNobodyKnowsWhatIsLocked() async throws {
        let books = Books()
        books.ledger.state.withLock { $0.locks = nil }
        try await books.plan([try Books.cost("a", 40)])
        try await books.run()
        #expect(days(books) == [:])
        #expect(try #require(try await books.store.delivery(Books.key(of: "a"))).state != .rejected)
        try lock(books, through: "2026-01-31")
        books.clock.advance(by: .seconds(3600))
        try await books.run()
        #expect(days(books) == ["a": "2026-02-01"])
    }

    @Test func whatTheLedgerHeldBeforeIsNeverMoved() async throws {
        let books = Books()
        try await books.plan([try Books.cost("a", 40)])
        try await books.run()
        #expect(days(books) == ["a": "2026-01-15"])
        books.ledger.state.withLock { $0.lines = [:] }
        try lock(books, through: "2026-01-31")
        let replayed = StateChange.deliveryReplayed(key: Books.key(of: "a"), reason: "lost")
        _ = try await books.store.commit([replayed], by: "person:olga", at: books.clock.now)
        try await books.run()
        #expect(days(books) == [:])
        let text = try await books.store.openCase(key: Self.late("a"))?.proposal.summary
        #expect(text?.contains("it was delivered before as line/1 and is not moved") == true)
    }

    @Test func anAnswerThatIsLostIsLookedUpUnderTheNewDay() async throws {
        let books = Books()
        try lock(books, through: "2026-01-31")
        books.ledger.state.withLock { $0.losesAnswers = true }
        try await books.plan([try Books.cost("a", 40)])
        try await books.run()
        let moved = try #require(try await books.store.delivery(Books.key(of: "a")))
        #expect(moved.plan.delivery.payload["postingDate"] == "2026-02-01")
        books.ledger.state.withLock { $0.losesAnswers = false }
        books.clock.advance(by: .seconds(3600))
        try await books.run()
        #expect(days(books) == ["a": "2026-02-01"])
        #expect(try await books.store.delivery(Books.key(of: "a"))?.state == .delivered)
        let kinds = try await books.store.journal(topic: "a").map(\.content.kind)
        #expect(kinds.count { $0 == "delivery.adjusted" } == 1)
    }

    @Test func theReportHasBothSidesOfAMonth() async throws {
        let books = Books()
        try lock(books, through: "2026-01-31")
        try await books.plan([
            try Books.cost("a", 40), try Books.cost("b", 20, on: "2026-02-03"),
            try Books.cost("c", 10, on: "2025-12-30").posted(on: try #require(CalendarDate("2026-01-02"))),
        ])
        try await books.run()
        let desk = LatePostingDesk(store: books.store)
        let january = try await desk.report(of: "2026-01")
        #expect(january.postedLater.map(\.entry.key) == ["a"])
        #expect(january.postedLater.first?.entry.postingDate.text == "2026-02-01")
        #expect(january.postedLater.first?.reason.contains("fiscalyear lock through 2026-01-31") == true)
        #expect(january.ofEarlierMonths.isEmpty)
        let february = try await desk.report(of: "2026-02")
        #expect(february.postedLater.isEmpty)
        #expect(february.ofEarlierMonths.map(\.entry.key) == ["a", "c"])
        let december = try await desk.report(of: "2025-12")
        #expect(december.postedLater.map(\.entry.amount.amount) == [10])
        await #expect(throws: GovernanceError.self) { try await desk.report(of: "January") }
    }
}
