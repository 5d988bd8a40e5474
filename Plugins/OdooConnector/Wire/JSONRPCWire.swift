import ConnectorKit
import JSON

/// Odoo's JSON-RPC at `/jsonrpc`, as Odoo 17 and 18 answer it (domain.md §8).
///
/// Every error of Odoo comes with HTTP status 200; a method that returns None has no `result` at all.
struct JSONRPCWire: OdooWire {
    let endpoint: String
    private let settings: OdooSettings
    private let services: ConnectorServices
    private let numbers = RequestNumbers()

    init(_ settings: OdooSettings, _ services: ConnectorServices) {
        self.settings = settings
        self.services = services
        endpoint = "POST \(settings.address)/jsonrpc"
    }

    func version() async throws(OdooFault) -> JSON? {
        try await send(Request(service: "common", method: "version", arguments: [], name: "common.version"))
    }

    func authenticate() async throws(OdooFault) -> Int64? {
        let arguments: [JSON] = [.string(settings.database), .string(settings.login), key, [:]]
        let name = "common.authenticate"
        let answer = try await send(
            Request(service: "common", method: "authenticate", arguments: arguments, name: name)
        )
        switch answer {
        case .integer(let user): return user
        case .bool(false): return nil
        default:
            let found = answer?.kind ?? "nothing"
            throw unexpected("expected a user id or false, found \(found)", doing: name)
        }
    }

    func databases() async throws(OdooFault) -> [String] {
        let answer = try await send(Request(service: "db", method: "list", arguments: [], name: "db.list"))
        guard let names = answer?.arrayValue else { throw unexpected("expected a list of names", doing: "db.list") }
        return names.compactMap(\.stringValue)
    }

    func execute(_ call: OdooCall, as user: Int64) async throws(OdooFault) -> JSON? {
        let arguments: [JSON] = [
            .string(settings.database), .integer(user), key, .string(call.model), .string(call.method),
            .array(call.arguments), .object(call.options),
        ]
        return try await send(
            Request(
                service: "object",
                method: "execute_kw",
                arguments: arguments,
                name: call.name,
                mayWrite: call.mayWrite,
                deadline: call.deadline
            )
        )
    }

    private var key: JSON { settings.key.withValue { .string($0) } }
}

extension JSONRPCWire {
    private struct Request {
        let service: String
        let method: String
        let arguments: [JSON]
        let name: String
        var mayWrite = false
        var deadline: Duration? = .seconds(30)
    }

    private func send(_ request: Request) async throws(OdooFault) -> JSON? {
        let number = await numbers.next()
        let response = try await exchange(request, number)
        guard response.status == 200 else {
            let status = HTTPStatusFault(endpoint: "\(endpoint) \(request.name)", mayWrite: request.mayWrite)
            throw .failed(status.error(for: response, now: services.clock.now))
        }
        return try result(of: response, to: request, number)
    }

    private func exchange(_ request: Request, _ number: Int64) async throws(OdooFault) -> HTTPResponse {
        let envelope: JSON = [
            "jsonrpc": "2.0", "method": "call",
            "params": [
                "service": .string(request.service), "method": .string(request.method),
                "args": .array(request.arguments),
            ],
            "id": .integer(number),
        ]
        let message = HTTPRequest(
            method: "POST",
            url: settings.address + "/jsonrpc",
            headers: [HTTPField("Content-Type", "application/json"), HTTPField("Accept", "application/json")],
            body: Array(envelope.text().utf8),
            deadline: request.deadline
        )
        do {
            return try await services.transport.send(message)
        } catch {
            throw .failed(ConnectorError(error))
        }
    }

    /// What is inside the envelope; `nil` where the method returned None.
    private func result(
        of response: HTTPResponse,
        to request: Request,
        _ number: Int64
    ) throws(OdooFault) -> JSON? {
        let answer: JSON
        do {
            answer = try JSON(parsing: response.body)
        } catch {
            throw unexpected(Self.complaint(about: response, error), doing: request.name)
        }
        guard let envelope = answer.objectValue, envelope["id"] == .integer(number) else {
            throw unexpected("the answer is no JSON-RPC answer to request \(number)", doing: request.name)
        }
        if let error = envelope["error"] { throw exception(error, doing: request.name) }
        return envelope["result"] == .null ? nil : envelope["result"]
    }

    private func exception(_ error: JSON, doing name: String) -> OdooFault {
        guard let className = error["data"]?["name"]?.stringValue else {
            return unexpected(
                "the answer is an error without a class (code \(error["code"]?.text() ?? "none"))",
                doing: name
            )
        }
        let message = error["data"]?["message"]?.stringValue ?? ""
        return .raised(OdooException(endpoint: "\(endpoint) \(name)", name: className, message: printable(message)))
    }

    private func unexpected(_ reason: String, doing name: String) -> OdooFault {
        .failed(.unexpectedAnswer(endpoint: "\(endpoint) \(name)", reason: reason))
    }

    /// One line without the key, whatever Odoo quotes.
    private func printable(_ message: String) -> String {
        let clean = settings.key.withValue { $0.isEmpty ? message : message.replacing($0, with: "<redacted>") }
        return OdooText.oneLine(clean)
    }

    private static func complaint(about response: HTTPResponse, _ error: JSONSyntaxError) -> String {
        let isPage =
            response.header("Content-Type")?.lowercased().contains("html") == true
            || response.body.first { !OdooText.isBlank($0) } == UInt8(ascii: "<")
        guard !isPage else {
            return "the answer is a web page; check that `address` is Odoo's own, without a path behind it"
        }
        return "the answer is no JSON: \(error)"
    }
}

/// Numbers the requests, so that an answer from a cache or to another request is noticed.
private actor RequestNumbers {
    private var last: Int64 = 0

    func next() -> Int64 {
        last += 1
        return last
    }
}
