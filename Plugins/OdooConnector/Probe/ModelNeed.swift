/// What the connector must be allowed to do with one model.
struct ModelNeed: Sendable, Hashable {
    let model: String
    /// The module that brings the model.
    let module: String
    /// The group that gives the rights and the least beyond them.
    let group: String
    /// What it is needed for.
    let purpose: String

    static let analyticGroup = "Technical / Analytic Accounting"

    /// Whether much can be done without it: not everybody sends documents.
    let isOptional: Bool

    /// What is done to the model.
    let operations: [String]

    /// What is done to most models.
    private static let everyday = ["create", "write", "read"]
    /// All that can be done: drafts and lines of drafts are deleted too.
    static let everything = everyday + ["unlink"]

    /// What no declared object needs: users and their rights, settings, modules, companies, and the chart of accounts.
    static let needless = [
        "res.users", "res.groups", "ir.model.access", "ir.config_parameter", "ir.module.module", "res.company",
        "account.account", "account.journal",
    ]

    /// The model of employees, where they are read.
    static let employees = ModelNeed(
        EmployeeStream.model,
        "hr",
        "Employees / Officer: Manage all employees",
        "Employee",
        operations: ["read"]
    )

    /// The models of all other declared objects (groups as Odoo 17 and 18 define them).
    static let standard = [
        ModelNeed("account.analytic.line", "analytic", analyticGroup, "CostEntry"),
        ModelNeed("account.analytic.account", "analytic", analyticGroup, "Project and CostEntry"),
        ModelNeed("project.project", "project", "Project / Administrator", "Project"),
        ModelNeed("fleet.vehicle", "fleet", "Fleet / Administrator", "Equipment"),
        ModelNeed("fleet.vehicle.model", "fleet", "Fleet / Administrator", "Equipment"),
        ModelNeed("fleet.vehicle.model.brand", "fleet", "Fleet / Administrator", "Equipment"),
        ModelNeed("purchase.order", "purchase", "Purchase / User", "PurchaseOrder", isOptional: true),
        ModelNeed(
            "purchase.order.line",
            "purchase",
            "Purchase / User",
            "PurchaseOrder",
            isOptional: true,
            operations: everything
        ),
        ModelNeed("stock.picking", "purchase_stock", "Inventory / User", "Receipt", isOptional: true),
        ModelNeed(
            "account.move",
            "account",
            "Invoicing / Billing",
            "SupplierInvoice",
            isOptional: true,
            operations: everything
        ),
        ModelNeed(
            "account.move.line",
            "account",
            "Invoicing / Billing",
            "SupplierInvoice",
            isOptional: true,
            operations: everything
        ),
        ModelNeed("account.payment", "account", "Invoicing / Billing", "Payment", isOptional: true),
    ]

    private init(
        _ model: String,
        _ module: String,
        _ group: String,
        _ purpose: String,
        isOptional: Bool = false,
        operations: [String] = Self.everyday
    ) {
        self.model = model
        self.isOptional = isOptional
        self.operations = operations
        self.module = module
        self.group = group
        self.purpose = purpose
    }
}
