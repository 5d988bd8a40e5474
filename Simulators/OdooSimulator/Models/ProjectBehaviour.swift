import JSON

extension ModelBehaviour {
    /// A project with timesheets has an analytic account of its own name.
    static let project = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            let field = environment.profile.projectAccountField
            guard set.columns["allow_timesheets"]?.isTrue == true, set.columns[field]?.recordID == nil,
                let name = set.columns["name"]?.textValue
            else { return }
            set.columns[field] = try account(named: name, for: set.columns, &environment)
        },
        changed: { environment, id, change throws(OdooError) in
            guard !change.isNew else { return }
            try followTimesheets(&environment, id, change)
            try followName(&environment, id, change)
        },
        validate: { environment, id, _ throws(OdooError) in
            try environment.checkSameCompany("project.project", id)
        },
        deleting: { environment, ids throws(OdooError) in
            let lines = "account.analytic.line"
            let used = ids.filter { id in
                environment.database.ids(of: lines).contains {
                    environment.database.row(lines, $0)?["project_id"]?.recordID == id
                }
            }
            if !used.isEmpty { throw timesheetsInTheWay(of: used) }
        }
    )

    /// The warning with a way to the timesheets that a deletion of projects would orphan.
    private static func timesheetsInTheWay(of projects: [Int64]) -> OdooError {
        let text =
            projects.count == 1
            ? "This project has some timesheet entries referencing it. Before removing this project, you have to remove "
                + "these timesheet entries."
            : "These projects have some timesheet entries referencing them. Before removing these projects, you have to "
                + "remove these timesheet entries."
        return .redirect(text, action: 1, label: "See timesheet entries", active: projects)
    }

    private static func followTimesheets(
        _ environment: inout Environment,
        _ id: Int64,
        _ change: RecordChange
    ) throws(OdooError) {
        let field = environment.profile.projectAccountField
        guard change.names.contains("allow_timesheets"), let row = environment.database.row("project.project", id),
            row["allow_timesheets"]?.isTrue == true, row[field]?.recordID == nil, let name = row["name"]?.textValue
        else { return }
        let created = try account(named: name, for: row, &environment)
        try environment.set("project.project", id, [field: created])
    }

    /// An account that belongs to this project alone is renamed with it.
    private static func followName(
        _ environment: inout Environment,
        _ id: Int64,
        _ change: RecordChange
    ) throws(OdooError) {
        let field = environment.profile.projectAccountField
        guard change.names.contains("name"), let row = environment.database.row("project.project", id),
            let account = row[field]?.recordID, let name = row["name"],
            environment.database.ids(of: "project.project", where: [field], are: [.record(account)]) == [id]
        else { return }
        try environment.set("account.analytic.account", account, ["name": name])
    }

    private static func account(
        named name: String,
        for project: Row,
        _ environment: inout Environment
    ) throws(OdooError) -> FieldValue {
        guard let plan = environment.projectPlan else { return .null }
        let row: Row = [
            "name": .text(name),
            "active": .boolean(true),
            "plan_id": .record(plan),
            "company_id": project["company_id"] ?? .null,
            "partner_id": project["partner_id"] ?? .null,
        ]
        return .record(try environment.insert("account.analytic.account", row))
    }
}
