import JSON

extension ModelBehaviour {
    /// A user has a partner of the same name, made together with the user, and all groups that his groups imply.
    static let user = ModelBehaviour(
        prepare: { environment, set throws(OdooError) in
            try makePartner(&set, &environment)
            if !set.given.contains("company_ids"), let company = set.columns["company_id"]?.recordID {
                link("company_ids", [company], &set, environment)
            }
            guard !set.given.contains("groups_id"), let template = environment.baseRecord("base.default_user") else {
                return
            }
            link("groups_id", environment.value("groups_id", of: "res.users", template).recordIDs, &set, environment)
        },
        changed: { environment, id, change throws(OdooError) in
            guard change.isNew || change.names.contains("groups_id") else { return }
            completeGroups(&environment, id)
        },
        validate: { environment, id, given throws(OdooError) in
            if !given.isDisjoint(with: ["company_id", "company_ids"]) { try checkCompany(environment, id) }
            if given.contains("groups_id") { try checkOneType(environment, id) }
        },
        deleting: { environment, ids throws(OdooError) in try checkNeeded(environment, ids) }
    )

    /// Users that the system itself needs stay.
    private static func checkNeeded(_ environment: Environment, _ ids: [Int64]) throws(OdooError) {
        if ids.contains(1) {
            throw .user(
                "You can not remove the admin user as it is used internally for resources created by Odoo (updates, module "
                    + "installation, ...)"
            )
        }
        guard let admin = environment.baseRecord("base.user_admin"), ids.contains(admin) else { return }
        throw .user(
            "You cannot delete the admin user because it is utilized in various places (such as security configurations,...)"
                + ". Instead, archive it."
        )
    }

    private static func link(
        _ name: String,
        _ ids: [Int64],
        _ set: inout ValueSet,
        _ environment: Environment
    ) {
        guard let field = environment.catalogue["res.users"]?.field(named: name) else { return }
        set.links.append((field, [.replace(ids)]))
    }

    private static func makePartner(_ set: inout ValueSet, _ environment: inout Environment) throws(OdooError) {
        guard set.columns["partner_id"]?.recordID == nil else { return }
        var values = JSONObject()
        for (field, value) in set.derived where field.related?.hasPrefix("partner_id.") == true {
            values[field.name] = value
        }
        let model = try environment.model("res.partner")
        let created = try environment.asSuperuser { environment throws(OdooError) in
            try environment.create(model, [values])
        }
        set.columns["partner_id"] = created.first.map { .record($0) }
    }

    private static func completeGroups(_ environment: inout Environment, _ id: Int64) {
        guard var row = environment.database.row("res.users", id) else { return }
        let groups = UserGroups.closure(of: row["groups_id"]?.recordIDs ?? [], in: environment.database)
        row["groups_id"] = groups.isEmpty ? nil : .records(groups.sorted())
        environment.database.replace("res.users", id, with: row)
    }

    private static func checkCompany(_ environment: Environment, _ id: Int64) throws(OdooError) {
        guard let row = environment.database.row("res.users", id), let company = row["company_id"]?.recordID,
            row["company_ids"]?.recordIDs.contains(company) != true
        else { return }
        let name = environment.value("name", of: "res.company", company).textValue ?? ""
        let user = environment.value("name", of: "res.users", id).textValue ?? ""
        let allowed = (row["company_ids"]?.recordIDs ?? []).map {
            environment.value("name", of: "res.company", $0).textValue ?? ""
        }
        throw .validation(
            "Company \(name) is not in the allowed companies for user \(user) (\(allowed.joined(separator: ", ")))."
        )
    }

    private static func checkOneType(_ environment: Environment, _ id: Int64) throws(OdooError) {
        let groups = UserGroups(of: id, in: environment.database)
        let types = ["User types/Internal User", "User types/Portal", "User types/Public"].filter(groups.contains)
        guard types.count > 1 else { return }
        throw .validation("The user cannot have more than one user types.")
    }

    /// Writes the members of a group, each of whom holds the link.
    static let writeGroupUsers: Inverse = { environment, id, value throws(OdooError) in
        let groups = try environment.model("res.groups")
        let users = try environment.model("res.users")
        guard let field = groups["users"] else { return }
        var members = environment.value("users", in: groups, id).recordIDs
        let before = members
        for command in try LinkCommand.commands(value, of: field, in: groups) {
            switch command {
            case .link(let user): members.append(user)
            case .unlink(let user): members.removeAll { $0 == user }
            case .clear: members = []
            case .replace(let all): members = all
            case .create, .update, .delete: break
            }
        }
        for user in Set(members + before) where members.contains(user) != before.contains(user) {
            var values = JSONObject()
            values["groups_id"] = [[members.contains(user) ? 4 : 3, .integer(id)]]
            try environment.write(users, [user], values)
        }
    }
}

extension ModelMethod {
    /// The methods of users, parameters, languages and employees that only their models have.
    static let peopleMethods: [String: [String: ModelMethod]] = [
        "ir.config_parameter": parameterMethods,
        "res.users": userMethods,
        "res.lang": languageMethods,
        "maintenance.request": maintenanceMethods,
        "hr.employee": employeeMethods,
        "project.project": projectMethods,
    ]

    private static let userMethods: [String: ModelMethod] = [
        "has_group": .ofRecords(.required("group_ext_id")) { environment, call throws(OdooError) in
            let user = call.ids.first ?? environment.user
            guard
                environment.isSuperuser || user == environment.user
                    || environment.groups.contains("User types/Internal User")
            else { throw .access("You can ony call user.has_group() with your current user.") }
            return .bool(environment.belongs(user, to: call.arguments.text("group_ext_id") ?? ""))
        },
        "write": .ofRecords(.required("vals")) { environment, call throws(OdooError) in
            let values = try call.arguments.object("vals")
            if call.ids == [environment.user], values.allSatisfy({ ownFields.contains($0.key) }) {
                try environment.asSuperuser { environment throws(OdooError) in
                    try environment.write(call.model, call.ids, values)
                }
            } else {
                try environment.write(call.model, call.ids, values)
            }
            return true
        },
    ]

    /// In version 17 the method is about the user who calls.
    static let hasGroupIn17: ModelMethod = .ofModel(.required("group_ext_id")) { environment, call throws(OdooError) in
        let name = call.arguments["group_ext_id"].map(PythonText.str) ?? ""
        guard name.contains(".") else {
            throw .python("AssertionError", "External ID \(PythonText.quoted(name)) must be fully qualified")
        }
        return .bool(environment.belongs(environment.user, to: name))
    }

    /// What users may change about themselves (source: odoo/addons/base/models/res_users.py, SELF_WRITEABLE_FIELDS).
    private static let ownFields: Set<String> = [
        "signature", "action_id", "company_id", "email", "name", "image_1920", "lang", "tz", "notification_type",
    ]

    private static let parameterMethods: [String: ModelMethod] = [
        "get_param": .ofModel(.required("key"), .optional("default")) { environment, call throws(OdooError) in
            try environment.checkAccess(.read, call.model)
            let found = environment.parameter(call.arguments.text("key") ?? "")
            return found.map { .string($0.value) } ?? call.arguments["default"] ?? false
        },
        "set_param": .ofModel(.required("key"), .required("value")) { environment, call throws(OdooError) in
            try environment.checkAccess(.read, call.model)
            let key = call.arguments.text("key") ?? ""
            let found = environment.parameter(key)
            var values = JSONObject()
            values["value"] = call.arguments.text("value").map { .string($0) }
            if let found {
                if values["value"] == nil {
                    try environment.unlink(call.model, [found.id])
                } else {
                    try environment.write(call.model, [found.id], values)
                }
            } else if values["value"] != nil {
                values["key"] = .string(key)
                _ = try environment.create(call.model, [values])
            }
            return found.map { .string($0.value) } ?? false
        },
    ]

    private static let languageMethods: [String: ModelMethod] = [
        "get_installed": .ofModel { environment, call throws(OdooError) in
            let active = environment.database.ids(of: call.model.name).filter {
                environment.value("active", in: call.model, $0).isTrue
            }
            let pairs = active.map { id in
                ["code", "name"].map { environment.value($0, in: call.model, id).textValue ?? "" }
            }
            return .array(pairs.sorted { $0[1] < $1[1] }.map { [.string($0[0]), .string($0[1])] })
        }
    ]
}

extension Environment {
    /// Whether a user belongs to the group that an external id names.
    fileprivate func belongs(_ user: Int64, to group: String) -> Bool {
        guard let id = baseRecord(group), group != "base.group_no_one" else { return false }
        return UserGroups(of: user, in: database).ids.contains(id)
    }

    /// A system parameter.
    fileprivate func parameter(_ key: String) -> (id: Int64, value: String)? {
        guard let id = database.ids(of: "ir.config_parameter", where: ["key"], are: [.text(key)])?.first else {
            return nil
        }
        return (id, value("value", of: "ir.config_parameter", id).textValue ?? "")
    }
}
