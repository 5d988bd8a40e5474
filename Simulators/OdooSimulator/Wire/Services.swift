import JSON
import SimulatorKit

extension OdooServer {
    /// Carries out one call of a service.
    ///
    /// - Returns: The result; `nil` for a method that returns nothing.
    mutating func call(
        _ service: String,
        _ method: String,
        _ arguments: [JSON],
        at now: SimulatedInstant
    ) throws(OdooError) -> JSON? {
        switch service {
        case "common": return try common(method, arguments)
        case "object": return try object(method, arguments, at: now)
        case "db": return try databases(method, arguments)
        default: throw .python("KeyError", service)
        }
    }

    private func common(_ method: String, _ arguments: [JSON]) throws(OdooError) -> JSON? {
        switch method {
        case "version": return profile.versionInfo
        case "about":
            let text: JSON = "See http://openerp.com"
            return arguments.first.map(PythonText.isTruthy) == true ? [text, .string(profile.serverVersion)] : text
        case "set_loglevel": return true
        case "login": return try authenticate(arguments, count: 3...3, method)
        case "authenticate": return try authenticate(arguments, count: 4...4, method)
        default: throw .python("Exception", "Method not found: \(method)")
        }
    }

    private func authenticate(
        _ arguments: [JSON],
        count: ClosedRange<Int>,
        _ method: String
    ) throws(OdooError) -> JSON? {
        guard count.contains(arguments.count) else {
            throw .python(
                "TypeError",
                "exp_\(method)() takes \(count.upperBound) positional arguments but \(arguments.count) were given"
            )
        }
        try checkDatabase(arguments[0])
        let user = try credentials.authenticate(login: PythonText.str(arguments[1]), password: arguments[2])
        return user.map { .integer($0) } ?? false
    }

    private func databases(_ method: String, _ arguments: [JSON]) throws(OdooError) -> JSON? {
        switch method {
        case "list": return [.string(databaseName)]
        case "db_exist":
            guard let name = arguments.first else {
                throw .python("TypeError", "exp_db_exist() missing 1 required positional argument: 'db_name'")
            }
            return .bool(PythonText.str(name) == databaseName)
        case "server_version": return .string(profile.serverVersion)
        case "list_lang": return .array(Catalogue.languages.map { [.string($0.0), .string($0.1)] })
        case _ where Self.guardedByMasterPassword.contains(method): throw .accessDenied
        default: throw .python("KeyError", "Method not found: \(method)")
        }
    }

    /// What is done to whole databases: this server has its database manager switched off.
    private static let guardedByMasterPassword: Set<String> = [
        "create_database", "duplicate_database", "drop", "dump", "restore", "rename", "change_admin_password",
        "migrate_databases", "list_countries",
    ]

    /// `execute` and `execute_kw`: one transaction, taken back as a whole if it fails.
    private mutating func object(
        _ method: String,
        _ arguments: [JSON],
        at now: SimulatedInstant
    ) throws(OdooError) -> JSON? {
        if profile.is19, arguments.count < 5 {
            let text = "not enough values to unpack (expected at least 5, got \(arguments.count))"
            throw .python("ValueError", text)
        }
        guard arguments.count >= 3 else { throw .python("IndexError", "list index out of range") }
        let user = try Self.userID(arguments[1])
        try checkDatabase(arguments[0])
        try credentials.check(user: user, password: arguments[2])
        let rest = Array(arguments.dropFirst(3))
        switch method {
        case "execute": return try execute(user, rest, keywords: JSONObject(), at: now)
        case "execute_kw":
            guard rest.count >= 2 else {
                throw .python("TypeError", "execute_kw() missing \(2 - rest.count) required positional arguments")
            }
            let positional = rest.count > 2 ? rest[2].arrayValue ?? [] : []
            var keywords = JSONObject()
            if rest.count > 3, PythonText.isTruthy(rest[3]) {
                guard let object = rest[3].objectValue else {
                    throw .python("TypeError", "argument after ** must be a mapping, not \(rest[3].kind)")
                }
                keywords = object
            }
            return try execute(user, Array(rest.prefix(2)) + positional, keywords: keywords, at: now)
        default: throw .python("NameError", "Method not available \(method)")
        }
    }

    /// Calls a method of a model for a user who is known to be the one.
    ///
    /// - Parameters:
    ///   - user: The user.
    ///   - arguments: Model, method and what the method is given in a row.
    ///   - keywords: What it is given by name, the context among them.
    ///   - now: The virtual time.
    /// - Returns: The result; `nil` for a method that returns nothing.
    /// - Throws: What the method throws, or what the server says to a call of a wrong form.
    mutating func execute(
        _ user: Int64,
        _ arguments: [JSON],
        keywords: JSONObject,
        at now: SimulatedInstant
    ) throws(OdooError) -> JSON? {
        guard arguments.count >= 2 else {
            throw .python("TypeError", "execute() missing required positional arguments")
        }
        let modelName = PythonText.str(arguments[0])
        let methodName = PythonText.str(arguments[1])
        return try transaction(user: user, at: now) { environment throws(OdooError) in
            let model = try environment.model(modelName)
            let method = try ModelMethod.find(methodName, model, environment.profile)
            var keywords = keywords
            environment.context = try CallContext(keywords["context"], profile: environment.profile)
            keywords["context"] = nil
            try environment.checkCompanies()
            return try method.call(&environment, model, methodName, Array(arguments.dropFirst(2)), keywords)
        }
    }

    private func checkDatabase(_ name: JSON) throws(OdooError) {
        guard PythonText.str(name) != databaseName else { return }
        throw .driver(
            "OperationalError",
            "connection to server failed: FATAL:  database \"\(PythonText.str(name))\" does not exist\n"
        )
    }

    private static func userID(_ json: JSON) throws(OdooError) -> Int64 {
        switch json {
        case .integer(let id): return id
        case .bool(let truth): return truth ? 1 : 0
        case .string(let text): return try ValueConversion.integer(ofText: text)
        default: throw .python("TypeError", "int() argument must be a string, a bytes-like object or a real number")
        }
    }
}
