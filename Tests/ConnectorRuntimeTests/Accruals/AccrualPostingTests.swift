import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import FoundationEssentials
import JSON
import Synchronization
import Testing

/// Accruals from the desk to the books of two companies, and back when the cost itself comes.
struct AccrualPostingTests {
    /// A machine of KST worked for KSW on 5 January, and nobody approved it in January.
    private static func office(_ companies: [String] = ["KST", "KSW"]) async throws -> ChargeOffice {
        var office = try ChargeOffice()
        office.accruing = Set(companies)
        try await office.work()
        try await office.pass(until: "2026-02-02T03:00:00Z")
        return office
    }

    private static let january = ["kst EQ-KST 2026-01-31 0 -581.25", "ksw 26-201 2026-01-31 0 581.25"]
    private static let february = ["kst EQ-KST 2026-02-01 0 581.25", "ksw 26-201 2026-02-01 0 -581.25"]

    @Test func aMonthHasItsCostAndTheNextOneOnlyWhatDiffers() async throws {
        let office = try await Self.office()
        #expect(try await office.obstacles() == ["approval"])
        let (id, report) = try await office.requestAccruals()
        #expect(id == "accrual/2026-01" && report.lines.count == 2)
        try await office.run()
        #expect(try await office.obstacles() == ["approval", "approval"])
        #expect(office.lines == [], "nothing is written before it is approved")
        try await office.approve(id, by: "fay")
        #expect(office.lines.sorted() == (Self.january + Self.february).sorted())
        #expect(try await office.obstacles() == [], "what is accrued does not stand in the way of the close")
        try await office.approve(ChargeOffice.charge, by: "eve")
        let own = ["kst EQ-KST 2026-02-01 -7.75 -581.25", "ksw 26-201 2026-02-01 7.75 581.25"]
        #expect(office.lines.sorted() == (Self.january + Self.february + own).sorted())
        let late = try await LatePostingDesk(store: office.store).report(of: "2026-01").postedLater
        #expect(late.count == 2 && late.allSatisfy { $0.entry.serviceDate.text == "2026-01-05" })
        #expect(late.allSatisfy { $0.reason == "it is accrued for 2026-01" })
        for month in ["2026-01", "2026-02"] { #expect(try await office.accruals(month).items.isEmpty) }
    }

    /// In the east a month ends hours before it does in UTC.
    @Test func whatIsAccruedInTheFirstHoursOfAMonthComesInThatMonth() async throws {
        var office = try ChargeOffice()
        office.accruing = ["KST", "KSW"]
        office.zone = SiteZone("Asia/Tokyo")
        #expect(office.zone != nil)
        try await office.work()
        try await office.pass(until: "2026-01-31T16:00:00Z")
        try await office.requestAccruals()
        try await office.run()
        try await office.approve(ChargeOffice.charge, by: "eve")
        #expect(office.lines == ["kst EQ-KST 2026-02-01 -7.75 -581.25", "ksw 26-201 2026-02-01 7.75 581.25"])
    }

    /// Without accruals the same cost belongs to the month of its work.
    @Test func whatIsRefusedOrGivenBackIsPostedInItsOwnMonth() async throws {
        for isReturned in [false, true] {
            let office = try await Self.office()
            let (id, _) = try await office.requestAccruals()
            try await office.run()
            #expect(try await office.accruals().standing?.isApproved == false)
            try await office.refuse(id, isReturned: isReturned, by: "fay")
            #expect(try await office.accruals().standing == nil)
            if isReturned {
                #expect(try await office.requestAccruals().id == id)
                try await office.run()
                try await office.refuse(id, isReturned: true, by: "fay")
            } else {
                await #expect(throws: GovernanceError.self) { try await office.requestAccruals() }
            }
            try await office.approve(ChargeOffice.charge, by: "eve")
            #expect(office.lines == ["kst EQ-KST 2026-01-05 -7.75 -581.25", "ksw 26-201 2026-01-05 7.75 581.25"])
        }
    }

    @Test func whoAsksDoesNotApprove() async throws {
        let office = try await Self.office()
        let (id, _) = try await office.requestAccruals(by: "fay")
        try await office.run()
        await #expect(throws: GovernanceError.self) { try await office.approve(id, by: "fay") }
        #expect(office.lines == [])
    }

    /// An accrual belongs to its month, and what takes it back does not stand alone.
    @Test func anAccrualIsHeldWhereItsMonthIsLocked() async throws {
        let office = try await Self.office()
        let (id, _) = try await office.requestAccruals()
        try await office.run()
        try office.lock(office.kst, through: "2026-01-31")
        try await office.approve(id, by: "fay")
        let key = "CostEntry/KST/accrual/2026-01/KST/EQ-KST/90-100/equipment/USD"
        let held = try #require(try await office.summary("late_for_period", key))
        #expect(held.contains("2026-01-31 is closed by the fiscalyear lock"), "\(held)")
        let alone = try #require(try await office.summary("late_for_period", "\(key)/reversal"))
        #expect(alone.contains("it takes back \(key), which is not in the books"), "\(alone)")
        #expect(office.lines == [Self.january[1], Self.february[1]])
        try office.lock(office.kst, through: nil)
        let desk = CaseDesk(settings: office.settings, store: office.store)
        for open in try await office.store.cases(onlyOpen: true) {
            try await desk.retry(open.number, by: "fay", at: office.clock.now)
        }
        try await office.run()
        #expect(office.lines.sorted() == (Self.january + Self.february).sorted())
    }

    @Test func whatTheBooksDoNotTakeIsNotTakenBack() async throws {
        let office = try await Self.office()
        let accrual = "accrual/2026-01/KSW/26-201/02-315/equipment/USD"
        office.ksw.state.withLock { $0.refused = [accrual] }
        let (id, _) = try await office.requestAccruals()
        try await office.run()
        try await office.approve(id, by: "fay")
        #expect(office.lines == [Self.january[0], Self.february[0]])
        let held = try await office.summary("late_for_period", "CostEntry/KSW/\(accrual)/reversal")
        #expect(held?.contains("which is not in the books") == true)
    }

    /// One side of a charge stands in January, so that the other, which its books refused, belongs there, too.
    @Test func whatStandsBesideWhatIsBookedIsNotAccrued() async throws {
        let office = try await Self.office()
        office.ksw.state.withLock { $0.refused = [ChargeOffice.charge] }
        try await office.approve(ChargeOffice.charge, by: "eve")
        let report = try await office.accruals()
        #expect(report.lines.isEmpty && report.notAccrued.map(\.reason) == [.otherSide])
        await #expect(throws: GovernanceError.self) { try await office.requestAccruals() }
    }

    @Test func theJournalLeadsToTheSameAgain() async throws {
        let office = try await Self.office()
        let (id, _) = try await office.requestAccruals()
        try await office.run()
        try await office.approve(id, by: "fay")
        try await office.approve(ChargeOffice.charge, by: "eve")
        for (system, amount) in [("kst", "-581.25"), ("ksw", "581.25")] {
            let compared = try await Reconciler(settings: office.settings, store: office.store, clock: office.clock)
                .compare(system, ReconciliationWindow(), withSource: true)
            #expect(compared.verdict == .reconciled, "\(compared.differences)")
            #expect(compared.total.source?.amount.plainText == amount)
        }
    }

    /// A call was under way in the moment in which accruals were asked for.
    @Test func whatIsAccruedAndBookedInItsMonthStandsInTheWay() async throws {
        let office = try await Self.office()
        let (id, report) = try await office.requestAccruals()
        let entry = try #require(report.items.last?.entry)
        let plan = PlannedDelivery(
            delivery: Delivery(key: ChargeOffice.cost, object: CostEntry.name, payload: entry.json),
            system: "ksw",
            orderingKey: entry.project,
            topics: []
        )
        let changes: [StateChange] = [
            .deliveryPlanned(plan), .deliveryAttempted(key: ChargeOffice.cost, attempt: 1),
            .deliverySettled(key: ChargeOffice.cost, .delivered(FoundRecord(reference: "line/1"))),
        ]
        _ = try await office.store.commit(changes, by: "system:purlin", at: office.clock.now)
        try await office.run()
        try await office.approve(id, by: "fay")
        #expect(try await office.obstacles().contains("accrual"))
    }
}

/// Accruals that cannot be asked for are refused with the reason, and nothing is written.
struct AccrualRefusalTests {
    private func reason(
        _ office: ChargeOffice,
        _ month: String = "2026-01",
        by person: String = "olga"
    ) async throws -> String {
        let before = try await office.store.journal(after: 0, limit: .max).count
        let error = await #expect(throws: GovernanceError.self) {
            try await office.requestAccruals(month, by: person)
        }
        #expect(try await office.store.journal(after: 0, limit: .max).count == before)
        return "\(try #require(error))"
    }

    @Test func whatCannotBeAskedForIsToldWithTheReason() async throws {
        var office = try ChargeOffice()
        try await office.work()
        #expect(try await reason(office).contains("configure 'accrualsToJobCost'"))
        office.accruing = ["KST", "KSW"]
        #expect(try await reason(office).contains("2026-01 is not over: ask for its accruals from 2026-02-01 on"))
        try await office.pass(until: "2026-02-02T03:00:00Z")
        #expect(try await reason(office, by: "zoe").contains("zoe"))
        #expect(try await reason(office, "2026-13").contains("'2026-13' is no period"))
        #expect(try await reason(office, "2025-12").contains("there is nothing to accrue for 2025-12"))
        office.accruing = ["KST"]
        #expect(try await reason(office).contains("is a cost of KSW, for whose books the flow writes no accruals"))
        office.accruing = ["KST", "KSW"]
        _ = try await PeriodDesk(settings: office.settings, store: office.store)
            .close("2026-01", by: "fay", at: office.clock.now)
        #expect(try await reason(office).contains("2026-01 was closed by fay"))
    }

    @Test func whatGoesToOtherBooksIsNotAccruedInThese() async throws {
        var office = try ChargeOffice()
        try await office.work()
        try await office.pass(until: "2026-02-02T03:00:00Z")
        office.accruing = ["KST", "KSW"]
        office.accrualBooks = ["KST": "ksw", "KSW": "kst"]
        let told = try await reason(office)
        #expect(told.contains("goes to kst, and the flow writes the accruals of KST to ksw"), "\(told)")
    }

    @Test func accrualsOfAMonthAreAskedForOnce() async throws {
        var office = try ChargeOffice()
        office.accruing = ["KST", "KSW"]
        try await office.work()
        try await office.pass(until: "2026-02-02T03:00:00Z")
        let (id, _) = try await office.requestAccruals()
        #expect(try await reason(office).contains("'purlin run' has not taken it yet"))
        try await office.run()
        #expect(try await reason(office).contains("the accruals of 2026-01 wait for approval"))
        try await office.approve(id, by: "fay")
        #expect(try await reason(office).contains("the accruals of 2026-01 were approved"))
    }
}
