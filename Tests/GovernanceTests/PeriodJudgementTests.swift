import CanonicalModel
import Governance
import Testing

/// What is closed about a day, and where what comes too late goes.
struct PeriodJudgementTests {
    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

    private func locks(_ dates: [(LedgerLock.Kind, String)]) throws -> [LedgerLock] {
        try dates.map { LedgerLock($0.0, through: try day($0.1)) }
    }

    @Test(arguments: [
        ("2025-12-31", FiscalPeriod.State.hardClosed), ("2026-01-01", .softClosed), ("2026-01-31", .softClosed),
        ("2026-02-01", .open),
    ])
    func aLockClosesAllDaysThroughItsOwn(_ text: String, _ state: FiscalPeriod.State) throws {
        let locks = try locks([(.fiscalyear, "2026-01-31"), (.hard, "2025-12-31")])
        #expect(try PeriodPolicy.standard.state(of: day(text), in: .cost, of: "KST", under: locks) == state)
    }

    @Test func withoutLocksEveryDayIsOpen() throws {
        #expect(try PeriodPolicy.standard.closing(day("1999-01-01"), of: .cost, in: "KST", under: []) == nil)
    }

    /// Taxes, sales and purchases are no concern of a cost of a project.
    @Test(arguments: LedgerLock.Kind.allCases)
    func onlyTheLocksOfTheRuleClose(_ kind: LedgerLock.Kind) throws {
        let locks = try locks([(kind, "2026-01-31")])
        let closed = try PeriodPolicy.standard.closing(day("2026-01-15"), of: .cost, in: "KST", under: locks)
        #expect((closed != nil) == [.period, .fiscalyear, .hard].contains(kind))
    }

    @Test func theNextOpenDayIsAfterAllLocksOfTheRule() throws {
        let locks = try locks([(.hard, "2025-12-31"), (.fiscalyear, "2026-02-28"), (.period, "2026-01-31")])
        let closed = try #require(
            try PeriodPolicy.standard.closing(day("2025-11-30"), of: .cost, in: "KST", under: locks)
        )
        #expect(closed.state == .hardClosed)
        #expect(try closed.nextOpen == day("2026-03-01"))
        #expect(closed.lock.kind == .hard)
        #expect("\(closed.rule)" == "periods.cost.hardClosed (default)")
        #expect(PeriodPolicy.standard.state(of: closed.nextOpen, in: .cost, of: "KST", under: locks) == .open)
    }

    @Test func aCompanyMayHaveARuleOfItsOwn() throws {
        var own = PeriodRule.standard
        own.softClosed = .init(by: [.purchase], late: .hold, origin: .file("governance.yaml", line: 7))
        let policy = PeriodPolicy([:], companies: ["KSW": [.cost: own]])
        let locks = try locks([(.purchase, "2026-01-31")])
        let day = try day("2026-01-15")
        #expect(policy.closing(day, of: .cost, in: "KST", under: locks) == nil)
        let closed = try #require(policy.closing(day, of: .cost, in: "KSW", under: locks))
        #expect(closed.late == .hold)
        #expect("\(closed.rule)" == "periods.cost.softClosed (governance.yaml:7)")
    }
}
