public import FoundationEssentials
public import JSON

/// What the company that owns a machine charges the one whose project used it in a month (domain.md §10, L10, M-3).
///
/// One amount stands for both sides, so that what is credited is what is charged.
public struct IntercompanyAllocation: CanonicalObject {
    /// `IntercompanyAllocation`.
    public static let name = "IntercompanyAllocation"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Commercially confidential: it carries internal rates.
    public static let sensitivity = SensitivityClass.c2

    /// The month of the use, for example `2026-01`.
    public let month: String
    /// The code of the machine.
    public let equipment: String
    /// The project that used it.
    public let project: String
    /// The cost code that bears the charge.
    public let costCode: String
    /// The company that owns the machine and is credited.
    public let fromCompany: String
    /// The company of the project, which is charged.
    public let toCompany: String
    /// The hours of the month, to two decimals; negative where hours are taken back.
    public let hours: Decimal
    /// The internal rate per hour.
    public let rate: Decimal
    /// Hours times rate, rounded half-even to the currency's minor unit.
    public let amount: Money

    /// Creates the charge of `hours` of a machine at `rate`.
    public init(
        month: String,
        equipment: String,
        project: String,
        costCode: String,
        fromCompany: String,
        toCompany: String,
        hours: Decimal,
        rate: Money
    ) {
        self.month = month
        self.equipment = equipment
        self.project = project
        self.costCode = costCode
        self.fromCompany = fromCompany
        self.toCompany = toCompany
        self.hours = hours
        self.rate = rate.amount
        amount = Money(hours * rate.amount, rate.currency).posted
    }

    /// Month, machine, project and cost code.
    public var key: String { "\(month)/\(equipment)/\(project)/\(costCode)" }

    /// The totals that both ledgers must hold of it: `hours` and `amount`.
    public var controlTotals: [String: Decimal] { ["hours": hours, "amount": amount.amount] }

    /// The charge as JSON.
    public var json: JSON {
        [
            "month": .string(month), "equipment": .string(equipment), "project": .string(project),
            "costCode": .string(costCode), "fromCompany": .string(fromCompany), "toCompany": .string(toCompany),
            "hours": .string(hours.plainText), "rate": .string(rate.plainText),
            "amount": .string(amount.amount.plainText), "currency": .string(amount.currency.code),
        ]
    }

    /// Reads a charge.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read, also if the amount is not
    ///   hours times rate.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        let currency = try reader.member("currency").currency()
        self.init(
            month: try reader.member("month").month(),
            equipment: try reader.member("equipment").string(),
            project: try reader.member("project").string(),
            costCode: try reader.member("costCode").string(),
            fromCompany: try reader.member("fromCompany").string(),
            toCompany: try reader.member("toCompany").string(),
            hours: try reader.member("hours").hours(),
            rate: Money(try reader.member("rate").decimal(), currency)
        )
        let stated = try reader.member("amount")
        guard try stated.decimal() == amount.amount else {
            throw JSONAccessError(
                path: stated.path,
                expected: "hours × rate = \(amount.amount.plainText)",
                found: try stated.string()
            )
        }
    }
}
