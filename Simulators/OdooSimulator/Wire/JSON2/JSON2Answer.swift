import JSON
import SimulatorKit

/// The answers of JSON-2: bare values, and errors with a status of their own (source: Odoo 19.0, measured).
enum JSON2Answer {
    /// A result; a method that returns nothing answers `null`.
    static func success(_ result: JSON?) -> SimulatedResponse {
        var answer = response(200, result ?? .null)
        answer.headers.append(("X-Content-Type-Options", "nosniff"))
        return answer
    }

    /// An error as `{name, message, arguments, context, debug}`.
    static func failure(_ error: OdooError) -> SimulatedResponse {
        var answer = response(
            status(of: error),
            [
                "name": .string(error.name),
                "message": .string(error.message),
                "arguments": .array(error.arguments),
                "context": .object(error.context),
                "debug": .string(error.traceback),
            ]
        )
        if answer.status == 401 { answer.headers.append(("WWW-Authenticate", "Bearer ")) }
        return answer
    }

    private static func status(of error: OdooError) -> Int {
        switch error.name {
        case "werkzeug.exceptions.BadRequest": 400
        case "werkzeug.exceptions.Unauthorized": 401
        case "odoo.exceptions.AccessError", "odoo.exceptions.AccessDenied": 403
        case "werkzeug.exceptions.NotFound", "odoo.exceptions.MissingError": 404
        case "odoo.exceptions.LockError": 409
        case "odoo.exceptions.UserError", "odoo.exceptions.ValidationError", "odoo.exceptions.RedirectWarning",
            "werkzeug.exceptions.UnprocessableEntity":
            422
        default: 500
        }
    }

    private static func response(_ status: Int, _ value: JSON) -> SimulatedResponse {
        SimulatedResponse(
            status: status,
            contentType: "application/json; charset=utf-8",
            body: Array(value.text(style: .spaced).utf8),
            headers: WebPages.headers
        )
    }
}

extension OdooError {
    /// An error of the web layer, whose class is one of Werkzeug's; its status stands among its arguments.
    static func web(_ className: String, _ message: String) -> OdooError {
        let status: [String: Int64] = ["BadRequest": 400, "Unauthorized": 401, "NotFound": 404]
        return OdooError(
            "werkzeug.exceptions.\(className)",
            message,
            arguments: [.string(message), .integer(status[className] ?? 422)]
        )
    }
}
