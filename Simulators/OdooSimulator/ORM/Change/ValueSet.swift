import JSON

/// The values of one `create` or `write`, sorted by what has to be done with them.
struct ValueSet: Sendable {
    /// The columns.
    var columns: Row = [:]
    /// The changes of one2many and many2many fields.
    var links: [(field: FieldDefinition, commands: [LinkCommand])] = []
    /// The values of computed fields that a function of the model writes.
    var derived: [(field: FieldDefinition, value: JSON)] = []
    /// The names that the caller gave.
    var given: Set<String> = []

    /// Sorts and converts values.
    ///
    /// - Throws: ValueError for a field that is not there, or what the conversion of a value throws.
    init(
        _ values: JSONObject,
        _ model: ModelDefinition,
        isCreating: Bool,
        in environment: Environment
    ) throws(OdooError) {
        let conversion = ValueConversion(isCreating: isCreating)
        var fields: [FieldDefinition] = []
        for (name, _) in values where !ModelDefinition.magicFields.contains(name) {
            guard let field = model[name] else {
                throw .invalidField(name, of: model.name, isCreating ? .create : .write, environment.profile)
            }
            fields.append(field)
        }
        try environment.checkGroups(.write, fields, model)
        for field in fields {
            let value = values[field.shownName] ?? .null
            given.insert(field.name)
            if field.type == .one2many || (field.type == .many2many && !field.isDerived) {
                links.append((field, try LinkCommand.commands(value, of: field, in: model)))
            } else if field.isDerived {
                // What can be written at all is written, even if forms show it as read-only.
                let isWritten = !field.isReadonly || ModelBehaviour.inverses["\(model.name).\(field.name)"] != nil
                if isWritten { derived.append((field, value)) }
            } else {
                columns[field.name] = try conversion.column(value, of: field, in: model)
            }
        }
    }
}
