extension Catalogue {
    /// Projects; their analytic account has another field name in version 17.
    static func projectModels(_ profile: VersionProfile) -> [ModelDefinition] {
        let accountLabel = profile.is18 ? "Project Account" : "Analytic Account"
        let account = FieldDefinition.many2one(profile.projectAccountField, accountLabel, "account.analytic.account")
        return [
            ModelDefinition("project.project", "Project", projectFields + [account.notCopied]) { model in
                model.order = "sequence, name, id"
                model.copySuffix = " (copy)"
                model.rights = ModelRights(
                    connector: "crwd",
                    limited: "r",
                    portal: "r",
                    change: ["Project/Administrator"]
                )
                model.constraints = [
                    TableConstraint(
                        condition: .ordered("date_start", "date"),
                        message: "The project's start date must be before its end date."
                    )
                ]
                model.rules = [.company(field: "company_id"), .followedForPortal]
                model.indexes = [[profile.projectAccountField]]
                model.hasPlanColumns = profile.is18
            }
        ]
    }

    private static let visibilities = [
        ("followers", "Invited internal users (private)"), ("employees", "All internal users"),
        ("portal", "Invited portal users and all internal users (public)"),
    ]

    private static let projectFields: [FieldDefinition] = [
        .char("name", "Name").required.translated,
        .html("description", "Description"),
        .boolean("active", "Active", default: true),
        .integer("sequence", "Sequence", default: 10),
        .many2one("partner_id", "Customer", "res.partner").companyChecked,
        .many2one("company_id", "Company", "res.company"),
        .many2one("user_id", "Project Manager", "res.users").defaulting(to: .user),
        .boolean("allow_timesheets", "Timesheets", default: true),
        .boolean("allow_milestones", "Milestones", default: false),
        .boolean("allow_billable", "Billable", default: false),
        .selection("privacy_visibility", "Visibility", visibilities, default: "portal").required,
        .integer("color", "Color Index", default: 0),
        .date("date_start", "Start Date").notCopied,
        .date("date", "Expiration Date").notCopied,
        .float("allocated_hours", "Allocated Time").notCopied,
        .one2many("timesheet_ids", "Associated Timesheets", "account.analytic.line", "project_id"),
        .one2many("task_ids", "Tasks", "project.task", "project_id"),
        .many2one("stage_id", "Stage", "project.project.stage").onlyFor("Technical / Use Stages on Project"),
    ]
}
