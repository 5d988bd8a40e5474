import Foundation
import JSON

extension Environment {
    /// Creates records, all or none.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - list: The values of each record.
    /// - Returns: The ids in the order of `list`.
    /// - Throws: AccessError without the right, ValueError or ValidationError for values that cannot be stored.
    mutating func create(_ model: ModelDefinition, _ list: [JSONObject]) throws(OdooError) -> [Int64] {
        try checkAccess(.create, model)
        var ids: [Int64] = []
        for values in list { ids.append(try createOne(model, values)) }
        try ModelBehaviour.table[model.name]?.created?(&self, ids)
        return ids
    }

    /// Creates one of several records; what follows once all are there is left to the caller.
    ///
    /// - Throws: What ``create(_:_:)`` throws.
    mutating func createInBatch(_ model: ModelDefinition, _ values: JSONObject) throws(OdooError) -> Int64 {
        try checkAccess(.create, model)
        return try createOne(model, values)
    }

    private mutating func createOne(_ model: ModelDefinition, _ values: JSONObject) throws(OdooError) -> Int64 {
        var set = try ValueSet(withContextDefaults(values, model), model, isCreating: true, in: self)
        for field in model.fields
        where set.columns[field.name] == nil && !field.isDerived && !set.given.contains(field.name) {
            if let value = defaultValue(of: field) { set.columns[field.name] = value }
        }
        let behaviour = ModelBehaviour.table[model.name]
        try behaviour?.prepare?(&self, &set)
        let id = try insert(model.name, set.columns)
        if let applying = behaviour?.applying {
            try applying(&self, id, set)
        } else {
            try apply(set, to: id, model)
        }
        followNew(model, id)
        try behaviour?.changed?(&self, id, RecordChange(names: set.given, isNew: true))
        try behaviour?.validate?(self, id, set.given)
        try checkRules(.create, model, [id])
        return id
    }

    /// The values with those that the context gives as `default_…` for fields that are left out.
    private func withContextDefaults(_ values: JSONObject, _ model: ModelDefinition) -> JSONObject {
        guard !context.values.isEmpty else { return values }
        var values = values
        for field in model.fields where values[field.shownName] == nil {
            if let value = context.defaultValue(of: field.shownName) { values[field.shownName] = value }
        }
        return values
    }

    /// The default of a field; `nil` if it has none.
    func defaultValue(of field: FieldDefinition) -> FieldValue? {
        switch field.defaultValue {
        case nil: nil
        case .value(let value): value
        case .user: .record(user)
        case .company: currentCompany.map { .record($0) }
        case .companyCurrency: currentCompany.map { value("currency_id", of: "res.company", $0) }
        case .today: .date(today)
        case .now: thisSecond
        case .external(let externalID): baseRecord(externalID).map { .record($0) }
        case .language: .text(context.language)
        case .found(let find): find(self)
        }
    }

    /// Writes a new row; the columns of the log are filled in.
    ///
    /// - Throws: ValidationError if a column, a link or a constraint is not as the table wants it.
    mutating func insert(_ modelName: String, _ columns: Row) throws(OdooError) -> Int64 {
        let model = try model(modelName)
        let id = database.nextID(of: modelName)
        var row = columns
        row["create_uid"] = .record(user)
        row["create_date"] = .moment(now)
        row["write_uid"] = .record(user)
        row["write_date"] = .moment(now)
        if let language = context.translation {
            for field in model.fields where field.isTranslated {
                if let text = row[field.name] { row[Self.translationKey(field.name, language)] = text }
            }
        }
        round(&row, model)
        try checkColumns(row, of: model, names: nil)
        database.replace(modelName, id, with: row.filter { !$0.value.isNull })
        try checkConstraints(of: model, id, names: nil)
        return id
    }

    /// Does what the links and the computed fields of a new or changed record need.
    mutating func apply(_ set: ValueSet, to id: Int64, _ model: ModelDefinition) throws(OdooError) {
        for link in set.links { try apply(link.commands, to: link.field, of: model, id) }
        for (field, value) in set.derived { try writeDerived(value, field, model, id) }
    }
}
