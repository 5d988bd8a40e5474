extension CostEntry: DescribedObject {
    /// A cost on its way to the ledger.
    public static let schema = CanonicalSchema(
        of: CostEntry.self,
        "A cost on its way to the ledger; its amount is hours times rate where there is one rate.",
        source: "domain.md §10, P-4, T-7",
        key: ["key"],
        fields: [
            SchemaField("key", .code, "what makes it one cost, for ever"),
            SchemaField("company", .code, "the code of the company that bears it"),
            SchemaField("project", .code, "the code of the project that bears it"),
            SchemaField("costCode", .code, "the cost code within the project"),
            SchemaField("costType", .words(CostType.self), "the kind of cost; equipment where a machine is named"),
            SchemaField("serviceDate", .date, "the site-local day of the work"),
            SchemaField("equipment", .code, "the machine, where one stands for the cost").optional,
            SchemaField("hours", .hours, "how long; 0 for what is not by the hour"),
            SchemaField("rate", .money, .c2, "the internal rate per hour of the machine").optional,
            SchemaField("amount", .money, .c2, "rounded half-even to the currency's minor unit; a cost is positive"),
            SchemaField("currency", .currency, "the currency of rate and amount"),
            SchemaField("postingDate", .date, "the day under which it is posted, where that is a later one").optional,
            SchemaField("corrects", .code, "the key of the entry that this one takes back or puts right").optional,
            SchemaField("counterparty", .code, "the company in whose ledger the other side of the cost stands")
                .optional,
        ],
        requires: ["equipment": ["rate"]]
    )
}

extension PostedCost: DescribedObject {
    /// A cost as a ledger really holds it.
    public static let schema = CanonicalSchema(
        of: PostedCost.self,
        "A cost as a ledger really holds it, read back from there to be compared with what was sent.",
        source: "domain.md O-4",
        key: ["reference"],
        fields: [
            SchemaField("reference", .code, "what the ledger calls the line"),
            SchemaField("externalId", .code, "the name under which it was written").optional,
            SchemaField("project", .code, "the code of the project that bears it").optional,
            SchemaField("costCode", .code, "the cost code within the project").optional,
            SchemaField("date", .date, "the day under which it is posted").optional,
            SchemaField("hours", .decimal(scale: nil), unit: "HUR", "hours, exactly as the ledger holds them"),
            SchemaField("amount", .decimal(scale: nil), .c2, "in the company's currency; a cost is positive"),
        ]
    )
}

extension FiscalPeriod: DescribedObject {
    /// A month of a company's ledger.
    public static let schema = CanonicalSchema(
        of: FiscalPeriod.self,
        "A month of a company's ledger, and whether anything may still be posted into it.",
        source: "domain.md §8, §10, O-1",
        key: ["company", "ledger", "month"],
        fields: [
            SchemaField("company", .code, "the company's code"),
            SchemaField("ledger", .code, "the ledger, for example general, purchase or sale"),
            SchemaField("month", .month, "the month"),
            SchemaField("state", .words(State.self), "what may be posted into it"),
            SchemaField("lockedThrough", .date, "the ledger's lock date that this follows from").optional,
        ]
    )
}

extension Accrual: DescribedObject {
    /// A cost of a month whose document is still to come.
    public static let schema = CanonicalSchema(
        of: Accrual.self,
        "A cost that belongs to a month and whose document is still to come; it is taken back in the next one.",
        source: "domain.md §10, L15",
        key: ["key"],
        fields: SchemaField.ofAccrual + [
            SchemaField("reverses", .code, "the key of the accrual that this one takes back").optional
        ]
    )
}

extension AccrualBatch: DescribedObject {
    /// The accruals that a person asks for at the close of a month.
    public static let schema = CanonicalSchema(
        of: AccrualBatch.self,
        "The accruals that a person asks for at the close of a month, with the costs that they stand for.",
        source: "domain.md §10, L15",
        key: ["month"],
        fields: [
            SchemaField("month", .month, "the month"),
            SchemaField("requestedBy", .code, "the person who asks for them"),
            SchemaField("accruals", .list(.nested(SchemaField.ofAccrual)), "the accruals, at least one"),
            SchemaField(
                "companies",
                .list(.code),
                "the codes of the companies of which no further cost is posted in the month"
            ),
            SchemaField("covers", .list(.code), "the deliveries of the costs that they stand for"),
            SchemaField("onTheirWay", .list(.code), "the deliveries that are still posted in the month"),
            SchemaField("requests", .list(.code), "the requests for approval that these costs wait for"),
        ]
    )
}

extension SchemaField {
    /// The members of an accrual, but for what it takes back.
    static let ofAccrual = [
        SchemaField("key", .code, "what makes it one accrual, for ever"),
        SchemaField("company", .code, "the code of the company that bears it"),
        SchemaField("project", .code, "the code of the project that bears it"),
        SchemaField("costCode", .code, "the cost code within the project"),
        SchemaField("costType", .words(CostType.self), "the kind of cost"),
        SchemaField("month", .month, "the month that it belongs to"),
        SchemaField("amount", .money, .c2, "in whole minor units; negative where it takes another one back"),
        SchemaField("currency", .currency, "the currency of the amount"),
        SchemaField("reason", .text, "what is still to come, for example approved hours without a payroll run"),
    ]
}

extension IntercompanyAllocation: DescribedObject {
    /// What one company charges another for a machine in a month.
    public static let schema = CanonicalSchema(
        of: IntercompanyAllocation.self,
        "What the company that owns a machine charges the one whose project used it; both sides are the same amount.",
        source: "domain.md §10, L10, M-3",
        key: ["month", "equipment", "project", "costCode"],
        fields: [
            SchemaField("month", .month, "the month of the use"),
            SchemaField("equipment", .code, "the code of the machine"),
            SchemaField("project", .code, "the project that used it"),
            SchemaField("costCode", .code, "the cost code that bears the charge"),
            SchemaField("fromCompany", .code, "the company that owns the machine and is credited"),
            SchemaField("toCompany", .code, "the company of the project, which is charged"),
            SchemaField("hours", .hours, "the hours of the month; negative where hours are taken back"),
            SchemaField("rate", .money, .c2, "the internal rate per hour"),
            SchemaField("amount", .money, .c2, "hours times rate, rounded half-even to the currency's minor unit"),
            SchemaField("currency", .currency, "the currency of rate and amount"),
        ]
    )
}

extension MigrationBatch: DescribedObject {
    /// What a replaced system held on the day of the change.
    public static let schema = CanonicalSchema(
        of: MigrationBatch.self,
        "What a system that is being replaced held on the day of the change; its balances come to its control totals.",
        source: "domain.md §10, L20",
        key: ["key"],
        fields: [
            SchemaField("key", .code, "what it is called, for ever"),
            SchemaField("company", .code, "the code of the company whose projects they are"),
            SchemaField("cutover", .date, "the day of the change: no balance bears a later one"),
            SchemaField("currency", .currency, "the currency of the amounts"),
            SchemaField("digest", .code, "the SHA-256 of the file that it was read from"),
            SchemaField("loadedBy", .code, "the person who loads it"),
            SchemaField(
                "controlTotals",
                .nested([
                    SchemaField("count", .count, "how many balances there must be"),
                    SchemaField("hours", .hours, "their hours"), SchemaField("amount", .money, .c2, "their amounts"),
                ]),
                "what it must come to"
            ),
            SchemaField(
                "balances",
                .list(
                    .nested([
                        SchemaField("project", .code, "the code of the project"),
                        SchemaField("costCode", .code, "the cost code within the project"),
                        SchemaField("costType", .words(CostType.self), "the kind of cost"),
                        SchemaField("date", .date, "the day that it bears"),
                        SchemaField("hours", .hours, "hours; 0 for what is not by the hour"),
                        SchemaField("amount", .money, .c2, "in whole minor units; a cost is positive"),
                    ])
                ),
                "the balances"
            ),
        ]
    )
}
