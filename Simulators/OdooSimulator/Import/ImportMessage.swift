import JSON

/// A message of `load`'s answer about one record (reference: odoo.md, "load()").
struct ImportMessage: Sendable {
    private(set) var json: JSONObject

    /// Whether the message makes the whole call fail.
    var isError: Bool { json["type"] == "error" }

    /// A value that cannot be converted.
    init(_ fault: ImportFault, field: FieldDefinition, name: String, _ rows: ImportRows, _ record: Int) {
        json = JSONObject()
        json["rows"] = rows.json
        json["type"] = "error"
        json["record"] = .integer(Int64(record))
        json["field"] = .string(name)
        json["message"] = .string(fault.text(fieldLabel: field.label))
        if let information = fault.information {
            if information != .null { json["moreinfo"] = information }
            json["field_name"] = .string(field.label)
        }
    }

    /// A `.id` that names no record.
    init(unknownDatabaseID id: JSON, _ rows: ImportRows, _ record: Int) {
        json = JSONObject()
        json["rows"] = rows.json
        json["type"] = "error"
        json["record"] = .integer(Int64(record))
        json["field"] = ".id"
        json["message"] = .string("Unknown database identifier '\(PythonText.str(id))'")
    }

    /// A record that the database or the model refused.
    init(_ error: OdooError, _ rows: ImportRows, _ record: Int) {
        json = JSONObject()
        json["rows"] = rows.json
        json["record"] = .integer(Int64(record))
        json["type"] = "error"
        switch error.violation {
        case .missing(let field, let text):
            json["message"] = .string(text)
            json["field"] = .string(field)
        case .constraint(let text): json["message"] = .string(text)
        case .foreignKey, nil:
            if error.isForUsers || error.name.hasPrefix("psycopg2.") {
                json["message"] = .string(error.message)
            } else {
                let className = error.name.replacing("builtins.", with: "")
                json["message"] = .string("Unknown error during import: <class '\(className)'>: \(error.message)")
                json["moreinfo"] = "Resolve other errors first"
            }
        }
    }

    /// What ends a list of too many errors.
    static let interrupted = ImportMessage(interruption: ())

    private init(interruption: Void) {
        json = JSONObject()
        json["type"] = "warning"
        json["message"] =
            "Found more than 10 errors and more than one error per 10 records, interrupted to avoid showing too many errors."
    }
}

/// A value of a cell that cannot be converted.
struct ImportFault: Error, Sendable {
    /// The text; `%(field)s` stands for the label of the field.
    let template: String
    /// The member `moreinfo`: `null` if there is none but the label is shown, `nil` if neither is.
    let information: JSON?

    /// Creates a fault.
    init(_ template: String, information: JSON? = .null) {
        self.template = template
        self.information = information
    }

    /// The text with the label in its place.
    func text(fieldLabel: String) -> String {
        template.replacing("%(field)s", with: fieldLabel)
    }
}
