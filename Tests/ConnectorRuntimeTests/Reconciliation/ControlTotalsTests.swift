import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import JSON
import Synchronization
import Testing

/// What a month held when it was closed is noted, and later compared with what it holds.
struct ControlTotalsTests {
    private func close(_ books: Books, _ month: String = "2026-01") async throws {
        let desk = PeriodDesk(settings: books.settings, store: books.store)
        _ = try await desk.close(month, by: "fay", at: books.clock.now)
    }

    private func report(_ books: Books, _ month: String = "2026-01") async throws -> ControlTotalsReport {
        try await ControlTotalsDesk(settings: books.settings, store: books.store).report(of: month)
    }

    private func place(_ code: String, project: String = "26-014", type: String = "labour") -> ControlPlace {
        let group = ReconciliationGroup(
            company: "KST",
            period: "2026-01",
            project: project,
            costCode: code,
            costType: type
        )
        return ControlPlace(system: "ledger", group: group)
    }

    private func delivered(_ entries: [CostEntry], _ books: Books = Books()) async throws -> Books {
        try await books.plan(entries)
        try await books.run()
        return books
    }

    @Test func theEventOfTheCloseHoldsTheTotals() async throws {
        let books = try await delivered([
            try Books.cost("a", 40), try Books.cost("b", 80.5), try Books.cost("c", 7, code: "03-310"),
            try Books.cost("d", 5, project: "26-015"), try Books.cost("f", 9, on: "2026-02-01"),
        ])
        books.ledger.state.withLock { _ = $0.refused.insert("w") }
        try await books.plan([try Books.cost("w", 3)])
        try await books.run()
        try await close(books)
        let entry = try #require(try await books.store.journal(topic: "2026-01").last)
        let note = try #require(try JSON(parsing: entry.content.body)["notes"]?.arrayValue?.first)
        let detail = note["detail"] ?? .null
        let event = try #require(CanonicalVocabulary.event("PeriodCloseDeclared", of: nil))
        #expect(event.violations(in: detail) == [])
        let lines = detail["places"]?.arrayValue?.map { line in
            ["company", "system", "project", "costCode", "costType", "hours", "amount"]
                .map { line[$0]?.stringValue ?? "" }
        }
        #expect(
            lines == [
                ["KST", "ledger", "26-014", "03-300", "labour", "12.05", "120.5"],
                ["KST", "ledger", "26-014", "03-310", "labour", "0.7", "7"],
                ["KST", "ledger", "26-015", "03-300", "labour", "0.5", "5"],
            ]
        )
        #expect(detail["places"]?.arrayValue?.map { $0["count"]?.integerValue } == [2, 1, 1])
        let ledger = try #require(detail["ledgers"]?.arrayValue?.first)
        #expect(ledger["booked"] == ["count": 4, "hours": "13.25", "amount": "132.5"])
        #expect(ledger["waiting"] == ["count": 1, "hours": "0.3", "amount": "3"])
        #expect(try await report(books).differing.isEmpty)
    }

    @Test func aCostThatComesIntoAClosedMonthIsNamed() async throws {
        let books = try await delivered([try Books.cost("a", 40), try Books.cost("b", 80)])
        try await close(books)
        _ = try await delivered([try Books.cost("c", 0.1), try Books.cost("f", 9, on: "2026-02-01")], books)
        let report = try await report(books)
        #expect(report.differing.map(\.place) == [place("03-300")])
        let totals = try #require(report.differing.first?.totals)
        #expect(totals.atClose == LedgerTotals(count: 2, hours: 12, amount: 120))
        #expect(totals.now == LedgerTotals(count: 3, hours: 12.01, amount: 120.1))
        #expect(totals.added == [Books.key(of: "c")])
        #expect(report.ledgers.map(\.value.now.amount) == [120.1])
    }

    @Test func whatWasOnItsWayAtTheCloseIsNoChange() async throws {
        let books = try await delivered([try Books.cost("a", 40)])
        try await books.plan([try Books.cost("w", 3), try Books.cost("v", 2), try Books.cost("u", 1)])
        try await close(books)
        #expect(try await report(books).places.values.map(\.waiting.amount) == [6])
        // The ledger is locked by then for one of them, and refuses another.
        books.ledger.state.withLock { _ = $0.refused.insert("v") }
        try await books.run()
        let report = try await report(books)
        #expect(report.differing.isEmpty)
        let totals = try #require(report.places[place("03-300")])
        #expect(totals.arrived == LedgerTotals(count: 2, hours: 0.4, amount: 4))
        #expect(totals.now.amount == 44 && totals.waiting.amount == 2)
    }

    @Test func whatIsMovedToTheNextMonthIsNoChangeOfThisOne() async throws {
        let books = try await delivered([try Books.cost("a", 40)])
        try await books.plan([try Books.cost("w", 3)])
        try await close(books)
        let last = try #require(CalendarDate("2026-01-31"))
        books.ledger.state.withLock { $0.locks = [LedgerLock(.fiscalyear, through: last)] }
        try await books.run()
        #expect(try await books.store.delivery(Books.key(of: "w"))?.state == .delivered)
        let report = try await report(books)
        #expect(report.differing.isEmpty)
        #expect(report.places.values.map(\.now.amount) == [40])
    }

    /// A replay asks the ledger first: the books hold it meanwhile.
    @Test func aCostThatIsReplayedCountsAsBooked() async throws {
        let books = try await delivered([try Books.cost("a", 40)])
        try await close(books)
        _ = try await books.store.commit(
            [.deliveryReplayed(key: Books.key(of: "a"), reason: "asked again")],
            by: "system:test",
            at: books.clock.now
        )
        #expect(try await report(books).differing.isEmpty)
    }

    @Test func ofManyPlacesEachProjectIsKeptWithADigest() async throws {
        let many = try (0..<1001).map { try Books.cost("m\($0)", 10, code: "c\($0)") }
        let books = try await delivered(many + [try Books.cost("o", 10, project: "26-015")])
        try await close(books)
        let unchanged = try await report(books)
        #expect(unchanged.differing.isEmpty)
        #expect(unchanged.places.keys.map(\.group.project).sorted() == ["26-014", "26-015"])
        #expect(unchanged.places.keys.allSatisfy { $0.group.costCode.isEmpty && $0.group.costType.isEmpty })
        // Ten more on one code and ten less on another.
        let moved = [try Books.cost("x", 10, code: "c0"), try Books.cost("y", -10, code: "c1")]
        _ = try await delivered(moved, books)
        let report = try await report(books)
        #expect(report.differing.map(\.place.group.project) == ["26-014"])
        #expect(report.differing.first?.totals.isShifted == true)
        #expect(report.differing.first?.totals.added.count == 2)
        #expect(report.differing.first?.totals.now.amount == 10_010)
    }

    /// What is gone on one code has come on another: count and sums of the ledger are those of the close.
    @Test func aLedgerIsChangedWhereItsPlacesAreThoughTheyCancelOut() async throws {
        let books = try await delivered([try Books.cost("a", 40), try Books.cost("b", 7, code: "03-310")])
        try await close(books)
        let same = try #require(try await report(books).ledgers.first?.value)
        #expect(!same.isChanged && same.json["isChanged"] == false)
        let key = Books.key(of: "a")
        let lost: [StateChange] = [
            .deliveryReplayed(key: key, reason: "asked again"),
            .deliverySettled(key: key, .rejected(reason: "it is not there", caseKey: "delivery_lost:a")),
            .deliverySettled(key: key, .abandoned(reason: "it belonged on another code")),
        ]
        _ = try await books.store.commit(lost, by: "system:test", at: books.clock.now)
        _ = try await delivered([try Books.cost("c", 40, code: "03-310")], books)
        let report = try await report(books)
        #expect(report.differing.count == 2)
        let sum = try #require(report.ledgers.first?.value)
        #expect(sum.now == sum.atClose)
        #expect(sum.isChanged && sum.json["isChanged"] == true)
    }

    @Test func aMonthIsComparedWithWhatTheLedgerHolds() async throws {
        let books = try await delivered([try Books.cost("a", 40), try Books.cost("b", 7, code: "03-310")])
        try await close(books)
        books.change("b") { $0.amount += 0.01 }
        let window = ReconciliationWindow(period: "2026-01")
        let report = try await report(books)
        #expect(report.differing.isEmpty)
        let beside = report.beside(try await books.compare(window))
        #expect(beside.differing.map(\.place) == [place("03-310")])
        #expect(beside.differing.first?.totals.target?.amount == 7.01)
        #expect(beside.differing.first?.totals.isChanged == false)
        #expect(beside.ledgers.values.map(\.target?.amount) == [47.01])
        books.change("b") { $0.amount -= 0.01 }
        #expect(report.beside(try await books.compare(window)).differing.isEmpty)
        books.ledger.state.withLock { $0.lines = $0.lines.filter { $0.value.key != "b" } }
        let gone = report.beside(try await books.compare(window))
        #expect(gone.differing.map(\.totals.target) == [LedgerTotals()])
    }

    @Test func onlyAClosedMonthHasTotals() async throws {
        let books = try await delivered([try Books.cost("a", 40)])
        for month in ["2026-01", "January", "2026-13"] {
            await #expect(throws: GovernanceError.self) { _ = try await report(books, month) }
        }
    }
}

/// A scheduled comparison looks at closed months, too.
struct ClosedPeriodWatchTests {
    private func daily() throws -> Books {
        var books = Books()
        let utc = try #require(SiteZone("UTC"))
        books.reconciliation = .daily(at: try #require(TimeOfDay("05:00")), zone: utc, on: .all)
        return books
    }

    private func nextDay(_ books: Books) async throws {
        books.clock.advance(by: .seconds(86_400))
        try await books.run()
        try await books.run()
    }

    @Test func aClosedMonthThatChangedIsACaseOfFinanceUntilItHoldsTheSame() async throws {
        let books = try daily()
        try await books.plan([try Books.cost("a", 40)])
        try await books.run()
        let desk = PeriodDesk(settings: books.settings, store: books.store)
        _ = try await desk.close("2026-01", by: "fay", at: books.clock.now)
        try await nextDay(books)
        #expect(try await books.openCases().isEmpty)

        try await books.plan([try Books.cost("b", 0.1)])
        try await books.run()
        #expect(try await books.openCases().isEmpty, "it is not time yet")
        try await nextDay(books)
        try await nextDay(books)
        #expect(try await books.openCases() == ["closed_period_changed:2026-01/KST/ledger"])
        let open = try #require(try await books.store.cases(onlyOpen: true).first)
        #expect(open.proposal.owner == "finance" && open.proposal.severity == .error && open.occurrences == 1)
        #expect(open.proposal.summary.contains("by 0.1 in all"), "\(open.proposal.summary)")
        #expect(open.proposal.detail["added"] == [.string(Books.key(of: "b"))])
        #expect(try await books.store.journal(topic: Books.key(of: "b")).map(\.content.kind).contains("case.raised"))

        // It is taken back under its own key, as a person who corrects the delivery would: the month holds the same.
        let present = try #require(try await books.store.delivery(Books.key(of: "b")))
        let february = try #require(CalendarDate("2026-02-02"))
        let entry = try CostEntry(JSONReader(present.plan.delivery.payload)).posted(on: february)
        let content = DeliveryContent(
            object: CostEntry.name,
            payload: entry.json,
            controlTotals: entry.controlTotals
        )
        _ = try await books.store.commit(
            [
                .deliveryReplayed(key: present.plan.delivery.key, reason: "opened again"),
                .deliveryAttempted(key: present.plan.delivery.key, attempt: 1),
                .deliveryAdjusted(key: present.plan.delivery.key, content, changes: [], reason: "moved"),
                .deliverySettled(
                    key: present.plan.delivery.key,
                    .delivered(FoundRecord(reference: try #require(present.found).reference))
                ),
            ],
            by: "system:test",
            at: books.clock.now
        )
        books.change("b") { $0.date = february }
        try await nextDay(books)
        #expect(try await books.openCases().isEmpty)
        #expect(try await books.store.cases(onlyOpen: false).map(\.state) == [.resolved])
    }

    @Test func whatAPersonHasSeenComesAgainOnlyWhenItIsMore() async throws {
        let books = try daily()
        let desk = PeriodDesk(settings: books.settings, store: books.store)
        _ = try await desk.close("2026-01", by: "fay", at: books.clock.now)
        try await books.run()
        try await books.plan([try Books.cost("b", 5)])
        try await books.run()
        try await nextDay(books)
        let cases = CaseDesk(settings: books.settings, store: books.store)
        try await cases.reject(1, by: "fay", reason: "agreed with the auditor", at: books.clock.now)
        try await nextDay(books)
        #expect(try await books.openCases().isEmpty)
        try await books.plan([try Books.cost("c", 5)])
        try await books.run()
        try await nextDay(books)
        #expect(try await books.store.cases(onlyOpen: true).map(\.number) == [2])
    }

    /// What people change in the ledger is the case that a comparison of the ledger raises.
    @Test func aChangeInTheLedgerAloneIsNoSecondCase() async throws {
        let books = try daily()
        try await books.plan([try Books.cost("a", 40)])
        try await books.run()
        let desk = PeriodDesk(settings: books.settings, store: books.store)
        _ = try await desk.close("2026-01", by: "fay", at: books.clock.now)
        books.change("a") { $0.amount += 1 }
        try await nextDay(books)
        #expect(try await books.openCases() == ["totals_differ:ledger/2026-01/26-014"])
    }
}
