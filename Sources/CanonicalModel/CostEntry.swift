public import FoundationEssentials
public import JSON

/// A cost on its way to the ledger: staged, approved by a person, then posted.
public struct CostEntry: CanonicalObject {
    /// `CostEntry`.
    public static let name = "CostEntry"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Commercially confidential: it carries internal rates.
    public static let sensitivity = SensitivityClass.c2

    /// What makes it one cost, for ever: `equipment/date/sequence` for equipment cost.
    public let key: String
    /// The code of the company that bears it.
    public let company: String
    /// The code of the project that bears it.
    public let project: String
    /// The cost code within the project.
    public let costCode: String
    /// The site-local day of the work.
    public let serviceDate: CalendarDate
    /// The code of the machine.
    public let equipment: String
    /// Hours, to two decimals.
    public let hours: Decimal
    /// The internal rate per hour.
    public let rate: Decimal
    /// Hours times rate, rounded half-even to the currency's minor unit; a cost is positive.
    public let amount: Money

    /// Creates a cost of `hours` at `rate`.
    public init(
        key: String,
        company: String,
        project: String,
        costCode: String,
        serviceDate: CalendarDate,
        equipment: String,
        hours: Decimal,
        rate: Money
    ) {
        self.key = key
        self.company = company
        self.project = project
        self.costCode = costCode
        self.serviceDate = serviceDate
        self.equipment = equipment
        self.hours = hours
        self.rate = rate.amount
        amount = Money(hours * rate.amount, rate.currency).posted
    }

    /// The totals that a ledger must hold of it: `hours` and `amount`.
    public var controlTotals: [String: Decimal] { ["hours": hours, "amount": amount.amount] }

    /// The cost as JSON.
    public var json: JSON {
        [
            "key": .string(key), "company": .string(company), "project": .string(project),
            "costCode": .string(costCode), "costType": "equipment", "serviceDate": .string(serviceDate.text),
            "equipment": .string(equipment), "hours": .string(hours.plainText), "rate": .string(rate.plainText),
            "amount": .string(amount.amount.plainText), "currency": .string(amount.currency.code),
        ]
    }

    /// Reads a cost.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read, also if the amount is not
    ///   hours times rate.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            key: try reader.member("key").string(),
            company: try reader.member("company").string(),
            project: try reader.member("project").string(),
            costCode: try reader.member("costCode").string(),
            serviceDate: try reader.member("serviceDate").date(),
            equipment: try reader.member("equipment").string(),
            hours: try reader.member("hours").decimal(),
            rate: Money(try reader.member("rate").decimal(), try reader.member("currency").currency())
        )
        let stated = try reader.member("amount").decimal()
        guard stated == amount.amount else {
            throw JSONAccessError(
                path: try reader.member("amount").path,
                expected: "hours × rate = \(amount.amount.plainText)",
                found: stated.plainText
            )
        }
    }
}
