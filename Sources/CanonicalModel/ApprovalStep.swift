/// What people are asked to approve, in the words in which a company's rules name it (domain.md §9a, §10).
public enum ApprovalStep: String, Sendable, Hashable, CaseIterable {
    /// The usage of a machine on a day, before it becomes cost of a project.
    case equipmentUsage = "equipment-usage"
    /// Hours of a pay period on their way to payroll.
    case payrollBatch = "payroll-batch"
    /// A payroll run that paid other hours than payroll had accepted.
    case payrollDifference = "payroll-difference"
    /// The labour cost of a payroll run, before it is posted.
    case labourCost = "labour-cost"
    /// A change of a project's budget by a later revision of its estimate.
    case budgetRevision = "budget-revision"
    /// A change of a project's budget by a change order whose amounts changed after its first approval.
    case changeOrder = "change-order"
    /// What one company charges another for the use of its machines in a month.
    case intercompanyAllocation = "intercompany-allocation"
    /// The opening balances of a migration batch, before they are posted.
    case openingBalances = "opening-balances"
    /// What the close of a month accrues, before it is posted.
    case periodAccruals = "period-accruals"
    /// The first budget of a project, by the award of its estimate; only where a company's rules ask for it.
    case budgetLoad = "budget-load"
}
