extension CanonicalEvent {
    /// What the flow from estimates to budgets finds out (domain.md §3, E-1 to E-6).
    static let budget: [CanonicalEvent] = [
        budget("EstimateExported", "Estimating exported a revision that changes no budget.", revision),
        budget("EstimateAwarded", "The customer gave the work: estimating hands the estimate over.", revision),
        budget("EstimateRevised", "An awarded estimate was revised: a person decides about the difference.", revision),
        budget("ChangeOrderSubmitted", "A change order was handed in.", order),
        budget("ChangeOrderApproved", "A change order was signed.", order),
        budget("ChangeOrderRejected", "A change order was refused.", order),
        budget("ChangeOrderWithdrawn", "A change order was taken back.", order),
        budget("BudgetLoaded", "A project has its original budget.", booking),
        budget("BudgetRevisionApproved", "A change became part of a project's budget.", booking),
        budget(
            "BudgetRevisionRejected",
            "A person refused a change of a budget.",
            [SchemaField("id", .code, "what was proposed"), SchemaField("by", .code, "the person")]
        ),
        budget(
            "BudgetRevisionReturned",
            "A person gave a change of a budget back, to be asked about anew.",
            [
                SchemaField("id", .code, "what was proposed"), SchemaField("by", .code, "the person"),
                SchemaField("reason", .text, "why"),
            ]
        ),
        budget(
            "BudgetChangeGivenUp",
            "A person gave up a change of a budget that a case kept back.",
            givenUp + [SchemaField("amount", .money, .c2, unit: "the project's currency", "how much it was")]
        ),
    ]

    private static func budget(_ name: String, _ summary: String, _ members: [SchemaField]) -> CanonicalEvent {
        CanonicalEvent(name, flow: "EstimateToBudget", summary, members)
    }

    private static func amount(_ name: String, _ summary: String) -> SchemaField {
        SchemaField(name, .money, .c2, unit: "the project's currency", summary)
    }

    private static let revision = [
        SchemaField("estimate", .code, "the number of the estimate"), SchemaField("revision", .code, "the revision"),
        SchemaField("status", .words(Estimate.Status.self), .c2, "how far the revision has come"),
        SchemaField("format", .code, "how the export was written"),
        amount("total", "the sum of the lines that become budget"),
        SchemaField("companion", .boolean, "whether it is the second export, which is only compared").optional,
    ]

    private static let order = [
        SchemaField("changeOrder", .code, "the number of the change order"),
        amount("contractAmount", "how much more the customer pays"),
        amount("budgetAmount", "how much more the budget has"),
    ]

    private static let booking = [
        SchemaField("revision", .count, "the number of the budget's revision"),
        SchemaField("source", .text, "the estimate or change order that it comes from"),
        amount("amount", "how much more the budget has"),
        amount("contractAmount", "how much more the customer pays"),
        SchemaField("by", .code, "who approved it, where somebody had to").optional,
        amount("revised", "what the whole budget is now").optional,
    ]
}
