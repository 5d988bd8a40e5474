extension Catalogue {
    /// Projects with their stages and milestones; a project's analytic account has another field name in version 17.
    static func projectChanges(_ profile: VersionProfile) -> [ModelChange] {
        [
            ModelChange("project.project") { completeProject(&$0, profile) },
            ModelChange("project.milestone") { model in
                model.adjust("project_id") { $0.deletionRule = .cascade }
                model.doNotCopy("reached_date", "is_reached")
                model.compute("is_deadline_exceeded", by: "milestone_late")
                model.compute("is_deadline_future", by: "milestone_ahead")
                model.compute("task_count", by: "milestone_tasks")
                model.compute("done_task_count", by: "milestone_done_tasks")
                model.indexes = [["project_id"]]
                model.rules = projectRules(along: "project_id", manager: "Project/Administrator")
            },
            ModelChange("project.task.type") { $0.copySuffix = " (copy)" },
            ModelChange("project.tags") { model in
                model.constraints = [
                    TableConstraint(
                        condition: .unique(["name"]),
                        message: "A tag with the same name already exists."
                    )
                ]
            },
        ]
    }

    private static func completeProject(_ model: inout ModelDefinition, _ profile: VersionProfile) {
        model.copySuffix = " (copy)"
        model.constraints = [
            TableConstraint(
                condition: .ordered("date_start", "date"),
                message: "The project's start date must be before its end date."
            )
        ]
        model.rules = [.company(field: "company_id")] + projectRules(along: nil, manager: "Project/Administrator")
        model.indexes = [[profile.projectAccountField]]
        model.hasPlanColumns = profile.is18
        let label = profile.is18 ? "Project Account" : "Analytic Account"
        var account = FieldDefinition.many2one(profile.projectAccountField, label, "account.analytic.account").notCopied
        account.shownLabel = model[account.name]?.label
        model.add(account)
        model.adjust("partner_id") { $0.checksCompany = true }
        model.adjust("stage_id") { $0.defaultValue = .found { $0.first(of: "project.project.stage") } }
        model.doNotCopy("favorite_user_ids")
        closeFields(of: &model)
        computeProject(&model)
    }

    private static func closeFields(of model: inout ModelDefinition) {
        model.adjust("duration_tracking") { $0.group = "Technical / Use Stages on Project" }
    }

    private static func computeProject(_ model: inout ModelDefinition) {
        model.compute("type_ids", by: "project_stages")
        model.compute("is_favorite", by: "project_favorite")
        for name in ["task_count", "open_task_count", "closed_task_count", "task_completion_percentage"] {
            model.compute(name, by: "project_\(name)")
        }
        for name in ["total_timesheet_time", "effective_hours", "remaining_hours", "is_project_overtime"] {
            model.compute(name, by: "project_\(name)")
        }
        model.compute("currency_id", by: "project_currency")
        model.compute("is_internal_project", by: "project_internal")
        model.compute("access_url", by: "project_url")
        model.compute("milestone_count", by: "project_milestones")
        model.compute("milestone_count_reached", by: "project_milestones_reached")
        model.compute("timesheet_encode_uom_id", by: "project_encoding_unit")
    }

    /// Who sees a project or what belongs to it, along the field that leads to the project.
    static func projectRules(along field: String?, manager: String) -> [RecordRule] {
        let project: @Sendable (Environment, ModelDefinition, Int64) -> Int64? = { environment, model, id in
            field.map { environment.value($0, in: model, id).recordID } ?? id
        }
        return [
            .members(of: "User types/Internal User") { environment, model, id in
                guard let id = project(environment, model, id) else { return true }
                return environment.isOpenOrFollowed(project: id)
            },
            .members(of: manager),
            .members(of: "User types/Portal") { environment, model, id in
                guard let id = project(environment, model, id) else { return false }
                return environment.isPublic(project: id) && environment.isFollowedByFirm("project.project", id)
            },
        ]
    }
}

extension Environment {
    /// Whether all internal users see a project, or the user who calls follows it.
    func isOpenOrFollowed(project id: Int64) -> Bool {
        database.row("project.project", id)?["privacy_visibility"] != .text("followers")
            || isFollowed("project.project", id)
    }

    /// Whether portal users may be invited to a project.
    func isPublic(project id: Int64) -> Bool {
        database.row("project.project", id)?["privacy_visibility"] == .text("portal")
    }
}
