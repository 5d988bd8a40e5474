import Foundation
import JSON

extension ModelMethod {
    /// The method that writes records out in the form that `load` reads.
    static let exporting: [String: ModelMethod] = [
        "export_data": .ofRecords(.required("fields_to_export")) { environment, call throws(OdooError) in
            guard environment.isSuperuser || environment.groups.contains("Technical/Access to export feature") else {
                throw .user("You don't have the rights to export data. Please contact an Administrator.")
            }
            try environment.checkAccess(.read, call.model)
            if let id = call.ids.first(where: { !environment.exists(call.model.name, $0) }) {
                throw .missing(call.model.name, id, user: environment.user)
            }
            try environment.checkRules(.read, call.model, call.ids)
            let paths = try call.arguments.names("fields_to_export") ?? []
            let steps = paths.map { path in
                path.replacing(".id", with: "/.id").split(separator: "/").map(String.init)
            }
            guard steps.allSatisfy({ $0.count < OdooError.deepest }) else { throw .tooDeep }
            var rows: [[JSON]] = []
            for id in call.ids { rows += try environment.exportRows(call.model, id, steps) }
            return ["datas": .array(rows.map { .array($0) })]
        }
    ]
}

extension Environment {
    /// The rows of one record: lists that hang on it stand below each other.
    ///
    /// A column has no steps if it belongs to another list.
    fileprivate mutating func exportRows(
        _ model: ModelDefinition,
        _ id: Int64,
        _ paths: [[String]]
    ) throws(OdooError) -> [[JSON]] {
        var row: [JSON] = paths.map { _ in "" }
        var others: [[JSON]] = []
        var done: Set<String> = []
        for (column, path) in paths.enumerated() {
            guard let name = path.first, !done.contains(name) else { continue }
            if name == ".id" {
                row[column] = .string(String(id))
            } else if name == "id" {
                row[column] = .string(try exportedID(model, id))
            } else {
                guard let field = model[name] else {
                    throw profile.is18 ? .python("KeyError", name) : .invalidField(name, of: model.name)
                }
                try checkGroups(.read, [field], model)
                guard field.type.isRelational, let target = field.relation.flatMap({ catalogue[$0] }) else {
                    row[column] = exported(value(of: field, in: model, id), of: field)
                    continue
                }
                done.insert(name)
                let below = paths.map { Self.rest(of: $0, behind: name) }
                if field.type == .many2many {
                    try exportLinks(of: field, model, id, target, below, column, into: &row)
                } else {
                    others += try exportLines(of: field, model, id, target, below, into: &row)
                }
            }
        }
        return [row] + others
    }

    /// What of a column's path belongs to the records behind `name`.
    private static func rest(of path: [String], behind name: String) -> [String] {
        guard path.first == name else { return [] }
        return path.count > 1 ? Array(path.dropFirst()) : ["display_name"]
    }

    /// Records of a many2many field stand in one cell: their external ids, or their names.
    private mutating func exportLinks(
        of field: FieldDefinition,
        _ model: ModelDefinition,
        _ id: Int64,
        _ target: ModelDefinition,
        _ below: [[String]],
        _ column: Int,
        into row: inout [JSON]
    ) throws(OdooError) {
        let wanted = ["id", "name", "display_name"].first { below.contains([$0]) }
        let cell = wanted.flatMap { below.firstIndex(of: [$0]) } ?? column
        var texts: [String] = []
        for other in shownRecords(field, model, id) {
            switch wanted {
            case "id": texts.append(try exportedID(target, other))
            case "name": texts.append(name(target, other))
            default: texts.append(displayName(target, other))
            }
        }
        row[cell] = .string(texts.joined(separator: ","))
    }

    /// The first record stands in the row itself, the others in rows of their own.
    private mutating func exportLines(
        of field: FieldDefinition,
        _ model: ModelDefinition,
        _ id: Int64,
        _ target: ModelDefinition,
        _ below: [[String]],
        into row: inout [JSON]
    ) throws(OdooError) -> [[JSON]] {
        let ids =
            field.type == .many2one
            ? value(of: field, in: model, id).recordIDs : shownRecords(field, model, id)
        var lines: [[JSON]] = []
        for other in ids { lines += try exportRows(target, other, below) }
        for (column, cell) in (lines.first ?? []).enumerated() where cell != "" { row[column] = cell }
        return Array(lines.dropFirst())
    }

    private func exported(_ value: FieldValue, of field: FieldDefinition) -> JSON {
        switch field.type {
        case .boolean: return .bool(value.isTrue)
        case .selection:
            let key = value.textValue
            return .string(field.selection.first { $0.key == key }?.label ?? "")
        default:
            let shown = wire(value, of: field, showsNames: false)
            return shown == false ? "" : shown
        }
    }

    /// The external id of a record, made if it has none.
    private mutating func exportedID(_ model: ModelDefinition, _ id: Int64) throws(OdooError) -> String {
        if let entry = externalEntry(of: model.name, id) { return entry.complete }
        let digits = String(UInt32(truncatingIfNeeded: (id &+ 1) &* 2_654_435_761), radix: 16)
        let suffix = String(repeating: "0", count: 8 - digits.count) + digits
        let name = "__export__.\(model.table)_\(id)_\(suffix)"
        try setExternalID(name, of: model.name, id)
        return name
    }
}
