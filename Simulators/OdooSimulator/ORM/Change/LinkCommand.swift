import JSON

/// One change of a one2many or many2many field (reference: odoo.md, "x2many commands").
enum LinkCommand: Sendable {
    case create(JSONObject)
    case update(Int64, JSONObject)
    case delete(Int64)
    case unlink(Int64)
    case link(Int64)
    case clear
    case replace([Int64])

    /// Reads the value of a one2many or many2many field.
    ///
    /// - Throws: ValueError for anything that is neither a list nor false.
    static func commands(
        _ json: JSON,
        of field: FieldDefinition,
        in model: ModelDefinition
    ) throws(OdooError) -> [LinkCommand] {
        if json == .null || json == .bool(false) { return [.replace([])] }
        guard let elements = json.arrayValue else {
            throw .python("ValueError", "Wrong value for \(model.name).\(field.name): \(PythonText.repr(json))")
        }
        let ids = elements.compactMap(\.integerValue)
        if !elements.isEmpty, ids.count == elements.count { return [.replace(ids)] }
        var commands: [LinkCommand] = []
        for element in elements {
            guard let parts = element.arrayValue, let number = parts.first?.integerValue else {
                throw .python("ValueError", "Wrong value for \(model.name).\(field.name): \(PythonText.repr(json))")
            }
            if let command = command(number, parts) { commands.append(command) }
        }
        return commands
    }

    /// One command; an unknown number is ignored without a word.
    private static func command(_ number: Int64, _ parts: [JSON]) -> LinkCommand? {
        let id = parts.count > 1 ? parts[1].integerValue ?? 0 : 0
        let values = parts.count > 2 ? parts[2].objectValue ?? JSONObject() : JSONObject()
        switch number {
        case 0: return .create(values)
        case 1: return .update(id, values)
        case 2: return .delete(id)
        case 3: return .unlink(id)
        case 4: return .link(id)
        case 5: return .clear
        case 6: return .replace(parts.count > 2 ? parts[2].arrayValue?.compactMap(\.integerValue) ?? [] : [])
        default: return nil
        }
    }
}
