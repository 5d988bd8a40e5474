import ConnectorKit
import JSON

/// Odoo's JSON-RPC at `/jsonrpc` (domain.md §8).
///
/// Every error of Odoo comes with HTTP status 200; a method that returns None has no `result` at all.
struct JSONRPCWire: ServiceWire {
    let form = WireForm.jsonrpc
    let exchange: WireExchange
    private let numbers = RequestNumbers()

    private static let path = "/jsonrpc"

    init(_ settings: OdooSettings, _ services: ConnectorServices) {
        exchange = WireExchange(
            endpoint: "POST \(settings.address)\(Self.path)",
            settings: settings,
            services: services
        )
    }

    func send(_ request: ServiceRequest) async throws(OdooFault) -> JSON? {
        let number = await numbers.next()
        let envelope: JSON = [
            "jsonrpc": "2.0", "method": "call",
            "params": [
                "service": .string(request.service), "method": .string(request.method),
                "args": .array(request.arguments),
            ],
            "id": .integer(number),
        ]
        let response = try await exchange.send(
            "POST",
            Self.path,
            [HTTPField("Content-Type", "application/json"), HTTPField("Accept", "application/json")],
            body: Array(envelope.text().utf8),
            doing: request.task
        )
        guard response.status == 200 else { throw exchange.fault(of: response, doing: request.task) }
        return try result(of: response, to: request.task, number)
    }

    /// What is inside the envelope; `nil` where the method returned None.
    private func result(
        of response: HTTPResponse,
        to task: WireTask,
        _ number: Int64
    ) throws(OdooFault) -> JSON? {
        let answer = try exchange.json(response, doing: task)
        guard let envelope = answer.objectValue, envelope["id"] == .integer(number) else {
            throw exchange.unexpected("the answer is no JSON-RPC answer to request \(number)", doing: task)
        }
        if let error = envelope["error"] { throw exception(error, doing: task) }
        return envelope["result"] == .null ? nil : envelope["result"]
    }

    private func exception(_ error: JSON, doing task: WireTask) -> OdooFault {
        guard let className = error["data"]?["name"]?.stringValue else {
            return exchange.unexpected(
                "the answer is an error without a class (code \(error["code"]?.text() ?? "none"))",
                doing: task
            )
        }
        return exchange.exception(className, error["data"]?["message"]?.stringValue ?? "", doing: task)
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
