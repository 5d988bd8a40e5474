/// What the models of version 19 have otherwise than those of 18, a line each.
///
/// A line is a row of columns that `|` separates:
///
/// - `@model|NAME|LABEL|ORDER` begins a model; an empty column is as in version 18
/// - `@refusal|OPERATION|GROUPS`: the groups that a refusal names, in its order
/// - `@access|LETTERS|GROUP`: what a group may do; where a model has such lines, they are all its rights
/// - `-NAME`: a field that the version does not have
/// - anything else is a field as ``MeasuredModel`` describes it, under the name that it has within the simulator
///
/// Source: Odoo 19.0, Community, measured through `fields_get` and refused calls.
struct MeasuredChanges {

    /// The changes of each model, with the line that begins it.
    private static let models: [(head: [String], lines: [[String]])] = {
        var models: [(head: [String], lines: [[String]])] = []
        let tables = [contacts, users, products, accounting, projects, people, equipment, orders, stock]
        for line in tables.flatMap({ $0.pieces(at: "\n") }) {
            let columns = line.pieces(at: "|", keepingEmpty: true).map(String.init)
            if columns[0] == "@model" {
                models.append((columns, []))
            } else if !models.isEmpty {
                models[models.count - 1].lines.append(columns)
            }
        }
        return models
    }()

    /// Brings the models of version 18 to version 19.
    static func apply(to models: inout [String: ModelDefinition]) {
        for name in models.keys {
            models[name]?.rights.rename { LaterGroupNames.byEarlier[$0] ?? $0 }
        }
        for change in Self.models where change.head.count > 3 {
            guard let earlier = models[change.head[1]] else { continue }
            var model = change.head[2].isEmpty ? earlier : earlier.labelled(change.head[2])
            if !change.head[3].isEmpty { model.order = change.head[3] }
            if change.lines.contains(where: { $0[0] == "@access" }) { model.rights.access = [] }
            for line in change.lines { apply(line, to: &model) }
            models[model.name] = model
        }
        models["uom.category"]?.isConcealed = true
    }

    private static func apply(_ line: [String], to model: inout ModelDefinition) {
        switch line[0] {
        case "@refusal":
            guard line.count > 2, let operation = Operation(rawValue: line[1]) else { return }
            model.rights.groups[operation] = line[2].split(separator: ";").map(String.init)
        case "@access":
            guard line.count > 2 else { return }
            model.rights.access.append(GroupAccess(group: line[2], letters: line[1]))
        case let name where name.hasPrefix("-"):
            model.conceal(String(name.dropFirst()))
        default:
            guard let field = MeasuredModel.field(line) else { return }
            if ModelDefinition.builtIn.contains(field.name) {
                model.describe(field)
            } else if let earlier = model[field.name], earlier.type.isRelational == field.type.isRelational {
                model.add(field.describing(earlier))
            } else {
                model.add(field)
            }
        }
    }
}

extension FieldDefinition {
    /// The field under its new description, which gets its values as the earlier one does.
    fileprivate func describing(_ earlier: FieldDefinition) -> FieldDefinition {
        var field = self
        field.computation = earlier.computation
        field.related = earlier.related
        // A value that only the later version stores has no function of its own.
        if isStored, !earlier.isStored, earlier.computation == "nothing" { field.computation = nil }
        field.inverse = earlier.inverse ?? inverse
        field.isCopied = earlier.isCopied
        // The line says only whether the field is hidden from everybody; the groups stand in MeasuredGroups.
        field.group = group == nil && earlier.group == "" ? nil : earlier.group ?? group
        field.defaultValue = earlier.defaultValue ?? defaultValue
        field.deletionRule = earlier.deletionRule
        field.checksCompany = earlier.checksCompany
        field.shownDomain = earlier.shownDomain
        field.hidesArchived = earlier.hidesArchived
        return field
    }
}
