extension Catalogue {
    /// Analytic plans, accounts and lines (reference: domain.md section 8, odoo.md "Model facts").
    static func analyticChanges(_ profile: VersionProfile) -> [ModelChange] {
        [
            ModelChange("account.analytic.plan") { model in
                model.displayName = "path_name"
                model.nameSearch = ["complete_name"]
                model.keep("default_applicability")
                model.adjust("parent_id") { $0.deletionRule = .cascade }
                model.compute("parent_path", by: "parent_path")
                model.compute("complete_name", by: "path_name")
                model.compute("root_id", by: "plan_root")
                model.compute("children_count", by: "plan_children")
                model.compute("account_count", by: "plan_accounts")
                model.compute("all_account_count", by: "plan_all_accounts")
            },
            ModelChange("account.analytic.account") { completeAccount(&$0) },
            ModelChange("account.analytic.line") { completeLine(&$0) },
        ]
    }

    private static func completeAccount(_ model: inout ModelDefinition) {
        model.displayName = "account_display_name"
        model.nameSearch = ["name", "code"]
        model.copySuffix = " (copy)"
        model.adjust("plan_id") { $0.deletionRule = .restrict }
        model.adjust("company_id") { $0.defaultValue = .company }
        model.compute("root_plan_id", by: "account_root_plan")
        model.compute("project_count", by: "account_projects")
        for name in ["balance", "debit", "credit"] { model.compute(name, by: "account_\(name)") }
        model.rules = [.company(field: "company_id")]
        model.indexes = [["plan_id"]]
    }

    private static func completeLine(_ model: inout ModelDefinition) {
        model.displayName = "line_display_name"
        let shown = model["account_id"]?.label
        var account = FieldDefinition.many2one("account_id", "Project Account", "account.analytic.account")
            .restricted.companyChecked
        account.shownLabel = shown
        model.add(account)
        model.adjust("partner_id") { $0.checksCompany = true }
        model.compute("encoding_uom_id", by: "line_encoding_unit")
        model.rules = [.company(field: "company_id")] + timesheetRules
        model.indexes = [["account_id"], ["project_id"], ["task_id"]]
        model.hasPlanColumns = true
    }
}
