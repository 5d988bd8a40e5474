import JSON

extension ModelMethod {
    /// The methods of models whose records can be archived; none of them returns anything.
    static let archiving: [String: ModelMethod] = [
        "action_archive": .ofRecords { environment, call throws(OdooError) in
            try setActive(false, &environment, call)
        },
        "action_unarchive": .ofRecords { environment, call throws(OdooError) in
            try setActive(true, &environment, call)
        },
        "toggle_active": .ofRecords { environment, call throws(OdooError) in
            for id in call.ids {
                let isActive = environment.value("active", in: call.model, id).isTrue
                let one = Call(model: call.model, ids: [id], arguments: call.arguments)
                _ = try setActive(!isActive, &environment, one)
            }
            return nil
        },
    ]

    /// The methods that only one model has.
    static let special: [String: [String: ModelMethod]] =
        general
        .merging(accounting) { $1 }
        .merging(products) { $1 }

    private static let general: [String: [String: ModelMethod]] = [
        "ir.model.data": [
            "check_object_reference": .ofModel(
                .required("module"),
                .required("xml_id"),
                .optional("raise_on_access_error")
            ) { environment, call throws(OdooError) in
                let externalID = "\(call.arguments.text("module") ?? "").\(call.arguments.text("xml_id") ?? "")"
                let target = try environment.rememberedTarget(of: externalID)
                let model = try environment.model(target.model)
                if try environment.finds(target.record, of: model) {
                    return [.string(target.model), .integer(target.record)]
                }
                guard call.arguments["raise_on_access_error"]?.boolValue != true else {
                    // 17 stumbles over its own text here.
                    guard environment.profile.is18 else {
                        throw .python("TypeError", "not all arguments converted during string formatting")
                    }
                    throw .access("Not enough access rights on the external ID \"\(externalID)\"")
                }
                return [.string(target.model), false]
            }
        ],
        "ir.sequence": [
            "next_by_code": .ofModel(.required("sequence_code"), .optional("sequence_date")) {
                environment,
                call throws(OdooError) in
                try environment.checkAccess(.read, call.model)
                let code = call.arguments.text("sequence_code") ?? ""
                let number = try environment.nextNumber(code: code, company: environment.currentCompany)
                return number.map { .string($0) } ?? false
            },
            "next_by_id": .ofRecords(.optional("sequence_date")) { environment, call throws(OdooError) in
                try environment.checkAccess(.read, call.model)
                guard let id = call.ids.first else { return false }
                return .string(try environment.nextNumber(ofSequence: id))
            },
        ],
        "ir.model": ["get_available_models": availableModels],
        "res.users": [
            "context_get": .ofModel { environment, _ throws(OdooError) in
                [
                    "lang": .string(environment.value("lang", of: "res.users", environment.user).textValue ?? "en_US"),
                    "tz": environment.value("tz", of: "res.users", environment.user).textValue.map { .string($0) }
                        ?? false,
                    "uid": .integer(environment.user),
                ]
            }
        ],
    ]
    .merging(peopleMethods) { $0.merging($1) { $1 } }
    .merging(purchasing) { $1 }.merging(stock) { $1 }.merging(selling) { $1 }

    private static func setActive(
        _ isActive: Bool,
        _ environment: inout Environment,
        _ call: Call
    ) throws(OdooError) -> JSON? {
        if let id = call.ids.first(where: { !environment.exists(call.model.name, $0) }) {
            throw .missing(call.model.name, id, user: environment.user)
        }
        let changing = call.ids.filter { environment.value("active", in: call.model, $0).isTrue != isActive }
        var values = JSONObject()
        values["active"] = .bool(isActive)
        try environment.write(call.model, changing, values)
        return nil
    }
}
