import CanonicalModel

extension OwnershipPolicy {
    /// The hand-offs of domain.md §9a for the objects that estimating, time, payroll, telematics and Odoo exchange.
    public static let standard = OwnershipPolicy(
        [estimate, changeOrder, budget, meterReading, timeEntry, payrollBatch, payrollResult, payrollRegister, cost]
            .compactMap(\.self)
    )

    /// Estimating works on a revision until it is a budget.
    ///
    /// From then on a new revision or a change order is needed (domain.md E-4); that the revision was lost after all may
    /// still be said.
    private static let estimate = ObjectOwnership(
        "Estimate",
        [
            OwnershipStage("bid", owner: .estimating, until: ["EstimateAwarded", "EstimateRevised"]),
            OwnershipStage("awarded", owner: .estimating, until: ["BudgetLoaded", "BudgetRevisionApproved"]),
            OwnershipStage("budget", owner: .purlin, fields: [FieldGroup(["status"], writers: [.estimating])]),
        ]
    )

    /// The field writes a change order until it is approved.
    ///
    /// Then the budget's ledger owns it; what the field changes of its decision and amounts is a difference that a person
    /// approves before it counts.
    private static let changeOrder = ObjectOwnership(
        "ChangeOrder",
        [
            OwnershipStage("submitted", owner: .field, until: ["ChangeOrderApproved"]),
            OwnershipStage(
                "approved",
                owner: .purlin,
                fields: [FieldGroup(["status", "contractAmount", "budget"], writers: [.field])]
            ),
        ]
    )

    /// The ledger of budgets is the runtime's own; others get copies.
    private static let budget = ObjectOwnership("Budget", [OwnershipStage("ledger", owner: .purlin)])

    private static let meterReading = ObjectOwnership(
        "MeterReading",
        [OwnershipStage("reading", owner: .telematics, recipients: [])]
    )

    /// The field owns hours until they are approved.
    ///
    /// Then payroll pays them; the field may still correct them, which counts when they are approved again (domain.md P-1,
    /// P-8).
    private static let timeEntry = ObjectOwnership(
        "TimeEntry",
        [
            OwnershipStage("recorded", owner: .field, recipients: [.payroll], until: ["TimesheetApproved"]),
            OwnershipStage("approved", owner: .payroll, writers: [.field], recipients: [.payroll]),
        ]
    )

    /// The runtime makes a batch; once it was sent, it is payroll's.
    private static let payrollBatch = ObjectOwnership(
        "PayrollBatch",
        [
            OwnershipStage("made", owner: .purlin, recipients: [.payroll], until: ["PayrollBatchSent"]),
            OwnershipStage("sent", owner: .payroll, recipients: []),
        ]
    )

    private static let payrollResult = ObjectOwnership(
        "PayrollBatchResult",
        [OwnershipStage("answered", owner: .payroll, recipients: [])]
    )

    private static let payrollRegister = ObjectOwnership(
        "PayrollRegister",
        [OwnershipStage("posted", owner: .payroll, recipients: [])]
    )

    /// A cost leaves its flow when it is approved, and is the books' once they hold it (domain.md T-7, O-2).
    private static let cost = ObjectOwnership(
        "CostEntry",
        [
            OwnershipStage("approved", owner: .purlin, recipients: [.odoo], until: ["CostEntryPosted"]),
            OwnershipStage("posted", owner: .odoo, recipients: []),
        ]
    )
}
