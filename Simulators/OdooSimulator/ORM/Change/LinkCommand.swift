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
    /// - Throws: ValueError for anything that is neither a list nor false, IndexError for a command without what it needs.
    static func commands(
        _ json: JSON,
        of field: FieldDefinition,
        in model: ModelDefinition
    ) throws(OdooError) -> [LinkCommand] {
        if json == .null || json == .bool(false) { return [.replace([])] }
        guard let elements = json.arrayValue else {
            throw .python("ValueError", "Wrong value for \(model.name).\(field.name): \(PythonText.str(json))")
        }
        if let first = elements.first, first.arrayValue == nil { return [.replace(try ids(elements))] }
        var commands: [LinkCommand] = []
        for element in elements {
            guard let parts = element.arrayValue, let number = parts.first?.integerValue else { continue }
            if let command = try command(number, parts) { commands.append(command) }
        }
        return commands
    }

    /// One command; an unknown number is ignored without a word.
    private static func command(_ number: Int64, _ parts: [JSON]) throws(OdooError) -> LinkCommand? {
        switch number {
        case 0: return .create(try values(parts))
        case 1: return .update(try id(parts), try values(parts))
        case 2: return .delete(try id(parts))
        case 3: return .unlink(try id(parts))
        case 4: return .link(try id(parts))
        case 5: return .clear
        case 6:
            guard parts.count > 2 else { throw tooShort }
            guard let list = parts[2].arrayValue else {
                if parts[2] == "" || parts[2].objectValue?.isEmpty == true { return .replace([]) }
                throw .python("TypeError", "'\(PythonText.typeName(of: parts[2]))' object is not iterable")
            }
            return .replace(try ids(list))
        default: return nil
        }
    }

    private static let tooShort = OdooError.python("IndexError", "list index out of range")

    private static func values(_ parts: [JSON]) throws(OdooError) -> JSONObject {
        guard parts.count > 2 else { throw tooShort }
        if let values = parts[2].objectValue { return values }
        guard PythonText.isTruthy(parts[2]) else { return JSONObject() }
        throw .python("ValueError", "dictionary update sequence element #0 has length 1; 2 is required")
    }

    private static func id(_ parts: [JSON]) throws(OdooError) -> Int64 {
        guard parts.count > 1 else { throw tooShort }
        return try ids([parts[1]])[0]
    }

    /// The ids in a list as the database reads them: texts of digits are numbers, too.
    private static func ids(_ list: [JSON]) throws(OdooError) -> [Int64] {
        var ids: [Int64] = []
        for element in list {
            switch element {
            case .integer(let id): ids.append(id)
            case .null: throw .missingLink
            case .bool:
                throw .driver(
                    "errors.DatatypeMismatch",
                    "column is of type integer but expression is of type boolean\n"
                )
            default:
                guard let id = Int64(PythonText.str(element)) else {
                    let text = "invalid input syntax for type integer: \"\(PythonText.str(element))\"\n"
                    throw .driver("errors.InvalidTextRepresentation", text)
                }
                ids.append(id)
            }
        }
        return ids
    }
}
