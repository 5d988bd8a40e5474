import JSON

extension OdooError {
    /// The exception as version 19 words it.
    var ofVersion19: OdooError {
        if name == "builtins.IndexError", message == "tuple index out of range" {
            return .python("IndexError", "list index out of range")
        }
        if name == "psycopg2.errors.DatetimeFieldOverflow" {
            let month = message.split(separator: "-").dropFirst().first.flatMap { Int($0) } ?? 0
            return .python("ValueError", 1...12 ~= month ? "day is out of range for month" : "month must be in 1..12")
        }
        guard name == "builtins.ValueError" else { return self }
        if message.hasPrefix("Invalid field "), message.contains(" in leaf ") {
            return .python("ValueError", message.replacing(" in leaf ", with: " in condition "))
        }
        if message.hasPrefix("Invalid leaf ") {
            return .python("ValueError", "Invalid operator in condition \(message.dropFirst("Invalid leaf ".count))")
        }
        return self
    }

    /// A field that the model does not have, as each kind of call of version 19 words it.
    static func invalidField(
        _ field: String,
        of model: String,
        _ operation: Operation,
        _ profile: VersionProfile
    ) -> OdooError {
        guard profile.is19 else { return .invalidField(field, of: model) }
        return switch operation {
        case .create: .python("ValueError", "Invalid field '\(field)' in '\(model)'")
        case .write: .python("KeyError", field)
        case .read, .unlink: .python("ValueError", "Invalid field '\(field)' on '\(model)'")
        }
    }

    /// A mandatory column that is empty, as version 19 words it.
    static func missingLater(_ field: FieldDefinition, in model: ModelDefinition) -> OdooError {
        let text =
            "Missing required value for the field '\(field.label)' (\(field.shownName)).\n"
            + "Model: '\(model.label)' (\(model.name))\n"
            + "- create/update: a mandatory field is not set\n"
            + "- delete: another model requires the record being deleted, you can archive it instead\n"
        return OdooError(
            "odoo.exceptions.ValidationError",
            "The operation cannot be completed: \(text)",
            violation: .missing(field: field.shownName, text: text)
        )
    }

    /// A foreign key, as version 19 words it.
    static func foreignKeyLater(_ field: FieldDefinition?, _ constraint: String, _ model: ModelDefinition?) -> OdooError
    {
        let column = field.map { "'\($0.label)' (\($0.shownName))" } ?? constraint
        let shown = model.map { "'\($0.label)' (\($0.name))" } ?? "Unknown"
        return OdooError(
            "odoo.exceptions.ValidationError",
            "The operation cannot be completed: Another model is using the record you are trying to delete.\n\n"
                + "The troublemaker is: \(shown)\n"
                + "Thanks to the following constraint: \(column)\n"
                + "How about archiving the record instead?",
            violation: .foreignKey
        )
    }
}
