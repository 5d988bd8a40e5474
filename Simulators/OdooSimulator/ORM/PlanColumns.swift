/// The columns that analytic plans add at run time (reference: odoo.md, "name_search … and the like").
extension Environment {
    /// The plan whose accounts stand in the column `account_id`.
    var projectPlan: Int64? { baseRecord("analytic.analytic_plan_projects") }

    /// The plans without a parent other than the project plan, the oldest first.
    var additionalPlans: [Int64] {
        database.ids(of: "account.analytic.plan").filter { id in
            id != projectPlan && database.row("account.analytic.plan", id)?["parent_id"]?.recordID == nil
        }
    }

    /// The column of lines that holds the accounts of a plan without a parent.
    func column(ofPlan plan: Int64) -> String {
        plan == projectPlan ? "account_id" : "x_plan\(plan)_id"
    }

    /// The columns of a line that hold analytic accounts, that of the project plan first.
    var accountColumns: [String] {
        ["account_id"] + additionalPlans.map(column(ofPlan:))
    }

    /// Makes the models' columns those of the plans that are there now.
    mutating func refreshPlanColumns() {
        let plans = additionalPlans.map { (id: $0, name: planName($0)) }
        let own = projectPlan.map { (id: $0, name: planName($0)) }
        let profile = profile
        catalogue.replacePlanColumns { model in
            let ownColumn = model.name == "project.project" ? profile.projectAccountField : "account_id"
            if var field = model[ownColumn], let own {
                field.shownLabel = own.name
                field.shownDomain = Self.domain(ofPlan: own.id)
                model.add(field)
            }
            for plan in plans {
                let relation = "account.analytic.account"
                var field = FieldDefinition.many2one("x_plan\(plan.id)_id", plan.name, relation).restricted
                field.shownDomain = Self.domain(ofPlan: plan.id)
                model.add(field)
            }
        }
    }

    /// The plan without a parent above `plan`.
    func rootPlan(of plan: Int64) -> Int64 {
        var current = plan
        var seen: Set<Int64> = []
        while seen.insert(current).inserted,
            let parent = database.row("account.analytic.plan", current)?["parent_id"]?.recordID
        {
            current = parent
        }
        return current
    }

    private static func domain(ofPlan plan: Int64) -> String {
        "[('plan_id', 'child_of', \(plan))]"
    }

    private func planName(_ plan: Int64) -> String {
        database.row("account.analytic.plan", plan)?["name"]?.textValue ?? ""
    }
}
