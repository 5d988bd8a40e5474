import Foundation
import JSON

extension Computations {
    static let projects: [String: Function] = [
        "project_stages": { environment, _, id in
            let stages = environment.database.ids(of: "project.task.type").filter {
                environment.database.row("project.task.type", $0)?["project_ids"]?.recordIDs.contains(id) == true
            }
            return stages.isEmpty ? .null : .records(stages)
        },
        "project_favorite": { environment, model, id in
            .boolean(environment.value("favorite_user_ids", in: model, id).recordIDs.contains(environment.user))
        },
        "project_task_count": { environment, _, id in Environment.count(environment.countedTasks(ofProject: id)) },
        "project_open_task_count": { environment, _, id in
            Environment.count(environment.countedTasks(ofProject: id).filter { !environment.isClosed(task: $0) })
        },
        "project_closed_task_count": { environment, _, id in
            Environment.count(environment.countedTasks(ofProject: id).filter { environment.isClosed(task: $0) })
        },
        "project_task_completion_percentage": { environment, _, id in
            let tasks = environment.countedTasks(ofProject: id)
            let closed = tasks.filter { environment.isClosed(task: $0) }
            return .decimal(tasks.isEmpty ? 0 : Rounding.toEven(Double(closed.count) / Double(tasks.count), scale: 2))
        },
        "project_total_timesheet_time": { environment, _, id in
            let hours = environment.hours(ofProject: id)
            guard !environment.profile.is19 else {
                return .decimal(environment.shownHours(ofProject: id))
            }
            return .integer(Int64(Double(hours.plainText)?.rounded(.toNearestOrEven) ?? 0))
        },
        "project_effective_hours": { environment, _, id in .decimal(environment.shownHours(ofProject: id)) },
        "project_remaining_hours": { .decimal($0.remainingHours(ofProject: $2)) },
        "project_is_project_overtime": { .boolean($0.remainingHours(ofProject: $2) < 0) },
        "project_currency": { environment, model, id in
            let company = environment.value("company_id", in: model, id).recordID ?? environment.currentCompany
            return company.map { environment.value("currency_id", of: "res.company", $0) } ?? .null
        },
        "project_internal": { environment, _, id in
            let companies = environment.database.ids(of: "res.company")
            return .boolean(
                companies.contains {
                    environment.database.row("res.company", $0)?["internal_project_id"]?.recordID == id
                }
            )
        },
        "project_url": { _, _, id in .text("/my/projects/\(id)") },
        "project_milestones": { environment, _, id in
            Environment.count(environment.records(of: "project.milestone", "project_id", id))
        },
        "project_milestones_reached": { environment, _, id in
            Environment.count(
                environment.records(of: "project.milestone", "project_id", id).filter {
                    environment.database.row("project.milestone", $0)?["is_reached"]?.isTrue == true
                }
            )
        },
        "project_encoding_unit": { environment, _, _ in
            environment.currentCompany.map {
                environment.value("timesheet_encode_uom_id", of: "res.company", $0)
            } ?? .null
        },
        "milestone_late": { environment, model, id in
            guard let deadline = environment.value("deadline", in: model, id).dateValue else { return .boolean(false) }
            return .boolean(!environment.value("is_reached", in: model, id).isTrue && deadline < environment.today)
        },
        "milestone_ahead": { environment, model, id in
            .boolean(environment.value("deadline", in: model, id).dateValue.map { $0 > environment.today } ?? false)
        },
        "milestone_tasks": { environment, _, id in
            Environment.count(environment.records(of: "project.task", "milestone_id", id))
        },
        "milestone_done_tasks": { environment, _, id in
            let tasks = environment.records(of: "project.task", "milestone_id", id)
            return Environment.count(tasks.filter { environment.isClosed(task: $0) })
        },
    ]
}

extension Environment {
    /// The tasks that a project counts: version 18 leaves those out that stand below another task of the project.
    fileprivate func countedTasks(ofProject id: Int64) -> [Int64] {
        activeRecords(of: "project.task", "project_id", id).filter { task in
            profile.is19 || database.row("project.task", task)?["display_in_project"]?.isTrue == true
        }
    }

    /// The hours of a project's timesheets.
    fileprivate func hours(ofProject id: Int64) -> Decimal {
        sum("unit_amount", of: "account.analytic.line", records(of: "account.analytic.line", "project_id", id))
    }

    fileprivate func shownHours(ofProject id: Int64) -> Decimal {
        let hours = hours(ofProject: id)
        return profile.is18 ? Rounding.round(hours, toMultipleOf: Decimal(1) / 100) : hours
    }

    fileprivate func remainingHours(ofProject id: Int64) -> Decimal {
        value("allocated_hours", of: "project.project", id).decimalValue - shownHours(ofProject: id)
    }
}
