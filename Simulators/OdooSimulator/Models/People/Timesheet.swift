import Foundation

/// The rules of lines that belong to a project (reference: odoo.md, "Model facts", Timesheet).
enum Timesheet {
    private static let noEmployee = OdooError.validation(
        "Timesheets must be created with an active employee in the selected companies."
    )

    /// A line of a task belongs to the task's project.
    static func followTask(_ set: inout ValueSet, _ environment: Environment) {
        guard !set.given.contains("project_id") || set.columns["project_id"]?.isNull == true,
            let task = set.columns["task_id"]?.recordID
        else { return }
        set.columns["project_id"] = environment.value("project_id", of: "project.task", task)
    }

    /// A line that its user makes himself is his employee's, be it a timesheet or not.
    static func nameEmployee(_ set: inout ValueSet, _ environment: Environment) {
        guard !set.given.contains("employee_id"), set.columns["employee_id"]?.recordID == nil,
            set.columns["user_id"]?.recordID == environment.user,
            let employee = environment.value("employee_id", of: "res.users", environment.user).recordID
        else { return }
        set.columns["employee_id"] = .record(employee)
        set.columns["department_id"] = environment.value("department_id", of: "hr.employee", employee)
    }

    /// Fills in employee, user, account, unit and amount of a new timesheet.
    ///
    /// - Throws: ValidationError without an active employee or, in version 17, an account.
    static func complete(_ set: inout ValueSet, _ environment: Environment) throws(OdooError) {
        let employee = try employee(set, environment)
        set.columns["employee_id"] = .record(employee)
        set.columns["user_id"] = environment.value("user_id", of: "hr.employee", employee)
        set.columns["department_id"] = environment.value("department_id", of: "hr.employee", employee)
        if set.columns["name"]?.isNull ?? true { set.columns["name"] = .text("/") }
        try setAccount(&set, environment)
        if set.columns["product_uom_id"]?.recordID == nil, let hour = environment.baseRecord("uom.product_uom_hour") {
            set.columns["product_uom_id"] = .record(hour)
        }
        if !set.given.contains("partner_id") { set.columns["partner_id"] = partner(set, environment) }
        set.columns["amount"] = amount(of: set.columns["unit_amount"] ?? .null, employee, environment)
    }

    /// Sets what depends on the changed fields of a timesheet: employee, project, hours.
    ///
    /// - Throws: ValidationError for an employee who has left.
    static func change(_ set: inout ValueSet, _ id: Int64, _ environment: Environment) throws(OdooError) {
        guard let row = environment.database.row("account.analytic.line", id), row["project_id"]?.recordID != nil else {
            return
        }
        if let employee = set.columns["employee_id"]?.recordID {
            guard environment.value("active", of: "hr.employee", employee).isTrue else {
                throw .user("You cannot set an archived employee on existing timesheets.")
            }
            set.columns["user_id"] = environment.value("user_id", of: "hr.employee", employee)
            set.columns["department_id"] = environment.value("department_id", of: "hr.employee", employee)
        }
        followTask(&set, environment)
        if !set.given.contains("account_id"), let project = set.columns["project_id"]?.recordID {
            set.columns["account_id"] = account(ofProject: project, environment)
        }
        guard !set.given.isDisjoint(with: ["unit_amount", "employee_id", "account_id"]),
            let employee = (set.columns["employee_id"] ?? row["employee_id"] ?? .null).recordID
        else { return }
        set.columns["amount"] = amount(
            of: set.columns["unit_amount"] ?? row["unit_amount"] ?? .null,
            employee,
            environment
        )
    }

    /// Sets how a line is billed, as long as no order is involved.
    static func setBillingType(_ set: inout ValueSet) {
        let isRevenue =
            (set.columns["amount"] ?? .null).decimalValue >= 0
            && (set.columns["unit_amount"] ?? .null).decimalValue >= 0
        let type =
            set.columns["project_id"]?.recordID != nil ? "non_billable" : isRevenue ? "other_revenues" : "other_costs"
        set.columns["timesheet_invoice_type"] = .text(type)
    }

    /// Only approvers change the timesheets of others.
    ///
    /// - Throws: AccessError.
    static func checkOwn(_ id: Int64, _ environment: Environment) throws(OdooError) {
        guard !environment.isSuperuser, !environment.groups.contains("Timesheets/User: all timesheets"),
            let row = environment.database.row("account.analytic.line", id),
            row["user_id"]?.recordID != environment.user
        else { return }
        throw .access("You cannot access timesheets that are not yours.")
    }

    private static func setAccount(_ set: inout ValueSet, _ environment: Environment) throws(OdooError) {
        guard set.columns["account_id"]?.recordID == nil, let project = set.columns["project_id"]?.recordID else {
            return
        }
        var source = project
        if !environment.profile.is18, let task = set.columns["task_id"]?.recordID {
            source = environment.value("project_id", of: "project.task", task).recordID ?? project
        }
        let account = account(ofProject: source, environment)
        set.columns["account_id"] = account
        let isActive = account.recordID.map {
            environment.value("active", of: "account.analytic.account", $0).isTrue
        }
        if isActive != true, !environment.profile.is18 {
            throw .validation("Timesheets must be created on a project or a task with an active analytic account.")
        }
        guard environment.profile.is18 else { return }
        for column in environment.accountColumns.dropFirst() where set.columns[column]?.recordID == nil {
            let other = environment.value(column, of: "project.project", project)
            if !other.isNull { set.columns[column] = other }
        }
    }

    private static func account(ofProject project: Int64, _ environment: Environment) -> FieldValue {
        environment.value(environment.profile.projectAccountField, of: "project.project", project)
    }

    private static func partner(_ set: ValueSet, _ environment: Environment) -> FieldValue {
        let ofTask = set.columns["task_id"]?.recordID.map { environment.value("partner_id", of: "project.task", $0) }
        if let ofTask, !ofTask.isNull { return ofTask }
        return set.columns["project_id"]?.recordID.map {
            environment.value("partner_id", of: "project.project", $0)
        } ?? .null
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
        let found = environment.records(of: "hr.employee", "user_id", user).first { isActive($0, environment) }
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

extension Catalogue {
    /// Who sees which timesheets: own ones, all with the approver's right; with billing rights alone none.
    static let timesheetRules: [RecordRule] = [
        .members(of: "Timesheets/User: own timesheets only") { environment, model, id in
            environment.value("user_id", in: model, id).recordID == environment.user
                && environment.isOpenTimesheet(model, id)
        },
        .members(of: "Timesheets/User: all timesheets") { $0.isOpenTimesheet($1, $2) },
        .members(of: "Timesheets/Administrator") { environment, model, id in
            environment.value("project_id", in: model, id).recordID != nil
        },
        .members(of: "Invoicing/Invoicing") { environment, model, id in
            environment.value("project_id", in: model, id).recordID == nil
        },
        .members(of: "Technical/Show Accounting Features - Readonly") { environment, model, id in
            environment.value("project_id", in: model, id).recordID == nil
        },
    ]
}

extension Environment {
    /// Whether a line is the timesheet of a project that the user may see.
    fileprivate func isOpenTimesheet(_ model: ModelDefinition, _ id: Int64) -> Bool {
        guard let project = value("project_id", in: model, id).recordID else { return false }
        if isOpenOrFollowed(project: project) { return true }
        return value("task_id", in: model, id).recordID.map { isFollowed("project.task", $0) } ?? false
    }
}
