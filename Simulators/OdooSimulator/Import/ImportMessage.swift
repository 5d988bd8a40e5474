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
    ///
    /// - Parameters:
    ///   - error: Why.
    ///   - rows: The rows of the record.
    ///   - record: Its number.
    ///   - model: What it should have become.
    ///   - profile: The version; those before 19 quote the text of a constraint.
    init(
        _ error: OdooError,
        _ rows: ImportRows,
        _ record: Int,
        _ model: ModelDefinition,
        _ profile: VersionProfile
    ) {
        json = JSONObject()
        json["rows"] = rows.json
        json["record"] = .integer(Int64(record))
        json["type"] = "error"
        switch error.violation {
        case .missing(let field, let text):
            json["message"] = .string(text)
            json["field"] = .string(field)
        case .constraint(let text, let columns):
            guard !columns.isEmpty else {
                let isQuoted = !profile.is19 && model.constraints.contains { $0.message == text }
                json["message"] = .string(isQuoted ? "'\(text)'" : text)
                return
            }
            describe(columns, model)
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

    /// Says which columns hold what is there already.
    private mutating func describe(_ columns: [String], _ model: ModelDefinition) {
        let names = columns.joined(separator: ", ")
        let labels = columns.map { model[$0].map { $0.shownLabel ?? $0.label } ?? $0 }.joined(separator: ", ")
        guard columns.count == 1 else {
            json["message"] = .string(
                "The values for the fields '\(names)' already exist (they are probably '\(labels)' in the current model)."
            )
            return
        }
        json["message"] = .string(
            "The value for the field '\(names)' already exists (this is probably '\(labels)' in the current model)."
        )
        json["field"] = .string(names)
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
