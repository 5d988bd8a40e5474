import Foundation

extension ModelBehaviour {
    /// A plan without a parent adds a column to the lines.
    static let analyticPlan = ModelBehaviour(
        changed: { environment, _, _ throws(OdooError) in environment.refreshPlanColumns() },
        validate: { environment, id, given throws(OdooError) in
            guard given.contains("parent_id") else { return }
            try environment.checkNoCircle("account.analytic.plan", id, .user("Recursion Detected."))
        },
        deleted: { environment throws(OdooError) in environment.refreshPlanColumns() }
    )

    /// A line with a project is a timesheet: its amount follows from hours and the employee's hourly cost.
    static let analyticLine = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            Timesheet.followTask(&set, environment)
            if set.columns["project_id"]?.recordID != nil { try Timesheet.complete(&set, environment) }
            Timesheet.setBillingType(&set)
            Timesheet.nameEmployee(&set, environment)
        },
        refusing: { environment, ids throws(OdooError) in
            for id in ids { try Timesheet.checkOwn(id, environment) }
        },
        prepareWrite: { environment, id, set throws(OdooError) in
            try Timesheet.change(&set, id, environment)
        },
        validate: { environment, id, given throws(OdooError) in
            try checkAccounts(environment, id, given)
            try environment.checkSameCompany("account.analytic.line", id)
        }
    )

    /// Version 18 refuses a line whose account columns were named and are all empty.
    private static func checkAccounts(
        _ environment: Environment,
        _ id: Int64,
        _ given: Set<String>
    ) throws(OdooError) {
        let columns = environment.accountColumns
        guard environment.profile.is18, let row = environment.database.row("account.analytic.line", id),
            !given.isDisjoint(with: columns) || row["project_id"]?.recordID != nil
        else { return }
        guard columns.contains(where: { row[$0]?.recordID != nil }) else {
            throw .validation("At least one analytic account must be set")
        }
    }
}

extension Environment {
    /// Refuses a record that points to a record of another company.
    ///
    /// - Throws: UserError that names both.
    func checkSameCompany(_ modelName: String, _ id: Int64) throws(OdooError) {
        let model = try model(modelName)
        guard let company = value("company_id", in: model, id).recordID else { return }
        for field in model.fields where field.checksCompany {
            guard let relation = field.relation, let target = value(of: field, in: model, id).recordID,
                let targetModel = catalogue[relation],
                let other = value("company_id", in: targetModel, target).recordID, other != company
            else { continue }
            let (open, close) = profile.is18 ? ("“", "”") : ("'", "'")
            let quoted = { (text: String) in open + text + close }
            let companyName = value("name", of: "res.company", company).textValue ?? ""
            if profile.is19 {
                throw .user(
                    "Uh-oh! You’ve got some company inconsistencies here:\n"
                        + "- “\(displayName(model, id))” belongs to company “\(companyName)” while “\(field.label)” "
                        + "(\(field.shownName): '\(displayName(targetModel, target))') belongs to another company.\n"
                        + "To avoid a mess, no company crossover is allowed!"
                )
            }
            throw .user(
                "Incompatible companies on records:\n"
                    + "- \(quoted(displayName(model, id))) belongs to company \(quoted(companyName)) and "
                    + "\(quoted(field.label)) (\(field.name): '\(displayName(targetModel, target))') "
                    + "belongs to another company."
            )
        }
    }
}
