import Foundation
import JSON

extension Catalogue {
    /// Tasks: their rules, and what follows from their timesheets and sub tasks.
    static func taskChanges() -> [ModelChange] {
        [
            ModelChange("project.task") { model in
                model.copySuffix = " (copy)"
                model.indexes = [["project_id"], ["parent_id"], ["milestone_id"]]
                model.rules = taskRules
                model.adjust("user_ids") { field in
                    field.defaultValue = .found { environment in
                        let isShared = environment.groups.contains("User types/Portal")
                        return isShared ? .null : .records([environment.user])
                    }
                }
                model.doNotCopy(
                    "date_deadline",
                    "date_end",
                    "date_assign",
                    "child_ids",
                    "timesheet_ids",
                    "depend_on_ids"
                )
                model.adjust("parent_id") { $0.deletionRule = .cascade }
                model.adjust("stage_id") { $0.deletionRule = .restrict }
                model.compute("portal_user_names", by: "task_user_names")
                model.compute("effective_hours", by: "task_hours")
                model.compute("subtask_effective_hours", by: "task_subtask_hours")
                model.compute("total_hours_spent", by: "task_all_hours")
                model.compute("remaining_hours", by: "task_remaining_hours")
                model.compute("remaining_hours_percentage", by: "task_remaining_share")
                model.compute("progress", by: "task_progress")
                model.compute("overtime", by: "task_overtime")
                model.compute("subtask_count", by: "task_subtasks")
                model.compute("closed_subtask_count", by: "task_closed_subtasks")
                model.compute("subtask_allocated_hours", by: "task_subtask_allocation")
                model.compute("subtask_completion_percentage", by: "task_completion")
                model.compute("is_closed", by: "task_closed")
                model.compute("dependent_ids", by: "task_dependents")
                model.compute("dependent_tasks_count", by: "task_dependent_count")
                model.compute("depend_on_count", by: "task_blocker_count")
                model.compute("allow_timesheets", by: "task_timesheets_allowed")
                model.compute("access_url", by: "task_url")
            }
        ]
    }

    /// A task of an open or followed project, or one that the user follows or does.
    private static let openTask: RecordRule.Test = { environment, model, id in
        if environment.isAssigned(task: id) || environment.isFollowed("project.task", id) { return true }
        guard let project = environment.value("project_id", in: model, id).recordID else { return false }
        return environment.isOpenOrFollowed(project: project)
    }

    private static let taskRules: [RecordRule] = [
        .company(field: "company_id"),
        .members(of: "User types/Internal User") { environment, model, id in
            environment.isAssigned(task: id)
                && ["project_id", "parent_id"].allSatisfy {
                    environment.value($0, in: model, id).recordID == nil
                }
        },
        .readers(of: "User types/Internal User", openTask),
        .members(of: "Project/User", openTask),
        .members(of: "Project/Administrator") { environment, model, id in
            environment.value("project_id", in: model, id).recordID != nil || environment.isAssigned(task: id)
        },
        .readers(of: "User types/Portal") { environment, model, id in
            guard let project = environment.value("project_id", in: model, id).recordID,
                environment.isPublic(project: project), environment.value("active", in: model, id).isTrue
            else { return false }
            return environment.isFollowedByFirm("project.project", project)
                || environment.isFollowedByFirm("project.task", id)
        },
    ]
}

extension Computations {
    static let tasks: [String: Function] = [
        "task_hours": { environment, _, id in .decimal(environment.hours(ofTask: id)) },
        "task_subtask_hours": { environment, _, id in .decimal(environment.subtaskHours(ofTask: id)) },
        "task_all_hours": { environment, _, id in
            .decimal(environment.hours(ofTask: id) + environment.subtaskHours(ofTask: id))
        },
        "task_remaining_hours": { environment, model, id in
            let allocated = environment.allocation(ofTask: id)
            return .decimal(allocated == 0 ? 0 : allocated - environment.allHours(ofTask: id))
        },
        "task_user_names": { environment, model, id in
            let users = environment.value("user_ids", in: model, id).recordIDs
            let names = users.compactMap { environment.value("name", of: "res.users", $0).textValue }
            guard environment.profile.is18, let last = names.last, names.count > 1 else {
                return names.isEmpty ? .null : .text(names.joined(separator: ", "))
            }
            let comma = names.count > 2 ? "," : ""
            return .text("\(names.dropLast().joined(separator: ", "))\(comma) and \(last)")
        },
        "task_remaining_share": { environment, _, id in
            let allocated = environment.allocation(ofTask: id)
            guard allocated > 0 else { return .decimal(0) }
            return .decimal((allocated - environment.allHours(ofTask: id)) / allocated)
        },
        "task_progress": { environment, _, id in
            let allocated = environment.allocation(ofTask: id)
            guard allocated > 0 else { return .decimal(0) }
            let factor: Decimal = environment.profile.is18 ? 1 : 100
            let share = Double((factor * environment.allHours(ofTask: id) / allocated).plainText) ?? 0
            return .decimal(Rounding.toEven(share, scale: 2))
        },
        "task_overtime": { environment, _, id in
            let allocated = environment.allocation(ofTask: id)
            return .decimal(allocated > 0 ? max(0, environment.allHours(ofTask: id) - allocated) : 0)
        },
        "task_subtasks": { environment, _, id in
            Environment.count(environment.activeRecords(of: "project.task", "parent_id", id))
        },
        "task_closed_subtasks": { environment, _, id in
            let tasks = environment.activeRecords(of: "project.task", "parent_id", id)
            return Environment.count(tasks.filter { environment.isClosed(task: $0) })
        },
        "task_subtask_allocation": { environment, _, id in .decimal(environment.subtaskAllocation(ofTask: id)) },
        "task_completion": { environment, _, id in
            let tasks = environment.activeRecords(of: "project.task", "parent_id", id)
            let closed = tasks.filter { environment.isClosed(task: $0) }
            return .decimal(tasks.isEmpty ? 0 : Decimal(closed.count) / Decimal(tasks.count))
        },
        "task_closed": { environment, _, id in .boolean(environment.isClosed(task: id)) },
        "task_dependents": { environment, model, id in
            let blocked = environment.dependents(ofTask: id)
            return blocked.isEmpty ? .null : .records(blocked)
        },
        "task_dependent_count": { environment, _, id in Environment.count(environment.dependents(ofTask: id)) },
        "task_blocker_count": { environment, model, id in
            Environment.count(environment.value("depend_on_ids", in: model, id).recordIDs)
        },
        "task_timesheets_allowed": { environment, model, id in
            .boolean(environment.value(along: "project_id.allow_timesheets", from: model, id).isTrue)
        },
        "task_url": { _, _, id in .text("/my/tasks/\(id)") },
    ]
}

extension Environment {
    /// Whether a task is done or cancelled.
    func isClosed(task id: Int64) -> Bool {
        let state = database.row("project.task", id)?["state"]
        return state == .text("1_done") || state == .text("1_canceled")
    }

    /// The records that wait for a task.
    func dependents(ofTask id: Int64) -> [Int64] {
        database.ids(of: "project.task").filter {
            database.row("project.task", $0)?["depend_on_ids"]?.recordIDs.contains(id) == true
        }
    }

    fileprivate func isAssigned(task id: Int64) -> Bool {
        database.row("project.task", id)?["user_ids"]?.recordIDs.contains(user) == true
    }

    fileprivate func allocation(ofTask id: Int64) -> Decimal {
        value("allocated_hours", of: "project.task", id).decimalValue
    }

    /// The hours of a task's own timesheets.
    fileprivate func hours(ofTask id: Int64) -> Decimal {
        sum("unit_amount", of: "account.analytic.line", records(of: "account.analytic.line", "task_id", id))
    }

    fileprivate func subtaskHours(ofTask id: Int64) -> Decimal {
        records(of: "project.task", "parent_id", id).reduce(0) { $0 + allHours(ofTask: $1) }
    }

    fileprivate func allHours(ofTask id: Int64) -> Decimal {
        hours(ofTask: id) + subtaskHours(ofTask: id)
    }

    fileprivate func subtaskAllocation(ofTask id: Int64) -> Decimal {
        records(of: "project.task", "parent_id", id).reduce(0) {
            $0 + allocation(ofTask: $1) + subtaskAllocation(ofTask: $1)
        }
    }
}
