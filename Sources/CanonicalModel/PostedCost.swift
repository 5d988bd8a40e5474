public import FoundationEssentials
public import JSON

/// A cost as a ledger really holds it, read back from there (domain.md O-4).
///
/// What people changed in the ledger shows here, so that anything but reference, hours and amount may be missing.
public struct PostedCost: CanonicalObject {
    /// `PostedCost`.
    public static let name = "PostedCost"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Commercially confidential: it carries internal rates.
    public static let sensitivity = SensitivityClass.c2

    /// What the ledger calls the line, as in the outcome of its delivery, for example `account.analytic.line/41`.
    public let reference: String
    /// The name under which the connector wrote it; `nil` where the ledger keeps none.
    public let externalID: String?
    /// The code of the project that bears it; `nil` if the ledger says none.
    public let project: String?
    /// The cost code within the project; `nil` if the ledger says none.
    public let costCode: String?
    /// The day under which it is posted; `nil` if the ledger says none.
    public let date: CalendarDate?
    /// Hours, exactly as the ledger holds them.
    public let hours: Decimal
    /// The amount in the company's currency; a cost is positive.
    public let amount: Decimal

    /// Creates a line.
    public init(
        reference: String,
        externalID: String? = nil,
        project: String?,
        costCode: String?,
        date: CalendarDate?,
        hours: Decimal,
        amount: Decimal
    ) {
        self.reference = reference
        self.externalID = externalID
        self.project = project
        self.costCode = costCode
        self.date = date
        self.hours = hours
        self.amount = amount
    }

    /// The reference.
    public var key: String { reference }

    /// The line as JSON; what the ledger does not say is left out.
    public var json: JSON {
        var object: JSONObject = ["reference": .string(reference)]
        object["externalId"] = externalID.map { .string($0) }
        object["project"] = project.map { .string($0) }
        object["costCode"] = costCode.map { .string($0) }
        object["date"] = date.map { .string($0.text) }
        object["hours"] = .string(hours.plainText)
        object["amount"] = .string(amount.plainText)
        return .object(object)
    }

    /// Reads a line.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            reference: try reader.member("reference").string(),
            externalID: try reader.optionalString("externalId"),
            project: try reader.optionalString("project"),
            costCode: try reader.optionalString("costCode"),
            date: try reader.optionalMember("date")?.date(),
            hours: try reader.member("hours").decimal(),
            amount: try reader.member("amount").decimal()
        )
    }
}
