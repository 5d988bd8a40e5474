import JSON

extension ModelMethod {
    /// The methods that the web client reads and writes with, `export_data` and `get_metadata`.
    static let web: [String: ModelMethod] = [
        "get_metadata": .ofRecords { environment, call throws(OdooError) in
            let columns = ["create_uid", "create_date", "write_uid", "write_date"]
            let rows = try environment.read(call.model, call.ids, columns, showsNames: true).arrayValue ?? []
            return .array(rows.map { environment.metadata(of: call.model, $0) })
        },
        "web_read": .ofRecords(.required("specification")) { environment, call throws(OdooError) in
            let specification = try call.arguments.object("specification")
            return .array(try environment.webRead(call.model, call.ids, specification))
        },
        "web_save": .ofRecords(.required("vals"), .required("specification"), .optional("next_id")) {
            environment,
            call throws(OdooError) in
            let values = try call.arguments.object("vals")
            var ids = call.ids
            if ids.isEmpty {
                ids = try environment.create(call.model, [values])
            } else {
                try environment.write(call.model, ids, values)
            }
            if let next = try call.arguments.number("next_id") { ids = [Int64(next)] }
            return .array(try environment.webRead(call.model, ids, try call.arguments.object("specification")))
        },
        "web_search_read": .ofModel(
            .required("domain"),
            .required("specification"),
            .optional("offset"),
            .optional("limit"),
            .optional("order"),
            .optional("count_limit")
        ) { environment, call throws(OdooError) in
            let offset = try call.arguments.number("offset") ?? 0
            let limit = try call.arguments.number("limit") ?? 0
            let found = try environment.search(
                call.model,
                call.arguments["domain"],
                order: call.arguments.text("order")
            )
            try Environment.checkPage(offset: offset, limit: limit)
            let rest = found.dropFirst(offset)
            let page = limit > 0 ? Array(rest.prefix(limit)) : Array(rest)
            let isWhole = limit == 0 || page.count < limit
            let counted = try call.arguments.number("count_limit").map { max($0, offset + page.count) } ?? found.count
            let specification = try call.arguments.object("specification")
            return [
                "length": .integer(Int64(isWhole ? offset + page.count : min(counted, found.count))),
                "records": .array(try environment.webRead(call.model, page, specification)),
            ]
        },
        "web_read_group": .ofModel(
            .required("domain"),
            .required("fields"),
            .required("groupby"),
            .optional("limit"),
            .optional("offset"),
            .optional("orderby"),
            .optional("lazy")
        ) { environment, call throws(OdooError) in
            let group = try ReadGroup(environment, call)
            let offset = try call.arguments.number("offset") ?? 0
            let limit = try call.arguments.number("limit")
            let page = try group.rows(offset: offset, limit: limit, order: call.arguments.text("orderby"))
            return ["groups": page, "length": .integer(Int64(try group.count()))]
        },
    ]
}
