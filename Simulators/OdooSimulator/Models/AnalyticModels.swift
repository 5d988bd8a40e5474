import Foundation

extension Catalogue {
    /// Analytic plans, accounts and lines (reference: domain.md section 8, odoo.md "Model facts").
    static func analyticModels(_ profile: VersionProfile) -> [ModelDefinition] {
        [plan, account(profile), line]
    }

    private static let accountants = "Technical / Show Accounting Features - Readonly"

    private static let plan = ModelDefinition(
        "account.analytic.plan",
        "Analytic Plans",
        [
            .char("name", "Name").required.translated,
            .text("description", "Description"),
            .many2one("parent_id", "Parent", "account.analytic.plan").cascading,
            .char("parent_path", "Parent Path").computed("parent_path"),
            .many2one("root_id", "Root", "account.analytic.plan").computedLive("plan_root"),
            .one2many("children_ids", "Childrens", "account.analytic.plan", "parent_id"),
            .integer("children_count", "Children Plans Count").computedLive("plan_children"),
            .char("complete_name", "Complete Name").computed("path_name"),
            .one2many("account_ids", "Accounts", "account.analytic.account", "plan_id"),
            .integer("account_count", "Analytic Accounts Count").computedLive("plan_accounts"),
            .integer("all_account_count", "All Analytic Accounts Count").computedLive("plan_all_accounts"),
            .integer("sequence", "Sequence", default: 10),
            .selection(
                "default_applicability",
                "Default Applicability",
                [("optional", "Optional"), ("mandatory", "Mandatory"), ("unavailable", "Unavailable")],
                default: "optional"
            ).companyDependent,
        ]
    ) { model in
        model.order = "sequence asc, id"
        model.displayName = "path_name"
        model.nameSearch = ["complete_name"]
    }

    private static func account(_ profile: VersionProfile) -> ModelDefinition {
        ModelDefinition(
            "account.analytic.account",
            "Analytic Account",
            [
                .char("name", "Analytic Account").required.translated,
                .char("code", "Reference"),
                .boolean("active", "Active", default: true),
                .many2one("plan_id", "Plan", "account.analytic.plan").required.restricted,
                .many2one("root_plan_id", "Root Plan", "account.analytic.plan").computed("account_root_plan"),
                .one2many("line_ids", "Analytic Lines", "account.analytic.line", "auto_account_id"),
                .many2one("company_id", "Company", "res.company").defaulting(to: .company),
                .many2one("partner_id", "Customer", "res.partner"),
                .one2many("project_ids", "Projects", "project.project", profile.projectAccountField),
                .monetary("balance", "Balance").computedLive("account_balance"),
                .monetary("debit", "Debit").computedLive("account_debit").onlyFor(accountants),
                .monetary("credit", "Credit").computedLive("account_credit").onlyFor(accountants),
                .many2one("currency_id", "Currency", "res.currency").related("company_id.currency_id"),
            ]
        ) { model in
            model.order = "plan_id, name asc"
            model.displayName = "account_display_name"
            model.nameSearch = ["name", "code"]
            model.copySuffix = " (copy)"
            model.rules = [.company(field: "company_id")]
            model.indexes = [["plan_id"]]
        }
    }

    private static let lineFields: [FieldDefinition] = [
        .char("name", "Description").required,
        .date("date", "Date").required.defaulting(to: .today),
        .monetary("amount", "Amount").required.defaulting(to: .value(.decimal(0))),
        .float("unit_amount", "Quantity").defaulting(to: .value(.decimal(0))),
        .many2one("product_uom_id", "Unit of Measure", "uom.uom"),
        .many2one("account_id", "Project Account", "account.analytic.account").restricted.companyChecked,
        .many2one("auto_account_id", "Analytic Account", "account.analytic.account").computedLive("nothing"),
        .many2one("partner_id", "Partner", "res.partner").companyChecked,
        .many2one("user_id", "User", "res.users").defaulting(to: .user),
        .many2one("company_id", "Company", "res.company").required.readonly.defaulting(to: .company),
        .many2one("currency_id", "Currency", "res.currency").related("company_id.currency_id", stored: true),
        .selection(
            "category",
            "Category",
            [
                ("other", "Other"), ("invoice", "Customer Invoice"), ("vendor_bill", "Vendor Bill"),
                ("picking_entry", "Inventory Transfer"),
            ],
            default: "other"
        ),
        .many2one("product_id", "Product", "product.product"),
        .many2one("general_account_id", "Financial Account", "account.account"),
        .many2one("move_line_id", "Journal Item", "account.move.line").cascading,
        .char("code", "Code", size: 8),
        .char("ref", "Ref."),
        .many2one("project_id", "Project", "project.project"),
        .many2one("task_id", "Task", "project.task"),
        .many2one("employee_id", "Employee", "hr.employee"),
    ]

    private static let line = ModelDefinition("account.analytic.line", "Analytic Line", lineFields) { model in
        model.order = "date desc, id desc"
        model.displayName = "line_display_name"
        model.rules = [.company(field: "company_id")] + timesheetRules
        model.indexes = [["account_id"], ["project_id"], ["task_id"]]
        model.hasPlanColumns = true
    }
}
