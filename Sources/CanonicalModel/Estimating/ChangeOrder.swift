public import FoundationEssentials
public import JSON

/// A change of contract and budget that both sides have signed, or are about to (domain.md §10).
public struct ChangeOrder: CanonicalObject {
    /// `ChangeOrder`.
    public static let name = "ChangeOrder"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Commercially confidential: it carries prices.
    public static let sensitivity = SensitivityClass.c2

    /// How far it has come.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// Handed in, and nobody has decided.
        case submitted
        /// Signed: contract and budget change.
        case approved
        /// Refused.
        case rejected
        /// Taken back by whoever handed it in.
        case withdrawn
    }

    /// What it changes of the budget.
    public struct BudgetChange: Sendable, Hashable {
        /// The cost code as its system spells it.
        public let costCode: String
        /// The kind of cost as its system spells it.
        public let costType: String
        /// How much more; negative for less.
        public let amount: Decimal

        /// Creates a change.
        public init(costCode: String, costType: String, amount: Decimal) {
            self.costCode = costCode
            self.costType = costType
            self.amount = amount
        }
    }

    /// The project's code.
    public let project: String
    /// The number within the project.
    public let number: String
    /// How far it has come.
    public let status: Status
    /// The currency of all amounts.
    public let currency: Currency
    /// How much more the customer pays; negative for less.
    public let contractAmount: Decimal
    /// What it changes of the budget.
    public let budget: [BudgetChange]

    /// Creates a change order.
    public init(
        project: String,
        number: String,
        status: Status,
        currency: Currency,
        contractAmount: Decimal,
        budget: [BudgetChange]
    ) {
        self.project = project
        self.number = number
        self.status = status
        self.currency = currency
        self.contractAmount = contractAmount
        self.budget = budget
    }

    /// Project and number.
    public var key: String { "\(project)/\(number)" }

    /// The change order as JSON.
    public var json: JSON {
        [
            "project": .string(project), "number": .string(number), "status": .string(status.rawValue),
            "currency": .string(currency.code), "contractAmount": .string(contractAmount.plainText),
            "budget": .array(
                budget.map {
                    [
                        "costCode": .string($0.costCode), "costType": .string($0.costType),
                        "amount": .string($0.amount.plainText),
                    ]
                }
            ),
        ]
    }

    /// Reads a change order.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            project: try reader.member("project").string(),
            number: try reader.member("number").string(),
            status: try reader.member("status").word("the status of a change order"),
            currency: try reader.member("currency").currency(),
            contractAmount: try reader.member("contractAmount").decimal(),
            budget: try reader.member("budget").elements().map { change throws(JSONAccessError) in
                BudgetChange(
                    costCode: try change.member("costCode").string(),
                    costType: try change.member("costType").string(),
                    amount: try change.member("amount").decimal()
                )
            }
        )
    }
}
