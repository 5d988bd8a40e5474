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

    @Test func whatIsPlannedAndNotBookedIsAccrued() async throws {
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
        let lines = report.lines
        #expect(
            lines.map(\.accrual.key) == [
                "accrual/2026-01/KST/26-014/03-300/labour/USD", "accrual/2026-01/KST/26-015/03-300/labour/USD",
            ]
        )
        #expect(lines.map(\.accrual.amount.amount) == [10.1, 5] && lines.map(\.hours) == [1.01, 0.5])
        #expect(lines.first?.accrual.reason == "costs wait: 1 for delivery, 1 for a case")
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
    static let accrued = ["usage waits for approval", "labour cost waits for approval", "a request follows another"]

    /// All requests are approved at this moment: what they bring was told before, also while the answers wait for their flows,
    /// and nothing else comes of them.
    mutating func checkAccruals() async throws {
        mend()
        try await run()
        let before = Set(try await costs().keys)
        let told = try await toldOrPlanned(since: before)
        for round in 0..<6 {
            guard try await !store.approvals(onlyPending: true).isEmpty else { break }
            if round > 0 { meet("a request follows another") }
            try await approveAll(withDifferences: true)
            try await expectTold(told, since: before, "their answers wait")
            try await run()
            try await expectTold(told, since: before, "flows took the answers")
        }
        let planned = try await costs().filter { !before.contains($0.key) }
        let texts = [planned, told].map { $0.values.map { "\($0.key) \($0.amount.amount)" }.sorted() }
        expect(planned == told, "accruals", "\(texts[0]) were planned, and \(texts[1]) were told")
        if told.values.contains(where: { $0.costType == .equipment }) { meet("usage waits for approval") }
        if told.values.contains(where: { $0.costType == .labour }) { meet("labour cost waits for approval") }
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
                guard let entry = try? CostEntry(JSONReader(stored.plan.delivery.payload)) else { continue }
                // Under which day it is posted the ledger's lock dates decide.
                costs[entry.key] = entry.posted(on: entry.serviceDate)
            }
        }
        return costs
    }
}
