import JSON
import SimulatorKit

extension Database {
    /// All tables with their sequences.
    var snapshot: JSON {
        var object = JSONObject()
        for (name, table) in tables.sorted(by: { $0.key < $1.key }) {
            var rows = JSONObject()
            for id in table.ids { rows[String(id)] = Self.json(table[id] ?? [:]) }
            object[name] = ["sequence": .integer(table.lastID), "rows": .object(rows)]
        }
        return .object(object)
    }

    /// Creates the tables that ``snapshot`` described.
    ///
    /// - Parameters:
    ///   - snapshot: The description.
    ///   - catalogue: The models, for their indexes.
    /// - Throws: ``SimulatorError`` that names what cannot be read.
    init(snapshot: JSON, _ catalogue: Catalogue) throws(SimulatorError) {
        self.init()
        for model in catalogue.sorted { createTable(model.name, indexes: model.indexes) }
        guard let tables = snapshot.objectValue else {
            throw SimulatorError("The snapshot has no tables: give one that this simulator made.")
        }
        for (name, table) in tables {
            guard catalogue[name] != nil, let sequence = table["sequence"]?.integerValue,
                let rows = table["rows"]?.objectValue
            else {
                throw SimulatorError("Table \(name) of the snapshot is not known or not whole.")
            }
            for (key, row) in rows { replace(name, try Self.id(key, name), with: try Self.row(row, key, name)) }
            continueSequence(of: name, after: sequence)
        }
        commit()
    }

    private static func json(_ row: Row) -> JSON {
        var object = JSONObject()
        for (name, value) in row.sorted(by: { $0.key < $1.key }) { object[name] = value.json }
        return .object(object)
    }

    private static func id(_ key: String, _ table: String) throws(SimulatorError) -> Int64 {
        guard let id = Int64(key) else {
            throw SimulatorError("Row \(key) of table \(table) in the snapshot has no number as its id.")
        }
        return id
    }

    private static func row(_ json: JSON, _ key: String, _ table: String) throws(SimulatorError) -> Row {
        guard let object = json.objectValue else {
            throw SimulatorError("Row \(key) of table \(table) in the snapshot is no object.")
        }
        var row = Row()
        for (name, json) in object {
            guard let value = FieldValue(json) else {
                throw SimulatorError("Column \(name) of row \(key) of table \(table) in the snapshot cannot be read.")
            }
            row[name] = value
        }
        return row
    }
}
