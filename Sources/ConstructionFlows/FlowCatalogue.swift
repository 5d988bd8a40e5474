import CanonicalModel

/// What an implementer reads of a flow before configuring it.
public struct FlowDescription: Sendable, Hashable {
    /// The name of the flow.
    public let name: String
    /// What it does, in one sentence.
    public let summary: String
    /// Where its rules stand.
    public let source: String
    /// What its key is, in whose order it works.
    public let key: String
    /// The canonical objects that it takes.
    public let consumes: [String]
    /// The canonical objects that it writes to targets.
    public let writes: [String]
}

/// All flows of this product.
public enum FlowCatalogue: Sendable {
    /// The flows by name.
    public static let flows: [FlowDescription] = [
        FlowDescription(
            name: AccrualsToJobCost.name,
            summary: "What a month's close accrues becomes cost of that month once it is approved, and is taken "
                + "back in the next.",
            source: "domain.md L15",
            key: "the month",
            consumes: [AccrualBatch.name],
            writes: [CostEntry.name]
        ),
        FlowDescription(
            name: EquipmentUsageToJobCost.name,
            summary: "Meter readings become usage per day, and approved usage becomes cost of the machine's project, "
                + "which its owner recovers.",
            source: "domain.md L8, L10, T-1 to T-7, M-3",
            key: "the machine's code; for what companies charge each other intercompany/OWNER/USER/MONTH",
            consumes: [MeterReading.name],
            writes: [Project.name, Equipment.name, CostEntry.name]
        ),
        FlowDescription(
            name: EstimateToBudget.name,
            summary: "Awarded estimates and approved change orders become the budget of a project.",
            source: "domain.md L2, E-1 to E-6",
            key: "the project's code",
            consumes: [ChangeOrder.name, Estimate.name],
            writes: [Budget.name]
        ),
        FlowDescription(
            name: OpeningBalancesToJobCost.name,
            summary: "Balances that a replaced system ended with become cost of projects, once a batch is approved.",
            source: "domain.md L20",
            key: "the name of the batch",
            consumes: [MigrationBatch.name],
            writes: [Project.name, CostEntry.name]
        ),
        FlowDescription(
            name: TimeToPayrollToJobCost.name,
            summary: "Approved hours go to payroll in one batch per period, and what payroll paid becomes labour cost.",
            source: "domain.md L7, P-1 to P-8",
            key: "company and end of the pay period",
            consumes: [PayrollBatchResult.name, PayrollRegister.name, TimeEntry.name],
            writes: [Project.name, PayrollBatch.name, CostEntry.name]
        ),
    ]

    /// The flow of a name; `nil` if this product has none.
    public static func flow(named name: String) -> FlowDescription? { flows.first { $0.name == name } }
}
