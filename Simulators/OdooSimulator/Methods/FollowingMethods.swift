import JSON

extension ModelMethod {
    /// The methods about the followers of records and what they are told.
    static let following: [String: ModelMethod] = [
        "message_post": .ofRecords(
            .optional("body"),
            .optional("subject"),
            .optional("message_type"),
            .optional("partner_ids"),
            .optional("attachment_ids"),
            .optional("subtype_xmlid")
        ) { environment, call throws(OdooError) in
            guard call.model["message_ids"] != nil, call.ids.count == 1 else {
                throw .python("ValueError", "Expected singleton: \(call.model.name)\(PythonText.ids(call.ids))")
            }
            return .integer(try environment.post(call.model, call.ids[0], call.arguments))
        },
        "message_subscribe": .ofRecords(.optional("partner_ids"), .optional("subtype_ids")) {
            environment,
            call throws(OdooError) in
            try checkFollowers(environment, call)
            let partners = call.arguments["partner_ids"]?.arrayValue?.compactMap(\.integerValue) ?? []
            for id in call.ids { environment.follow(call.model.name, id, partners) }
            return true
        },
        "message_unsubscribe": .ofRecords(.optional("partner_ids")) { environment, call throws(OdooError) in
            try checkFollowers(environment, call)
            let partners = call.arguments["partner_ids"]?.arrayValue?.compactMap(\.integerValue) ?? []
            for id in call.ids {
                guard var row = environment.database.row(call.model.name, id) else { continue }
                let rest = (row["message_partner_ids"]?.recordIDs ?? []).filter { !partners.contains($0) }
                row["message_partner_ids"] = rest.isEmpty ? nil : .records(rest)
                environment.database.replace(call.model.name, id, with: row)
            }
            return true
        },
    ]

    private static func checkFollowers(_ environment: Environment, _ call: Call) throws(OdooError) {
        guard call.model["message_partner_ids"] != nil else {
            throw .python("AttributeError", "'\(call.model.name)' object has no attribute 'message_subscribe'")
        }
        try environment.checkAccess(.read, call.model)
        try environment.checkRules(.read, call.model, call.ids)
    }
}
