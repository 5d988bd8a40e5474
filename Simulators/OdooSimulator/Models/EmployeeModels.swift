import Foundation

extension Catalogue {
    /// Employees, as far as analytic lines with a project (timesheets) need them.
    static func employeeModels() -> [ModelDefinition] {
        [employee]
    }

    private static let employee = ModelDefinition(
        "hr.employee",
        "Employee",
        [
            .char("name", "Employee Name").required,
            .boolean("active", "Active", default: true),
            .many2one("user_id", "User", "res.users"),
            .many2one("company_id", "Company", "res.company").required.defaulting(to: .company),
            .many2one("parent_id", "Manager", "hr.employee"),
            .char("job_title", "Job Title"),
            .char("work_email", "Work Email"),
            .char("barcode", "Badge ID").notCopied,
            .monetary("hourly_cost", "Hourly Cost").defaulting(to: .value(.decimal(0))),
            .many2one("currency_id", "Currency", "res.currency").related("company_id.currency_id"),
            .selection(
                "employee_type",
                "Employee Type",
                [
                    ("employee", "Employee"), ("worker", "Worker"), ("student", "Student"), ("trainee", "Trainee"),
                    ("contractor", "Contractor"), ("freelance", "Freelancer"),
                ],
                default: "employee"
            ).required,
        ]
    ) { model in
        model.order = "name"
        model.rights = ModelRights(
            connector: "crwd",
            limited: "",
            change: ["Employees/Officer: Manage all employees"],
            read: ["Administration/Settings", "Employees/Officer: Manage all employees"]
        )
        model.constraints = [
            TableConstraint(
                condition: .unique(["barcode"]),
                message: "The Badge ID must be unique, this one is already assigned to another employee."
            )
        ]
        model.rules = [.company(field: "company_id")]
    }
}
