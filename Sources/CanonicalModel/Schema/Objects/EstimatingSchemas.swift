extension EstimateLine {
    static let fields = [
        SchemaField("path", .code, .c2, "what the line is called within its estimate, the same in each revision"),
        SchemaField("kind", .words(Kind.self), .c2, "what it is"),
        SchemaField("alternate", .code, .c2, "the alternate that it belongs to; none for the base bid").optional,
        SchemaField("costCode", .code, .c2, "the cost code as estimating spells it").optional,
        SchemaField("costType", .code, .c2, "the kind of cost as estimating spells it").optional,
        SchemaField("text", .text, .c2, "what it is, in words"),
        SchemaField("quantity", .decimal(scale: nil), .c2, unit: "unit", "how much, in the source's unit"),
        SchemaField("unit", .code, .c2, "the unit as the source writes it, for example m² or LS"),
        SchemaField("unitPrice", .money, .c2, "the price of a unit; none for a lump sum that states none").optional,
        SchemaField("amount", .money, .c2, "quantity times price, rounded by the rule of its source"),
        SchemaField("metricQuantity", .decimal(scale: nil), .c2, unit: "metricUnit", "the quantity in metric units")
            .optional,
        SchemaField("metricUnit", .words(UnitOfMeasure.self), .c2, "the metric unit, by UN/ECE Rec 20").optional,
    ]
}

extension Estimate: DescribedObject {
    /// A revision of an estimate with its lines.
    public static let schema = CanonicalSchema(
        of: Estimate.self,
        "One revision of an estimate with all its lines, as estimating exported it.",
        source: "domain.md §3, §10",
        key: ["number", "revision"],
        fields: [
            SchemaField("number", .code, "the number of the estimate, for example E26-014"),
            SchemaField("revision", .code, "the revision, for example 03"),
            SchemaField("status", .words(Status.self), .c2, "how far the revision has come"),
            SchemaField("project", .code, "the project that it is for, where the export says it").optional,
            SchemaField("currency", .currency, "the currency of all amounts"),
            SchemaField("acceptedAlternates", .list(.code), .c2, "the alternates that the customer has accepted"),
            SchemaField("statedTotal", .money, .c2, "the total that the export itself states, without mark-up")
                .optional,
            SchemaField("format", .code, "how the export was written, for example gaeb-x86"),
            SchemaField("lines", .list(.nested(EstimateLine.fields)), .c2, "the lines, in the order of the export"),
        ]
    )
}

extension ChangeOrder: DescribedObject {
    /// A change of contract and budget.
    public static let schema = CanonicalSchema(
        of: ChangeOrder.self,
        "A change of contract and budget that both sides have signed, or are about to.",
        source: "domain.md §10, E-4",
        key: ["project", "number"],
        fields: [
            SchemaField("project", .code, "the project's code"),
            SchemaField("number", .code, "the number within the project"),
            SchemaField("status", .words(Status.self), .c2, "how far it has come"),
            SchemaField("currency", .currency, "the currency of all amounts"),
            SchemaField("contractAmount", .money, .c2, "how much more the customer pays; negative for less"),
            SchemaField(
                "budget",
                .list(
                    .nested([
                        SchemaField("costCode", .code, .c2, "the cost code as its system spells it"),
                        SchemaField("costType", .code, .c2, "the kind of cost as its system spells it"),
                        SchemaField("amount", .money, .c2, "how much more; negative for less"),
                    ])
                ),
                .c2,
                "what it changes of the budget"
            ),
        ]
    )
}

extension BudgetPosition {
    static let fields = [
        SchemaField("costCode", .code, .c2, "the company's cost code"),
        SchemaField("costType", .words(CostType.self), .c2, "the kind of cost"),
    ]
}

extension BudgetRevision: DescribedObject {
    /// One change of a project's budget.
    public static let schema = CanonicalSchema(
        of: BudgetRevision.self,
        "A change of a project's budget, the first being the one that an award loads; never edited.",
        source: "domain.md §10, E-2, E-4",
        key: ["project", "number"],
        fields: [
            SchemaField("project", .code, "the project's code"),
            SchemaField("number", .count, "its number within the project: 0 for the original budget"),
            SchemaField(
                "origin",
                .either([
                    [SchemaField("changeOrder", .code, "the number of a change order")],
                    [
                        SchemaField("estimate", .code, "the number of an estimate"),
                        SchemaField("revision", .code, "the revision of the estimate"),
                    ],
                ]),
                "where it comes from"
            ),
            SchemaField("recordedAt", .instant, "when it became part of the budget"),
            SchemaField("approvedBy", .code, "who approved it, where the award was not itself the approval").optional,
            SchemaField("currency", .currency, "the currency of all amounts"),
            SchemaField("contractAmount", .money, .c2, "how much more the customer pays; negative for less"),
            SchemaField(
                "changes",
                .list(.nested(BudgetPosition.fields + [SchemaField("amount", .money, .c2, "how much more it has")])),
                .c2,
                "how much more each position has"
            ),
        ]
    )
}

extension Budget: DescribedObject {
    /// A project's budget after one of its revisions.
    public static let schema = CanonicalSchema(
        of: Budget.self,
        "A project's budget as it stands after one of its revisions, per cost code and kind of cost.",
        source: "domain.md §10",
        key: ["project", "version"],
        fields: [
            SchemaField("project", .code, "the project's code"),
            SchemaField("version", .count, "the number of the last revision that it contains"),
            SchemaField("currency", .currency, "the currency of all amounts"),
            SchemaField("contractChange", .money, .c2, "how much the revisions change what the customer pays"),
            SchemaField(
                "lines",
                .list(
                    .nested(
                        BudgetPosition.fields + [
                            SchemaField("original", .money, .c2, "what the award gave it"),
                            SchemaField("revised", .money, .c2, "what it has now"),
                        ]
                    )
                ),
                .c2,
                "what each position has, each position once"
            ),
        ]
    )
}
