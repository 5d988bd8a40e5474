public import CanonicalModel
import FoundationEssentials

/// What came of comparing one target's ledger with the journal.
public struct ReconciliationReport: Sendable, Hashable {
    /// How the sides compare.
    public enum Verdict: String, Sendable, Hashable {
        /// All sides hold the same, and nothing is on its way.
        case reconciled
        /// All sides hold the same, and something is on its way or waits for a person.
        case waiting
        /// The sides differ.
        case differs
    }

    /// The name of the target system.
    public let system: String
    /// What was compared.
    public let window: ReconciliationWindow
    /// When.
    public let at: Instant
    /// The groups with what each side holds.
    public let groups: [ReconciliationGroup: ReconciliationSides]
    /// The costs that differ, by group and key.
    public let differences: [ReconciliationDifference]

    /// Creates a report.
    public init(
        system: String,
        window: ReconciliationWindow,
        at: Instant,
        groups: [ReconciliationGroup: ReconciliationSides],
        differences: [ReconciliationDifference]
    ) {
        self.system = system
        self.window = window
        self.at = at
        self.groups = groups
        self.differences = differences.sorted {
            ($0.group, $0.key ?? "", $0.reference ?? "") < ($1.group, $1.key ?? "", $1.reference ?? "")
        }
    }

    /// How the sides compare.
    public var verdict: Verdict {
        guard differences.isEmpty, groups.values.allSatisfy(\.areEqual) else { return .differs }
        return groups.values.allSatisfy { $0.waiting.count == 0 } ? .reconciled : .waiting
    }

    /// The sums over all groups.
    public var total: ReconciliationSides {
        groups.values.reduce(into: ReconciliationSides()) { total, sides in
            total.journal.add(sides.journal)
            total.target.add(sides.target)
            total.waiting.add(sides.waiting)
            guard let source = sides.source else { return }
            var sum = total.source ?? LedgerTotals()
            sum.add(source)
            total.source = sum
        }
    }
}
