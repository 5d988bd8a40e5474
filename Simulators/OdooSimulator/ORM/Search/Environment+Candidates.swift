extension Environment {
    /// The records that may fulfil a condition, the oldest first: those that an index knows of, else all.
    func candidates(_ condition: Condition, _ model: ModelDefinition) -> [Int64] {
        narrowed(condition, model)?.sorted() ?? database.ids(of: model.name)
    }

    /// The records that the id or an index leaves over, each once; `nil` if neither says anything.
    private func narrowed(_ condition: Condition, _ model: ModelDefinition) -> [Int64]? {
        switch condition {
        case .constant, .any, .not: nil
        case .all(let parts): parts.lazy.compactMap { narrowed($0, model) }.min { $0.count < $1.count }
        case .test(let field, .links(let ids, false)) where field.name == "id":
            ids.filter { exists(model.name, $0) }
        case .test(let field, .links(let ids, false)) where field.type == .many2one && field.isColumn:
            indexed(field, ids.map { .record($0) }, model)
        case .test(let field, .isOne(let values, false)) where field.isColumn && !field.isTranslated:
            indexed(field, Array(values), model)
        case .test: nil
        }
    }

    private func indexed(_ field: FieldDefinition, _ values: [FieldValue], _ model: ModelDefinition) -> [Int64]? {
        var found: [Int64] = []
        for value in values {
            guard let ids = database.ids(of: model.name, where: [field.name], are: [value]) else { return nil }
            found += ids
        }
        return found
    }
}

extension FieldDefinition {
    /// Whether what a search sees of the field is its column as it stands.
    fileprivate var isColumn: Bool { !isDerived && name != "password" }
}
