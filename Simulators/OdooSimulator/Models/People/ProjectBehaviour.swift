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
            followPartner(&environment, id, change)
            guard !change.isNew else { return }
            try followTimesheets(&environment, id, change)
            try followName(&environment, id, change)
            try archiveTasks(&environment, id, change)
        },
        validate: { environment, id, _ throws(OdooError) in
            try environment.checkSameCompany("project.project", id)
        },
        deleting: { environment, ids throws(OdooError) in
            let used = ids.filter { !environment.records(of: "account.analytic.line", "project_id", $0).isEmpty }
            let tasks = ids.flatMap { environment.records(of: "project.task", "project_id", $0) }
            if environment.profile.is18 { try checkNoTimesheets(ofTasks: tasks, environment) }
            if !used.isEmpty { throw timesheetsInTheWay(of: used, "project", environment.profile) }
            try takeAlong(ids, tasks, &environment)
        }
    )

    /// A task with timesheets stays.
    static func checkNoTimesheets(ofTasks tasks: [Int64], _ environment: Environment) throws(OdooError) {
        let used = tasks.filter { !environment.records(of: "account.analytic.line", "task_id", $0).isEmpty }
        if !used.isEmpty { throw timesheetsInTheWay(of: used, "task", environment.profile) }
    }

    /// The tasks of deleted projects go with them, and so do their analytic accounts that nothing was booked on.
    private static func takeAlong(
        _ projects: [Int64],
        _ tasks: [Int64],
        _ environment: inout Environment
    ) throws(OdooError) {
        let field = environment.profile.projectAccountField
        let accounts = projects.compactMap { environment.database.row("project.project", $0)?[field]?.recordID }
        let empty = accounts.filter { account in
            environment.records(of: "account.analytic.line", "account_id", account).isEmpty
                && environment.records(of: "project.project", field, account).allSatisfy(projects.contains)
        }
        try environment.asSuperuser { environment throws(OdooError) in
            try environment.unlink(try environment.model("project.task"), tasks)
            try environment.unlink(try environment.model("account.analytic.account"), Set(empty).sorted())
        }
    }

    /// The customer of a project that is open to portal users follows it.
    private static func followPartner(_ environment: inout Environment, _ id: Int64, _ change: RecordChange) {
        let watched: Set = ["partner_id", "privacy_visibility"]
        guard !watched.isDisjoint(with: change.names) || change.isNew, environment.isPublic(project: id),
            let partner = environment.database.row("project.project", id)?["partner_id"]?.recordID
        else { return }
        environment.follow("project.project", id, [partner])
    }

    /// Archiving a project archives its tasks, and takes them back with it.
    private static func archiveTasks(
        _ environment: inout Environment,
        _ id: Int64,
        _ change: RecordChange
    ) throws(OdooError) {
        guard change.names.contains("active") else { return }
        let active = environment.value("active", of: "project.project", id)
        for task in environment.records(of: "project.task", "project_id", id) {
            try environment.set("project.task", task, ["active": active])
        }
    }

    /// Writes the stages of a project, which hold the link.
    static let writeProjectStages: Inverse = { environment, id, value throws(OdooError) in
        let project = try environment.model("project.project")
        let stages = try environment.model("project.task.type")
        guard let field = project["type_ids"] else { return }
        let before = environment.value("type_ids", in: project, id).recordIDs
        var after = before
        for command in try LinkCommand.commands(value, of: field, in: project) {
            switch command {
            case .create(let values): after += try environment.create(stages, [values])
            case .update(let stage, let values): try environment.write(stages, [stage], values)
            case .delete(let stage): try environment.unlink(stages, [stage])
            case .unlink(let stage): after.removeAll { $0 == stage }
            case .link(let stage): after.append(stage)
            case .clear: after = []
            case .replace(let all): after = all
            }
        }
        for stage in Set(before + after) {
            guard var row = environment.database.row("project.task.type", stage) else { continue }
            let others = (row["project_ids"]?.recordIDs ?? []).filter { $0 != id }
            let projects = after.contains(stage) ? (others + [id]).sorted() : others
            row["project_ids"] = projects.isEmpty ? nil : .records(projects)
            environment.database.replace("project.task.type", stage, with: row)
        }
    }

    /// Marks a project as a favourite of the user who calls.
    static let writeFavorite: Inverse = { environment, id, value throws(OdooError) in
        guard var row = environment.database.row("project.project", id) else { return }
        var users = Set(row["favorite_user_ids"]?.recordIDs ?? [])
        if PythonText.isTruthy(value) { users.insert(environment.user) } else { users.remove(environment.user) }
        row["favorite_user_ids"] = users.isEmpty ? nil : .records(users.sorted())
        environment.database.replace("project.project", id, with: row)
    }

    /// The warning with a way to the timesheets that a deletion would orphan.
    private static func timesheetsInTheWay(
        of records: [Int64],
        _ word: String,
        _ profile: VersionProfile
    ) -> OdooError {
        let text =
            profile.is19
            ? "Some timesheet entries are weighing down these tasks! Remove them first, then you’ll be able to delete the "
                + "tasks!"
            : records.count == 1
                ? "This \(word) has some timesheet entries referencing it. Before removing this \(word), you have to remove "
                    + "these timesheet entries."
                : "These \(word)s have some timesheet entries referencing them. Before removing these \(word)s, you have to "
                    + "remove these timesheet entries."
        return .redirect(text, action: 1, label: "See timesheet entries", active: records)
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

extension ModelMethod {
    /// The methods of projects: a copy takes along the tasks.
    static let projectMethods: [String: ModelMethod] = [
        "copy": .ofRecords(.optional("default")) { environment, call throws(OdooError) in
            let changes = try call.arguments.object("default")
            var copies: [Int64] = []
            for id in call.ids {
                let project = try environment.copy(call.model, [id], changes)
                if let copy = project.first {
                    copyStages(of: id, to: copy, &environment)
                    try copyTasks(of: id, to: copy, &environment)
                }
                copies += project
            }
            if environment.profile.is18 { return .array(copies.map { .integer($0) }) }
            return copies.first.map { .integer($0) } ?? false
        }
    ]

    /// A copy has the stages of the project.
    private static func copyStages(of project: Int64, to copy: Int64, _ environment: inout Environment) {
        for stage in environment.database.ids(of: "project.task.type") {
            guard var row = environment.database.row("project.task.type", stage),
                let projects = row["project_ids"]?.recordIDs, projects.contains(project)
            else { continue }
            row["project_ids"] = .records((projects + [copy]).sorted())
            environment.database.replace("project.task.type", stage, with: row)
        }
    }

    /// Copies the tasks of a project under their own names, those below others below their copies.
    private static func copyTasks(of project: Int64, to copy: Int64, _ environment: inout Environment) throws(OdooError)
    {
        let model = try environment.model("project.task")
        var copies: [Int64: Int64] = [:]
        for task in environment.activeRecords(of: model.name, "project_id", project) {
            var changes = JSONObject()
            changes["project_id"] = .integer(copy)
            changes["name"] = .string(environment.name(model, task))
            changes["display_in_project"] = .bool(environment.value("display_in_project", in: model, task).isTrue)
            if let parent = environment.value("parent_id", in: model, task).recordID, let above = copies[parent] {
                changes["parent_id"] = .integer(above)
            }
            copies[task] = try environment.copy(model, [task], changes).first
        }
    }
}
