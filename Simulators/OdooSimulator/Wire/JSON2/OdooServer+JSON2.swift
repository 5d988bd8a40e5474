import JSON
import SimulatorKit

/// JSON-2, the API of version 19: `POST /json/2/<model>/<method>` with a bearer key and named arguments (source: Odoo 19's
/// external API documentation and domain.md, section 8; not measured).
extension OdooServer {
    /// Answers a request below `/json/2`; `nil` if the version has no JSON-2.
    mutating func answerJSON2(_ request: SimulatedRequest, at now: SimulatedInstant) -> SimulatedResponse? {
        guard profile.is19, request.path == "/json/2" || request.path.hasPrefix("/json/2/") else { return nil }
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

    private mutating func namedCall(_ request: SimulatedRequest, at now: SimulatedInstant) throws(OdooError) -> JSON? {
        let steps = request.path.split(separator: "/").map(String.init)
        guard request.method == "POST", steps.count == 4 else {
            throw .web("NotFound", "Did you mean POST /json/2/<model>/<method>?")
        }
        let mediaType = request.headers["content-type"]?.split(separator: ";").first.map(String.init) ?? ""
        guard mediaType.trimmingPrefix(while: \.isWhitespace).lowercased() == "application/json" else {
            throw .web("UnsupportedMediaType", "Content-Type must be application/json")
        }
        if let name = request.headers["x-odoo-database"], name != databaseName {
            throw .web("NotFound", "The database \(PythonText.quoted(name)) is not served here.")
        }
        let user = try bearer(request, at: now)
        let call = try NamedCall(request.body)
        return try transaction(user: user, at: now) { environment throws(OdooError) in
            guard let model = environment.catalogue[steps[2]] else {
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

    /// Reads a body; an empty one is a call without arguments.
    ///
    /// - Throws: BadRequest for what is no JSON object, UnprocessableEntity for ids that are none.
    init(_ body: [UInt8]) throws(OdooError) {
        var object = JSONObject()
        if !body.isEmpty {
            guard let parsed = try? JSON(parsing: body) else {
                throw .web("BadRequest", "could not parse the body as json")
            }
            guard let members = parsed.objectValue else {
                throw .web("BadRequest", "the body must be a json object")
            }
            object = members
        }
        // One record may stand without its list, as Odoo's browse takes it.
        let given = object["ids"].map { $0.arrayValue ?? [$0] } ?? []
        ids = given.compactMap(\.integerValue)
        guard ids.count == given.count else {
            throw .web("UnprocessableEntity", "ids must be a list of integers")
        }
        context = object["context"]
        object["ids"] = nil
        object["context"] = nil
        arguments = object
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
        let arguments: Arguments
        do throws(OdooError) {
            arguments = try Arguments(positional: [], keywords: call.arguments, parameters, method: name)
        } catch {
            throw .web("UnprocessableEntity", error.message)
        }
        let result = try body(&environment, Call(model: model, ids: call.ids, arguments: arguments))
        if kind == .create, case .integer? = result { return result.map { [$0] } }
        return result
    }
}
