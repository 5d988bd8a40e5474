public import FoundationEssentials
public import JSON

/// A project's budget as it stands after one of its revisions, per cost code and kind of cost (domain.md §10).
public struct Budget: CanonicalObject {
    /// `Budget`.
    public static let name = "Budget"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Commercially confidential: it carries prices.
    public static let sensitivity = SensitivityClass.c2

    /// What one cost code has for one kind of cost.
    public struct Line: Sendable, Hashable {
        /// The cost code and kind of cost.
        public let position: BudgetPosition
        /// What the award gave it.
        public let original: Decimal
        /// What it has now.
        public let revised: Decimal

        /// Creates a line.
        public init(position: BudgetPosition, original: Decimal, revised: Decimal) {
            self.position = position
            self.original = original
            self.revised = revised
        }
    }

    /// The project's code.
    public let project: String
    /// The number of the last revision that it contains.
    public let version: Int
    /// The currency of all amounts.
    public let currency: Currency
    /// How much the revisions change what the customer pays.
    public let contractChange: Decimal
    /// The lines in the order of their positions, each position once.
    public let lines: [Line]

    /// Creates a budget.
    public init(project: String, version: Int, currency: Currency, contractChange: Decimal, lines: [Line]) {
        self.project = project
        self.version = version
        self.currency = currency
        self.contractChange = contractChange
        self.lines = lines
    }

    /// Adds up the revisions of one project, from its original budget on and without a gap; `nil` if there is none.
    public init?(_ revisions: [BudgetRevision]) {
        guard let first = revisions.first, let last = revisions.last else { return nil }
        var revised: [BudgetPosition: Decimal] = [:]
        for revision in revisions { revised.merge(revision.changes, uniquingKeysWith: +) }
        self.init(
            project: first.project,
            version: last.number,
            currency: first.currency,
            contractChange: revisions.reduce(0) { $0 + $1.contractAmount },
            lines: revised.sorted { $0.key < $1.key }.map { position, amount in
                Line(position: position, original: first.changes[position] ?? 0, revised: amount)
            }
        )
    }

    /// Project and version.
    public var key: String { "\(project)/\(version)" }

    /// What the award gave.
    public var original: Decimal { lines.reduce(0) { $0 + $1.original } }

    /// What there is now.
    public var revised: Decimal { lines.reduce(0) { $0 + $1.revised } }

    /// The totals that a target must hold of it.
    public var controlTotals: [String: Decimal] {
        ["lines": Decimal(lines.count), "original": original, "revised": revised]
    }

    /// The budget as JSON.
    public var json: JSON {
        [
            "project": .string(project), "version": .integer(Int64(version)), "currency": .string(currency.code),
            "contractChange": .string(contractChange.plainText),
            "lines": .array(
                lines.map { line in
                    [
                        "costCode": .string(line.position.costCode),
                        "costType": .string(line.position.costType.rawValue),
                        "original": .string(line.original.plainText), "revised": .string(line.revised.plainText),
                    ]
                }
            ),
        ]
    }

    /// Reads a budget.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            project: try reader.member("project").string(),
            version: try reader.member("version").count(),
            currency: try reader.member("currency").currency(),
            contractChange: try reader.member("contractChange").decimal(),
            lines: try reader.member("lines").elements().map { line throws(JSONAccessError) in
                Line(
                    position: try BudgetPosition(line),
                    original: try line.member("original").decimal(),
                    revised: try line.member("revised").decimal()
                )
            }
        )
    }
}
