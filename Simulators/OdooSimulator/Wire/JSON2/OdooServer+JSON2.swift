import JSON
import SimulatorKit

/// JSON-2, the API of version 19: `POST /json/2/<model>/<method>` with a bearer key and named arguments (source: Odoo 19.0,
/// measured).
extension OdooServer {
    /// Answers a request below `/json/2`; `nil` if the version has no JSON-2.
    mutating func answerJSON2(_ request: SimulatedRequest, at now: SimulatedInstant) -> SimulatedResponse? {
        guard profile.is19, request.path == "/json/2" || request.path.hasPrefix("/json/2/") else { return nil }
        if let name = request.headers["x-odoo-database"], !name.isEmpty, name != databaseName {
            return WebPages.noDatabase
        }
        if isNamedCall(request) {
            let mediaType = request.headers["content-type"]?.split(separator: ";").first.map(String.init) ?? ""
            guard mediaType.trimmingPrefix(while: \.isWhitespace).lowercased() == "application/json" else {
                return WebPages.unsupported("/json/2/<__model__>/<__method__>", type: "json2")
            }
        }
        do throws(OdooError) {
            return JSON2Answer.success(try namedCall(request, at: now))
        } catch {
            return JSON2Answer.failure(error)
        }
    }

    /// The answer of `GET /web/version`, which needs no user.
    var webVersion: SimulatedResponse {
        let info: JSON = [
            "version_info": profile.versionInfo["server_version_info"] ?? [], "version": .string(profile.serverVersion),
        ]
        return WebPages.json(info.text(style: .spaced))
    }

    private func isNamedCall(_ request: SimulatedRequest) -> Bool {
        ["POST", "OPTIONS"].contains(request.method) && request.path.split(separator: "/").count == 4
    }

    private mutating func namedCall(_ request: SimulatedRequest, at now: SimulatedInstant) throws(OdooError) -> JSON? {
        guard isNamedCall(request) else {
            throw .web("NotFound", "Did you mean POST /json/2/<model>/<method>?")
        }
        let steps = request.path.split(separator: "/").map(String.init)
        let user = try bearer(request, at: now)
        let call = try NamedCall(request.body)
        return try transaction(user: user, at: now) { environment throws(OdooError) in
            guard let model = environment.catalogue[steps[2]], !model.isConcealed else {
                throw .web("NotFound", "the model \(PythonText.quoted(steps[2])) does not exist")
            }
            let method: ModelMethod
            do throws(OdooError) {
                method = try ModelMethod.find(steps[3], model, environment.profile)
            } catch  where error.name == "builtins.AttributeError" {
                throw .web("NotFound", error.message)
            }
            environment.context = try CallContext(call.context, profile: environment.profile)
            try environment.checkCompanies()
            return try method.call(&environment, model, steps[3], call)
        }
    }

    /// The user whose key the request carries.
    private func bearer(_ request: SimulatedRequest, at now: SimulatedInstant) throws(OdooError) -> Int64 {
        let words = request.headers["authorization"]?.split(separator: " ").map(String.init) ?? []
        guard words.count == 2, words[0].lowercased() == "bearer" else {
            throw .web("Unauthorized", "User not authenticated, use an API Key with a Bearer Authorization header.")
        }
        guard let user = credentials.keyOwner(words[1]) else { throw .web("Unauthorized", "Invalid apikey") }
        return user
    }
}

/// The body of a JSON-2 call: `ids`, `context`, and the method's arguments by name.
struct NamedCall {
    let ids: [Int64]
    let context: JSON?
    let arguments: JSONObject

    /// Reads a body; an empty one, or one that is no object, is a call without arguments.
    ///
    /// - Throws: BadRequest for what is no JSON, TypeError for ids that are none.
    init(_ body: [UInt8]) throws(OdooError) {
        var object = JSONObject()
        if !body.isEmpty {
            guard let parsed = try? JSON(parsing: body) else {
                throw .web("BadRequest", "could not parse the body as json: \(PythonText.syntaxError(in: body))")
            }
            object = parsed.objectValue ?? object
        }
        ids = try Self.ids(object["ids"] ?? .null)
        context = object["context"]
        object["ids"] = nil
        object["context"] = nil
        guard object["self"] == nil else {
            let text = "WebJson2Controller.web_json_2_rpc() got multiple values for argument 'self'"
            throw .python("TypeError", text)
        }
        arguments = object
    }

    /// The records that `browse` makes of what stands for ids.
    private static func ids(_ json: JSON) throws(OdooError) -> [Int64] {
        switch json {
        case .integer(let id): return id == 0 ? [] : [id]
        case .array(let elements):
            if let nested = elements.first(where: { $0.arrayValue != nil || $0.objectValue != nil }) {
                throw .python("TypeError", "unhashable type: '\(nested.arrayValue == nil ? "dict" : "list")'")
            }
            return elements.compactMap(\.integerValue)
        case .bool(true): throw .python("TypeError", "'bool' object is not iterable")
        case .string(let text) where !text.isEmpty:
            let first = text.prefix(1)
            throw .driver(
                "errors.InvalidTextRepresentation",
                "invalid input syntax for type integer: \"\(first)\"\n"
            )
        default: return []
        }
    }
}

extension ModelMethod {
    /// Calls the method with named arguments.
    ///
    /// - Returns: The result; new records are a list of ids.
    /// - Throws: UnprocessableEntity for wrong arguments, or what the method throws.
    fileprivate func call(
        _ environment: inout Environment,
        _ model: ModelDefinition,
        _ name: String,
        _ call: NamedCall
    ) throws(OdooError) -> JSON? {
        guard kind == .records || call.ids.isEmpty else {
            throw .web("UnprocessableEntity", "cannot call \(model.name).\(name) with ids")
        }
        if let missing = parameters.first(where: { $0.isRequired && call.arguments[$0.name] == nil }) {
            throw .web("UnprocessableEntity", "missing a required argument: '\(missing.name)'")
        }
        if let unknown = call.arguments.keys.first(where: { key in !parameters.contains { $0.name == key } }) {
            throw .web("UnprocessableEntity", "got an unexpected keyword argument '\(unknown)'")
        }
        let arguments = try Arguments(positional: [], keywords: call.arguments, parameters, method: name)
        let result = try body(&environment, Call(model: model, ids: call.ids, arguments: arguments))
        let isRecord = kind == .create || name == "message_post"
        if isRecord, case .integer? = result { return result.map { [$0] } }
        return result
    }
}
