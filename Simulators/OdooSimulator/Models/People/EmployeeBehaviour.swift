import JSON

extension ModelBehaviour {
    /// An employee needs a name before the database is asked; department and user give what was not said.
    static let employee = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            let user = set.columns["user_id"]?.recordID
            if !set.given.contains("name") {
                guard let user else { throw .python("KeyError", "name") }
                set.columns["name"] = environment.value("name", of: "res.users", user)
            }
            if set.columns["tz"]?.isNull ?? true {
                let zone = environment.value("tz", of: "res.users", user ?? environment.user)
                set.columns["tz"] = zone.isNull ? .text("UTC") : zone
            }
            if !set.given.contains("work_contact_id"), let user {
                set.columns["work_contact_id"] = environment.value("partner_id", of: "res.users", user)
            }
            followDepartment(&set, environment)
            followJob(&set, environment)
            if !set.given.contains("coach_id") { set.columns["coach_id"] = set.columns["parent_id"] }
            try makeContact(&set, &environment)
        },
        prepareWrite: { environment, id, set throws(OdooError) in
            if set.given.contains("department_id") { followDepartment(&set, environment) }
            if set.given.contains("job_id") { followJob(&set, environment) }
            if let email = set.columns["work_email"] { try writeEmail(email, ofEmployee: id, &environment) }
            guard let parent = set.columns["parent_id"], !set.given.contains("coach_id"),
                let row = environment.database.row("hr.employee", id)
            else { return }
            let coach = row["coach_id"]?.recordID
            if coach == nil || coach == row["parent_id"]?.recordID { set.columns["coach_id"] = parent }
        },
        validate: { environment, id, given throws(OdooError) in
            guard given.contains("parent_id") else { return }
            try environment.checkNoCircle("hr.employee", id, .validation("You cannot create a recursive hierarchy."))
        }
    )

    /// Whoever reports to the manager of a department reports to the next one too.
    static let department = ModelBehaviour(
        prepareWrite: { environment, id, set throws(OdooError) in
            guard let manager = set.columns["manager_id"] else { return }
            let before = environment.database.row("hr.department", id)?["manager_id"]?.recordID
            for employee in environment.activeRecords(of: "hr.employee", "department_id", id)
            where employee != manager.recordID
                && environment.database.row("hr.employee", employee)?["parent_id"]?.recordID == before
            {
                let coach = environment.database.row("hr.employee", employee)?["coach_id"]?.recordID
                let follows = coach == nil || coach == before
                try environment.set("hr.employee", employee, ["parent_id": manager])
                if follows { try environment.set("hr.employee", employee, ["coach_id": manager]) }
            }
        },
        validate: { environment, id, given throws(OdooError) in
            guard given.contains("parent_id") else { return }
            let error = OdooError.user("Recursion Detected.")
            try environment.checkNoCircle("hr.department", id, error)
        }
    )

    private static func followDepartment(_ set: inout ValueSet, _ environment: Environment) {
        guard !set.given.contains("parent_id"), let department = set.columns["department_id"]?.recordID,
            let manager = environment.database.row("hr.department", department)?["manager_id"]
        else { return }
        set.columns["parent_id"] = manager
    }

    private static func followJob(_ set: inout ValueSet, _ environment: Environment) {
        guard !set.given.contains("job_title"), let job = set.columns["job_id"]?.recordID else { return }
        set.columns["job_title"] = environment.value("name", of: "hr.job", job)
    }

    /// The contact that only one employee has gets his address.
    private static func writeEmail(
        _ email: FieldValue,
        ofEmployee id: Int64,
        _ environment: inout Environment
    ) throws(OdooError) {
        guard let contact = environment.database.row("hr.employee", id)?["work_contact_id"]?.recordID,
            environment.records(of: "hr.employee", "work_contact_id", contact) == [id]
        else { return }
        try environment.set("res.partner", contact, ["email": email])
    }

    /// An employee without a contact gets one of his name.
    private static func makeContact(_ set: inout ValueSet, _ environment: inout Environment) throws(OdooError) {
        guard set.columns["work_contact_id"]?.recordID == nil, let name = set.columns["name"]?.textValue else { return }
        var values = JSONObject()
        values["name"] = .string(name)
        values["email"] = set.columns["work_email"]?.textValue.map { .string($0) }
        values["mobile"] = set.columns["mobile_phone"]?.textValue.map { .string($0) }
        values["company_id"] = set.columns["company_id"]?.recordID.map { .integer($0) }
        let partners = try environment.model("res.partner")
        let created = try environment.asSuperuser { environment throws(OdooError) in
            try environment.create(partners, [values])
        }
        set.columns["work_contact_id"] = created.first.map { .record($0) }
    }
}

extension ModelMethod {
    private static func departure(_ context: JSON) -> JSON {
        [
            "type": "ir.actions.act_window", "name": "Register Departure", "res_model": "hr.departure.wizard",
            "view_mode": "form", "target": "new", "views": [[false, "form"]], "context": context,
        ]
    }

    /// The methods of employees: leaving the firm asks for a reason first.
    static let employeeMethods: [String: ModelMethod] = {
        let leave = ModelMethod.ofRecords { environment, call throws(OdooError) in
            var values = JSONObject()
            let leaving = call.ids.filter { environment.value("active", in: call.model, $0).isTrue }
            let returning = call.ids.filter { !leaving.contains($0) }
            values["active"] = false
            try environment.write(call.model, leaving, values)
            values["active"] = true
            try environment.write(call.model, returning, values)
            guard leaving.count == 1, !environment.context.isSet("no_wizard") else { return nil }
            return departure(["active_id": .integer(leaving[0]), "toggle_active": true])
        }
        let archive = ModelMethod.ofRecords { environment, call throws(OdooError) in
            let leaving = call.ids.filter { environment.value("active", in: call.model, $0).isTrue }
            try environment.write(call.model, leaving, ["active": false])
            guard leaving.count == 1, !environment.context.isSet("no_wizard"), !environment.profile.is18 else {
                return nil
            }
            return departure(["active_id": .integer(leaving[0])])
        }
        return ["toggle_active": leave, "action_archive": archive]
    }()
}
