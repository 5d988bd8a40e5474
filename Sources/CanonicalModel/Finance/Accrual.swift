import FoundationEssentials
public import JSON

/// A cost that belongs to a month and whose document is still to come (domain.md §10, L15).
///
/// It is taken back in the next month by an accrual of the opposite amount that names it.
public struct Accrual: CanonicalObject {
    /// `Accrual`.
    public static let name = "Accrual"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Commercially confidential: it carries amounts.
    public static let sensitivity = SensitivityClass.c2

    /// What makes it one accrual, for ever: `accrual/month/company/project/code/kind/currency`.
    public let key: String
    /// The code of the company that bears it.
    public let company: String
    /// The code of the project that bears it.
    public let project: String
    /// The cost code and kind of cost.
    public let position: BudgetPosition
    /// The month that it belongs to, for example `2026-01`.
    public let month: String
    /// The amount, rounded half-even to the currency's minor unit; negative where it takes another one back.
    public let amount: Money
    /// What is still to come.
    public let reason: String
    /// The key of the accrual that this one takes back.
    public let reverses: String?

    /// Creates an accrual; its amount is rounded half-even to the currency's minor unit.
    public init(
        key: String,
        company: String,
        project: String,
        position: BudgetPosition,
        month: String,
        amount: Money,
        reason: String,
        reverses: String? = nil
    ) {
        self.key = key
        self.company = company
        self.project = project
        self.position = position
        self.month = month
        self.amount = amount.posted
        self.reason = reason
        self.reverses = reverses
    }

    /// What takes it back in a later month.
    public func reversal(in month: String) -> Accrual {
        Accrual(
            key: "\(key)/reversal",
            company: company,
            project: project,
            position: position,
            month: month,
            amount: Money(-amount.amount, amount.currency),
            reason: reason,
            reverses: key
        )
    }

    /// The cost that it is in the ledger: without hours, which are counted when the cost itself comes.
    public func cost(on day: CalendarDate) -> CostEntry {
        CostEntry(
            key: key,
            company: company,
            project: project,
            costCode: position.costCode,
            costType: position.costType,
            serviceDate: day,
            hours: 0,
            amount: amount,
            corrects: reverses
        )
    }

    /// The accrual as JSON; `reverses` is there only where it takes another one back.
    public var json: JSON {
        var object: JSONObject = [
            "key": .string(key), "company": .string(company), "project": .string(project),
            "costCode": .string(position.costCode), "costType": .string(position.costType.rawValue),
            "month": .string(month), "amount": .string(amount.amount.plainText),
            "currency": .string(amount.currency.code), "reason": .string(reason),
        ]
        object["reverses"] = reverses.map { .string($0) }
        return .object(object)
    }

    /// Reads an accrual.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read, also if the amount is not
    ///   rounded to the currency's minor unit.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        let currency = try reader.member("currency").currency()
        let amount = Money(try reader.member("amount").decimal(), currency)
        self.init(
            key: try reader.member("key").string(),
            company: try reader.member("company").string(),
            project: try reader.member("project").string(),
            position: try BudgetPosition(reader),
            month: try reader.member("month").month(),
            amount: amount,
            reason: try reader.member("reason").string(),
            reverses: try reader.optionalString("reverses")
        )
        try reader.requirePosted(amount)
    }
}
