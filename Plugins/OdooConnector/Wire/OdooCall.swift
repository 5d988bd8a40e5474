import JSON

/// One call of a method of one of Odoo's models, free of any wire format.
struct OdooCall: Sendable, Hashable {
    /// The model, for example `account.analytic.line`.
    let model: String
    /// The public method, for example `load`.
    let method: String
    /// The arguments by position; for methods of records the ids come first.
    let arguments: [JSON]
    /// The arguments by name, `context` among them.
    let options: JSONObject
    /// Whether the call can change something in Odoo, so that a lost answer leaves its outcome unknown.
    let mayWrite: Bool
    /// How long it may take; `nil` means the transport's own limit.
    let deadline: Duration?

    init(
        _ model: String,
        _ method: String,
        _ arguments: [JSON],
        options: JSONObject = JSONObject(),
        mayWrite: Bool = false,
        deadline: Duration? = nil
    ) {
        self.model = model
        self.method = method
        self.arguments = arguments
        self.options = options
        self.mayWrite = mayWrite
        self.deadline = deadline
    }

    /// Model and method, as messages name the call.
    var name: String { "\(model).\(method)" }
}

extension JSONObject {
    /// Options that make Odoo show archived records too.
    static var withArchived: JSONObject {
        var context = JSONObject()
        context["active_test"] = false
        var options = JSONObject()
        options["context"] = .object(context)
        return options
    }
}
