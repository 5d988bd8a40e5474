import JSON

/// An exception of the server, as `error.data` describes it (reference: odoo.md, error table).
struct OdooError: Error, Sendable {
    /// The module-qualified class, for example `odoo.exceptions.MissingError`.
    let name: String
    /// `str(exception)`.
    let message: String
    /// `exception.args`.
    let arguments: [JSON]
    /// The context that an AccessError may carry.
    var context = JSONObject()
    /// The database constraint behind the exception, if there is one: `load` words these differently.
    var violation: Violation?

    /// A constraint of the database that a statement broke.
    enum Violation: Sendable {
        /// A mandatory column is empty.
        case missing(field: String, text: String)
        /// A unique constraint over some columns, or a check without any, with a text of its own.
        case constraint(text: String, columns: [String])
        /// A foreign key.
        case foreignKey
    }

    /// Creates an exception whose only argument is its message.
    init(_ name: String, _ message: String, violation: Violation? = nil) {
        self.name = name
        self.message = message
        arguments = [.string(message)]
        self.violation = violation
    }

    /// Creates an exception whose arguments say more than its message.
    init(_ name: String, _ message: String, arguments: [JSON]) {
        self.name = name
        self.message = message
        self.arguments = arguments
    }

    /// Creates an exception with several arguments, whose message joins them.
    init(_ name: String, arguments: [JSON]) {
        self.name = name
        self.arguments = arguments
        message = arguments.map(PythonText.str).joined(separator: "\n")
    }

    /// Creates an exception whose arguments are not its text.
    init(_ name: String, text: String, arguments: [JSON] = []) {
        self.name = name
        message = text
        self.arguments = arguments
    }

    /// Whether the server counts the exception as one that a user may read: UserError and its kin.
    var isForUsers: Bool {
        Self.userErrors.contains(name)
    }

    private static let userErrors: Set<String> = [
        "odoo.exceptions.UserError", "odoo.exceptions.ValidationError", "odoo.exceptions.MissingError",
        "odoo.exceptions.AccessError", "odoo.exceptions.AccessDenied", "odoo.exceptions.RedirectWarning",
    ]
}

extension OdooError {
    /// The number in the envelope of a JSON-RPC error.
    func code(in profile: VersionProfile) -> Int64 {
        switch name {
        case "odoo.http.SessionExpiredException": 100
        case "werkzeug.exceptions.NotFound": 404
        default: profile.is19 ? 0 : 200
        }
    }

    /// The text in the envelope of a JSON-RPC error.
    var title: String {
        switch name {
        case "odoo.http.SessionExpiredException": "Odoo Session Expired"
        case "werkzeug.exceptions.NotFound": "404: Not Found"
        default: "Odoo Server Error"
        }
    }

    /// The member `data` of a JSON-RPC error.
    var data: JSON {
        [
            "name": .string(name),
            "debug": .string(traceback),
            "message": .string(message),
            "arguments": .array(arguments),
            "context": .object(context),
        ]
    }

    /// The exception as Python prints it.
    var traceback: String {
        let className = name.hasPrefix("builtins.") ? String(name.dropFirst("builtins.".count)) : name
        let message = className == "KeyError" ? PythonText.quoted(message) : message
        return """
            Traceback (most recent call last):
              File "odoo/http.py", in _transactioning
                return service_model.retrying(func, env=self.env)
              File "odoo/service/model.py", in retrying
                result = func()
            \(className): \(message)

            """
    }
}
