import Foundation
import JSON
import SimulatorKit

extension Environment {
    /// The value of a field, derived ones computed at this moment.
    ///
    /// - Parameters:
    ///   - field: The field.
    ///   - model: The model that it belongs to.
    ///   - id: The record; one that is not there has empty values.
    /// - Returns: The value.
    func value(of field: FieldDefinition, in model: ModelDefinition, _ id: Int64) -> FieldValue {
        if field.name == "id" { return .integer(id) }
        // Who may call is decided by the row itself; nobody reads a password.
        if field.name == "password" { return .text("") }
        if let path = field.related { return value(along: path, from: model, id) }
        if let computation = field.computation {
            return Computations.table[computation]?(self, model, id) ?? .null
        }
        if field.type == .one2many { return .records(lines(of: field, id)) }
        guard let row = database.row(model.name, id) else { return .null }
        if field.isTranslated, let language = context.translation,
            let translation = row[Self.translationKey(field.name, language)]
        {
            return translation
        }
        return row[field.name] ?? .null
    }

    /// The value of the field `name`; empty if there is no such field.
    func value(_ name: String, in model: ModelDefinition, _ id: Int64) -> FieldValue {
        model.field(named: name).map { value(of: $0, in: model, id) } ?? .null
    }

    /// The value of the field `name` of a record of the model that `modelName` names.
    func value(_ name: String, of modelName: String, _ id: Int64) -> FieldValue {
        catalogue[modelName].map { value(name, in: $0, id) } ?? .null
    }

    /// The value at the end of a dotted path of many2one fields.
    func value(along path: String, from model: ModelDefinition, _ id: Int64) -> FieldValue {
        var model = model
        var id = id
        var steps = path.split(separator: ".").map(String.init)
        let last = steps.popLast() ?? ""
        for step in steps {
            guard let field = model.field(named: step), let relation = field.relation, let next = catalogue[relation],
                let target = value(of: field, in: model, id).recordID
            else { return .null }
            model = next
            id = target
        }
        return value(last, in: model, id)
    }

    /// The name under which other records show this one.
    func displayName(_ model: ModelDefinition, _ id: Int64) -> String {
        if let computation = model.displayName, let compute = Computations.table[computation] {
            return compute(self, model, id).textValue ?? ""
        }
        guard let name = model.recordName, let field = model[name] else { return "\(model.name),\(id)" }
        return value(of: field, in: model, id).textValue ?? ""
    }

    /// Whether the record is there.
    func exists(_ model: String, _ id: Int64) -> Bool {
        database.row(model, id) != nil
    }

    /// The records of a one2many field, archived ones included, the oldest first.
    private func lines(of field: FieldDefinition, _ id: Int64) -> [Int64] {
        guard let relation = field.relation, let inverse = field.inverse, let model = catalogue[relation],
            let inverseField = model[inverse]
        else { return [] }
        if inverseField.isDerived {
            guard inverseField.related != nil else { return [] }
            return database.ids(of: relation).filter { value(of: inverseField, in: model, $0).recordID == id }
        }
        if let found = database.ids(of: relation, where: [inverse], are: [.record(id)]) { return found.sorted() }
        return database.ids(of: relation).filter { database.row(relation, $0)?[inverse]?.recordID == id }
    }

    /// The column of a translated text.
    static func translationKey(_ field: String, _ language: String) -> String {
        "\(field)@\(language)"
    }
}

extension Environment {
    /// A value as `read` shows it.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - field: Its field.
    ///   - showsNames: Whether a many2one is shown with the name of its record.
    /// - Returns: The value on the wire.
    func wire(_ value: FieldValue, of field: FieldDefinition, showsNames: Bool) -> JSON {
        switch value {
        case .null: Self.wireOfNothing(field.type)
        case .boolean(let truth): .bool(truth)
        case .integer(let number): field.type == .integer || field.type == .reference ? .integer(number) : number.real
        case .decimal(let number): number.real
        case .text(let text): .string(text)
        case .date(let date): .string(date.text)
        case .moment(let moment): .string(Timestamps.text(moment))
        case .record(let id): showsNames ? pair(field.relation ?? "", id) : .integer(id)
        case .records(let ids): .array(ids.map { .integer($0) })
        case .json(let value): value
        }
    }

    /// A record as `[id, display name]`.
    func pair(_ modelName: String, _ id: Int64) -> JSON {
        guard let model = catalogue[modelName] else { return [.integer(id), ""] }
        return [.integer(id), .string(displayName(model, id))]
    }

    private static func wireOfNothing(_ type: FieldType) -> JSON {
        switch type {
        case .integer, .reference: 0
        case .float, .monetary: .real(0)
        case .one2many, .many2many: []
        default: false
        }
    }
}

extension Decimal {
    /// The number as JSON-RPC shows floats: the binary number nearest to it.
    var real: JSON {
        let number = Double(plainText) ?? 0
        return .real(number.isFinite ? number : 0)
    }
}

extension Int64 {
    fileprivate var real: JSON { Decimal(self).real }
}
