public import CanonicalModel
public import FoundationEssentials

/// What of the work up to the end of a month is known to the cent and not in the books.
public struct AccrualReport: Sendable, Hashable {
    /// A cost that the books do not hold.
    public struct Item: Sendable, Hashable {
        /// What it waits for.
        public enum Reason: String, Sendable, Hashable, CaseIterable {
            /// Somebody is still to approve it.
            case approval
            /// It is on its way, or waits for its schedule.
            case delivery
            /// A person has to decide a case.
            case openCase = "case"
        }

        /// The cost.
        public let entry: CostEntry
        /// What it waits for.
        public let reason: Reason
    }

    /// What one accrual would stand for.
    public struct Line: Sendable, Hashable {
        /// The accrual, dated the last day of the month.
        public let accrual: Accrual
        /// What takes it back on the first day of the next month.
        public let reversal: Accrual
        /// The hours of its costs.
        public let hours: Decimal
        /// How many costs wait for what.
        public let counts: [Item.Reason: Int]
    }

    /// The month, for example `2026-01`.
    public let month: String
    /// The costs, in the order of company, project, cost code, kind and key.
    public let items: [Item]
    /// The requests and records whose cost cannot be told.
    public let unknown: [String]

    /// The accruals, by company, project, cost code, kind and currency; none where the costs come to zero.
    public var lines: [Line] {
        let groups = Dictionary(grouping: items) { item in
            let entry = item.entry
            return [entry.company, entry.project, entry.costCode, entry.costType.rawValue, entry.amount.currency.code]
        }
        return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.compactMap { place, items in
            line(of: items, key: (["accrual", month] + place).joined(separator: "/"))
        }
    }

    private func line(of items: [Item], key: String) -> Line? {
        guard let first = items.first?.entry, let day = CalendarDate(firstOf: month) else { return nil }
        let amount = items.reduce(Decimal(0)) { $0 + $1.entry.amount.amount }
        guard amount != 0 else { return nil }
        let counts = items.reduce(into: [:]) { $0[$1.reason, default: 0] += 1 }
        func accrual(_ key: String, in month: String, _ amount: Decimal, reverses: String? = nil) -> Accrual {
            Accrual(
                key: key,
                company: first.company,
                project: first.project,
                position: BudgetPosition(costCode: first.costCode, costType: first.costType),
                month: month,
                amount: Money(amount, first.amount.currency),
                reason: counts.words,
                reverses: reverses
            )
        }
        return Line(
            accrual: accrual(key, in: month, amount),
            reversal: accrual("\(key)/reversal", in: day.adding(days: 31).month, -amount, reverses: key),
            hours: items.reduce(Decimal(0)) { $0 + $1.entry.hours },
            counts: counts
        )
    }
}

extension AccrualReport.Item.Reason {
    fileprivate var words: String {
        switch self {
        case .approval: "approval"
        case .delivery: "delivery"
        case .openCase: "a case"
        }
    }
}

extension [AccrualReport.Item.Reason: Int] {
    /// How many costs wait for what, for a person.
    public var words: String {
        let parts = AccrualReport.Item.Reason.allCases.compactMap { reason in
            self[reason].map { "\($0) for \(reason.words)" }
        }
        return "costs wait: " + parts.joined(separator: ", ")
    }
}
