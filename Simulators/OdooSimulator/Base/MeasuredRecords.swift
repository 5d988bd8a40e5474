import Foundation
import JSON
import SimulatorKit

/// The records that a fresh database holds besides those that are made by code, as two real servers held them.
///
/// A line is a record: its external id, or `#` and a number of its own, then `field=value`. It holds in all versions, or in
/// the one that stands before it; what holds in 18 holds in 19 too, unless 19 has a table of its own. A link is `@` and an external id or `#` and a number of the same table's model; several
/// are joined by commas. A line about a record that is there already changes it.
///
/// Source: Odoo 17.0-20240709, 18.0-20250520 and 19.0, Community, without demo data.
struct MeasuredRecords {
    private struct Entry {
        let model: ModelDefinition
        let id: Int64
        let columns: [(field: FieldDefinition, name: String, text: String)]
    }

    private let series: Int
    /// The records by what their lines begin with.
    private var keys: [String: [String: Int64]] = [:]

    /// Makes the records of all tables.
    ///
    /// - Throws: ``SimulatorError`` for a link to a record that is not there.
    static func load(into records: inout BaseRecords, series: Int) throws(SimulatorError) {
        var loader = MeasuredRecords(series: series)
        var entries: [Entry] = []
        for (model, rows) in tables {
            let later = series == 19 ? tablesOf19[model] : nil
            entries += loader.make(later ?? rows, of: model, in: &records)
        }
        for entry in entries {
            var row = records.database.row(entry.model.name, entry.id) ?? [:]
            for column in entry.columns {
                row[column.name] = try loader.value(column.text, of: column.field, in: records)
            }
            records.database.replace(entry.model.name, entry.id, with: row.filter { !$0.value.isNull })
        }
    }

    private init(series: Int) {
        self.series = series
    }

    private mutating func make(_ rows: String, of name: String, in records: inout BaseRecords) -> [Entry] {
        guard let model = records.catalogue[name] else { return [] }
        let other = series == 17 ? "18 " : "17 "
        let existing = Set(records.database.ids(of: name))
        return rows.pieces(at: "\n").filter { !$0.hasPrefix(other) }.map { line in
            let own = line.hasPrefix(series == 17 ? "17 " : "18 ") ? line.dropFirst(3) : line
            let parts = own.pieces(at: "|").map(String.init)
            let id = record(parts[0], name, existing, &records)
            keys[name, default: [:]][parts[0]] = id
            let columns = parts.dropFirst().compactMap { part in
                let words = part.split(separator: "=", maxSplits: 1).map(String.init)
                let field = model.field(named: String(words[0].prefix { $0 != "@" }))
                return words.count == 2 ? field.map { (field: $0, name: words[0], text: words[1]) } : nil
            }
            return Entry(model: model, id: id, columns: columns)
        }
    }

    private func record(_ key: String, _ model: String, _ existing: Set<Int64>, _ records: inout BaseRecords) -> Int64 {
        if key.hasPrefix("#") {
            if let id = Int64(key.dropFirst()), existing.contains(id) { return id }
            return records.add(model, nil, [:])
        }
        if let id = try? records.id(key) { return id }
        return records.add(model, key, [:])
    }

    private func value(
        _ text: String,
        of field: FieldDefinition,
        in records: BaseRecords
    ) throws(SimulatorError)
        -> FieldValue
    {
        switch field.type {
        case .boolean: .boolean(text == "true")
        case .integer: .integer(Int64(text) ?? 0)
        case .float, .monetary: .decimal(Decimal(plain: text) ?? 0)
        case .date: CivilDate(text).map { .date($0) } ?? .null
        case .many2one: .record(try link(text, field, records))
        case .one2many, .many2many:
            .records(
                try text.split(separator: ",").map { part throws(SimulatorError) in
                    try link(part.trimmingCharacters(in: .whitespaces), field, records)
                }
            )
        default: .text(text)
        }
    }

    private func link(_ text: String, _ field: FieldDefinition, _ records: BaseRecords) throws(SimulatorError) -> Int64
    {
        if text.hasPrefix("@") { return try records.id(String(text.dropFirst())) }
        let model = field.relation ?? ""
        if let id = keys[model]?[text] { return id }
        if let id = Int64(text.dropFirst()), records.database.row(model, id) != nil { return id }
        throw SimulatorError("The base data's field \(field.name) points to \(text) of \(model), which is not there.")
    }
}
