public import FoundationEssentials
public import JSON

/// What a system that is being replaced held on the day of the change, loaded as a whole (domain.md §10, L20).
///
/// The person who loads it states how many balances it has and what they come to; a batch whose balances come to something
/// else cannot be read.
public struct MigrationBatch: CanonicalObject {
    /// `MigrationBatch`.
    public static let name = "MigrationBatch"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Commercially confidential: it carries amounts.
    public static let sensitivity = SensitivityClass.c2

    /// What a project had cost on a cost code.
    public struct Balance: Sendable, Hashable {
        /// The code of the project.
        public let project: String
        /// The cost code and kind of cost.
        public let position: BudgetPosition
        /// The day that it bears, the cutover or an earlier one.
        public let date: CalendarDate
        /// Hours, to two decimals; 0 for what is not by the hour.
        public let hours: Decimal
        /// The amount in the batch's currency, in whole minor units.
        public let amount: Decimal

        /// Creates a balance.
        public init(project: String, position: BudgetPosition, date: CalendarDate, hours: Decimal, amount: Decimal) {
            self.project = project
            self.position = position
            self.date = date
            self.hours = hours
            self.amount = amount
        }
    }

    /// How many balances there are, and what they come to.
    public struct ControlTotals: Sendable, Hashable {
        /// How many.
        public var count: Int
        /// Their hours.
        public var hours: Decimal
        /// Their amounts.
        public var amount: Decimal

        /// Creates totals.
        public init(count: Int = 0, hours: Decimal = 0, amount: Decimal = 0) {
            self.count = count
            self.hours = hours
            self.amount = amount
        }

        /// What balances come to.
        public init(of balances: [Balance]) {
            self.init(
                count: balances.count,
                hours: balances.reduce(0) { $0 + $1.hours },
                amount: balances.reduce(0) { $0 + $1.amount }
            )
        }

        /// Count, hours and amount for a person.
        public var text: String { "\(count) balances of \(hours.plainText) h and \(amount.plainText)" }
    }

    /// What it is called, for ever.
    public let key: String
    /// The code of the company whose projects they are.
    public let company: String
    /// The day of the change: no balance bears a later one.
    public let cutover: CalendarDate
    /// The currency of the amounts.
    public let currency: Currency
    /// The SHA-256 of the file that it was read from.
    public let digest: String
    /// The person who loads it.
    public let loadedBy: String
    /// What it must come to.
    public let controlTotals: ControlTotals
    /// The balances.
    public let balances: [Balance]

    /// Creates a batch.
    public init(
        key: String,
        company: String,
        cutover: CalendarDate,
        currency: Currency,
        digest: String,
        loadedBy: String,
        controlTotals: ControlTotals,
        balances: [Balance]
    ) {
        self.key = key
        self.company = company
        self.cutover = cutover
        self.currency = currency
        self.digest = digest
        self.loadedBy = loadedBy
        self.controlTotals = controlTotals
        self.balances = balances
    }

    /// Why nobody may take it, for a person; `nil` if it is what it says.
    public var fault: String? {
        let found = ControlTotals(of: balances)
        guard found == controlTotals else { return "it was to have \(controlTotals.text), and has \(found.text)" }
        guard !balances.isEmpty else { return "it has no balance" }
        for (number, balance) in balances.enumerated() {
            let place = "balance \(number + 1), \(balance.project) \(balance.position.costCode)"
            if balance.date > cutover {
                return "\(place) is of \(balance.date.text), after the cutover \(cutover.text)"
            }
            if balance.hours.rounded(scale: 2) != balance.hours { return "\(place) has hours of more than 2 decimals" }
            if balance.amount.rounded(scale: currency.decimals) != balance.amount {
                return "\(place): \(balance.amount.plainText) is not in whole minor units of \(currency.code)"
            }
        }
        return nil
    }
}

extension MigrationBatch {
    /// The costs that the balances are in the ledger, in their order: `opening/BATCH/1` and so on.
    public var costs: [CostEntry] {
        balances.enumerated().map { number, balance in
            CostEntry(
                key: "opening/\(key)/\(number + 1)",
                company: company,
                project: balance.project,
                costCode: balance.position.costCode,
                costType: balance.position.costType,
                serviceDate: balance.date,
                hours: balance.hours,
                amount: Money(balance.amount, currency)
            )
        }
    }

    /// The batch as JSON.
    public var json: JSON {
        [
            "key": .string(key), "company": .string(company), "cutover": .string(cutover.text),
            "currency": .string(currency.code), "digest": .string(digest), "loadedBy": .string(loadedBy),
            "controlTotals": controlTotals.json,
            "balances": .array(
                balances.map { balance in
                    [
                        "project": .string(balance.project), "costCode": .string(balance.position.costCode),
                        "costType": .string(balance.position.costType.rawValue), "date": .string(balance.date.text),
                        "hours": .string(balance.hours.plainText), "amount": .string(balance.amount.plainText),
                    ]
                }
            ),
        ]
    }

    /// Reads a batch.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read, also if the balances do not come
    ///   to the control totals.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        let totals = try reader.member("controlTotals")
        var balances: [Balance] = []
        for balance in try reader.member("balances").elements() {
            balances.append(
                Balance(
                    project: try balance.member("project").string(),
                    position: try BudgetPosition(balance),
                    date: try balance.member("date").date(),
                    hours: try balance.member("hours").hours(),
                    amount: try balance.member("amount").decimal()
                )
            )
        }
        self.init(
            key: try reader.member("key").string(),
            company: try reader.member("company").string(),
            cutover: try reader.member("cutover").date(),
            currency: try reader.member("currency").currency(),
            digest: try reader.member("digest").string(),
            loadedBy: try reader.member("loadedBy").string(),
            controlTotals: ControlTotals(
                count: try totals.member("count").count(),
                hours: try totals.member("hours").hours(),
                amount: try totals.member("amount").decimal()
            ),
            balances: balances
        )
        guard let fault else { return }
        throw JSONAccessError(path: reader.path, expected: "a batch that is what it says", found: fault)
    }
}

extension MigrationBatch.ControlTotals {
    /// Count, hours and amount as JSON.
    public var json: JSON {
        ["count": .integer(Int64(count)), "hours": .string(hours.plainText), "amount": .string(amount.plainText)]
    }
}
