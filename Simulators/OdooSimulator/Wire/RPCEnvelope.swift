import JSON
import SimulatorKit

/// A JSON-RPC request as the server reads it: `jsonrpc` and the outer `method` are not looked at.
struct RPCRequest {
    /// Echoed in the answer, whatever it is; `null` if it is absent.
    let id: JSON
    /// The member `params`; `nil` if it is absent.
    let parameters: JSON?

    /// Reads a body.
    ///
    /// - Throws: The page that answers a body that is no request.
    init(_ body: [UInt8]) throws(RPCRefusal) {
        let json: JSON
        do throws(JSONSyntaxError) {
            json = try JSON(parsing: body)
        } catch {
            throw RPCRefusal(page: WebPages.badBody("Invalid JSON data"))
        }
        guard let object = json.objectValue else {
            throw RPCRefusal(page: WebPages.badBody("Invalid JSON-RPC data"))
        }
        id = object["id"] ?? .null
        parameters = object["params"]
    }

    /// The service, method and arguments.
    ///
    /// - Throws: What the server answers for parameters of a wrong form.
    func call() throws(OdooError) -> (service: String, method: String, arguments: [JSON]) {
        if let list = parameters?.arrayValue {
            let length = list.first?.stringValue?.count ?? 0
            throw .python(
                "ValueError",
                "dictionary update sequence element #0 has length \(length); 2 is required"
            )
        }
        let object = parameters?.objectValue ?? JSONObject()
        let missing = ["service", "method", "args"].filter { object[$0] == nil }
        guard missing.isEmpty else { throw .missingArguments(missing, of: "RPC.jsonrpc()") }
        let service = PythonText.str(object["service"] ?? .null)
        let method = PythonText.str(object["method"] ?? .null)
        guard let arguments = object["args"]?.arrayValue else {
            throw .python("TypeError", "'\(object["args"]?.kind ?? "null")' object is not subscriptable")
        }
        return (service, method, arguments)
    }
}

/// A page that answers a body that is no JSON-RPC request.
struct RPCRefusal: Error {
    let page: SimulatedResponse
}

/// The envelopes of JSON-RPC answers (reference: odoo.md, "Envelopes").
enum RPCAnswer {
    /// An answer; a method that returns nothing has no member `result`.
    static func success(_ id: JSON, _ result: JSON?) -> SimulatedResponse {
        var object = head(id)
        if let result { object["result"] = result }
        return response(object)
    }

    /// An error, which is HTTP 200 like everything else.
    static func failure(_ id: JSON, _ error: OdooError, _ profile: VersionProfile) -> SimulatedResponse {
        var object = head(id)
        object["error"] = [
            "code": .integer(error.code(in: profile)), "message": .string(error.title), "data": error.data,
        ]
        return response(object)
    }

    private static func head(_ id: JSON) -> JSONObject {
        var object = JSONObject()
        object["jsonrpc"] = "2.0"
        object["id"] = id
        return object
    }

    private static func response(_ object: JSONObject) -> SimulatedResponse {
        SimulatedResponse(
            contentType: "application/json; charset=utf-8",
            body: Array(JSON.object(object).text(style: .spaced).utf8),
            headers: WebPages.headers
        )
    }
}
