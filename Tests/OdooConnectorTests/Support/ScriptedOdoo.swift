import CanonicalModel
import ConnectorKit
import ConnectorTesting
import JSON
import Synchronization

/// An Odoo for one test: all wire forms in front, behind them what the test says, else a small ledger of analytic lines.
final class ScriptedOdoo: Sendable {
    /// A call as it arrived.
    struct Call: Sendable {
        /// `common.version`, or model and method such as `account.analytic.line.load`.
        let name: String
        let user: JSON?
        let arguments: [JSON]
        let options: JSON
        let number: JSON
        let form: OdooForm

        /// The rows of a `load()`.
        var rows: [[String]] {
            arguments.last?.arrayValue?.map { $0.arrayValue?.compactMap(\.stringValue) ?? [] } ?? []
        }

        /// The columns of a `load()`.
        var columns: [String] { arguments.first?.arrayValue?.compactMap(\.stringValue) ?? [] }
    }

    /// What comes back.
    enum Reply: Sendable {
        case result(JSON)
        case none
        case exception(String, String)
        case response(HTTPResponse)
        case failure(TransportError)
    }

    typealias Script = @Sendable (Call) -> Reply?

    let ledger: AnalyticLedger
    private let series: Int64
    private let closed: Set<OdooForm>
    let script: Script
    private let recorded = Mutex<[Call]>([])

    /// Creates an Odoo whose script answers a call, or leaves it to the ledger with `nil`.
    init(
        series: Int64 = 18,
        closed: Set<OdooForm> = [],
        ledger: AnalyticLedger = AnalyticLedger(),
        script: @escaping Script = { _ in nil }
    ) {
        self.series = series
        self.ledger = ledger
        self.closed = series < 19 ? closed.union([.json2]) : closed
        self.script = script
    }

    /// All calls in the order of their arrival.
    var calls: [Call] { recorded.withLock { $0 } }

    /// The names of all calls, without those that every session begins with.
    var work: [String] {
        let opening: Set = ["common.version", "common.authenticate", "res.company.search_read"]
        return calls.map(\.name).filter { !opening.contains($0) }
    }

    func calls(_ name: String) -> [Call] { calls.filter { $0.name == name } }

    var transport: FixtureTransport {
        FixtureTransport { [self] request throws(TransportError) in try answer(request) }
    }

    func answer(_ request: HTTPRequest) throws(TransportError) -> HTTPResponse {
        guard let form = OdooForm(request), !closed.contains(form) else { return .page(404) }
        guard let call = Call(request, form) else { return HTTPResponse(status: 400) }
        recorded.withLock { $0.append(call) }
        switch script(call) ?? common(call) ?? ledger.reply(to: call) {
        case .result(let result): return form.result(result, of: call)
        case .none: return form.none(call.number)
        case .exception(let name, let message): return form.exception(name, message, number: call.number)
        case .response(let response): return response
        case .failure(let error): throw error
        }
    }

    /// The rights of an administrator, which the user has not unless a test says so.
    private static let administration = Set(
        [
            "res.users", "res.groups", "ir.model.access", "ir.config_parameter", "ir.module.module", "res.company",
            "account.account", "account.journal",
        ]
        .map { "\($0).check_access_rights" }
    )

    private func common(_ call: Call) -> Reply? {
        switch call.name {
        case "common.version":
            .result([
                "server_version": .string("\(series).0-20250520"),
                "server_version_info": [.integer(series), 0, 0, "final", 0, ""],
                "server_serie": .string("\(series).0"), "protocol_version": 1,
            ])
        case "common.authenticate": .result(7)
        case "res.company.search_read":
            .result([["id": 1, "name": "Kestrel Civil", "currency_id": [2, "USD"]]])
        case "ir.model.data.check_object_reference" where call.arguments.first == "analytic":
            .result(["account.analytic.plan", 1])
        case "ir.module.module.search_read": .exception("odoo.exceptions.AccessError", "You are not allowed to access")
        case "res.users.read": .result([["id": 7, "login": "purlin@kestrel.example"]])
        case "account.analytic.account.search_read", "project.project.search_read", "fleet.vehicle.search_read":
            .result([])
        case _ where Self.administration.contains(call.name): .result(false)
        case _ where call.name.hasSuffix(".check_access_rights"): .result(true)
        default: nil
        }
    }
}

extension ScriptedOdoo.Call {
    init?(_ request: HTTPRequest, _ form: OdooForm) {
        switch form {
        case .json2: self.init(named: request)
        case .jsonrpc:
            guard let body = try? JSON(parsing: request.body), let service = body["params"]?["service"]?.stringValue,
                let method = body["params"]?["method"]?.stringValue, let args = body["params"]?["args"]?.arrayValue
            else { return nil }
            self.init(service, method, args, number: body["id"] ?? .null, form)
        case .xmlrpc:
            guard let call = ReceivedXMLCall(request.body), let service = request.url.split(separator: "/").last else {
                return nil
            }
            self.init(String(service), call.method, call.arguments, number: .null, form)
        }
    }

    /// A call of JSON-2: arguments and options are told apart by their names.
    private init?(named request: HTTPRequest) {
        form = .json2
        number = .null
        guard !request.url.hasSuffix("/web/version") else {
            (name, user, arguments, options) = ("common.version", nil, [], [:])
            return
        }
        guard request.headers.contains(HTTPField("Authorization", "bearer \(canary)")),
            request.headers.contains(HTTPField("X-Odoo-Database", "kestrel")),
            let body = try? JSON(parsing: request.body), let members = body.objectValue
        else { return nil }
        let parts = request.url.split(separator: "/").suffix(2).joined(separator: ".")
        let optional: Set = ["context", "raise_exception", "order", "limit"]
        var options = JSONObject()
        for (key, value) in members where optional.contains(key) { options[key] = value }
        let arguments = members.filter { !optional.contains($0.key) }.map(\.value)
        name = Self.name(parts)
        user = 7
        self.arguments = Self.arguments(parts, arguments)
        self.options = .object(options)
    }

    /// What asks the same in another version has one name.
    private static func name(_ sent: String) -> String {
        sent == "res.users.context_get"
            ? "common.authenticate" : sent.replacing(".has_access", with: ".check_access_rights")
    }

    private static func arguments(_ sent: String, _ arguments: [JSON]) -> [JSON] {
        sent.hasSuffix(".has_access") ? Array(arguments.dropFirst()) : arguments
    }

    private init(_ service: String, _ method: String, _ args: [JSON], number: JSON, _ form: OdooForm) {
        self.number = number
        self.form = form
        guard service == "object" else {
            name = "\(service).\(method)"
            user = nil
            arguments = args
            options = [:]
            return
        }
        let sent = "\(args[3].stringValue ?? "?").\(args[4].stringValue ?? "?")"
        name = Self.name(sent)
        user = args[1]
        arguments = Self.arguments(sent, args[5].arrayValue ?? [])
        options = args[6]
    }
}

extension HTTPResponse {
    static func json(_ body: JSON, status: Int = 200) -> HTTPResponse {
        let type = HTTPField("Content-Type", "application/json; charset=utf-8")
        return HTTPResponse(status: status, headers: [type], body: Array(body.text(style: .spaced).utf8))
    }

    static func exception(_ name: String, _ message: String, number: JSON, code: Int64 = 200) -> HTTPResponse {
        let data: JSON = [
            "name": .string(name), "debug": "Traceback (most recent call last):\n  secret-of-the-server",
            "message": .string(message), "arguments": [.string(message)], "context": [:],
        ]
        let error: JSON = ["code": .integer(code), "message": "Odoo Server Error", "data": data]
        return .json(["jsonrpc": "2.0", "id": number, "error": error])
    }

    static func page(_ status: Int, _ headers: [HTTPField] = []) -> HTTPResponse {
        let type = HTTPField("Content-Type", "text/html; charset=utf-8")
        return HTTPResponse(status: status, headers: [type] + headers, body: Array("<html>busy</html>".utf8))
    }
}
