import JSON

extension ModelMethod {
    /// The methods that the web client reads and saves with.
    static let browsing: [String: ModelMethod] = [
        "web_read": .ofRecords(.required("specification")) { environment, call throws(OdooError) in
            let wanted = try call.arguments.object("specification")
            return .array(try environment.webRead(call.model, call.ids, wanted))
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
            let limit = try call.arguments.number("limit")
            let wanted = try call.arguments.object("specification")
            let ids = try environment.search(
                call.model,
                call.arguments["domain"],
                offset: offset,
                limit: limit,
                order: call.arguments.text("order")
            )
            var length = offset + ids.count
            if let limit, limit > 0, ids.count == limit {
                length = try environment.find(call.model, call.arguments["domain"]).count
                if let most = try call.arguments.number("count_limit"), most > 0 { length = min(length, most) }
            }
            let records = try environment.webRead(call.model, ids, wanted)
            return ["length": .integer(Int64(length)), "records": .array(records)]
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
            let all = try group.rows(offset: 0, limit: nil, order: call.arguments.text("orderby"))
            let offset = try call.arguments.number("offset") ?? 0
            let limit = try call.arguments.number("limit")
            let shown = try group.rows(offset: offset, limit: limit, order: call.arguments.text("orderby"))
            return ["groups": shown, "length": .integer(Int64(all.arrayValue?.count ?? 0))]
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
    ]
}

extension Environment {
    /// Records with the fields of a specification; linked records are shown as it says.
    fileprivate func webRead(
        _ model: ModelDefinition,
        _ ids: [Int64],
        _ specification: JSONObject
    ) throws(OdooError) -> [JSON] {
        let names = specification.map(\.key)
        let rows = try read(model, ids, names.isEmpty ? ["id"] : names, showsNames: false).arrayValue ?? []
        var result: [JSON] = []
        for row in rows {
            guard var object = row.objectValue else { continue }
            for (name, wanted) in specification {
                guard let inner = wanted["fields"]?.objectValue, let field = model[name], field.type.isRelational,
                    let target = field.relation.flatMap({ catalogue[$0] })
                else { continue }
                object[name] = try webLinks(object[name] ?? false, of: field, target, wanted, inner)
            }
            result.append(.object(object))
        }
        return result
    }

    private func webLinks(
        _ value: JSON,
        of field: FieldDefinition,
        _ target: ModelDefinition,
        _ wanted: JSON,
        _ inner: JSONObject
    ) throws(OdooError) -> JSON {
        var environment = self
        // Whoever may read a record may read the names of what it points to.
        if inner.allSatisfy({ $0.key == "display_name" || $0.key == "id" }) { environment.isSuperuser = true }
        if field.type == .many2one {
            guard let id = value.integerValue else { return false }
            return try environment.webRead(target, [id], inner).first ?? false
        }
        var ids = value.arrayValue?.compactMap(\.integerValue) ?? []
        if let order = wanted["order"]?.stringValue {
            ids = try SortOrder(order, target, catalogue).sorted(ids, target, in: self)
        }
        guard let limit = wanted["limit"]?.integerValue, limit > 0 else {
            return .array(try environment.webRead(target, ids, inner))
        }
        let shown = try environment.webRead(target, Array(ids.prefix(Int(limit))), inner)
        return .array(shown + ids.dropFirst(Int(limit)).map { ["id": .integer($0)] })
    }
}
