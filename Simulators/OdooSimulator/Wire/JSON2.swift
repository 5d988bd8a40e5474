import JSON
import SimulatorKit

extension OdooServer {
    /// Answers the interface of version 19 (Odoo 19.0's documentation, "External JSON-2 API", and odoo/http.py).
    mutating func answerJSON2(_ request: SimulatedRequest, at now: SimulatedInstant) -> SimulatedResponse {
        let path = request.path.dropFirst("/json/2/".count).split(separator: "/", omittingEmptySubsequences: false)
        guard request.method == "POST", path.count == 2 else {
            return JSON2Answer.failure(.page(404, "NotFound", "Did you mean POST /json/2/<model>/<method>?"))
        }
        let mediaType = request.headers["content-type"]?.split(separator: ";").first?.lowercased() ?? ""
        guard mediaType.trimmingPrefix(while: \.isWhitespace) == "application/json" else {
            var answer = JSON2Answer.failure(
                .page(415, "UnsupportedMediaType", "Unsupported media type: give application/json")
            )
            answer.headers.append(("Accept", "application/json"))
            return answer
        }
        do throws(JSON2Failure) {
            let user = try bearer(of: request)
            return JSON2Answer.success(try call(String(path[0]), String(path[1]), request.body, user, at: now))
        } catch {
            return JSON2Answer.failure(error)
        }
    }

    /// The user of the key in the header.
    private func bearer(of request: SimulatedRequest) throws(JSON2Failure) -> Int64 {
        if let name = request.headers["x-odoo-database"], name != databaseName {
            throw .page(404, "NotFound", "The database \(PythonText.quoted(name)) does not exist")
        }
        let parts = request.headers["authorization"]?.split(separator: " ", maxSplits: 1) ?? []
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw .page(
                401,
                "Unauthorized",
                "User not authenticated, use an API Key with a Bearer Authorization header."
            )
        }
        guard let user = credentials.user(ofKey: String(parts[1])) else {
            throw .page(401, "Unauthorized", "Invalid apikey")
        }
        return user
    }

    private mutating func call(
        _ modelName: String,
        _ methodName: String,
        _ body: [UInt8],
        _ user: Int64,
        at now: SimulatedInstant
    ) throws(JSON2Failure) -> JSON? {
        guard var given = (try? JSON(parsing: body))?.objectValue else {
            throw .page(400, "BadRequest", "could not parse the body as json")
        }
        guard let model = catalogue[modelName] else {
            throw .page(404, "NotFound", "the model \(PythonText.quoted(modelName)) does not exist")
        }
        let context = given.removing("context")
        let ids = given.removing("ids")
        do throws(OdooError) {
            let method = try ModelMethod.find(methodName, model, profile)
            let arguments = try method.positional(&given, ids: ids, named: "\(modelName).\(methodName)")
            given["context"] = context
            return try execute(
                user,
                [.string(modelName), .string(methodName)] + arguments,
                keywords: given,
                at: now
            )
        } catch {
            throw .exception(error)
        }
    }
}

extension ModelMethod {
    /// What a call by names is in a row: the records, or the values of new ones.
    ///
    /// - Throws: An exception for ids that the method does not take, or values that are missing.
    fileprivate func positional(
        _ given: inout JSONObject,
        ids: JSON?,
        named name: String
    ) throws(OdooError) -> [JSON] {
        guard kind != .records else { return [ids ?? []] }
        if let ids, PythonText.isTruthy(ids) { throw .unprocessable("cannot call \(name) with ids") }
        guard kind == .create else { return [] }
        guard let values = given.removing("vals_list") else {
            throw .unprocessable("missing a required argument: 'vals_list'")
        }
        return [values]
    }
}

/// Why a call of JSON-2 fails.
private enum JSON2Failure: Error {
    /// An exception of the web framework with its status.
    case page(Int, String, String)
    /// An exception of the server.
    case exception(OdooError)

    var status: Int {
        guard case .exception(let error) = self else {
            guard case .page(let status, _, _) = self else { return 500 }
            return status
        }
        return switch error.name {
        case "odoo.exceptions.AccessError", "odoo.exceptions.AccessDenied": 403
        case "odoo.exceptions.MissingError", "builtins.AttributeError": 404
        case "odoo.exceptions.LockError", "psycopg2.errors.LockNotAvailable": 409
        // Arguments that do not fit, which the server's own TypeErrors cannot be told from here.
        case "builtins.TypeError", "werkzeug.exceptions.UnprocessableEntity": 422
        case _ where error.isForUsers: 422
        default: 500
        }
    }

    /// The exception as the body shows it.
    var body: JSON {
        let error =
            switch self {
            case .page(_, let name, let text): OdooError("werkzeug.exceptions.\(name)", text)
            case .exception(let error): error
            }
        return error.data
    }
}

private enum JSON2Answer {
    /// The bare value; `null` for a method that returns nothing.
    static func success(_ result: JSON?) -> SimulatedResponse {
        response(status: 200, result ?? .null)
    }

    static func failure(_ failure: JSON2Failure) -> SimulatedResponse {
        var answer = response(status: failure.status, failure.body)
        if failure.status == 401 { answer.headers.append(("WWW-Authenticate", "bearer")) }
        return answer
    }

    private static func response(status: Int, _ value: JSON) -> SimulatedResponse {
        SimulatedResponse(
            status: status,
            contentType: "application/json; charset=utf-8",
            body: Array(value.text(style: .spaced).utf8),
            headers: WebPages.headers
        )
    }
}

extension OdooError {
    /// Arguments that a method does not take by name.
    fileprivate static func unprocessable(_ text: String) -> OdooError {
        OdooError("werkzeug.exceptions.UnprocessableEntity", text)
    }
}

extension JSONObject {
    /// Takes a member out.
    fileprivate mutating func removing(_ key: String) -> JSON? {
        let value = self[key]
        self[key] = nil
        return value
    }
}
