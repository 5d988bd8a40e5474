import SimulatorKit

extension Environment {
    /// Checks mandatory columns and the targets of links.
    ///
    /// - Parameters:
    ///   - row: The row as it would be written.
    ///   - model: Its model.
    ///   - names: The columns that change; `nil` for a new row.
    /// - Throws: ValidationError for an empty mandatory column or a link to nothing.
    func checkColumns(_ row: Row, of model: ModelDefinition, names: Set<String>?) throws(OdooError) {
        for field in model.fields where !field.isDerived && names?.contains(field.name) ?? true {
            let value = row[field.name] ?? .null
            let isPossible = field.relation.map { catalogue[$0] != nil } ?? true
            let isNeeded = field.isRequired && !field.isCompanyDependent
            if isNeeded, isPossible, value.isNull {
                throw profile.is19 ? .missingLater(field, in: model) : .missingValue(of: field, in: model)
            }
            try checkRange(value, of: field)
            guard field.type == .many2one, let target = value.recordID, let relation = field.relation else { continue }
            guard exists(relation, target) else {
                if Self.readAtOnce.contains("\(model.name).\(field.name)") {
                    throw .missing(relation, target, user: user)
                }
                throw foreignKeyError("\(model.table)_\(field.name)_fkey", field, model)
            }
        }
    }

    /// Refuses what the server computed beyond the numbers and days that it can store.
    private func checkRange(_ value: FieldValue, of field: FieldDefinition) throws(OdooError) {
        switch value {
        case .integer(let number) where field.type == .integer:
            guard Int64(Int32.min)...Int64(Int32.max) ~= number else { throw ValueConversion.outOfRange }
        case .date(let day): guard PythonDelta.holds(day) else { throw PythonDelta.outOfRange }
        case .moment(let moment): guard PythonDelta.holds(moment.date) else { throw PythonDelta.outOfRange }
        default: return
        }
    }

    /// The links that are followed before the database looks at them.
    private static let readAtOnce: Set<String> = [
        "res.partner.parent_id", "account.move.partner_id", "account.move.journal_id", "project.task.project_id",
    ]

    /// A foreign key that is in the way, as the version words it.
    func foreignKeyError(_ constraint: String, _ field: FieldDefinition?, _ model: ModelDefinition?) -> OdooError {
        guard !profile.is19 else { return .foreignKeyLater(field, constraint, model) }
        return .foreignKey(constraint, modelLabel: model?.label ?? "Unknown", model: model?.name ?? "unknown")
    }

    /// Checks the unique and check constraints of a row that was written.
    ///
    /// - Throws: ValidationError with the constraint's own text.
    func checkConstraints(of model: ModelDefinition, _ id: Int64, names: Set<String>?) throws(OdooError) {
        guard let row = database.row(model.name, id) else { return }
        for constraint in model.constraints where !holds(constraint.condition, model, id, row, names) {
            let columns: [String] = if case .unique(let columns) = constraint.condition { columns } else { [] }
            throw .constraint(constraint.message, columns: columns)
        }
    }

    private func holds(
        _ condition: TableConstraint.Condition,
        _ model: ModelDefinition,
        _ id: Int64,
        _ row: Row,
        _ names: Set<String>?
    ) -> Bool {
        switch condition {
        case .unique(let columns):
            guard names?.isDisjoint(with: columns) != true else { return true }
            // A translated text is another one if a translation is.
            let texts = columns.filter { model[$0]?.isTranslated == true }
            let keys = texts.flatMap { text in Catalogue.languages.map { Self.translationKey(text, $0.0) } }
            guard keys.isEmpty else { return !isRepeated(columns + keys, model, id, row) }
            let key = columns.map { row[$0] ?? .null }
            guard !key.contains(.null) else { return true }
            if let found = database.ids(of: model.name, where: columns, are: key) { return found == [id] }
            return !database.ids(of: model.name).contains { other in
                guard other != id, let otherRow = database.row(model.name, other) else { return false }
                return columns.map { otherRow[$0] ?? .null } == key
            }
        case .ordered(let first, let second):
            guard let start = row[first]?.dateValue, let end = row[second]?.dateValue else { return true }
            return start <= end
        case .noBlank(let column): return row[column]?.textValue?.contains(" ") != true
        case .required(let column, let other, let value):
            return row[column]?.isNull == false || row[other] != .text(value)
        }
    }

    private func isRepeated(_ keys: [String], _ model: ModelDefinition, _ id: Int64, _ row: Row) -> Bool {
        database.ids(of: model.name).contains { other in
            guard other != id, let values = database.row(model.name, other) else { return false }
            return keys.allSatisfy { values[$0] ?? .null == row[$0] ?? .null }
        }
    }
}
