import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import JSON
import Synchronization
import Testing

/// What is known of a month's work and not in the books is told to the cent.
struct AccrualTests {
    private func report(_ books: Books, _ month: String = "2026-01") async throws -> AccrualReport {
        try await AccrualDesk(settings: books.settings, store: books.store).report(of: month, at: books.clock.now)
    }

    @Test func whatIsPlannedAndNotBookedIsTold() async throws {
        let books = Books()
        books.ledger.state.withLock { _ = $0.refused.insert("r") }
        try await books.plan([try Books.cost("a", 40), try Books.cost("r", 3.1)])
        try await books.run()
        try await books.plan([
            try Books.cost("w", 7), try Books.cost("x", -2, code: "03-310"), try Books.cost("y", 2, code: "03-310"),
            try Books.cost("d", 5, on: "2025-12-31", project: "26-015"), try Books.cost("f", 9, on: "2026-02-01"),
        ])
        let report = try await report(books)
        #expect(report.items.map(\.entry.key) == ["r", "w", "x", "y", "d"])
        #expect(report.items.map(\.reason) == [.openCase, .delivery, .delivery, .delivery, .delivery])
        #expect(report.notAccrued.map(\.entry.key) == ["w", "x", "y", "d"], "they are booked in their month")
        let lines = report.lines
        #expect(lines.map(\.accrual.key) == ["accrual/2026-01/KST/26-014/03-300/labour/USD"])
        #expect(lines.map(\.accrual.amount.amount.plainText) == ["3.1"] && lines.map(\.hours.plainText) == ["0.31"])
        #expect(lines.first?.accrual.reason == "costs wait: 1 for a case")
        for line in lines {
            #expect(line.accrual.amount.amount + line.reversal.amount.amount == 0)
            #expect(line.reversal.reverses == line.accrual.key && line.reversal.key == "\(line.accrual.key)/reversal")
            #expect(line.accrual.month == "2026-01" && line.reversal.month == "2026-02")
        }
        #expect(try await self.report(books, "2026-02").items.map(\.entry.key).contains("f"))
        #expect(try await self.report(books, "2025-12").items.map(\.entry.key) == ["d"])
        try await books.run()
        #expect(try await self.report(books, "2026-02").items.map(\.entry.key) == ["r"])
    }

    @Test(arguments: ["January", "2026-13", "2026-1"])
    func whatIsNoMonthIsRefused(month: String) async throws {
        await #expect(throws: GovernanceError.self) { _ = try await report(Books(), month) }
    }

    /// Both sides of what a company charges another are known from the first request on, however many people are still asked.
    @Test func whatWaitsForApprovalIsAccruedWithAllThatFollowsFromIt() async throws {
        let office = try ChargeOffice(financeRole: "finance")
        let desk = AccrualDesk(settings: office.settings, store: office.store)
        let sides = ["KST EQ-KST -581.25", "KSW 26-201 581.25"]
        func accrued() async throws -> [String] {
            let report = try await desk.report(of: "2026-01", at: office.clock.now)
            #expect(report.unknown.isEmpty && report.items.allSatisfy { $0.reason == .approval })
            return report.lines.map { line in
                "\(line.accrual.company) \(line.accrual.project) \(line.accrual.amount.amount.plainText)"
            }
        }
        #expect(try await accrued() == [])
        try await office.work()
        #expect(try await accrued() == sides)
        try await office.answer(isApproved: true)
        #expect(try await accrued() == sides, "the flow has not taken the answer")
        try await office.run()
        #expect(try await accrued() == sides, "it is collected for the month")
        try await office.pass(until: "2026-02-02T03:00:00Z")
        #expect(try await office.report().requests == 1)
        #expect(try await accrued() == sides)
        try await office.answer(isApproved: true, by: "fay")
        #expect(try await accrued() == sides)
        try await office.run()
        #expect(try await accrued() == [])
        #expect(office.lines.count == 2)
    }

    /// The day is over and its cost would be asked about, though no runtime has run since.
    @Test func whatIsDueIsAccruedBeforeAnyoneIsAsked() async throws {
        let office = try ChargeOffice()
        try await office.work(isAskedAbout: false)
        #expect(try await office.store.approvals(onlyPending: true).isEmpty)
        let desk = AccrualDesk(settings: office.settings, store: office.store)
        let told = try await desk.report(of: "2026-01", at: office.clock.now)
        #expect(told.items.map(\.entry.amount.amount.plainText) == ["-581.25", "581.25"] && told.unknown.isEmpty)
        try await office.run()
        let asked = try await desk.report(of: "2026-01", at: office.clock.now)
        #expect(asked.items == told.items && asked.requests == [ChargeOffice.charge] && told.requests.isEmpty)
    }

    @Test func whatWasRejectedIsNotAccruedThoughTheFlowHasNotTakenTheAnswer() async throws {
        let office = try ChargeOffice()
        try await office.work()
        try await office.answer(isApproved: false)
        let desk = AccrualDesk(settings: office.settings, store: office.store)
        let report = try await desk.report(of: "2026-01", at: office.clock.now)
        #expect(report.items.isEmpty && report.unknown.isEmpty)
        try await office.run()
        #expect(office.lines.isEmpty)
    }
}

/// What a person refused or gave back is known, and in no accrual until it is asked about anew.
struct RefusedAccrualTests {
    private func report(_ office: ChargeOffice, _ month: String = "2026-01") async throws -> AccrualReport {
        try await AccrualDesk(settings: office.settings, store: office.store).report(of: month, at: office.clock.now)
    }

    private static let sides = ["KST EQ-KST -581.25", "KSW 26-201 581.25"]

    private func sides(_ refusal: AccrualReport.Refusal) -> [String] {
        refusal.sums.map { "\($0.company) \($0.project) \($0.amount.amount.plainText)" }
    }

    @Test func whatWasGivenBackIsToldApartWithWhoHasToAct() async throws {
        let office = try ChargeOffice(financeRole: "finance")
        try await office.work()
        try await office.answer(isApproved: false, isReturned: true)
        for isTaken in [false, true] {
            if isTaken { try await office.run() }
            let report = try await report(office)
            #expect(report.items.isEmpty && report.lines.isEmpty && report.unknown.isEmpty)
            let refusal = try #require(report.refusals.first)
            #expect(report.refusals.count == 1 && sides(refusal) == Self.sides)
            #expect(refusal.kind == "usage_returned" && refusal.owner == "equipment-manager")
            #expect(refusal.number == (isTaken ? 1 : nil))
        }
        #expect(try await report(office, "2025-12").refusals.isEmpty, "it is of a later month")
        try await CaseDesk(settings: office.settings, store: office.store).retry(1, by: "eve", at: office.clock.now)
        for _ in 0..<2 {
            let report = try await report(office)
            #expect(report.refusals.isEmpty && report.items.count == 2)
            try await office.run()
        }
    }

    @Test func whatFinanceRefusedIsToldWithBothSides() async throws {
        let office = try ChargeOffice(financeRole: "finance")
        try await office.work()
        try await office.approve()
        try await office.pass(until: "2026-02-02T03:00:00Z")
        try await office.answer(isApproved: false, by: "fay")
        try await office.run()
        let report = try await report(office)
        let refusal = try #require(report.refusals.first)
        #expect(report.items.isEmpty && sides(refusal) == Self.sides)
        #expect(refusal.kind == "intercompany_refused" && refusal.owner == "finance" && refusal.number == 1)
        let cases = CaseDesk(settings: office.settings, store: office.store)
        try await cases.reject(1, by: "fay", reason: "it is settled otherwise", at: office.clock.now)
        #expect(try await self.report(office).refusals.isEmpty, "it is given up, though the flow has not been told")
    }

    /// Nobody knows what it would cost, which is said and not passed over.
    @Test func whatHasNoAmountIsNamedWithoutOne() async throws {
        let office = try ChargeOffice()
        try await office.work()
        try await office.answer(isApproved: false, isReturned: true)
        try await office.run()
        var unassigned = office
        unassigned.unassign()
        let report = try await report(unassigned)
        #expect(report.items.isEmpty && report.unknown.isEmpty)
        #expect(report.refusals.map(\.subject) == [ChargeOffice.charge])
        #expect(report.refusals.allSatisfy { $0.costs.isEmpty })
        #expect(try await self.report(unassigned, "2025-12").refusals.isEmpty)
    }
}

/// In random histories: whatever people have not approved becomes the cost that was told, to the cent.
struct AccrualHistoryTests {
    @Test func whatWouldBeAccruedIsWhatIsPlanned() {
        var met: [String: Int] = [:]
        for seed in UInt64(1)...120 {
            let report = SequenceHistory(seed: seed, isApprovedAtOnce: true).run()
            #expect(report.violations == [], "\(report.text)")
            met.merge(report.met, uniquingKeysWith: +)
        }
        for situation in SequenceCompany.accrued {
            #expect(met[situation] ?? 0 > 0, "in no history \(situation)")
        }
    }
}

extension SequenceCompany {
    /// What must come about in some history, or the test has lost its sense.
    static let accrued = [
        "usage waits for approval", "labour cost waits for approval", "a request follows another",
        "usage is given back", "labour cost is refused",
    ]

    /// All requests are approved at this moment: what they bring was told before, also while the answers wait for their flows,
    /// and nothing else comes of them.
    mutating func checkAccruals() async throws {
        mend()
        try await run()
        let before = Set(try await costs().keys)
        try await refuseSome()
        let told = try await toldOrPlanned(since: before)
        let refused = try await toldRefused()
        try await run()
        expect(try await toldRefused() == refused, "accruals", "what was refused is another when flows know of it")
        try await approveAll(told, since: before)
        expect(try await toldRefused() == refused, "accruals", "what was refused is another when the rest is approved")
        for item in try await store.cases(onlyOpen: true) where Self.refusals.contains(item.proposal.kind) {
            try await CaseDesk(settings: settings, store: store).retry(item.number, by: "olga", at: now)
        }
        let all = told.merging(refused) { first, _ in first }
        try await approveAll(all, since: before)
        let planned = try await costs().filter { !before.contains($0.key) }
        let texts = [planned, all].map { $0.values.map { "\($0.key) \($0.amount.amount)" }.sorted() }
        expect(planned == all, "accruals", "\(texts[0]) were planned, and \(texts[1]) were told")
        if told.values.contains(where: { $0.costType == .equipment }) { meet("usage waits for approval") }
        if told.values.contains(where: { $0.costType == .labour }) { meet("labour cost waits for approval") }
        if refused.values.contains(where: { $0.costType == .equipment }) { meet("usage is given back") }
        if refused.values.contains(where: { $0.costType == .labour }) { meet("labour cost is refused") }
    }

    private static let refusals = ["usage_returned", "payroll_cost_refused"]

    /// Somebody refuses labour cost and gives usage back, and flows have not heard of it.
    private mutating func refuseSome() async throws {
        let desk = ApprovalDesk(people: Self.people, store: store, systems: settings.systemNames, zone: zone)
        for approval in try await store.approvals(onlyPending: true)
        where approval.request.id != Self.accrualRequest && below(3) == 0 {
            let isPayroll = approval.request.id.hasPrefix("Payroll")
            guard !isPayroll || approval.request.id.hasPrefix("PayrollCost/") else { continue }
            try? await desk.refuse(
                approval,
                isReturned: !isPayroll,
                by: "olga",
                reason: "this is not right",
                tellsOwner: false,
                at: now
            )
        }
    }

    /// All that people are asked is approved, and all that they are asked then.
    private mutating func approveAll(_ told: [String: CostEntry], since before: Set<String>) async throws {
        try await run()
        try await expectTold(told, since: before, "flows took what waited")
        for round in 0..<6 {
            guard try await !store.approvals(onlyPending: true).isEmpty else { break }
            if round > 0 { meet("a request follows another") }
            try await approveAll(withDifferences: true)
            try await expectTold(told, since: before, "the answers wait")
            try await run()
            try await expectTold(told, since: before, "flows took the answers")
        }
    }

    /// What was refused, as it would be if it was tried again, by key.
    private func toldRefused() async throws -> [String: CostEntry] {
        let report = try await AccrualDesk(settings: settings, store: store).report(of: "2026-12", at: now)
        return Dictionary(
            report.refusals.flatMap(\.costs).map { ($0.key, $0.posted(on: $0.serviceDate)) }
        ) { first, _ in first }
    }

    private mutating func expectTold(
        _ told: [String: CostEntry],
        since before: Set<String>,
        _ when: String
    ) async throws {
        let now = try await toldOrPlanned(since: before)
        let keys = Set(told.keys).symmetricDifference(now.keys).sorted()
        expect(now == told, "accruals", "\(keys) are told once only, while \(when)")
    }

    /// What waits for approval by the report, and what was planned since, by key.
    private mutating func toldOrPlanned(since before: Set<String>) async throws -> [String: CostEntry] {
        let report = try await AccrualDesk(settings: settings, store: store).report(of: "2026-12", at: now)
        expect(report.unknown.isEmpty, "accruals", "nobody can tell the cost of \(report.unknown)")
        let told = report.items.filter { $0.reason == .approval }
            .map { ($0.entry.key, $0.entry.posted(on: $0.entry.serviceDate)) }
        let planned = try await costs().filter { !before.contains($0.key) }
        expect(planned.keys.allSatisfy { key in !told.contains { $0.0 == key } }, "accruals", "something is told twice")
        return planned.merging(told) { first, _ in first }
    }

    /// The costs that were planned, by key.
    private func costs() async throws -> [String: CostEntry] {
        var costs: [String: CostEntry] = [:]
        for state in DeliveryState.allCases {
            for stored in try await store.deliveries(in: state, after: 0, limit: 10_000) {
                guard let entry = try? CostEntry(JSONReader(stored.plan.delivery.payload)), !entry.isAccrual else {
                    continue
                }
                // Under which day it is posted the ledger's lock dates decide.
                costs[entry.key] = entry.posted(on: entry.serviceDate)
            }
        }
        return costs
    }
}
