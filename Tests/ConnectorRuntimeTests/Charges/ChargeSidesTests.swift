import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import Governance
import Synchronization
import Testing

/// Both sides of what a company charges another are in the books, in one month, or neither is; what is not so is told.
struct ChargeSidesTests {
    private let both = ["kst EQ-KST 2026-01-05 -7.75 -581.25", "ksw 26-201 2026-01-05 7.75 581.25"]

    @Test func eachSideStandsInTheBooksOfItsOwnCompanyAndTheyEliminate() async throws {
        let office = try ChargeOffice()
        try await office.work()
        #expect(office.lines == [])
        try await office.approve()
        #expect(office.lines == both)
        let report = try await office.report()
        let pair = try #require(report.pairs.first)
        #expect(report.pairs.count == 1 && report.eliminates && pair.fromCompany == "KST" && pair.toCompany == "KSW")
        #expect(pair.charges == 1 && pair.charged == 581.25 && pair.recovered == 581.25 && pair.waiting == 0)
        #expect(try await office.report("2026-02").pairs.isEmpty)
        await #expect(throws: GovernanceError.self) { try await office.report("January") }
    }

    @Test func whereFinanceApprovesTheMonthNothingIsWrittenBefore() async throws {
        let office = try ChargeOffice(financeRole: "finance")
        try await office.work()
        try await office.approve()
        try await office.pass(until: "2026-02-01T15:00:00Z")
        #expect(office.lines == [])
        var report = try await office.report()
        #expect(report.requests == 0 && report.collected == 1 && report.eliminates)
        #expect(try await office.obstacles() == ["intercompany"])
        #expect(try await office.report("2026-02").collected == 0)
        try await office.pass(until: "2026-02-02T03:00:00Z")
        report = try await office.report()
        #expect(report.requests == 1 && report.collected == 0)
        await #expect(throws: GovernanceError.self) { try await office.approve(by: "eve") }
        try await office.approve(by: "fay")
        #expect(office.lines == both)
        #expect(try await office.report().eliminates)
    }

    @Test func aCompanyWithoutBooksKeepsBothSidesOut() async throws {
        var office = try ChargeOffice()
        office.books = ["KST": "kst"]
        try await office.work()
        try await office.approve()
        #expect(office.lines == [])
        let open = try await office.store.cases(onlyOpen: true)
        #expect(open.map(\.proposal.kind) == ["flow_failed"])
        #expect(open.first?.proposal.summary.contains("a system for the books of KSW") == true)
        office.books["KSW"] = "ksw"
        let desk = CaseDesk(settings: office.settings, store: office.store)
        try await desk.retry(try #require(open.first).number, by: "olga", at: office.clock.now)
        try await office.run()
        #expect(office.lines == both)
    }

    @Test(arguments: [ChargeOffice.cost, ChargeOffice.recovery])
    func aSideThatIsRefusedIsACaseThatNamesTheOtherAndTheReportSaysSo(refused: String) async throws {
        let office = try ChargeOffice()
        let ledger = refused == ChargeOffice.cost ? office.ksw : office.kst
        let key = String(refused.dropFirst("CostEntry/KST/".count))
        ledger.state.withLock { $0.refused = [key] }
        try await office.work()
        try await office.approve()
        let other = refused == ChargeOffice.cost ? ChargeOffice.recovery : ChargeOffice.cost
        let summary = try await office.summary("delivery_rejected", refused)
        #expect(summary?.contains("its other side is \(other)") == true, "\(summary ?? "no case")")
        var report = try await office.report()
        #expect(!report.eliminates && report.alone.map(\.key) == [other])
        #expect(report.alone.first?.reason == "its other side \(refused) is not in the books: rejected")
        #expect(report.pairs.first?.difference.magnitude == 581.25)
        #expect(try await office.obstacles() == ["openCase", "delivery", "intercompany"])

        let open = try #require(try await office.store.openCase(key: "delivery_rejected:\(refused)"))
        ledger.state.withLock { $0.refused = [] }
        try await CaseDesk(settings: office.settings, store: office.store)
            .retry(open.number, by: "olga", at: office.clock.now)
        try await office.run()
        report = try await office.report()
        #expect(office.lines == both && report.eliminates)
        #expect(try await office.obstacles() == [])
    }

    @Test(arguments: [true, false])
    func aMonthThatOneCompanyHasClosedIsClosedForBothSides(closesOwner: Bool) async throws {
        let office = try ChargeOffice()
        try office.lock(closesOwner ? office.kst : office.ksw, through: "2026-01-31")
        try await office.work()
        try await office.approve()
        #expect(office.lines == ["kst EQ-KST 2026-02-01 -7.75 -581.25", "ksw 26-201 2026-02-01 7.75 581.25"])
        #expect(try await office.report("2026-02").eliminates)
        #expect(try await office.report("2026-02").pairs.count == 1)
        #expect(try await office.report("2026-01").pairs.isEmpty)
    }

    @Test func whereOneCompanyHoldsWhatIsLateNeitherSideIsWritten() async throws {
        var office = try ChargeOffice()
        var rule = PeriodRule.standard
        rule.softClosed.late = .hold
        office.governance.periods = PeriodPolicy(companies: ["KSW": [.cost: rule]])
        try office.lock(office.ksw, through: "2026-01-31")
        try await office.work()
        try await office.approve()
        #expect(office.lines == [])
        let open = try await office.store.cases(onlyOpen: true)
        #expect(Set(open.map(\.proposal.subject)) == [ChargeOffice.cost, ChargeOffice.recovery])
        #expect(open.allSatisfy { $0.proposal.kind == "late_for_period" && $0.proposal.owner == "finance" })
        #expect(open.allSatisfy { $0.proposal.summary.contains("its other side is") })
        #expect(try await office.report().pairs.first?.waiting == 1)

        try office.lock(office.ksw, through: nil)
        let desk = CaseDesk(settings: office.settings, store: office.store)
        for item in open { try await desk.retry(item.number, by: "fay", at: office.clock.now) }
        try await office.run()
        #expect(office.lines == both)
    }

    /// One side is written before the other company closes the month.
    @Test func aSideWhoseOtherOneStandsInAMonthThatIsClosedNowIsACase() async throws {
        let office = try ChargeOffice()
        office.kst.state.withLock { $0.refused = ["\(ChargeOffice.charge)/recovery"] }
        try await office.work()
        try await office.approve()
        #expect(office.lines == [both[1]])
        office.kst.state.withLock { $0.refused = [] }
        try office.lock(office.kst, through: "2026-01-31")
        let open = try #require(try await office.store.openCase(key: "delivery_rejected:\(ChargeOffice.recovery)"))
        let desk = CaseDesk(settings: office.settings, store: office.store)
        try await desk.retry(open.number, by: "olga", at: office.clock.now)
        try await office.run()
        #expect(office.lines == [both[1]], "it is not posted into another month than its other side")
        let summary = try await office.summary("late_for_period", ChargeOffice.recovery)
        #expect(summary?.contains("\(ChargeOffice.cost), its other side, stands in 2026-01") == true)

        try office.lock(office.kst, through: nil)
        let late = try #require(try await office.store.openCase(key: "late_for_period:\(ChargeOffice.recovery)"))
        try await desk.retry(late.number, by: "fay", at: office.clock.now)
        try await office.run()
        #expect(office.lines == both)
    }

    /// The first side went to February; by the time of the other, January is open in both books again.
    @Test func aSideFollowsTheOtherIntoItsMonth() async throws {
        let office = try ChargeOffice()
        try office.lock(office.ksw, through: "2026-01-31")
        office.kst.state.withLock { $0.refused = ["\(ChargeOffice.charge)/recovery"] }
        try await office.work()
        try await office.approve()
        #expect(office.lines == ["ksw 26-201 2026-02-01 7.75 581.25"])
        try office.lock(office.ksw, through: nil)
        office.kst.state.withLock { $0.refused = [] }
        let open = try #require(try await office.store.openCase(key: "delivery_rejected:\(ChargeOffice.recovery)"))
        let desk = CaseDesk(settings: office.settings, store: office.store)
        try await desk.retry(open.number, by: "olga", at: office.clock.now)
        try await office.run()
        #expect(office.lines == ["kst EQ-KST 2026-02-01 -7.75 -581.25", "ksw 26-201 2026-02-01 7.75 581.25"])
    }

    @Test func whileTheOtherBooksCannotBeAskedNeitherSideIsWritten() async throws {
        let office = try ChargeOffice()
        office.ksw.state.withLock { $0.locks = nil }
        try await office.work()
        try await office.approve()
        #expect(office.lines == [])
        #expect(try await office.store.delivery(ChargeOffice.recovery)?.state == .planned)
        #expect(try await office.store.pause(of: "kst") == nil, "the books of KST are not to blame")
        office.ksw.state.withLock { $0.locks = [] }
        try await office.pass(until: "2026-01-09T15:00:00Z")
        #expect(office.lines == both)
        #expect(try await office.store.cases(onlyOpen: true).isEmpty)
    }

    /// The other side would take it for written, and be written without it.
    @Test func whatIsNotCalledIsNeverSeenAsAttempted() async throws {
        let office = try ChargeOffice()
        office.ksw.state.withLock { $0.locks = nil }
        try await office.work()
        try await office.answer(isApproved: true)
        let store = WatchfulStore(office.store)
        try await Engine(settings: office.settings, store: store, clock: office.clock).runOnce()
        #expect(store.seen.withLock { $0 } == [.planned])
        #expect(try await office.store.delivery(ChargeOffice.cost)?.attempts == 1)
    }

    @Test func takingACostBackTakesBothSidesBackAfterApproval() async throws {
        let office = try ChargeOffice()
        try await office.work()
        let desk = UsageReversalDesk(settings: office.settings, store: office.store)
        let now = office.clock.now
        await #expect(throws: GovernanceError.self, "nothing stands in the books yet") {
            try await desk.reverse(ChargeOffice.charge, by: "olga", because: "wrong job", at: now)
        }
        try await office.approve()
        await #expect(throws: GovernanceError.self) {
            try await desk.reverse("\(ChargeOffice.charge)/recovery", by: "olga", because: "wrong job", at: now)
        }
        await #expect(throws: GovernanceError.unknownPerson("zed")) {
            try await desk.reverse(ChargeOffice.charge, by: "zed", because: "wrong job", at: now)
        }
        let id = try await desk.reverse(ChargeOffice.charge, by: "olga", because: "wrong job", at: now)
        try await office.run()
        #expect(id == "\(ChargeOffice.charge)/reversal" && office.lines == both)
        await #expect(throws: GovernanceError.self, "it is asked once") {
            try await desk.reverse(ChargeOffice.charge, by: "olga", because: "wrong job", at: office.clock.now)
        }
        try await office.approve()
        #expect(
            office.lines == [
                both[0], "kst EQ-KST 2026-01-05 7.75 581.25", both[1], "ksw 26-201 2026-01-05 -7.75 -581.25",
            ]
        )
        let report = try await office.report()
        #expect(report.eliminates && report.pairs.first?.charges == 2 && report.pairs.first?.charged == 0)
        #expect(try await office.store.cases(onlyOpen: true).map(\.proposal.kind) == ["usage_returned"])
        let rehearsal = try await IntakeReplay(settings: office.settings, store: office.store)
            .rehearse(ReplaySelection(), at: office.clock.now)
        #expect(rehearsal.lines.count == 4)
        let differing = rehearsal.lines.filter { $0.difference != .same }
        #expect(differing.isEmpty, "\(differing.map { "\($0.key) \($0.difference)" })")
    }

    @Test func bothSidesOfALateCorrectionGoToTheMonthThatIsOpen() async throws {
        let office = try ChargeOffice()
        try await office.work()
        try await office.approve()
        try office.lock(office.kst, through: "2026-01-31")
        let desk = UsageReversalDesk(settings: office.settings, store: office.store)
        _ = try await desk.reverse(ChargeOffice.charge, by: "olga", because: "wrong job", at: office.clock.now)
        try await office.run()
        try await office.approve()
        #expect(office.lines.contains("kst EQ-KST 2026-02-01 7.75 581.25"))
        #expect(office.lines.contains("ksw 26-201 2026-02-01 -7.75 -581.25"))
        for month in ["2026-01", "2026-02"] { #expect(try await office.report(month).eliminates) }
    }
}

/// A store that looks after each commit how the cost of the charge stands.
private final class WatchfulStore: StoreRelay {
    let inner: any RuntimeStore
    let seen = Mutex<Set<DeliveryState>>([])

    init(_ inner: any RuntimeStore) { self.inner = inner }

    func commit(
        _ changes: [StateChange],
        by actor: String,
        at now: Instant
    ) async throws(StoreError) -> CommitReceipt {
        let receipt = try await inner.commit(changes, by: actor, at: now)
        if let state = try await inner.delivery(ChargeOffice.cost)?.state { seen.withLock { _ = $0.insert(state) } }
        return receipt
    }
}
