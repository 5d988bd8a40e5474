import JSON
import SimulatorKit

/// One call of `export_data` (Odoo's public source, odoo/models.py).
struct Export {
    private var environment: Environment

    /// The rows of records: a list field whose columns are asked for goes on in rows below.
    ///
    /// - Parameters:
    ///   - environment: The environment, which gets external ids for records without one.
    ///   - model: The model.
    ///   - ids: The records.
    ///   - columns: Paths such as `child_ids/name`; `id` is the external id, `.id` the id of the database.
    /// - Returns: An object with the member `datas`.
    /// - Throws: UserError without the right to export, AccessError or KeyError for what cannot be read.
    static func rows(
        _ environment: inout Environment,
        _ model: ModelDefinition,
        _ ids: [Int64],
        _ columns: [String]
    ) throws(OdooError) -> JSON {
        guard environment.role == .administrator || environment.isSuperuser else {
            throw .user("You don't have the rights to export data. Please contact an Administrator.")
        }
        try environment.checkAccess(.read, model)
        try environment.checkRules(.read, model, ids)
        var export = Export(environment: environment)
        let paths = columns.map { $0.split(separator: "/").map(String.init) }
        let rows = try export.rows(model, ids, paths)
        environment = export.environment
        return ["datas": .array(rows.map { .array($0) })]
    }

    private mutating func rows(
        _ model: ModelDefinition,
        _ ids: [Int64],
        _ paths: [[String]]
    ) throws(OdooError) -> [[JSON]] {
        var rows: [[JSON]] = []
        for id in ids where environment.exists(model.name, id) {
            var current = [JSON](repeating: "", count: paths.count)
            var below: [[JSON]] = []
            var done: Set<String> = []
            for (index, path) in paths.enumerated() {
                guard let name = path.first, !done.contains(name) else { continue }
                switch name {
                case ".id": current[index] = .string(String(id))
                case "id": current[index] = .string(try externalID(of: model, id))
                default:
                    guard let field = model[name] else { throw .python("KeyError", name) }
                    guard field.type.isRelational, field.type != .many2many || path.count > 1 else {
                        current[index] = cell(field, model, id)
                        continue
                    }
                    done.insert(name)
                    let found = try linked(field, model, id, name, paths)
                    for (column, value) in (found.first ?? []).enumerated() where value != "" {
                        current[column] = value
                    }
                    below += found.dropFirst()
                }
            }
            rows.append(current)
            rows += below
        }
        return rows
    }

    /// The rows of the records that a field points to, in the columns that begin with it.
    private mutating func linked(
        _ field: FieldDefinition,
        _ model: ModelDefinition,
        _ id: Int64,
        _ name: String,
        _ paths: [[String]]
    ) throws(OdooError) -> [[JSON]] {
        guard let target = field.relation.flatMap({ environment.catalogue[$0] }) else { return [] }
        let records =
            field.type.isMany
            ? environment.shownRecords(field, model, id) : environment.value(of: field, in: model, id).recordIDs
        let rest = paths.map { path -> [String] in
            guard path.first == name else { return [] }
            return path.count == 1 ? ["display_name"] : Array(path.dropFirst())
        }
        return try rows(target, records, rest)
    }

    private func cell(_ field: FieldDefinition, _ model: ModelDefinition, _ id: Int64) -> JSON {
        if field.type.isMany, let target = field.relation.flatMap({ environment.catalogue[$0] }) {
            let names = environment.shownRecords(field, model, id).map { environment.displayName(target, $0) }
            return .string(names.joined(separator: ","))
        }
        let value = environment.value(of: field, in: model, id)
        if field.type == .selection, let key = value.textValue {
            return .string(field.selection.first { $0.key == key }?.label ?? "")
        }
        let shown = environment.wire(value, of: field, showsNames: false)
        return shown == false && field.type != .boolean ? "" : shown
    }

    /// The external id of a record, which gets one by this.
    private mutating func externalID(of model: ModelDefinition, _ id: Int64) throws(OdooError) -> String {
        if let entry = environment.externalEntry(of: model.name, id) { return entry.complete }
        var random = SeededRandom(seed: UInt64(bitPattern: id), purpose: model.name)
        let digits = String(random.next() | 1 << 63, radix: 16).prefix(8)
        let name = "__export__.\(model.table)_\(id)_\(digits)"
        try environment.setExternalID(name, of: model.name, id)
        return name
    }
}
