import JSON

extension ModelMethod {
    /// The methods of system parameters.
    static let parameters: [String: ModelMethod] = [
        "get_param": .ofModel(.required("key"), .optional("default")) { environment, call throws(OdooError) in
            try environment.checkAccess(.read, call.model)
            guard let row = parameter(environment, call),
                let value = environment.value("value", in: call.model, row).textValue, !value.isEmpty
            else { return call.arguments["default"] ?? false }
            return .string(value)
        },
        "set_param": .ofModel(.required("key"), .required("value")) { environment, call throws(OdooError) in
            let value = call.arguments["value"] ?? .null
            guard let row = parameter(environment, call) else {
                try environment.checkAccess(.create, call.model)
                if value != .null, value != .bool(false) {
                    var values = JSONObject()
                    values["key"] = call.arguments["key"]
                    values["value"] = .string(PythonText.str(value))
                    _ = try environment.create(call.model, [values])
                }
                return false
            }
            let old = environment.value("value", in: call.model, row).textValue ?? ""
            if value == .null || value == .bool(false) {
                try environment.unlink(call.model, [row])
            } else if PythonText.str(value) != old {
                var values = JSONObject()
                values["value"] = .string(PythonText.str(value))
                try environment.write(call.model, [row], values)
            }
            return .string(old)
        },
    ]

    /// Whether a user is in a group: version 18 asks a record, version 17 the caller.
    static let hasGroup17: ModelMethod = .ofModel(.required("group_ext_id")) { environment, call throws(OdooError) in
        .bool(isMember(environment.user, environment, call))
    }

    /// Whether a user is in a group: version 18 asks a record, version 17 the caller.
    static let hasGroup18: ModelMethod = .ofRecords(.required("group_ext_id")) { environment, call throws(OdooError) in
        .bool(isMember(call.ids.first ?? environment.user, environment, call))
    }

    /// The models that the caller may read, with their names.
    static let availableModels: ModelMethod = .ofModel { environment, call throws(OdooError) in
        let models = environment.catalogue.sorted.filter { environment.hasAccess(.read, $0) }
        return .array(models.map { ["display_name": .string($0.label), "model": .string($0.name)] })
    }

    private static func isMember(_ user: Int64, _ environment: Environment, _ call: Call) -> Bool {
        let group = environment.externalEntry(call.arguments.text("group_ext_id") ?? "")
        guard let group, group.model == "res.groups" else { return false }
        return environment.value("groups_id", of: "res.users", user).recordIDs.contains(group.record)
    }

    private static func parameter(_ environment: Environment, _ call: Call) -> Int64? {
        let key = FieldValue.text(call.arguments.text("key") ?? "")
        return environment.database.ids(of: call.model.name, where: ["key"], are: [key])?.first
    }
}
