public import CanonicalModel

/// What is closed about a day, and by which rule.
public struct ClosedDay: Sendable, Hashable {
    /// The day that was asked for.
    public let day: CalendarDate
    /// Whether it can be opened again.
    public let state: FiscalPeriod.State
    /// The lock that reaches furthest of those that close it so.
    public let lock: LedgerLock
    /// The first day after it that no lock closes.
    public let nextOpen: CalendarDate
    /// What becomes of an item of that day.
    public let late: PeriodRule.Lateness
    /// By which rule.
    public let rule: GoverningRule
}

extension PeriodPolicy {
    /// Judges a day of a company's ledger by its lock dates, which each close all days through their own.
    ///
    /// - Parameters:
    ///   - day: The day.
    ///   - ledger: The ledger.
    ///   - company: The company's code.
    ///   - locks: The ledger's lock dates as they were read.
    /// - Returns: What closes it; `nil` for an open day.
    public func closing(
        _ day: CalendarDate,
        of ledger: Ledger,
        in company: String,
        under locks: [LedgerLock]
    ) -> ClosedDay? {
        let rule = rule(of: ledger, in: company)
        let words: [(FiscalPeriod.State, PeriodRule.Closing)] = [
            (.hardClosed, rule.hardClosed), (.softClosed, rule.softClosed),
        ]
        let reaching = words.compactMap { state, closing in
            locks.filter { closing.locks.contains($0.kind) }
                .max { ($0.through, $1.kind.rawValue) < ($1.through, $0.kind.rawValue) }
                .map { (state: state, closing: closing, lock: $0) }
        }
        guard let first = reaching.first(where: { day <= $0.lock.through }) else { return nil }
        let last = reaching.map(\.lock.through).max() ?? first.lock.through
        return ClosedDay(
            day: day,
            state: first.state,
            lock: first.lock,
            nextOpen: last.adding(days: 1),
            late: first.closing.late,
            rule: GoverningRule("periods.\(ledger.rawValue).\(first.state.rawValue)", first.closing.origin)
        )
    }

    /// The state of a day of a company's ledger.
    public func state(
        of day: CalendarDate,
        in ledger: Ledger,
        of company: String,
        under locks: [LedgerLock]
    ) -> FiscalPeriod.State {
        closing(day, of: ledger, in: company, under: locks)?.state ?? .open
    }
}
