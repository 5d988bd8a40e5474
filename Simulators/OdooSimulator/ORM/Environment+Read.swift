import JSON

extension Environment {
    /// The records as `read` shows them; those that are not there are left out.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - ids: The records; order and repeats are kept.
    ///   - names: The fields; `nil` or none means every field that the user may see.
    ///   - showsNames: Whether many2one fields are shown with the name of their record.
    /// - Returns: A list of objects.
    /// - Throws: AccessError for records or fields that the user may not see, ValueError for an unknown field.
    func read(_ model: ModelDefinition, _ ids: [Int64], _ names: [String]?, showsNames: Bool) throws(OdooError) -> JSON
    {
        let fields = try fields(names, model)
        let isOwn = model.name == "res.users" && ids == [user]
        try checkGroups(.read, isOwn ? fields.filter { !isPersonal($0, model) } : fields, model)
        try checkAccess(.read, model)
        try checkRules(.read, model, ids)
        return .array(
            ids.filter { exists(model.name, $0) }.map { record(model, $0, fields, showsNames: showsNames) }
        )
    }

    /// The definitions of the named fields.
    ///
    /// - Throws: ValueError for a field that the model does not have.
    func fields(_ names: [String]?, _ model: ModelDefinition) throws(OdooError) -> [FieldDefinition] {
        guard let names, !names.isEmpty else { return model.fields.filter(mayUse) }
        var fields: [FieldDefinition] = []
        for name in names {
            guard let field = model[name] else { throw .invalidField(name, of: model.name, .read, profile) }
            if !fields.contains(where: { $0.name == name }) { fields.append(field) }
        }
        return fields
    }

    private func record(
        _ model: ModelDefinition,
        _ id: Int64,
        _ fields: [FieldDefinition],
        showsNames: Bool
    ) -> JSON {
        var object = JSONObject()
        object["id"] = .integer(id)
        for field in fields where field.name != "id" {
            if field.name == "password" {
                object[field.shownName] = ""
            } else if field.type.isMany {
                object[field.shownName] = .array(shownRecords(field, model, id).map { .integer($0) })
            } else {
                object[field.shownName] = wire(value(of: field, in: model, id), of: field, showsNames: showsNames)
            }
        }
        return .object(object)
    }

    /// The records of a list field in their model's order, without archived ones unless the context asks for them.
    func shownRecords(_ field: FieldDefinition, _ model: ModelDefinition, _ id: Int64) -> [Int64] {
        guard let relation = field.relation, let target = catalogue[relation] else { return [] }
        let hides = target.isArchivable && (context.hidesArchived || field.hidesArchived)
        let ids = value(of: field, in: model, id).recordIDs
        return sorted(ids.filter { !hides || value("active", in: target, $0).isTrue }, target)
    }
}
