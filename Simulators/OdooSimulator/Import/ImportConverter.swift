import Foundation
import JSON
import SimulatorKit

/// Converts the cells of `load` into values that `create` and `write` take.
struct ImportConverter {
    /// The environment with every record that was made so far in the call.
    let environment: Environment
    /// The module of external ids without one.
    let module: String

    /// Converts a cell that is not empty.
    ///
    /// - Returns: The value in the form that `create` and `write` take.
    /// - Throws: ``ImportFault`` for a value that does not fit the field, ``OdooError`` for what ends the call.
    func value(_ cell: ImportCell, of field: FieldDefinition) throws -> JSON {
        switch cell {
        case .records(let records): return try linked(records, field)
        case .value(let value): return try scalar(value, field)
        }
    }

    private func scalar(_ value: JSON, _ field: FieldDefinition) throws -> JSON {
        switch field.type {
        case .boolean: return try boolean(value)
        case .integer, .reference: return try integer(value)
        case .float, .monetary: return try number(value)
        case .date: return try date(value)
        case .datetime: return try moment(value)
        case .selection: return try selection(value, field)
        case .json: return try parsed(value)
        default: return value
        }
    }

    private func boolean(_ value: JSON) throws -> JSON {
        guard let text = value.stringValue else {
            let type = value.boolValue == nil ? "int" : "bool"
            throw OdooError.python("AttributeError", "'\(type)' object has no attribute 'lower'")
        }
        if Self.trueWords.contains(text.lowercased()) { return true }
        if Self.falseWords.contains(text.lowercased()) { return false }
        throw ImportFault(
            "Unknown value '\(text)' for boolean field '%(field)s'",
            information: "Use '1' for yes and '0' for no"
        )
    }

    private func parsed(_ value: JSON) throws -> JSON {
        let text = PythonText.str(value)
        guard let json = try? JSON(parsing: text) else {
            throw ImportFault("'\(text)' does not seem to be a valid JSON for field '%(field)s'")
        }
        return json
    }

    private static let trueWords: Set<String> = ["1", "true", "yes", "vrai", "oui", "wahr", "ja"]
    private static let falseWords: Set<String> = ["", "0", "false", "no", "faux", "non", "falsch", "nein"]

    private func integer(_ value: JSON) throws -> JSON {
        if value.integerValue != nil || value.boolValue != nil { return value }
        if let text = value.stringValue, let number = Int64(text.trimmingCharacters(in: .whitespaces)) {
            return .integer(number)
        }
        if case .real(let number) = value, let whole = Int64(exactly: number.rounded(.towardZero)) {
            return .integer(whole)
        }
        throw ImportFault("'\(PythonText.str(value))' does not seem to be an integer for field '%(field)s'")
    }

    private func number(_ value: JSON) throws -> JSON {
        if ValueConversion.decimal(ofNumber: value) != nil || value.boolValue != nil { return value }
        if let text = value.stringValue, ValueConversion.decimal(ofText: text) != nil { return value }
        throw ImportFault("'\(PythonText.str(value))' does not seem to be a number for field '%(field)s'")
    }

    private func date(_ value: JSON) throws -> JSON {
        let text = PythonText.str(value)
        guard CivilDate(String(text.prefix(10))) != nil else {
            throw ImportFault(
                "'\(text)' does not seem to be a valid date for field '%(field)s'",
                information: "Use the format '2012-12-31'"
            )
        }
        return .string(String(text.prefix(10)))
    }

    /// A moment is read in the zone of the context and stored as UTC, unlike in `create`.
    private func moment(_ value: JSON) throws -> JSON {
        let text = PythonText.str(value)
        guard let local = Timestamps.strictMoment(text) else {
            throw ImportFault(
                "'\(text)' does not seem to be a valid datetime for field '%(field)s'",
                information: "Use the format '2012-12-31 23:59:59'"
            )
        }
        let zone =
            environment.context.timeZone ?? environment.value("tz", of: "res.users", environment.user).textValue
        return .string(Timestamps.text(TimeZones.moment(ofLocal: local, in: zone)))
    }

    private func selection(_ value: JSON, _ field: FieldDefinition) throws -> JSON {
        let text = PythonText.str(value).lowercased()
        let item = field.selection.first { item in
            let labels = [item.key, item.label] + SelectionWords.translations(of: item.label)
            return labels.contains { $0.lowercased() == text }
        }
        guard let item else {
            throw ImportFault(
                "Value '\(PythonText.str(value))' not found in selection field '%(field)s'",
                information: .array(field.selection.map { .string($0.label) })
            )
        }
        return .string(item.key)
    }
}

extension ImportConverter {
    /// Converts the sub-records of a relational field.
    private func linked(_ records: [ImportRecord], _ field: FieldDefinition) throws -> JSON {
        switch field.type {
        case .many2one:
            guard let record = records.first else { return false }
            let key = try referenceKey(record)
            return try find(record.reference(key) ?? .null, by: key, field).map { .integer($0) } ?? false
        case .many2many:
            guard let record = records.first else { return [] }
            let key = try referenceKey(record)
            var ids: [JSON] = []
            let reference = record.reference(key) ?? .null
            guard let text = reference.stringValue else {
                let type = PythonText.typeName(of: reference)
                throw OdooError.python("AttributeError", "'\(type)' object has no attribute 'split'")
            }
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                if let id = try find(.string(String(part)), by: key, field) { ids.append(.integer(id)) }
            }
            return [[6, false, .array(ids)]]
        default: return .array(try lines(records, field))
        }
    }

    /// The one cell by which a record is referred to.
    private func referenceKey(_ record: ImportRecord) throws -> String {
        let keys = record.cells.map(\.key)
        guard Set(keys).isSubset(of: ImportRecord.references) else {
            throw ImportFault(
                "Can not create Many-To-One records indirectly, import the field separately",
                information: nil
            )
        }
        guard keys.count == 1, let key = keys.first else {
            throw ImportFault(
                "Ambiguous specification for field '%(field)s', only provide one of name, external id or database id",
                information: nil
            )
        }
        return key
    }

    /// The record that a reference names; `nil` for a reference that counts as empty.
    private func find(_ reference: JSON, by key: String, _ field: FieldDefinition) throws -> Int64? {
        guard let relation = field.relation, let target = environment.catalogue[relation] else { return nil }
        let text = PythonText.str(reference)
        let found: Int64?
        switch key {
        case ".id":
            if Self.falseWords.contains(text.lowercased()) { return nil }
            guard let id = Int64(text) else {
                throw ImportFault(
                    "Invalid database id '\(text)' for the field '%(field)s'",
                    information: action(target, isByName: false)
                )
            }
            // An archived record counts as well.
            found = environment.exists(relation, id) ? id : nil
        case "id":
            if Self.falseWords.contains(text.lowercased()) { return nil }
            found = try externalRecord(text.contains(".") ? text : "\(module).\(text)", target)
        default:
            if text.isEmpty { return nil }
            let names = try environment.nameSearch(target, text, nil, "=", limit: 100)
            found = names[0]?[0]?.integerValue
        }
        guard let found else {
            let kind = key == ".id" ? "database id" : key == "id" ? "external id" : "name"
            throw ImportFault(
                "No matching record found for \(kind) '\(text)' in field '%(field)s'",
                information: action(target, isByName: key == ImportRecord.displayName)
            )
        }
        return found
    }

    private func externalRecord(_ externalID: String, _ target: ModelDefinition) throws -> Int64? {
        guard let found = environment.externalRecord(externalID), environment.exists(found.model, found.id) else {
            return nil
        }
        guard found.model == target.name else {
            throw ImportFault(
                "Invalid external ID \(externalID): expected model '\(target.name)', found '\(found.model)'",
                information: nil
            )
        }
        return found.id
    }

    /// The window that shows the possible values: those of a model, or their external ids.
    private func action(_ target: ModelDefinition, isByName: Bool) -> JSON {
        let list = environment.profile.is18 ? "list" : "tree"
        var action: JSONObject = [
            "name": "Possible Values",
            "type": "ir.actions.act_window",
            "target": "new",
            "view_mode": .string("\(list),form"),
            "views": [[false, "list"], [false, "form"]],
            "context": ["create": false],
            "help": "See all possible values",
            "res_model": .string(isByName ? target.name : "ir.model.data"),
        ]
        if !isByName { action["domain"] = [["model", "=", .string(target.name)]] }
        return .object(action)
    }

    /// The line that a reference names; an external id that names none is that of a new line.
    private func line(_ text: JSON, by key: String, _ field: FieldDefinition) throws -> Int64? {
        do throws(any Error) {
            return try find(text, by: key, field)
        } catch let fault as ImportFault {
            guard key == "id" else { throw fault }
            return nil
        }
    }

    /// The commands that make or change the lines of a record.
    private func lines(_ records: [ImportRecord], _ field: FieldDefinition) throws -> [JSON] {
        guard let relation = field.relation, let target = environment.catalogue[relation] else { return [] }
        var commands: [JSON] = []
        for record in records {
            var values = JSONObject()
            for (key, cell) in record.cells where !ImportRecord.references.contains(key) {
                guard let subField = target[key] else { continue }
                do throws(any Error) {
                    values[key] = cell.isEmpty ? false : try value(cell, of: subField)
                } catch let fault as ImportFault {
                    let template = fault.text(fieldLabel: "%(field)s/\(subField.label)")
                    throw ImportFault(template, information: fault.information)
                }
            }
            let reference = record.cells.first { ImportRecord.references.contains($0.key) }
            if let key = reference?.key, let text = record.reference(key), PythonText.isTruthy(text),
                let id = try line(text, by: key, field)
            {
                commands.append([4, .integer(id), false])
                commands.append([1, .integer(id), .object(values)])
            } else {
                if let text = record.reference("id"), PythonText.isTruthy(text) { values["id"] = text }
                commands.append([0, false, .object(values)])
            }
        }
        return commands
    }
}
