import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting

/// A runtime that takes readings by webhook, and their sender.
struct HookBench {
    static let signingKey = StandardWebhooksKey("conformance-key-of-the-sender-00")
    static let key = Secret(signingKey.text)
    /// A value that the sender sends along with every delivery.
    static let token = Secret("conformance-token-of-the-sender")

    let clock = ManualClock(Instant(seconds: 1_767_600_000))
    let memory = InMemoryStore()
    private let settings: RuntimeSettings
    private let desk: WebhookDesk

    init(_ parts: Parts) throws {
        settings = RuntimeSettings(
            systems: [ConfiguredSystem(name: "hook", connector: parts.hook(), pollInterval: .seconds(60))],
            flows: [FlowBinding(flow: SilentFlow.ofReadings, sources: ["hook"], target: "ledger")],
            people: []
        )
        desk = try WebhookDesk(settings: settings, store: memory, clock: clock, log: RecordingLog())
    }

    /// The body with the reading of a machine, so many seconds after the start.
    static func reading(_ seconds: Int, hours: String = "1320.40") -> String {
        let time = Instant(seconds: 1_767_600_000 + Int64(seconds))
        return #"{"machine":"EX-104","at":"\#(time.text)","hours":"\#(hours)"}"#
    }

    /// A delivery as its sender signs it.
    func signed(_ id: String, _ body: String, key: StandardWebhooksKey = signingKey) -> WebhookRequest {
        let body = Array(body.utf8)
        return WebhookRequest(
            system: "hook",
            endpoint: "readings",
            headers: key.headers(id: id, at: clock.now, body: body) + [
                HTTPField("Content-Type", "application/json"), HTTPField("X-Token", Self.token.withValue { $0 }),
            ],
            body: body
        )
    }

    /// What a delivery is answered, and a pass of a runtime that was just started.
    func receive(_ request: WebhookRequest) async throws -> WebhookReceipt {
        let receipt = await desk.receive(request)
        try await Engine(settings: settings, store: memory, clock: clock).runOnce()
        return receipt
    }

    /// The ids of the readings that entered.
    func readings() async throws -> [String] {
        try await memory.journal(after: 0, limit: 10_000)
            .filter { $0.kind == "record.received" && !$0.key.hasPrefix("webhook/") }.map(\.key)
    }
}

extension WebhookRequest {
    /// The same request with another body and the signature of this one.
    func with(body: String) -> WebhookRequest {
        WebhookRequest(system: system, endpoint: endpoint, headers: headers, body: Array(body.utf8))
    }

    /// The same request with another value of a header field.
    func with(_ name: String, _ value: String) -> WebhookRequest {
        let fields = headers.map { $0.name == name ? HTTPField(name, value) : $0 }
        return WebhookRequest(system: system, endpoint: endpoint, headers: fields, body: body)
    }
}
