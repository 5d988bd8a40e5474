import ConnectorKit
import JSON

/// A method of one of the services `common`, `db` and `object`, which JSON-RPC and XML-RPC share.
struct ServiceRequest: Sendable {
    let service: String
    let method: String
    let arguments: [JSON]
    let task: WireTask
    /// Whether the method may return None.
    var mayReturnNothing = false

    init(_ service: String, _ method: String, _ arguments: [JSON] = []) {
        self.service = service
        self.method = method
        self.arguments = arguments
        task = WireTask(name: "\(service).\(method)")
    }

    /// `execute_kw`: arguments by position, options by name.
    init(_ call: OdooCall, as user: Int64, _ settings: OdooSettings) {
        service = "object"
        method = "execute_kw"
        arguments = [
            .string(settings.database), .integer(user), settings.key.withValue { .string($0) }, .string(call.model),
            .string(call.method), .array(call.arguments.map(\.value)), .object(call.options),
        ]
        task = WireTask(name: call.name, mayWrite: call.mayWrite, deadline: call.deadline)
        mayReturnNothing = call.mayReturnNothing
    }
}

/// A wire form that speaks of services.
protocol ServiceWire: OdooWire {
    var exchange: WireExchange { get }

    /// Carries one request.
    ///
    /// - Returns: The result; `nil` if the method returned None.
    func send(_ request: ServiceRequest) async throws(OdooFault) -> JSON?
}

extension ServiceWire {
    var endpoint: String { exchange.endpoint }

    func version() async throws(OdooFault) -> JSON? {
        try await send(ServiceRequest("common", "version"))
    }

    func authenticate() async throws(OdooFault) -> Int64? {
        let settings = exchange.settings
        let key = settings.key.withValue { JSON.string($0) }
        let request = ServiceRequest(
            "common",
            "authenticate",
            [.string(settings.database), .string(settings.login), key, [:]]
        )
        let answer = try await send(request)
        switch answer {
        case .integer(let user): return user
        case .bool(false): return nil
        default:
            let found = answer?.kind ?? "nothing"
            throw exchange.unexpected("expected a user id or false, found \(found)", doing: request.task)
        }
    }

    func databases() async throws(OdooFault) -> [String] {
        let request = ServiceRequest("db", "list")
        guard let names = try await send(request)?.arrayValue else {
            throw exchange.unexpected("expected a list of names", doing: request.task)
        }
        return names.compactMap(\.stringValue)
    }

    func execute(_ call: OdooCall, as user: Int64) async throws(OdooFault) -> JSON? {
        try await send(ServiceRequest(call, as: user, exchange.settings))
    }
}
