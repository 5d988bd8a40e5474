public import CanonicalModel
public import FoundationEssentials

/// How much of what uses codes a crosswalk covers, and what it does not, with amounts.
public struct CodeCoverage: Sendable, Hashable {
    /// One use of a code, for example a line of an estimate or of a time sheet.
    public struct Use: Sendable, Hashable {
        /// The name of the system whose code it is.
        public let system: String
        /// The code as the system spells it; empty where the line has none.
        public let code: String
        /// The system's kind of cost.
        public let type: String?
        /// The day for which the code must hold.
        public let date: CalendarDate
        /// What stands behind it: money or hours, the same for all uses of one report.
        public let amount: Decimal
        /// How many lines it sums up.
        public let count: Int

        /// Creates a use, or the sum of several of one code and kind.
        public init(
            system: String,
            code: String,
            type: String? = nil,
            date: CalendarDate,
            amount: Decimal,
            count: Int = 1
        ) {
            self.system = system
            self.code = code
            self.type = type
            self.date = date
            self.amount = amount
            self.count = count
        }
    }

    /// A code that stands for no cost code, for one reason.
    public struct Gap: Sendable, Hashable {
        /// The name of the system whose code it is.
        public let system: String
        /// The code as the system spells it.
        public let code: String
        /// The system's kind of cost.
        public let type: String?
        /// Why it stands for none.
        public let match: CodeCrosswalk.Match
        /// How often it is used.
        public let uses: Int
        /// What stands behind all uses.
        public let amount: Decimal
    }

    /// How many uses there are.
    public let uses: Int
    /// How many of them stand for exactly one cost code.
    public let covered: Int
    /// What stands behind all uses.
    public let amount: Decimal
    /// What stands behind those that are covered.
    public let coveredAmount: Decimal
    /// The codes that are not covered, by system, code and kind.
    public let gaps: [Gap]

    /// Looks up every use.
    ///
    /// - Parameters:
    ///   - uses: The uses.
    ///   - crosswalk: The crosswalk.
    public init(of uses: some Sequence<Use>, in crosswalk: CodeCrosswalk) {
        var (count, covered, amount, coveredAmount) = (0, 0, Decimal(0), Decimal(0))
        var found: [Missing: (uses: Int, amount: Decimal)] = [:]
        for use in uses {
            count += use.count
            amount += use.amount
            let match = crosswalk.match(use.code, type: use.type, of: use.system, on: use.date)
            if case .mapped = match {
                covered += use.count
                coveredAmount += use.amount
                continue
            }
            let missing = Missing(system: use.system, code: use.code, type: use.type, match: match)
            let known = found[missing] ?? (0, 0)
            found[missing] = (known.uses + use.count, known.amount + use.amount)
        }
        self.uses = count
        self.covered = covered
        self.amount = amount
        self.coveredAmount = coveredAmount
        gaps = found.sorted { $0.key < $1.key }.map { missing, sum in
            Gap(
                system: missing.system,
                code: missing.code,
                type: missing.type,
                match: missing.match,
                uses: sum.uses,
                amount: sum.amount
            )
        }
    }

    /// Whether every use stands for exactly one cost code.
    public var isComplete: Bool { gaps.isEmpty }
}

extension CodeCoverage {
    private struct Missing: Hashable, Comparable {
        let system: String
        let code: String
        let type: String?
        let match: CodeCrosswalk.Match

        static func < (left: Missing, right: Missing) -> Bool {
            (left.system, left.code, left.type ?? "", left.match.description)
                < (right.system, right.code, right.type ?? "", right.match.description)
        }
    }
}
