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
            /// A person has to decide a case, and its other side is booked or on its way: both belong to one month.
            case otherSide
            /// A person has to decide a case: the books hold it, with other totals.
            case otherTotals
            /// The accruals of the month were asked for before, so that it comes in a later month; or they were given back, and
            /// it has come there.
            case laterMonth

            /// Whether it is accrued: what is on its way, or whose other side is booked, is still posted in its month.
            public var isAccrued: Bool { [.approval, .openCase, .laterMonth].contains(self) }
        }

        /// The cost.
        public let entry: CostEntry
        /// What it waits for.
        public let reason: Reason
        /// The system that it goes to.
        public let system: String
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

    /// Costs that a person refused or gave back, and that nobody has decided since.
    public struct Refusal: Sendable, Hashable {
        /// The number of its case; `nil` while its flow has not taken the answer.
        public let number: Int64?
        /// The kind of the case, for example `usage_returned`.
        public let kind: String
        /// What the case is about.
        public let subject: String
        /// The role for which it waits.
        public let owner: String
        /// The costs that people would be asked about anew if the case was tried again now, in the order of the report;
        /// none if no amount is known.
        public let costs: [CostEntry]
    }

    /// Costs of one place and currency together.
    public struct Sum: Sendable, Hashable {
        /// The code of the company.
        public let company: String
        /// The code of the project.
        public let project: String
        /// Cost code and kind of cost.
        public let position: BudgetPosition
        /// The hours.
        public let hours: Decimal
        /// The amount.
        public let amount: Money
    }

    /// The month, for example `2026-01`.
    public let month: String
    /// The costs, in the order of company, project, cost code, kind and key.
    public let items: [Item]
    /// What people refused or gave back; it is in no accrual, since a person said no to its amount.
    public let refusals: [Refusal]
    /// The requests and records whose cost cannot be told.
    public let unknown: [String]
    /// The requests for approval of which these costs come, and nothing else.
    public let requests: Set<String>
    /// How far the accruals of the month have come; `nil` if nobody asked for any, or they were refused or given back.
    public let standing: AccruedMonth?

    /// What is still posted in its month, and therefore in no accrual.
    public var notAccrued: [Item] { items.filter { !$0.reason.isAccrued } }

    /// The accruals, by company, project, cost code, kind and currency; none where the costs come to zero.
    public var lines: [Line] {
        let groups = Dictionary(grouping: items.filter(\.reason.isAccrued)) { $0.entry.accrualPlace }
        return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.compactMap { place, items in
            line(of: items, key: (["accrual", month] + place).joined(separator: "/"))
        }
    }

    private func line(of items: [Item], key: String) -> Line? {
        guard let sum = items.map(\.entry).accrualSums.first, let next = CalendarDate(firstAfter: month) else {
            return nil
        }
        guard sum.amount.amount != 0 else { return nil }
        let counts = items.reduce(into: [:]) { $0[$1.reason, default: 0] += 1 }
        let accrual = Accrual(
            key: key,
            company: sum.company,
            project: sum.project,
            position: sum.position,
            month: month,
            amount: sum.amount,
            reason: counts.words
        )
        return Line(accrual: accrual, reversal: accrual.reversal(in: next.month), hours: sum.hours, counts: counts)
    }
}

extension AccrualReport.Refusal {
    /// The costs by company, project, cost code, kind and currency.
    public var sums: [AccrualReport.Sum] { costs.accrualSums }
}

extension [CostEntry] {
    fileprivate var accrualSums: [AccrualReport.Sum] {
        Dictionary(grouping: self, by: \.accrualPlace).sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .compactMap { _, entries in
                entries.first.map { first in
                    AccrualReport.Sum(
                        company: first.company,
                        project: first.project,
                        position: BudgetPosition(costCode: first.costCode, costType: first.costType),
                        hours: entries.reduce(Decimal(0)) { $0 + $1.hours },
                        amount: Money(entries.reduce(Decimal(0)) { $0 + $1.amount.amount }, first.amount.currency)
                    )
                }
            }
    }
}

extension CostEntry {
    fileprivate var accrualPlace: [String] { [company, project, costCode, costType.rawValue, amount.currency.code] }
}

extension AccrualReport.Item.Reason {
    fileprivate var words: String {
        switch self {
        case .approval: "approval"
        case .delivery: "delivery"
        case .openCase, .otherSide, .otherTotals: "a case"
        case .laterMonth: "a later month"
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
