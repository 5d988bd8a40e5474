import JSON
import SimulatorKit

extension ModelBehaviour {
    /// Equipment belongs to whoever uses it.
    static let equipment = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            set.columns["owner_user_id"] = owner(of: set.columns, environment)
            if !set.given.contains("assign_date") { set.columns["assign_date"] = .date(environment.today) }
        },
        prepareWrite: { environment, id, set throws(OdooError) in
            guard !set.given.isDisjoint(with: ["employee_id", "department_id", "equipment_assign_to"]),
                let row = environment.database.row("maintenance.equipment", id)
            else { return }
            // Equipment of a department is nobody's own, and the other way round.
            switch set.columns["equipment_assign_to"]?.textValue {
            case "department" where !set.given.contains("employee_id"): set.columns["employee_id"] = .null
            case "employee" where !set.given.contains("department_id"): set.columns["department_id"] = .null
            default: break
            }
            set.columns["owner_user_id"] = owner(of: row.merging(set.columns) { $1 }, environment)
            if set.given.contains("equipment_assign_to"), !set.given.contains("assign_date") {
                set.columns["assign_date"] = .date(environment.today)
            }
        },
        changed: { environment, id, change throws(OdooError) in
            let owner = environment.database.row("maintenance.equipment", id)?["owner_user_id"]?.recordID
            environment.follow("maintenance.equipment", id, users: owner.map { [$0] } ?? [])
        }
    )

    /// A category with equipment or requests stays.
    static let equipmentCategory = ModelBehaviour(
        deleting: { environment, ids throws(OdooError) in
            let isUsed = ids.contains { id in
                !environment.records(of: "maintenance.equipment", "category_id", id).isEmpty
                    || !environment.requests(ofCategory: id).isEmpty
            }
            guard isUsed else { return }
            throw .user(
                environment.profile.is19
                    ? "You can’t delete an equipment category if some equipment or maintenance requests are linked to it."
                    : "You cannot delete an equipment category containing equipment or maintenance requests."
            )
        }
    )

    /// A request takes team and technician from its equipment, and knows the day on which it was done.
    static let maintenanceRequest = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            completeRequest(&set, environment)
        },
        prepareWrite: { environment, id, set throws(OdooError) in
            guard let stage = set.columns["stage_id"] else { return }
            if !set.given.contains("kanban_state") { set.columns["kanban_state"] = .text("normal") }
            let isDone = stage.recordID.map { environment.value("done", of: "maintenance.stage", $0).isTrue } ?? false
            set.columns["close_date"] = isDone ? .date(environment.today) : .null
        },
        changed: { environment, id, change throws(OdooError) in
            let row = environment.database.row("maintenance.request", id)
            let users = ["owner_user_id", "user_id"].compactMap { row?[$0]?.recordID }
            environment.follow("maintenance.request", id, users: users)
            if !change.isNew, change.names.contains("stage_id") { try repeatRequest(&environment, id) }
        },
        validate: { environment, id, given throws(OdooError) in
            guard given.contains("repeat_interval"),
                case .integer(let interval)? = environment.database.row("maintenance.request", id)?["repeat_interval"],
                interval < 1
            else { return }
            throw .validation("Repeat Interval cannot be less than 1.")
        }
    )

    /// A preventive request that is done comes again.
    private static func repeatRequest(_ environment: inout Environment, _ id: Int64) throws(OdooError) {
        guard let row = environment.database.row("maintenance.request", id), let stage = row["stage_id"]?.recordID,
            environment.value("done", of: "maintenance.stage", stage).isTrue,
            row["maintenance_type"] == .text("preventive"), row["recurring_maintenance"]?.isTrue == true,
            case .integer(let interval)? = row["repeat_interval"], let unit = row["repeat_unit"]?.textValue
        else { return }
        var moment = environment.thisSecond
        if let planned = row["schedule_date"], !planned.isNull { moment = planned }
        guard case .moment(let start) = moment else { return }
        let next = try start.later(by: interval, unit)
        if row["repeat_type"] == .text("until"), let last = row["repeat_until"]?.dateValue,
            next.date > last
        {
            return
        }
        let first = try environment.search(try environment.model("maintenance.stage"), [], limit: 1).first
        let changes = row["name"]?.textValue.map { JSON.string($0) }
        let copies = try environment.copy(
            try environment.model("maintenance.request"),
            [id],
            changes.map { JSONObject(dictionaryLiteral: ("name", $0)) } ?? JSONObject()
        )
        guard let copy = copies.first else { return }
        try environment.set(
            "maintenance.request",
            copy,
            ["schedule_date": .moment(next), "stage_id": first.map { .record($0) } ?? .null, "close_date": .null]
        )
    }

    private static func completeRequest(_ set: inout ValueSet, _ environment: Environment) {
        let equipment = set.columns["equipment_id"]?.recordID.flatMap {
            environment.database.row("maintenance.equipment", $0)
        }
        if !set.given.contains("maintenance_team_id"), let team = equipment?["maintenance_team_id"] {
            set.columns["maintenance_team_id"] = team
        }
        if !set.given.contains("user_id"), let equipment {
            let category = equipment["category_id"]?.recordID
            set.columns["user_id"] =
                equipment["technician_user_id"]
                ?? category.map { environment.value("technician_user_id", of: "maintenance.equipment.category", $0) }
        }
        if equipment?["equipment_assign_to"] == .text("employee"), let employee = set.columns["employee_id"]?.recordID {
            set.columns["owner_user_id"] = environment.value("user_id", of: "hr.employee", employee)
        }
        let stage = set.columns["stage_id"]?.recordID
        let isDone = stage.map { environment.value("done", of: "maintenance.stage", $0).isTrue } ?? false
        if !isDone {
            set.columns["close_date"] = nil
        } else if set.columns["close_date"] == nil {
            set.columns["close_date"] = .date(environment.today)
        }
    }

    private static func owner(of row: Row, _ environment: Environment) -> FieldValue {
        switch row["equipment_assign_to"]?.textValue {
        case "employee":
            return row["employee_id"]?.recordID.map { environment.value("user_id", of: "hr.employee", $0) } ?? .null
        case "department":
            let manager = row["department_id"]?.recordID.flatMap {
                environment.value("manager_id", of: "hr.department", $0).recordID
            }
            return manager.map { environment.value("user_id", of: "hr.employee", $0) } ?? .null
        default: return .record(environment.user)
        }
    }
}

extension ModelMethod {
    /// The methods of maintenance requests; none returns anything.
    static let maintenanceMethods: [String: ModelMethod] = [
        "archive_equipment_request": .ofRecords { environment, call throws(OdooError) in
            var values = JSONObject()
            values["archive"] = true
            values["recurring_maintenance"] = false
            try environment.write(call.model, call.ids, values)
            return nil
        },
        "reset_equipment_request": .ofRecords { environment, call throws(OdooError) in
            let stages = try environment.search(try environment.model("maintenance.stage"), [], limit: 1)
            var values = JSONObject()
            values["archive"] = false
            values["stage_id"] = stages.first.map { .integer($0) } ?? false
            try environment.write(call.model, call.ids, values)
            return nil
        },
    ]
}

extension SimulatedInstant {
    /// The moment so many days, weeks, months or years later.
    ///
    /// - Throws: OverflowError or ValueError for a day that Python does not have.
    fileprivate func later(by count: Int64, _ unit: String) throws(OdooError) -> SimulatedInstant {
        let day = date
        let target =
            switch unit {
            case "day": try PythonDelta.day(day, later: count)
            case "week": try PythonDelta.day(day, later: 7 * count)
            case "year": try PythonDelta.day(day, laterMonths: 12 * count)
            default: try PythonDelta.day(day, laterMonths: count)
            }
        return adding(seconds: (target.daysSince1970 - day.daysSince1970) * 86400)
    }
}
