import JSON

extension Environment {
    /// Carries out the changes of a one2many or many2many field.
    mutating func apply(
        _ commands: [LinkCommand],
        to field: FieldDefinition,
        of model: ModelDefinition,
        _ id: Int64
    ) throws(OdooError) {
        guard let relation = field.relation else { return }
        guard let target = catalogue[relation] else {
            if commands.contains(where: \.namesRecords) { throw unknownLink(field, model) }
            return
        }
        guard field.type == .one2many else {
            for command in commands { try applyToLinks(command, field, target, model, id) }
            return
        }
        var rest = commands[...]
        while let command = rest.popFirst() {
            guard case .create(let first) = command else {
                try applyToLines(command, field, target, parent: id)
                continue
            }
            var lines = [first]
            while case .create(let values)? = rest.first {
                lines.append(values)
                rest.removeFirst()
            }
            try createLines(lines, field, target, parent: id)
        }
    }

    // MARK: many2many

    private mutating func applyToLinks(
        _ command: LinkCommand,
        _ field: FieldDefinition,
        _ target: ModelDefinition,
        _ model: ModelDefinition,
        _ id: Int64
    ) throws(OdooError) {
        let linked = value(of: field, in: model, id).recordIDs
        switch command {
        case .create(let values):
            let created = try create(target, [values])
            try setLinks(linked + created, field, target, model, id)
        case .update(let other, let values): try write(target, [other], values)
        case .delete(let other): try unlink(target, [other])
        case .unlink(let other): try setLinks(linked.filter { $0 != other }, field, target, model, id)
        case .link(let other): try setLinks(linked + [other], field, target, model, id)
        case .clear: try setLinks([], field, target, model, id)
        case .replace(let others): try setLinks(others, field, target, model, id)
        }
    }

    private mutating func setLinks(
        _ ids: [Int64],
        _ field: FieldDefinition,
        _ target: ModelDefinition,
        _ model: ModelDefinition,
        _ id: Int64
    ) throws(OdooError) {
        guard ids.allSatisfy({ exists(target.name, $0) }) else { throw unknownLink(field, model) }
        guard var row = database.row(model.name, id) else { return }
        let unique = Set(ids).sorted()
        row[field.name] = unique.isEmpty ? nil : .records(unique)
        database.replace(model.name, id, with: row)
    }

    private func unknownLink(_ field: FieldDefinition, _ model: ModelDefinition) -> OdooError {
        let tables = [model.name, field.relation ?? ""].map { $0.replacing(".", with: "_") }.sorted()
        return foreignKeyError("\(tables.joined(separator: "_"))_rel_\(field.name)_fkey", nil, nil)
    }

    // MARK: one2many

    private mutating func applyToLines(
        _ command: LinkCommand,
        _ field: FieldDefinition,
        _ target: ModelDefinition,
        parent: Int64
    ) throws(OdooError) {
        guard let inverse = field.inverse, let inverseField = target[inverse], !inverseField.isDerived else { return }
        switch command {
        case .create(let values): try createLines([values], field, target, parent: parent)
        case .update(let line, let values): try write(target, [line], values)
        case .delete(let line): try unlink(target, [line])
        case .unlink(let line): try detach([line], inverseField, target)
        case .link(let line): try write(target, [line], [inverse: .integer(parent)])
        case .clear: try detach(records(of: target.name, inverse, parent), inverseField, target)
        case .replace(let kept):
            let lines = records(of: target.name, inverse, parent)
            try detach(lines.filter { !kept.contains($0) }, inverseField, target)
            for line in kept where !lines.contains(line) { try write(target, [line], [inverse: .integer(parent)]) }
        }
    }

    /// Makes lines that were given one after another.
    private mutating func createLines(
        _ lines: [JSONObject],
        _ field: FieldDefinition,
        _ target: ModelDefinition,
        parent: Int64
    ) throws(OdooError) {
        guard let inverse = field.inverse, let inverseField = target[inverse], !inverseField.isDerived else { return }
        let list = lines.map { values in
            var values = values
            values[inverse] = .integer(parent)
            return values
        }
        _ = try create(target, list)
    }

    /// Cuts lines off: they stay without a parent, or are deleted where they need one.
    private mutating func detach(
        _ lines: [Int64],
        _ inverse: FieldDefinition,
        _ target: ModelDefinition
    ) throws(OdooError) {
        guard !lines.isEmpty else { return }
        if inverse.isRequired {
            try unlink(target, lines)
        } else {
            try write(target, lines, [inverse.name: false])
        }
    }

    private mutating func write(
        _ model: ModelDefinition,
        _ ids: [Int64],
        _ values: [String: JSON]
    ) throws(OdooError) {
        var object = JSONObject()
        for (key, value) in values { object[key] = value }
        try write(model, ids, object)
    }
}

extension LinkCommand {
    /// Whether the command needs records of the other model.
    fileprivate var namesRecords: Bool {
        switch self {
        case .clear: false
        case .replace(let ids): !ids.isEmpty
        default: true
        }
    }
}
