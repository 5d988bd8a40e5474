import Foundation
import JSON

extension Environment {
    /// Changes records.
    ///
    /// - Throws: MissingError for the first record that is not there; nothing is changed then.
    mutating func write(_ model: ModelDefinition, _ ids: [Int64], _ values: JSONObject) throws(OdooError) {
        try ModelBehaviour.table[model.name]?.refusing?(self, ids)
        try checkTracked(model, ids)
        try checkAccess(.write, model)
        let set = try ValueSet(values, model, isCreating: false, in: self)
        if let id = ids.first(where: { !exists(model.name, $0) }) { throw .missing(model.name, id, user: user) }
        try checkRules(.write, model, ids)
        try checkTargets(of: set, model)
        guard !set.given.isEmpty else { return }
        let behaviour = ModelBehaviour.table[model.name]
        for id in ids {
            var set = set
            try behaviour?.prepareWrite?(&self, id, &set)
            try update(model, id, set.columns)
            if let applying = behaviour?.applying {
                try applying(&self, id, set)
            } else {
                try apply(set, to: id, model)
            }
            try behaviour?.changed?(&self, id, RecordChange(names: set.given, isNew: false))
            try behaviour?.validate?(self, id, set.given)
        }
        try checkRules(.write, model, ids)
    }

    /// A model with followers reads what it tracks before anything else.
    private func checkTracked(_ model: ModelDefinition, _ ids: [Int64]) throws(OdooError) {
        guard model["message_ids"] != nil, !ids.isEmpty else { return }
        try checkAccess(.read, model)
        try checkRules(.read, model, ids)
    }

    /// Writes columns of a row that is there.
    ///
    /// - Throws: ValidationError if a column or a constraint is not as the table wants it.
    mutating func update(_ model: ModelDefinition, _ id: Int64, _ columns: Row) throws(OdooError) {
        guard var row = database.row(model.name, id) else { throw .missing(model.name, id, user: user) }
        for (name, value) in columns {
            if model[name]?.isTranslated == true, let language = context.translation {
                row[Self.translationKey(name, language)] = value
            } else {
                row[name] = value
            }
        }
        row["write_uid"] = .record(user)
        row["write_date"] = .moment(now)
        round(&row, model)
        try checkColumns(row, of: model, names: Set(columns.keys))
        database.replace(model.name, id, with: row.filter { !$0.value.isNull })
        try checkConstraints(of: model, id, names: Set(columns.keys))
    }

    /// A many2one value that points nowhere is a MissingError on `write`, unlike on `create`.
    private func checkTargets(of set: ValueSet, _ model: ModelDefinition) throws(OdooError) {
        for (name, value) in set.columns {
            guard let target = value.recordID, let relation = model[name]?.relation, !exists(relation, target) else {
                continue
            }
            throw .missing(relation, target, user: user)
        }
    }

    /// Rounds amounts to their currency and floats to their digits.
    func round(_ row: inout Row, _ model: ModelDefinition) {
        for (name, value) in row {
            guard case .decimal(let number) = value, let field = model.field(named: name) else { continue }
            if let digits = field.digits {
                row[name] = .decimal(Rounding.round(number, scale: digits.scale))
            } else if field.type == .monetary, let step = currencyRounding(of: field, row, model) {
                row[name] = .decimal(Rounding.round(number, toMultipleOf: step))
            }
        }
    }

    private func currencyRounding(of field: FieldDefinition, _ row: Row, _ model: ModelDefinition) -> Decimal? {
        guard let name = field.currencyField, let currencyField = model[name] else { return nil }
        let currency: Int64?
        if let steps = currencyField.related?.split(separator: ".").map(String.init), steps.count == 2,
            let relation = model[steps[0]]?.relation, let target = row[steps[0]]?.recordID
        {
            currency = value(steps[1], of: relation, target).recordID
        } else {
            currency = row[name]?.recordID
        }
        return currency.map { value("rounding", of: "res.currency", $0).decimalValue }
    }

    /// Writes a computed field: along its path, or by the function that the model has for it.
    mutating func writeDerived(
        _ json: JSON,
        _ field: FieldDefinition,
        _ model: ModelDefinition,
        _ id: Int64
    ) throws(OdooError) {
        if let path = field.related {
            let steps = path.split(separator: ".").map(String.init)
            guard steps.count == 2, let relation = model[steps[0]]?.relation,
                let target = value(steps[0], in: model, id).recordID
            else { return }
            let targetModel = try self.model(relation)
            try asSuperuser { environment throws(OdooError) in
                var values = JSONObject()
                values[steps[1]] = json
                try environment.write(targetModel, [target], values)
            }
        } else if let inverse = ModelBehaviour.inverses["\(model.name).\(field.name)"] {
            try inverse(&self, id, json)
        }
    }
}
