import JSON
import SimulatorKit

extension ModelBehaviour {
    /// A task takes project, stage, company and customer from what it belongs to, and follows its stage.
    static let task = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            completeTask(&set, environment)
        },
        prepareWrite: { environment, id, set throws(OdooError) in
            changeTask(&set, id, environment)
        },
        changed: { environment, id, change throws(OdooError) in
            guard let row = environment.database.row("project.task", id) else { return }
            if change.isNew || change.names.contains("user_ids") {
                let users = row["user_ids"]?.recordIDs ?? []
                environment.follow("project.task", id, users: users)
                if row["date_assign"] == nil, !users.isEmpty {
                    try environment.set("project.task", id, ["date_assign": environment.thisSecond])
                }
            }
            if !change.names.isDisjoint(with: ["depend_on_ids", "state"]) { try wait(&environment, id) }
        },
        validate: { environment, id, given throws(OdooError) in
            try checkDependencies(environment, id, given)
            guard given.contains("parent_id") else { return }
            let row = environment.database.row("project.task", id)
            if row?["parent_id"]?.recordID == id {
                throw .user("Sorry. You can't set a task as its parent task.")
            }
            let error = OdooError.validation("Error! You cannot create a recursive hierarchy of tasks.")
            try environment.checkNoCircle("project.task", id, error)
            if environment.profile.is18, row?["parent_id"] != nil, row?["project_id"] == nil {
                throw .constraint("A private task cannot have a parent.")
            }
        },
        deleting: { environment, ids throws(OdooError) in
            try checkNoTimesheets(ofTasks: ids.flatMap { [$0] + environment.allSubtasks(ofTask: $0) }, environment)
        }
    )

    /// A stage without projects is the personal one of whoever makes it.
    static let taskStage = ModelBehaviour(
        changed: { environment, id, change throws(OdooError) in
            guard change.isNew || change.names.contains("project_ids") else { return }
            let isShared = environment.database.row("project.task.type", id)?["project_ids"] != nil
            if isShared {
                try environment.set("project.task.type", id, ["user_id": .null])
            } else if change.isNew, !change.names.contains("user_id") {
                try environment.set("project.task.type", id, ["user_id": .record(environment.user)])
            }
        }
    )

    /// A milestone knows the day on which it was reached.
    static let milestone = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            if set.columns["is_reached"]?.isTrue == true { set.columns["reached_date"] = .date(environment.today) }
        },
        prepareWrite: { environment, _, set throws(OdooError) in
            guard let isReached = set.columns["is_reached"] else { return }
            set.columns["reached_date"] = isReached.isTrue ? .date(environment.today) : .null
        }
    )

    private static func completeTask(_ set: inout ValueSet, _ environment: Environment) {
        let parent = set.columns["parent_id"]?.recordID.flatMap { environment.database.row("project.task", $0) }
        if !environment.profile.is18, !set.given.contains("project_id"), let project = parent?["project_id"] {
            set.columns["project_id"] = project
        }
        let project = set.columns["project_id"]?.recordID
        if !set.given.contains("stage_id"), let project {
            set.columns["stage_id"] = environment.firstStage(ofProject: project)
        }
        let row = project.flatMap { environment.database.row("project.project", $0) }
        if !set.given.contains("company_id") { set.columns["company_id"] = row?["company_id"] ?? parent?["company_id"] }
        if !set.given.contains("partner_id") { set.columns["partner_id"] = parent?["partner_id"] ?? row?["partner_id"] }
        if !set.given.contains("milestone_id"), let parent, parent["project_id"]?.recordID == project {
            set.columns["milestone_id"] = parent["milestone_id"]
        }
        if !set.given.contains("display_in_project") {
            let isGiven = !environment.profile.is18 && set.given.contains("project_id")
            let isBelow = !isGiven && parent != nil && parent?["project_id"]?.recordID == project
            set.columns["display_in_project"] = .boolean(!isBelow)
        }
        set.columns["date_last_stage_update"] = environment.thisSecond
        set.columns["date_end"] = environment.endDate(inStage: set.columns["stage_id"]?.recordID)
    }

    private static func changeTask(_ set: inout ValueSet, _ id: Int64, _ environment: Environment) {
        guard let row = environment.database.row("project.task", id) else { return }
        if set.given.contains("project_id"), set.columns["project_id"]?.recordID != row["project_id"]?.recordID {
            let project = set.columns["project_id"]?.recordID
            if !set.given.contains("stage_id") {
                set.columns["stage_id"] = project.map { environment.firstStage(ofProject: $0) } ?? .null
            }
            if !set.given.contains("company_id") {
                let company = project.map { environment.value("company_id", of: "project.project", $0) }
                set.columns["company_id"] = company ?? .null
            }
            if !set.given.contains("milestone_id") { set.columns["milestone_id"] = .null }
        }
        if let milestone = set.columns["milestone_id"]?.recordID {
            let own = (set.columns["project_id"] ?? row["project_id"])?.recordID
            if environment.value("project_id", of: "project.milestone", milestone).recordID != own {
                set.columns["milestone_id"] = .null
            }
        }
        guard let stage = set.columns["stage_id"], stage.recordID != row["stage_id"]?.recordID else { return }
        set.columns["date_last_stage_update"] = environment.thisSecond
        set.columns["date_end"] = environment.endDate(inStage: stage.recordID)
        let isWaiting = row["state"] == .text("04_waiting_normal")
        if !set.given.contains("state"), !environment.isClosed(task: id), !isWaiting {
            set.columns["state"] = .text("01_in_progress")
        }
    }

    /// Refuses a task that depends on itself by way of others.
    private static func checkDependencies(
        _ environment: Environment,
        _ id: Int64,
        _ given: Set<String>
    ) throws(OdooError) {
        guard given.contains("depend_on_ids") else { return }
        var seen: Set<Int64> = []
        var rest = environment.database.row("project.task", id)?["depend_on_ids"]?.recordIDs ?? []
        while let task = rest.popLast() {
            guard task != id else { throw .validation("Two tasks cannot depend on each other.") }
            guard seen.insert(task).inserted else { continue }
            rest += environment.database.row("project.task", task)?["depend_on_ids"]?.recordIDs ?? []
        }
    }

    /// A task waits while one that it depends on is open; so do those that depend on it.
    private static func wait(_ environment: inout Environment, _ id: Int64) throws(OdooError) {
        for task in [id] + environment.dependents(ofTask: id) where !environment.isClosed(task: task) {
            guard let row = environment.database.row("project.task", task),
                let project = row["project_id"]?.recordID,
                environment.value("allow_task_dependencies", of: "project.project", project).isTrue
            else { continue }
            let waits = row["depend_on_ids"]?.recordIDs.contains { !environment.isClosed(task: $0) } ?? false
            let isWaiting = row["state"] == .text("04_waiting_normal")
            guard waits != isWaiting else { continue }
            try environment.set(
                "project.task",
                task,
                ["state": .text(waits ? "04_waiting_normal" : "01_in_progress")]
            )
        }
    }
}

extension Environment {
    /// The tasks below a task, and those below them.
    func allSubtasks(ofTask id: Int64) -> [Int64] {
        records(of: "project.task", "parent_id", id).flatMap { [$0] + allSubtasks(ofTask: $0) }
    }

    /// The first stage of a project that is not folded.
    fileprivate func firstStage(ofProject project: Int64) -> FieldValue {
        guard let model = catalogue["project.task.type"] else { return .null }
        let stages = database.ids(of: model.name).filter { id in
            let row = database.row(model.name, id)
            return row?["project_ids"]?.recordIDs.contains(project) == true && row?["fold"]?.isTrue != true
        }
        return sorted(stages, model).first.map { .record($0) } ?? .null
    }

    /// The end of a task in a folded stage.
    fileprivate func endDate(inStage stage: Int64?) -> FieldValue {
        guard let stage, database.row("project.task.type", stage)?["fold"]?.isTrue == true else { return .null }
        return thisSecond
    }
}
