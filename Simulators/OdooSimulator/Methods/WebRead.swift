import JSON

extension Environment {
    /// The records with the fields of a specification: a link is a bare id, or an object where its own fields are asked for.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - ids: The records.
    ///   - specification: What is wished of each field: nothing, or `fields`, `order`, `limit` and `context` of a link.
    /// - Returns: An object for each record that is there.
    /// - Throws: AccessError for records or fields that the user may not see, ValueError for an unknown field.
    func webRead(
        _ model: ModelDefinition,
        _ ids: [Int64],
        _ specification: JSONObject
    ) throws(OdooError) -> [JSON] {
        guard specification.keys.contains(where: { $0 != "id" }) else { return ids.map { ["id": .integer($0)] } }
        let rows = try read(model, ids, specification.keys, showsNames: false).arrayValue ?? []
        var shown: [JSON] = []
        for row in rows {
            guard var object = row.objectValue else { continue }
            for (name, wish) in specification {
                guard let field = model[name], field.type.isRelational, let wish = wish.objectValue, !wish.isEmpty,
                    let target = field.relation.flatMap({ catalogue[$0] }), let value = object[name]
                else { continue }
                let linked = try webEnvironment(wish)
                object[name] =
                    if let id = value.integerValue {
                        try linked.webLink(target, id, wish)
                    } else {
                        try value.arrayValue.map { list throws(OdooError) in
                            .array(try linked.webLinks(target, list.compactMap(\.integerValue), wish))
                        } ?? value
                    }
            }
            shown.append(.object(object))
        }
        return shown
    }

    /// This environment with the context that a specification adds.
    private func webEnvironment(_ wish: JSONObject) throws(OdooError) -> Environment {
        guard let added = wish["context"]?.objectValue else { return self }
        var copy = self
        for (key, value) in added { copy.context = copy.context.setting(key, to: value) }
        return copy
    }

    /// A many2one: its name is shown also to those who may not read the record.
    private func webLink(_ target: ModelDefinition, _ id: Int64, _ wish: JSONObject) throws(OdooError) -> JSON {
        guard var fields = wish["fields"]?.objectValue else { return .integer(id) }
        let showsName = fields["display_name"] != nil
        fields["display_name"] = nil
        guard var object = try webRead(target, [id], fields).first?.objectValue else { return false }
        if showsName { object["display_name"] = .string(displayName(target, id)) }
        return .object(object)
    }

    /// The records of a list: those beyond the limit are shown by their ids alone.
    private func webLinks(_ target: ModelDefinition, _ ids: [Int64], _ wish: JSONObject) throws(OdooError) -> [JSON] {
        var ids = ids
        if let order = wish["order"]?.stringValue, !order.isEmpty {
            ids = try SortOrder(order, target, catalogue).sorted(ids, target, in: self)
        }
        guard let fields = wish["fields"]?.objectValue else { return ids.map { .integer($0) } }
        let limit = wish["limit"]?.integerValue.flatMap { Int(exactly: $0) } ?? ids.count
        let whole = try webRead(target, Array(ids.prefix(max(0, limit))), fields)
        let found = Dictionary(whole.map { ($0["id"]?.integerValue ?? 0, $0) }) { $1 }
        return ids.map { found[$0] ?? ["id": .integer($0)] }
    }
}
