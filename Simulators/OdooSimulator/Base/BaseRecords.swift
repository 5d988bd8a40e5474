import Foundation
import JSON
import SimulatorKit

/// Writes the base data: rows that were there before the story began, without any check.
struct BaseRecords {
    var database: Database
    let catalogue: Catalogue
    let moment: SimulatedInstant

    /// Writes a record.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - externalID: Its external id, if it has one.
    ///   - row: Its columns; the defaults that are plain values need not be given.
    /// - Returns: Its id.
    @discardableResult
    mutating func add(_ model: String, _ externalID: String?, _ row: Row) -> Int64 {
        let id = database.nextID(of: model)
        var complete = Row()
        for field in catalogue[model]?.fields ?? [] {
            if case .value(let value)? = field.defaultValue { complete[field.name] = value }
        }
        for name in ["create_uid", "write_uid"] { complete[name] = .record(1) }
        for name in ["create_date", "write_date"] { complete[name] = .moment(moment) }
        complete.merge(row) { $1 }
        database.replace(model, id, with: complete.filter { !$0.value.isNull })
        if let externalID { name(externalID, model, id) }
        return id
    }

    /// The id of the record that an external id names.
    ///
    /// - Throws: ``SimulatorError`` if the base data names none.
    func id(_ externalID: String) throws(SimulatorError) -> Int64 {
        let (module, name) = Environment.parts(of: externalID)
        let found = database.ids(of: "ir.model.data", where: ["module", "name"], are: [.text(module), .text(name)])
        guard let entry = found?.first, case .integer(let id)? = database.row("ir.model.data", entry)?["res_id"] else {
            throw SimulatorError("The base data names no record \(externalID): add it before it is used.")
        }
        return id
    }

    private mutating func name(_ externalID: String, _ model: String, _ id: Int64) {
        let (module, name) = Environment.parts(of: externalID)
        add(
            "ir.model.data",
            nil,
            [
                "module": .text(module), "name": .text(name), "model": .text(model), "res_id": .integer(id),
                "noupdate": .boolean(true),
            ]
        )
    }

    /// The columns of each line of a table.
    static func lines(_ table: String) -> [[String]] {
        table.pieces(at: "\n").map { line in
            line.pieces(at: "|", keepingEmpty: true).map(String.init)
        }
    }

    /// The columns of a name with its translations; empty ones are left out.
    static func names(_ name: String, french: String, german: String) -> Row {
        var row: Row = ["name": .text(name)]
        if !french.isEmpty { row[Environment.translationKey("name", "fr_FR")] = .text(french) }
        if !german.isEmpty { row[Environment.translationKey("name", "de_DE")] = .text(german) }
        return row
    }
}
