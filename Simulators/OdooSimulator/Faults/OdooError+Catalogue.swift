import JSON

extension OdooError {
    /// A Python exception of the standard library: `ValueError`, `TypeError`, `KeyError` and so on.
    static func python(_ className: String, _ message: String) -> OdooError {
        OdooError("builtins.\(className)", message)
    }

    /// Arguments without a default that a call does not give.
    static func missingArguments(_ names: [String], of function: String) -> OdooError {
        let quoted = names.map(PythonText.quoted)
        let list =
            switch quoted.count {
            case 1: quoted[0]
            case 2: "\(quoted[0]) and \(quoted[1])"
            default: quoted.dropLast().joined(separator: ", ") + ", and " + (quoted.last ?? "")
            }
        let noun = names.count == 1 ? "argument" : "arguments"
        return .python("TypeError", "\(function) missing \(names.count) required positional \(noun): \(list)")
    }

    /// How many terms of a domain, or steps of a path, may stand within each other.
    static let deepest = 300

    /// More within each other than Python goes down.
    static let tooDeep = python("RecursionError", "maximum recursion depth exceeded")

    /// An exception of the database driver, for example `errors.InvalidTextRepresentation`.
    static func driver(_ className: String, _ message: String) -> OdooError {
        OdooError("psycopg2.\(className)", message)
    }

    /// A refusal with a reason that the user may read.
    static func user(_ message: String) -> OdooError {
        OdooError("odoo.exceptions.UserError", message)
    }

    /// A record that breaks a rule of its model.
    static func validation(_ message: String) -> OdooError {
        OdooError("odoo.exceptions.ValidationError", message)
    }

    /// A refusal that leads the user to a window with records.
    static func redirect(_ text: String, action: Int64, label: String, active ids: [Int64]) -> OdooError {
        let context: JSON = ["active_ids": .array(ids.map { .integer($0) })]
        return OdooError(
            "odoo.exceptions.RedirectWarning",
            arguments: [.string(text), .integer(action), .string(label), context]
        )
    }

    /// Drafts in a period that is to be closed.
    static func unposted(_ entries: [Int64]) -> OdooError {
        let action: JSON = [
            "view_mode": "tree", "name": "Unposted Entries", "res_model": "account.move",
            "type": "ir.actions.act_window", "domain": [["id", "in", .array(entries.map { .integer($0) })]],
        ]
        let text =
            "There are still unposted entries in the period you want to lock. You should either post or delete them."
        return OdooError(
            "odoo.exceptions.RedirectWarning",
            arguments: [.string(text), action, "Show unposted entries", .null]
        )
    }

    /// A missing right.
    static func access(_ message: String) -> OdooError {
        OdooError("odoo.exceptions.AccessError", message)
    }

    /// What PostgreSQL says to a transaction that collides with another, and the server after its last try.
    static let conflict = driver("errors.SerializationFailure", "could not serialize access due to concurrent update\n")

    /// Wrong credentials.
    static let accessDenied = OdooError("odoo.exceptions.AccessDenied", "Access Denied")

    /// A web session that is over or was never opened.
    static let sessionExpired = OdooError("odoo.http.SessionExpiredException", "Session expired")

    /// An address that leads nowhere.
    static let notFound = OdooError(
        "werkzeug.exceptions.NotFound",
        text: "404 Not Found: The requested URL was not found on the server. "
            + "If you entered the URL manually please check your spelling and try again."
    )

    /// A record that is not there.
    static func missing(_ model: String, _ id: Int64, user: Int64) -> OdooError {
        OdooError(
            "odoo.exceptions.MissingError",
            "Record does not exist or has been deleted.\n(Record: \(model)(\(id),), User: \(user))"
        )
    }

    /// A field that the model does not have.
    static func invalidField(_ field: String, of model: String) -> OdooError {
        .python("ValueError", "Invalid field '\(field)' on model '\(model)'")
    }

    /// A field without a column, where a statement needs one.
    static func notInDatabase(
        _ field: FieldDefinition,
        _ model: ModelDefinition,
        _ profile: VersionProfile
    ) -> OdooError {
        let name = "\(model.name).\(field.shownName)"
        return .python(
            "ValueError",
            profile.is18
                ? "Cannot convert \(name) to SQL because it is not stored" : "Cannot convert field \(name) to SQL"
        )
    }

    /// A mandatory column that is empty.
    static func missingValue(of field: FieldDefinition, in model: ModelDefinition) -> OdooError {
        OdooError(
            "odoo.exceptions.ValidationError",
            "The operation cannot be completed:\n"
                + "- Create/update: a mandatory field is not set.\n"
                + "- Delete: another model requires the record being deleted. If possible, archive it instead.\n\n"
                + "Model: \(model.label) (\(model.name))\nField: \(field.label) (\(field.shownName))\n",
            violation: .missing(
                field: field.name,
                text: "Missing required value for the field '\(field.label)' (\(field.name))"
            )
        )
    }

    /// An empty link in a list of links, which no field of a model stands for.
    static let missingLink = OdooError(
        "odoo.exceptions.ValidationError",
        "The operation cannot be completed:\n"
            + "- Create/update: a mandatory field is not set.\n"
            + "- Delete: another model requires the record being deleted. If possible, archive it instead.\n\n"
            + "Model: Unknown (unknown)\nField: Unknown (unknown)\n"
    )

    /// A broken unique or check constraint.
    static func constraint(_ text: String, columns: [String] = []) -> OdooError {
        OdooError(
            "odoo.exceptions.ValidationError",
            "The operation cannot be completed: \(text)",
            violation: .constraint(text: text, columns: columns)
        )
    }

    /// A foreign key that is in the way of a deletion or points nowhere: the server words both alike.
    static func foreignKey(_ constraint: String, modelLabel: String, model: String) -> OdooError {
        OdooError(
            "odoo.exceptions.ValidationError",
            "The operation cannot be completed: another model requires the record being deleted. "
                + "If possible, archive it instead.\n\n"
                + "Model: \(modelLabel) (\(model))\nConstraint: \(constraint)\n",
            violation: .foreignKey
        )
    }
}
