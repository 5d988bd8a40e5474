import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Foundation
import JSON
import Testing
import WebhookEndpoint

/// A source whose deliveries arrive at `/webhooks/gate/lorries`.
struct GateHook: WebhookSource {
    static let manifest = ConnectorManifest(
        id: "gate",
        version: "1.0.0",
        summary: "Lorries at the gate, for tests.",
        configuration: [],
        wireVersions: []
    )
    static let token = "canary-token-of-the-gate"

    let endpoints: [WebhookEndpoint]

    init(_ rate: WebhookEndpoint.Rate?, signed: Bool = false) {
        let key = WebhookKey(Secret(Self.token))
        endpoints = [
            WebhookEndpoint(
                name: "lorries",
                authentication: signed
                    ? .bodyHMAC(keys: [key], headers: ["X-Signature"])
                    : .header(name: "X-Token", values: [Secret(Self.token)]),
                deliveryID: signed ? .cloudEvent : .header("X-Delivery"),
                bodyLimit: 1000,
                rate: rate,
                origins: ["yard.example"]
            )
        ]
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init(nil)
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func content(of webhook: ReceivedWebhook) -> WebhookContent { WebhookContent(records: []) }
}

/// A served desk: its port, its clocks and its store.
struct Gate {
    let port: Int
    let store: InMemoryStore
    /// The clock by which bodies are late; deliveries are timed by another one.
    let socketClock: ManualClock
    let log: RecordingLog
    let server: Task<Void, any Error>

    /// One request on a connection of its own.
    func send(_ method: String, _ path: String, _ fields: [String] = [], body: String = "") async throws -> Answer {
        let client = try SocketClient(port: port)
        await client.send(Self.request(method, path, fields, body: body))
        return await client.answer()
    }

    /// A delivery as the sender sends it.
    func deliver(_ id: String, _ body: String = "{}") async throws -> Answer {
        try await send("POST", "/webhooks/gate/lorries", Self.fields(id), body: body)
    }

    static func fields(_ id: String) -> [String] {
        ["X-Token: \(GateHook.token)", "X-Delivery: \(id)", "Content-Type: application/json"]
    }

    static func request(_ method: String, _ path: String, _ fields: [String], body: String) -> String {
        let lines = ["\(method) \(path) HTTP/1.1", "Host: purlin", "Content-Length: \(body.utf8.count)"] + fields
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    func deliveries() async throws -> Int64 { try await store.journalHead().sequence }
}

/// Runs `body` against a gate that listens on a free port.
func withGate(
    rate: WebhookEndpoint.Rate? = nil,
    signed: Bool = false,
    store wrap: (InMemoryStore) -> any ChangeStore & InboxStore = { $0 },
    _ body: (Gate) async throws -> Void
) async throws {
    let store = InMemoryStore()
    let log = RecordingLog()
    let settings = RuntimeSettings(
        systems: [
            ConfiguredSystem(name: "gate", connector: GateHook(rate, signed: signed), pollInterval: .seconds(60))
        ],
        flows: [],
        people: []
    )
    let clock = ManualClock(Instant(seconds: 1_767_225_600))
    let desk = try WebhookDesk(settings: settings, store: wrap(store), clock: clock, log: log)
    let socketClock = ManualClock(Instant(seconds: 0))
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let server = Task {
        defer { continuation.finish() }
        try await WebhookServer(desk, configuration: .init(port: 0), clock: socketClock).run { continuation.yield($0) }
    }
    defer { server.cancel() }
    var iterator = ports.makeAsyncIterator()
    guard let port = await iterator.next() else { return try await server.value }
    try await body(Gate(port: port, store: store, socketClock: socketClock, log: log, server: server))
}
