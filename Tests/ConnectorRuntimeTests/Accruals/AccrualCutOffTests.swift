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

/// What a request for accruals does to the month, whatever happens around it.
struct AccrualCutOffTests {
    /// A machine of KST worked for KSW on 5 January, and nobody approved it in January.
    private static func office() async throws -> ChargeOffice {
        var office = try ChargeOffice()
        office.accruing = ["KST", "KSW"]
        try await office.work()
        try await office.pass(until: "2026-02-02T03:00:00Z")
        return office
    }

    /// Another cost of a project, of 6 January.
    private func plan(
        _ key: String,
        of company: String = "KSW",
        for project: String = "26-201",
        in office: ChargeOffice
    ) async throws {
        let dollars = try #require(Currency("USD"))
        let cost = CostEntry(
            key: key,
            company: company,
            project: project,
            costCode: "02-315",
            serviceDate: try #require(CalendarDate("2026-01-06")),
            equipment: "EX-104",
            hours: 2,
            rate: Money(75, dollars)
        )
        let delivery = Delivery(
            key: "CostEntry/\(company)/\(key)",
            object: CostEntry.name,
            payload: cost.json,
            controlTotals: cost.controlTotals
        )
        let plan = PlannedDelivery(
            delivery: delivery,
            system: company.lowercased(),
            orderingKey: project,
            topics: [delivery.key]
        )
        _ = try await office.store.commit([.deliveryPlanned(plan)], by: "system:purlin", at: office.clock.now)
    }

    @Test func whatWasOnItsWayComesInTheMonthAndNothingElseDoes() async throws {
        let office = try await Self.office()
        try await plan("EX-104/2026-01-06/1", in: office)
        let (_, report) = try await office.requestAccruals()
        #expect(report.notAccrued.map(\.entry.key) == ["EX-104/2026-01-06/1"])
        // What is accrued may come back under another key, project or code.
        try await plan("EX-104/2026-01-06/2", in: office)
        try await office.run()
        #expect(office.lines == ["ksw 26-201 2026-01-06 2 150", "ksw 26-201 2026-02-01 2 150"])
        let late = try await LatePostingDesk(store: office.store).report(of: "2026-01").postedLater
        #expect(late.map(\.reason) == ["the accruals of 2026-01 were asked for before it was known"])
    }

    /// The books of one company are the flow's, and those of the other one are not.
    @Test func bothSidesOfALateChargeGoToOneMonth() async throws {
        var office = try ChargeOffice()
        office.accruing = ["KST"]
        try await office.pass(until: "2026-02-02T03:00:00Z")
        office.kst.state.withLock { $0.refused = ["hours"] }
        try await plan("hours", of: "KST", for: "EQ-KST", in: office)
        try await office.run()
        try await office.requestAccruals()
        try await office.work(isAskedAbout: false)
        try await office.pass(until: "2026-02-03T03:00:00Z")
        try await office.approve(ChargeOffice.charge, by: "eve")
        #expect(office.lines == ["kst EQ-KST 2026-02-01 -7.75 -581.25", "ksw 26-201 2026-02-01 7.75 581.25"])
    }

    /// The books are shut off, so that what was cut off has not gone to the next month yet.
    @Test func whatIsCutOffIsNotToldAsOnItsWayToTheMonth() async throws {
        let office = try await Self.office()
        let (id, _) = try await office.requestAccruals()
        try await office.run()
        try await office.approve(id, by: "fay")
        try await pause(["kst", "ksw"], in: office)
        try await office.approve(ChargeOffice.charge, by: "eve")
        try await plan("EX-104/2026-01-06/2", in: office)
        try await office.run()
        #expect(try await office.accruals().items.map(\.reason) == [.laterMonth, .laterMonth, .laterMonth])
        #expect(try await office.obstacles().filter { $0 == "delivery" }.isEmpty)
    }

    private func pause(_ systems: [String], in office: ChargeOffice) async throws {
        let pause = SystemPause(until: nil, failures: 1, reason: "switched off")
        let changes = systems.map { StateChange.systemPaused(system: $0, pause) }
        _ = try await office.store.commit(changes, by: "system:purlin", at: office.clock.now)
    }

    /// The runtime is behind: what was asked for counts before its flow has taken it.
    @Test func theMonthIsCutOffBeforeTheFlowHasTakenTheRequest() async throws {
        let office = try await Self.office()
        try await office.requestAccruals()
        #expect(try await office.accruals().standing?.isApproved == false)
        let error = await #expect(throws: GovernanceError.self) {
            try await PeriodDesk(settings: office.settings, store: office.store)
                .close("2026-01", by: "fay", at: office.clock.now)
        }
        #expect("\(try #require(error))".contains("the accruals of 2026-01 wait for approval"))
    }

    @Test func aMonthIsNotClosedWhileItsAccrualsWait() async throws {
        let office = try await Self.office()
        let (id, _) = try await office.requestAccruals()
        try await office.run()
        let desk = PeriodDesk(settings: office.settings, store: office.store)
        await #expect(throws: GovernanceError.self) {
            try await desk.close("2026-01", by: "fay", at: office.clock.now)
        }
        try await office.approve(id, by: "fay")
        _ = try await desk.close("2026-01", by: "fay", at: office.clock.now)
        let totals = try await ControlTotalsDesk(settings: office.settings, store: office.store).report(of: "2026-01")
        #expect(totals.differing.isEmpty)
    }

    @Test func accrualsAreRefusedWhereTheNextMonthIsClosed() async throws {
        let office = try await Self.office()
        try await office.pass(until: "2026-03-02T03:00:00Z")
        _ = try await PeriodDesk(settings: office.settings, store: office.store)
            .close("2026-02", by: "fay", at: office.clock.now)
        let error = await #expect(throws: GovernanceError.self) { try await office.requestAccruals() }
        #expect("\(try #require(error))".contains("2026-02, in which they would be taken back, was closed by fay"))
    }

    @Test func theNextMonthIsNotClosedWhileAccrualsWait() async throws {
        let office = try await Self.office()
        try await office.pass(until: "2026-03-02T03:00:00Z")
        try await office.requestAccruals()
        let error = await #expect(throws: GovernanceError.self) {
            try await PeriodDesk(settings: office.settings, store: office.store)
                .close("2026-02", by: "fay", at: office.clock.now)
        }
        #expect(
            "\(try #require(error))".contains("the accruals of 2026-01 wait for approval, and would change 2026-02")
        )
    }

    /// The first accruals moved the cost to February; the second ones make January whole again.
    @Test func whatGivenBackAccrualsHaveMovedIsAccruedAnew() async throws {
        let office = try await Self.office()
        let (id, _) = try await office.requestAccruals()
        try await office.run()
        try await office.approve(ChargeOffice.charge, by: "eve")
        try await plan("EX-104/2026-01-06/2", in: office)
        try await office.run()
        try await office.refuse(id, isReturned: true, by: "fay")
        let (_, report) = try await office.requestAccruals()
        #expect(report.items.map(\.reason) == [.laterMonth, .laterMonth, .laterMonth])
        try await office.run()
        try await office.approve(id, by: "fay")
        for month in ["2026-01", "2026-02"] {
            let sums = Dictionary(grouping: office.lines.filter { $0.contains(month) }) { $0.prefix(3) }
                .mapValues { $0.compactMap { Decimal(plain: String($0.split(separator: " ")[4])) }.reduce(0, +) }
            let expected = month == "2026-01" ? ["ksw": "731.25", "kst": "-581.25"] : ["ksw": "0", "kst": "0"]
            #expect(sums.mapValues(\.plainText) == Dictionary(expected.map { (Substring($0), $1) }) { $1 }, "\(month)")
        }
    }

    /// One side came to February, the other's books were shut off: both are accrued anew.
    @Test func bothSidesOfWhatGivenBackAccrualsHaveMovedAreAccruedAnew() async throws {
        let office = try await Self.office()
        let (id, _) = try await office.requestAccruals()
        try await office.run()
        try await pause(["kst"], in: office)
        try await office.approve(ChargeOffice.charge, by: "eve")
        #expect(office.lines == ["ksw 26-201 2026-02-01 7.75 581.25"])
        try await office.refuse(id, isReturned: true, by: "fay")
        #expect(try await office.accruals().items.map(\.reason) == [.laterMonth, .laterMonth])
    }

    @Test func whatStandsBesideWhatTheBooksHoldOtherwiseIsNotAccrued() async throws {
        let office = try await Self.office()
        office.ksw.state.withLock { $0.shortened = [ChargeOffice.charge] }
        office.kst.state.withLock { $0.refused = ["\(ChargeOffice.charge)/recovery"] }
        try await office.approve(ChargeOffice.charge, by: "eve")
        let report = try await office.accruals()
        #expect(report.lines.isEmpty)
        #expect(report.notAccrued.map(\.reason.rawValue).sorted() == ["otherSide", "otherTotals"])
    }

    /// The ledger keeps a cent less than it was sent: the cost is in its month, and a case asks about the cent.
    @Test func whatTheBooksHoldWithOtherTotalsIsNotAccrued() async throws {
        let office = try await Self.office()
        office.ksw.state.withLock { $0.shortened = [ChargeOffice.charge] }
        try await office.approve(ChargeOffice.charge, by: "eve")
        let report = try await office.accruals()
        #expect(report.lines.isEmpty && report.notAccrued.map(\.reason) == [.otherTotals])
    }

    /// What takes it back waits, and nobody is told that the accrual is not in the books.
    @Test func anAccrualThatTheBooksHoldWithOtherTotalsIsDecidedFirst() async throws {
        let office = try await Self.office()
        let accrual = "accrual/2026-01/KSW/26-201/02-315/equipment/USD"
        office.ksw.state.withLock { $0.shortened = [accrual] }
        let (id, _) = try await office.requestAccruals()
        try await office.run()
        try await office.approve(id, by: "fay")
        let held = try await office.summary("late_for_period", "CostEntry/KSW/\(accrual)/reversal")
        #expect(held?.contains("which the books hold with other totals: decide that case") == true, "\(held ?? "")")
        let desk = CaseDesk(settings: office.settings, store: office.store)
        for (kind, isAccepted) in [("readback_mismatch", true), ("late_for_period", false)] {
            let open = try await office.store.cases(onlyOpen: true)
            let number = try #require(open.first { $0.proposal.kind == kind }?.number)
            if isAccepted {
                try await desk.reject(number, by: "olga", reason: "a cent", at: office.clock.now)
            } else {
                try await desk.retry(number, by: "fay", at: office.clock.now)
            }
        }
        try await office.run()
        #expect(
            office.lines.filter { $0.hasPrefix("ksw") }.sorted() == [
                "ksw 26-201 2026-01-31 0 581.24", "ksw 26-201 2026-02-01 0 -581.25",
            ]
        )
        #expect(try await !office.obstacles().contains("accrual"))
    }

    /// One side's books are shut off, so that the other one, which was refused, is still to stand beside it.
    @Test func whatStandsBesideWhatIsOnItsWayIsNotAccrued() async throws {
        let office = try await Self.office()
        office.ksw.state.withLock { $0.refused = [ChargeOffice.charge] }
        try await pause(["kst"], in: office)
        try await office.approve(ChargeOffice.charge, by: "eve")
        let report = try await office.accruals()
        #expect(report.lines.isEmpty)
        #expect(report.notAccrued.map(\.reason.rawValue).sorted() == ["delivery", "otherSide"])
    }

    @Test func accrualsThatWaitAreNoneOfTheNextMonthsRequests() async throws {
        let office = try await Self.office()
        let (id, _) = try await office.requestAccruals()
        try await office.run()
        try await office.pass(until: "2026-03-02T03:00:00Z")
        let report = try await office.accruals("2026-02")
        #expect(report.requests == [ChargeOffice.charge] && !report.requests.contains(id))
    }

    @Test func anAccrualThatWasGivenUpStandsInTheWay() async throws {
        let office = try await Self.office()
        let (id, _) = try await office.requestAccruals()
        try await office.run()
        try office.lock(office.ksw, through: "2026-01-31")
        try await office.approve(id, by: "fay")
        let desk = CaseDesk(settings: office.settings, store: office.store)
        for open in try await office.store.cases(onlyOpen: true) {
            try await desk.reject(open.number, by: "fay", reason: "the month is locked", at: office.clock.now)
        }
        let zone = try #require(SiteZone("America/Denver"))
        let obstacles = try await CloseReadinessDesk(settings: office.settings, store: office.store)
            .readiness(of: "2026-01", in: zone, ledgers: []).obstacles
        #expect(obstacles.map(\.kind) == [.accrual])
        let text = try #require(obstacles.first?.text)
        #expect(
            text.contains("book 581.25 under 2026-01-31, and take it back in the next month, by hand in ksw"),
            "\(text)"
        )
    }

    @Test func accrualsMakeNoDifferenceToTheRecordsDecidedAgain() async throws {
        let office = try await Self.office()
        let (id, _) = try await office.requestAccruals()
        try await office.run()
        try await office.approve(id, by: "fay")
        try await office.approve(ChargeOffice.charge, by: "eve")
        let rehearsal = try await IntakeReplay(settings: office.settings, store: office.store)
            .rehearse(ReplaySelection(), at: office.clock.now)
        #expect(rehearsal.lines.count == 6)
        let differing = rehearsal.lines.filter { $0.difference != .same }
        #expect(differing.isEmpty, "\(differing.map { "\($0.key) \($0.difference)" })")
    }

    /// Balances of a replaced system are none of a month's work: they stand under the day of the cutover.
    @Test func openingBalancesAreNotAccruedAndNotMoved() async throws {
        var office = try await Self.office()
        office.takesBalances = true
        let cutover = try #require(CalendarDate("2025-12-31"))
        let position = BudgetPosition(costCode: "02-315", costType: .equipment)
        let balances = [
            MigrationBatch.Balance(project: "26-201", position: position, date: cutover, hours: 0, amount: 1000)
        ]
        let batch = MigrationBatch(
            key: "old-books",
            company: "KSW",
            cutover: cutover,
            currency: try #require(Currency("USD")),
            digest: "a1",
            loadedBy: "olga",
            controlTotals: MigrationBatch.ControlTotals(of: balances),
            balances: balances
        )
        _ = try await MigrationDesk(settings: office.settings, store: office.store).load(batch, at: office.clock.now)
        for _ in 0..<2 {
            let report = try await office.accruals()
            #expect(report.items.count == 2 && report.requests == [ChargeOffice.charge])
            try await office.run()
        }
        try await office.requestAccruals()
        await #expect(throws: GovernanceError.self) { try await office.requestAccruals("2025-12") }
        office.ksw.state.withLock { $0.refused = ["opening/old-books/1"] }
        try await office.approve("migration/old-books", by: "fay")
        #expect(try await office.accruals().items.count == 2)
        office.ksw.state.withLock { $0.refused = [] }
        let held = try #require(try await office.store.cases(onlyOpen: true).first)
        try await CaseDesk(settings: office.settings, store: office.store)
            .retry(held.number, by: "olga", at: office.clock.now)
        try await office.run()
        #expect(office.lines == ["ksw 26-201 2025-12-31 0 1000"])
    }
}
