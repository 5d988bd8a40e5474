public import FoundationEssentials
public import JSON

/// What a budget is divided by: a cost code of the company and a kind of cost.
public struct BudgetPosition: Sendable, Hashable, Comparable {
    /// The company's cost code.
    public let costCode: String
    /// The kind of cost.
    public let costType: CostType

    /// Creates a position.
    public init(costCode: String, costType: CostType) {
        self.costCode = costCode
        self.costType = costType
    }

    /// The order by code, then by kind of cost.
    public static func < (left: BudgetPosition, right: BudgetPosition) -> Bool {
        (left.costCode, left.costType.rawValue) < (right.costCode, right.costType.rawValue)
    }
}

/// A change of a project's budget, the first being the one that an award loads; never edited once it is there
/// (domain.md E-2, E-4).
public struct BudgetRevision: CanonicalObject {
    /// `BudgetRevision`.
    public static let name = "BudgetRevision"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Commercially confidential: it carries prices.
    public static let sensitivity = SensitivityClass.c2

    /// Where it comes from.
    public enum Origin: Sendable, Hashable {
        /// A revision of an estimate.
        case estimate(number: String, revision: String)
        /// A change order of the project.
        case changeOrder(number: String)
    }

    /// The project's code.
    public let project: String
    /// Its number within the project: 0 for the original budget.
    public let number: Int
    /// Where it comes from.
    public let origin: Origin
    /// When it became part of the budget.
    public let recordedAt: Instant
    /// Who approved it in the role that approves budgets; `nil` if the award or the change order itself was the approval.
    public let approvedBy: String?
    /// The currency of all amounts.
    public let currency: Currency
    /// How much more each position has; negative for less, never zero.
    public let changes: [BudgetPosition: Decimal]
    /// How much more the customer pays; negative for less.
    public let contractAmount: Decimal

    /// Creates a revision.
    public init(
        project: String,
        number: Int,
        origin: Origin,
        recordedAt: Instant,
        approvedBy: String?,
        currency: Currency,
        changes: [BudgetPosition: Decimal],
        contractAmount: Decimal = 0
    ) {
        self.project = project
        self.number = number
        self.origin = origin
        self.recordedAt = recordedAt
        self.approvedBy = approvedBy
        self.currency = currency
        self.changes = changes
        self.contractAmount = contractAmount
    }

    /// Project and number.
    public var key: String { "\(project)/\(number)" }

    /// How much more the whole budget has.
    public var total: Decimal { changes.values.reduce(0, +) }

    /// The revision as JSON, its changes in the order of their positions.
    public var json: JSON {
        [
            "project": .string(project), "number": .integer(Int64(number)), "origin": origin.json,
            "recordedAt": .string(recordedAt.text), "approvedBy": JSON(approvedBy),
            "currency": .string(currency.code), "contractAmount": .string(contractAmount.plainText),
            "changes": .array(BudgetPosition.json(changes)),
        ]
    }

    /// Reads a revision.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            project: try reader.member("project").string(),
            number: try reader.member("number").count(),
            origin: try Origin(reader.member("origin")),
            recordedAt: try reader.member("recordedAt").instant(),
            approvedBy: try reader.optionalString("approvedBy"),
            currency: try reader.member("currency").currency(),
            changes: try BudgetPosition.amounts(reader.member("changes")),
            contractAmount: try reader.member("contractAmount").decimal()
        )
    }
}

extension BudgetRevision.Origin {
    /// What a person calls it: `estimate E26-014 revision 03` or `change order 1`.
    public var text: String {
        switch self {
        case .estimate(let number, let revision): "estimate \(number) revision \(revision)"
        case .changeOrder(let number): "change order \(number)"
        }
    }

    var json: JSON {
        switch self {
        case .estimate(let number, let revision): ["estimate": .string(number), "revision": .string(revision)]
        case .changeOrder(let number): ["changeOrder": .string(number)]
        }
    }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        if let number = try reader.optionalString("changeOrder") {
            self = .changeOrder(number: number)
        } else {
            self = .estimate(
                number: try reader.member("estimate").string(),
                revision: try reader.member("revision").string()
            )
        }
    }
}

extension BudgetPosition {
    /// Amounts by position as a list of JSON objects in the order of the positions.
    public static func json(_ amounts: [BudgetPosition: Decimal]) -> [JSON] {
        amounts.sorted { $0.key < $1.key }.map { position, amount in
            [
                "costCode": .string(position.costCode), "costType": .string(position.costType.rawValue),
                "amount": .string(amount.plainText),
            ]
        }
    }

    /// Reads what ``json(_:)`` wrote.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read.
    public static func amounts(_ reader: JSONReader) throws(JSONAccessError) -> [BudgetPosition: Decimal] {
        var amounts: [BudgetPosition: Decimal] = [:]
        for line in try reader.elements() {
            amounts[try BudgetPosition(line), default: 0] += try line.member("amount").decimal()
        }
        return amounts
    }

    init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            costCode: try reader.member("costCode").string(),
            costType: try reader.member("costType").word("a kind of cost")
        )
    }
}
