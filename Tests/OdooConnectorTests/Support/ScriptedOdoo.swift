import CanonicalModel
import ConnectorKit
import ConnectorTesting
import JSON
import Synchronization

/// An Odoo for one test: JSON-RPC in front, behind it what the test says, else a small ledger of analytic lines.
final class ScriptedOdoo: Sendable {
    /// A call as it arrived.
    struct Call: Sendable {
        /// `common.version`, or model and method such as `account.analytic.line.load`.
        let name: String
        let user: JSON?
        let arguments: [JSON]
        let options: JSON
        let number: JSON

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

    let ledger = AnalyticLedger()
    private let series: Int64
    let script: Script
    private let recorded = Mutex<[Call]>([])

    /// Creates an Odoo whose script answers a call, or leaves it to the ledger with `nil`.
    init(series: Int64 = 18, script: @escaping Script = { _ in nil }) {
        self.series = series
        self.script = script
    }

    /// All calls in the order of their arrival.
    var calls: [Call] { recorded.withLock { $0 } }

    /// The names of all calls, without those that every session begins with.
    var work: [String] {
        let opening: Set = ["common.version", "common.authenticate", "res.users.read", "res.company.read"]
        return calls.map(\.name).filter { !opening.contains($0) }
    }

    func calls(_ name: String) -> [Call] { calls.filter { $0.name == name } }

    var transport: FixtureTransport {
        FixtureTransport { [self] request throws(TransportError) in try answer(request) }
    }

    func answer(_ request: HTTPRequest) throws(TransportError) -> HTTPResponse {
        guard let call = Call(request) else { return HTTPResponse(status: 400) }
        recorded.withLock { $0.append(call) }
        switch script(call) ?? common(call) ?? ledger.reply(to: call) {
        case .result(let result): return .json(["jsonrpc": "2.0", "id": call.number, "result": result])
        case .none: return .json(["jsonrpc": "2.0", "id": call.number])
        case .exception(let name, let message): return .exception(name, message, number: call.number)
        case .response(let response): return response
        case .failure(let error): throw error
        }
    }

    private func common(_ call: Call) -> Reply? {
        switch call.name {
        case "common.version":
            .result([
                "server_version": .string("\(series).0-20250520"),
                "server_version_info": [.integer(series), 0, 0, "final", 0, ""],
                "server_serie": .string("\(series).0"), "protocol_version": 1,
            ])
        case "common.authenticate": .result(7)
        case "res.users.read": .result([["id": 7, "company_id": [1, "Kestrel Civil"]]])
        case "res.company.read": .result([["id": 1, "currency_id": [2, "USD"]]])
        case _ where call.name.hasSuffix(".check_access_rights"): .result(true)
        default: nil
        }
    }
}

extension ScriptedOdoo.Call {
    init?(_ request: HTTPRequest) {
        guard let body = try? JSON(parsing: request.body), let service = body["params"]?["service"]?.stringValue,
            let method = body["params"]?["method"]?.stringValue, let args = body["params"]?["args"]?.arrayValue
        else { return nil }
        number = body["id"] ?? .null
        guard service == "object" else {
            name = "\(service).\(method)"
            user = nil
            arguments = args
            options = [:]
            return
        }
        name = "\(args[3].stringValue ?? "?").\(args[4].stringValue ?? "?")"
        user = args[1]
        arguments = args[5].arrayValue ?? []
        options = args[6]
    }
}

extension HTTPResponse {
    static func json(_ body: JSON) -> HTTPResponse {
        let type = HTTPField("Content-Type", "application/json; charset=utf-8")
        return HTTPResponse(status: 200, headers: [type], body: Array(body.text(style: .spaced).utf8))
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
