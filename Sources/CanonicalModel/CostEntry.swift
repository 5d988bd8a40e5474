public import FoundationEssentials
public import JSON

/// A cost on its way to the ledger: staged, approved by a person, then posted.
public struct CostEntry: CanonicalObject {
    /// `CostEntry`.
    public static let name = "CostEntry"
    /// The version of the shape: since 2 there are costs that no machine stands for, and posting dates.
    public static let schemaVersion = 2
    /// Commercially confidential: it carries internal rates.
    public static let sensitivity = SensitivityClass.c2

    /// What makes it one cost, for ever: `equipment/date/sequence` for equipment cost, `labour/run/project/code/date`
    /// for labour, and `accrual/month/…` for an ``Accrual``, by which alone one is known.
    public let key: String
    /// The code of the company that bears it.
    public let company: String
    /// The code of the project that bears it.
    public let project: String
    /// The cost code within the project.
    public let costCode: String
    /// The kind of cost.
    public let costType: CostType
    /// The site-local day of the work.
    public let serviceDate: CalendarDate
    /// The day under which it is posted: that of the work, or a later one where the work's period is closed.
    public private(set) var postingDate: CalendarDate
    /// The code of the machine; `nil` for a cost that no single machine stands for.
    public let equipment: String?
    /// Hours, to two decimals; 0 for what is not by the hour.
    public let hours: Decimal
    /// The internal rate per hour; `nil` for the sum of hours at several rates.
    public let rate: Decimal?
    /// Rounded half-even to the currency's minor unit: hours times rate where there is one rate; a cost is positive.
    public let amount: Money
    /// The key of the entry that this one takes back or puts right.
    public let corrects: String?
    /// The code of the company in whose ledger the other side stands: what a machine is charged to a project for is
    /// recovered by the company that owns it, which may be the same; `nil` for a cost that has no other side.
    public let counterparty: String?

    /// Creates the cost of `hours` of a machine at `rate`; `hours` are negative where it is taken back or recovered.
    public init(
        key: String,
        company: String,
        project: String,
        costCode: String,
        serviceDate: CalendarDate,
        equipment: String,
        hours: Decimal,
        rate: Money,
        corrects: String? = nil,
        counterparty: String? = nil
    ) {
        self.key = key
        self.company = company
        self.project = project
        self.costCode = costCode
        costType = .equipment
        self.serviceDate = serviceDate
        postingDate = serviceDate
        self.equipment = equipment
        self.hours = hours
        self.rate = rate.amount
        amount = Money(hours * rate.amount, rate.currency).posted
        self.corrects = corrects
        self.counterparty = counterparty
    }

    /// Creates a cost that is the sum of several, such as the labour of a day on a cost code.
    ///
    /// - Parameters:
    ///   - key: What makes it one cost, for ever.
    ///   - company: The code of the company that bears it.
    ///   - project: The code of the project that bears it.
    ///   - costCode: The cost code within the project.
    ///   - costType: The kind of cost.
    ///   - serviceDate: The site-local day of the work.
    ///   - postingDate: The day under which it is posted; `nil` for the day of the work.
    ///   - hours: Hours, to two decimals; 0 for what is not by the hour.
    ///   - amount: The amount, which is rounded half-even to the currency's minor unit.
    ///   - corrects: The key of the entry that this one takes back or puts right.
    public init(
        key: String,
        company: String,
        project: String,
        costCode: String,
        costType: CostType,
        serviceDate: CalendarDate,
        postingDate: CalendarDate? = nil,
        hours: Decimal,
        amount: Money,
        corrects: String? = nil
    ) {
        self.key = key
        self.company = company
        self.project = project
        self.costCode = costCode
        self.costType = costType
        self.serviceDate = serviceDate
        self.postingDate = postingDate ?? serviceDate
        equipment = nil
        self.hours = hours
        rate = nil
        self.amount = amount.posted
        self.corrects = corrects
        counterparty = nil
    }

    /// The same cost, posted under another day; its service date stays.
    public func posted(on day: CalendarDate) -> CostEntry {
        var entry = self
        entry.postingDate = day
        return entry
    }

    /// What is added to the key of a charge for that of its recovery.
    private static let recoverySuffix = "/recovery"

    /// Whether it is what the owner of a machine recovers, and not what the project is charged.
    public var isRecovery: Bool { counterparty != nil && key.hasSuffix(Self.recoverySuffix) }

    /// The key of the other side; `nil` for a cost that has none.
    public var counterKey: String? {
        guard counterparty != nil else { return nil }
        return isRecovery ? String(key.dropLast(Self.recoverySuffix.count)) : key + Self.recoverySuffix
    }

    /// Whether it is an ``Accrual``, or takes one back.
    public var isAccrual: Bool { Self.isAccrual(key) }

    /// Whether it is a balance of a replaced system, which stands under the day of the cutover.
    public var isOpeningBalance: Bool { key.hasPrefix("opening/") }

    /// Whether a key is one of an ``Accrual``, or of what takes one back.
    package static func isAccrual(_ key: String) -> Bool { key.hasPrefix("accrual/") }

    /// What its delivery is called: a cost is delivered once to the books of its company.
    package var deliveryKey: String { Self.deliveryKey(of: key, in: company) }

    /// What the delivery of the other side is called; `nil` for a cost that has none.
    package var counterDeliveryKey: String? {
        guard let counterparty, let counterKey else { return nil }
        return Self.deliveryKey(of: counterKey, in: counterparty)
    }

    /// What the delivery of a cost to the books of a company is called.
    package static func deliveryKey(of key: String, in company: String) -> String { "\(name)/\(company)/\(key)" }

    /// The other side of the charge of a machine: the same hours and the same amount with the other sign, in the ledger of
    /// ``counterparty`` (domain.md M-3).
    ///
    /// - Parameters:
    ///   - project: The code of the project that stands for the machine's home cost centre.
    ///   - costCode: The cost code under which the machine's recovery is collected.
    /// - Returns: `nil` for a cost without another side, and for what is a recovery itself.
    public func recovery(of project: String, _ costCode: String) -> CostEntry? {
        guard let counterparty, let equipment, let rate, let counterKey, !isRecovery else { return nil }
        return CostEntry(
            key: counterKey,
            company: counterparty,
            project: project,
            costCode: costCode,
            serviceDate: serviceDate,
            equipment: equipment,
            hours: -hours,
            rate: Money(rate, amount.currency),
            corrects: corrects.map { $0 + Self.recoverySuffix },
            counterparty: company
        )
        .posted(on: postingDate)
    }

    /// The totals that a ledger must hold of it: `hours` and `amount`.
    public var controlTotals: [String: Decimal] { ["hours": hours, "amount": amount.amount] }

    /// The cost as JSON; `equipment`, `rate`, `postingDate`, `corrects` and `counterparty` are there only where they say
    /// something.
    public var json: JSON {
        var object: JSONObject = [
            "key": .string(key), "company": .string(company), "project": .string(project),
            "costCode": .string(costCode), "costType": .string(costType.rawValue),
            "serviceDate": .string(serviceDate.text),
        ]
        object["equipment"] = equipment.map { .string($0) }
        object["hours"] = .string(hours.plainText)
        object["rate"] = rate.map { .string($0.plainText) }
        object["amount"] = .string(amount.amount.plainText)
        object["currency"] = .string(amount.currency.code)
        object["postingDate"] = postingDate == serviceDate ? nil : .some(.string(postingDate.text))
        object["corrects"] = corrects.map { .string($0) }
        object["counterparty"] = counterparty.map { .string($0) }
        return .object(object)
    }

    /// Reads a cost.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read, also if the amount is not
    ///   hours times rate, or is not rounded to the currency's minor unit.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        let key = try reader.member("key").string()
        let company = try reader.member("company").string()
        let project = try reader.member("project").string()
        let costCode = try reader.member("costCode").string()
        let costType: CostType = try reader.member("costType").word("the kind of a cost")
        let day = try reader.member("serviceDate").date()
        let hours = try reader.member("hours").hours()
        let currency = try reader.member("currency").currency()
        let stated = try reader.member("amount").decimal()
        let postingDate = try reader.optionalMember("postingDate")?.date()
        if let equipment = try reader.optionalString("equipment") {
            self.init(
                key: key,
                company: company,
                project: project,
                costCode: costCode,
                serviceDate: day,
                equipment: equipment,
                hours: hours,
                rate: Money(try reader.member("rate").decimal(), currency),
                corrects: try reader.optionalString("corrects"),
                counterparty: try reader.optionalString("counterparty")
            )
            self.postingDate = postingDate ?? day
        } else {
            self.init(
                key: key,
                company: company,
                project: project,
                costCode: costCode,
                costType: costType,
                serviceDate: day,
                postingDate: postingDate,
                hours: hours,
                amount: Money(stated, currency),
                corrects: try reader.optionalString("corrects")
            )
        }
        guard costType == self.costType else {
            throw JSONAccessError(
                path: try reader.member("costType").path,
                expected: "equipment where a machine is named",
                found: costType.rawValue
            )
        }
        guard stated == amount.amount else {
            throw JSONAccessError(
                path: try reader.member("amount").path,
                expected: (equipment == nil ? "an amount in whole minor units: " : "hours × rate = ")
                    + amount.amount.plainText,
                found: stated.plainText
            )
        }
    }
}
