import JSON

extension ModelMethod {
    /// The methods of every model that version 19 has, or takes otherwise than 18 (source: Odoo 19.0, measured).
    static let later: [String: ModelMethod] = [
        "search": .ofModel(.required("domain"), .optional("offset"), .optional("limit"), .optional("order")) {
            environment,
            call throws(OdooError) in
            guard call.arguments["domain"] != .null else { throw LaterDomain.missing }
            return .array(try found(environment, call).map { .integer($0) })
        },
        "search_count": .ofModel(.required("domain"), .optional("limit")) { environment, call throws(OdooError) in
            guard call.arguments["domain"] != .null else { throw LaterDomain.missing }
            return try common["search_count"]?.body(&environment, call)
        },
        "name_search": .ofModel(.optional("name"), .optional("domain"), .optional("operator"), .optional("limit")) {
            environment,
            call throws(OdooError) in
            try environment.nameSearch(
                call.model,
                call.arguments.text("name") ?? "",
                try LaterDomain.checked(call.arguments["domain"]),
                call.arguments.text("operator") ?? "ilike",
                limit: call.arguments["limit"] == nil ? 100 : try call.arguments.number("limit")
            )
        },
        "default_get": .ofModel(.required("fields")) { environment, call throws(OdooError) in
            environment.defaults(call.model, try call.arguments.names("fields") ?? [])
        },
        "check_access_rights": .ofModel(.required("operation"), .optional("raise_exception")) {
            environment,
            call throws(OdooError) in
            let operation = try ModelMethod.operation(call.arguments)
            guard call.arguments.truth("raise_exception", default: true) else {
                return .bool(environment.hasAccess(operation, call.model))
            }
            try environment.checkAccess(operation, call.model)
            return nil
        },
        "formatted_read_group": .ofModel(
            .required("domain"),
            .optional("groupby"),
            .optional("aggregates"),
            .optional("having"),
            .optional("offset"),
            .optional("limit"),
            .optional("order")
        ) { environment, call throws(OdooError) in
            let groups = FormattedGroups(
                environment,
                call.model,
                domain: call.arguments["domain"],
                keys: try call.arguments.names("groupby") ?? [],
                aggregates: try call.arguments.names("aggregates") ?? [],
                order: call.arguments.text("order")
            )
            return .array(try page(of: groups.rows(having: call.arguments["having"]), call.arguments))
        },
        "web_read_group": .ofModel(
            .required("domain"),
            .required("groupby"),
            .optional("aggregates"),
            .optional("limit"),
            .optional("offset"),
            .optional("order")
        ) { environment, call throws(OdooError) in
            let keys = try call.arguments.names("groupby") ?? []
            let groups = try FormattedGroups(
                environment,
                call.model,
                domain: call.arguments["domain"],
                keys: Array(keys.prefix(1)),
                aggregates: (try call.arguments.names("aggregates") ?? []).filter { $0 != "__count" } + ["__count"],
                order: call.arguments.text("order")
            ).rows()
            return [
                "groups": .array(try page(of: groups, call.arguments)), "length": .integer(Int64(groups.count)),
            ]
        },
    ]

    private static func page(of groups: [JSON], _ arguments: Arguments) throws(OdooError) -> [JSON] {
        let offset = try arguments.number("offset") ?? 0
        let limit = try arguments.number("limit") ?? 0
        try Environment.checkPage(offset: offset, limit: limit)
        let rest = groups.dropFirst(offset)
        return Array(limit > 0 ? rest.prefix(limit) : rest)
    }
}
