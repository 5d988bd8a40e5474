import JSON

/// One call of a method of one of Odoo's models, free of any wire format.
struct OdooCall: Sendable, Hashable {
    /// The model, for example `account.analytic.line`.
    let model: String
    /// The public method, for example `load`.
    let method: String
    /// The arguments in the order of the method's parameters, by their names; for methods of records `ids` comes first.
    let arguments: JSONObject
    /// The arguments that are only ever given by name, `context` among them.
    private(set) var options: JSONObject
    /// Whether the call can change something in Odoo, so that a lost answer leaves its outcome unknown.
    let mayWrite: Bool
    /// Whether the method may return nothing.
    ///
    /// XML-RPC has no word for that and answers with a fault, though the work is done. The caller reads back what there
    /// is to know.
    let mayReturnNothing: Bool
    /// How long it may take; `nil` means the transport's own limit.
    let deadline: Duration?

    init(
        _ model: String,
        _ method: String,
        _ arguments: JSONObject,
        options: JSONObject = JSONObject(),
        mayWrite: Bool = false,
        mayReturnNothing: Bool = false,
        deadline: Duration? = nil
    ) {
        self.model = model
        self.method = method
        self.arguments = arguments
        self.options = options
        self.mayWrite = mayWrite
        self.mayReturnNothing = mayReturnNothing
        self.deadline = deadline
    }

    /// The same call with other options.
    func with(_ options: JSONObject) -> OdooCall {
        var call = self
        call.options = options
        return call
    }

    /// Model and method, as messages name the call.
    var name: String { "\(model).\(method)" }
}

extension JSONObject {
    /// Options that make Odoo show archived records too.
    static var withArchived: JSONObject { .context(["active_test": false]) }

    /// Options under which Odoo shows and makes records of one company, and those of none.
    static func inCompany(_ company: Int64) -> JSONObject { .context(["allowed_company_ids": .ids([company])]) }

    /// Options that carry a context.
    static func context(_ context: JSONObject) -> JSONObject { ["context": .object(context)] }
}

extension JSON {
    /// Ids as Odoo takes them.
    static func ids(_ ids: [Int64]) -> JSON { .array(ids.map { .integer($0) }) }

    /// Texts as Odoo takes them: names of fields, values of a domain.
    static func texts(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }
}
