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
            guard set.columns["project_id"]?.recordID != nil else { return }
            try Timesheet.complete(&set, environment)
        },
        prepareWrite: { environment, id, set throws(OdooError) in
            Timesheet.revalue(&set, id, environment)
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
            throw .user(
                "Incompatible companies on records:\n"
                    + "- \(quoted(displayName(model, id))) belongs to company \(quoted(companyName)) and "
                    + "\(quoted(field.label)) (\(field.name): '\(displayName(targetModel, target))') "
                    + "belongs to another company."
            )
        }
    }
}

/// The rules of lines that belong to a project (reference: odoo.md, "Model facts", Timesheet).
enum Timesheet {
    private static let noEmployee = OdooError.validation(
        "Timesheets must be created with an active employee in the selected companies."
    )

    /// Fills in employee, user, account, unit and amount of a new timesheet.
    ///
    /// - Throws: ValidationError without an active employee or, in version 17, an account.
    static func complete(_ set: inout ValueSet, _ environment: Environment) throws(OdooError) {
        let employee = try employee(set, environment)
        set.columns["employee_id"] = .record(employee)
        set.columns["user_id"] = environment.value("user_id", of: "hr.employee", employee)
        if set.columns["name"]?.isNull ?? true { set.columns["name"] = .text("/") }
        if set.columns["account_id"]?.recordID == nil, let project = set.columns["project_id"]?.recordID {
            let account = environment.value(environment.profile.projectAccountField, of: "project.project", project)
            set.columns["account_id"] = account
            if account.isNull, !environment.profile.is18 {
                throw .validation("Timesheets must be created on a project or a task with an active analytic account.")
            }
        }
        if set.columns["product_uom_id"]?.recordID == nil, let hour = environment.baseRecord("uom.product_uom_hour") {
            set.columns["product_uom_id"] = .record(hour)
        }
        set.columns["amount"] = amount(of: set.columns["unit_amount"] ?? .null, employee, environment)
    }

    /// Sets the amount of a timesheet anew when its hours, employee or account are written.
    static func revalue(_ set: inout ValueSet, _ id: Int64, _ environment: Environment) {
        guard !set.given.isDisjoint(with: ["unit_amount", "employee_id", "account_id"]),
            let row = environment.database.row("account.analytic.line", id), row["project_id"]?.recordID != nil,
            let employee = (set.columns["employee_id"] ?? row["employee_id"] ?? .null).recordID
        else { return }
        set.columns["amount"] = amount(
            of: set.columns["unit_amount"] ?? row["unit_amount"] ?? .null,
            employee,
            environment
        )
    }

    private static func amount(of hours: FieldValue, _ employee: Int64, _ environment: Environment) -> FieldValue {
        let cost = environment.value("hourly_cost", of: "hr.employee", employee).decimalValue
        return .decimal(-(hours.decimalValue * cost))
    }

    private static func employee(_ set: ValueSet, _ environment: Environment) throws(OdooError) -> Int64 {
        if let employee = set.columns["employee_id"]?.recordID {
            guard isActive(employee, environment) else { throw noEmployee }
            return employee
        }
        let user = set.columns["user_id"]?.recordID ?? environment.user
        let found = environment.database.ids(of: "hr.employee").first { id in
            environment.value("user_id", of: "hr.employee", id).recordID == user && isActive(id, environment)
        }
        guard let found else { throw noEmployee }
        return found
    }

    private static func isActive(_ employee: Int64, _ environment: Environment) -> Bool {
        guard environment.value("active", of: "hr.employee", employee).isTrue,
            let company = environment.value("company_id", of: "hr.employee", employee).recordID
        else { return false }
        return environment.allowedCompanies.contains(company)
    }
}
