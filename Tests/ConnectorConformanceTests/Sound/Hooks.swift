import CanonicalModel
import ConnectorConformance
import ConnectorKit
import JSON

/// A fleet that sends readings, signed as Standard Webhooks describes.
struct HookWorld: WebhookSendingWorld {
    static let key = StandardWebhooksKey("conformance-key-of-the-sender-00")

    let clock = ManualClock(Instant(seconds: 1_767_600_000))

    var configuration: ConnectorConfiguration {
        ConnectorConfiguration(system: "hook", values: ["key": .secret(Secret(Self.key.text))])
    }
    var transport: any HTTPTransport { FixtureTransport(answers: []) }
    var misconfigurations: [Misconfiguration] {
        let wrong = ConnectorConfiguration(system: "hook", values: ["key": .secret(Secret("short"))])
        return [Misconfiguration("a key that is none", wrong, naming: ["key"])]
    }

    func withhold(_ object: String) async throws -> ConnectorConfiguration? { nil }

    func webhooks() async throws -> [SampleWebhook] {
        (0..<3).map { index in
            webhook(
                "msg_\(index)",
                #"{"machine":"EX-\#(index)","at":"2026-01-05T0\#(index):00:00Z","hours":"1320.4\#(index)"}"#,
                [["machine": .string("EX-\(index)"), "hours": .string("1320.4\(index)")]]
            )
        }
    }

    func pings() async throws -> [SampleWebhook] { [webhook("msg_ping", #"{"type":"ping"}"#, [])] }

    private func webhook(_ id: String, _ text: String, _ contents: [JSON]) -> SampleWebhook {
        let body = Array(text.utf8)
        let proof = Self.key.headers(id: id, at: clock.now, body: body)
        return SampleWebhook(
            endpoint: "readings",
            headers: proof + [
                HTTPField("Content-Type", "application/json"), HTTPField("X-Fleet", "fleet-of-the-quarry"),
            ],
            body: body,
            records: contents.count,
            contents: contents,
            proof: SampleWebhook.Proof(headers: proof.map(\.name), coversBody: true, coversTime: true)
        )
    }
}

/// A connector of webhooks, and what its subject says of it.
struct HookSubject: ConformanceSubject {
    let connector: any Connector.Type

    func makeWorld() async throws -> any ConformanceWorld { HookWorld() }
}

/// A connector whose readings come by webhook; a broken one gets a step wrong.
protocol ModelHook: WebhookSource {
    var key: Secret { get }

    init(key: Secret)

    var authentication: WebhookAuthentication { get }
    var deliveryID: WebhookDeliveryID { get }
    var contentTypes: [String] { get }
    /// The payload of a reading.
    func payload(machine: String, at time: Instant, hours: String) -> JSON
    /// What a body that cannot be understood becomes.
    func rejects() -> [SourceReject]
    /// What a body that only tries the way becomes.
    func ping() -> WebhookContent
    /// Whether a reading is told.
    func tells(_ machine: String) -> Bool
}

extension ModelHook {
    static var manifest: ConnectorManifest {
        ConnectorManifest(
            id: "hook",
            version: "1.0.0",
            summary: "Takes meter readings by webhook.",
            configuration: [
                ConfigurationKey("key", .secret, required: true, summary: "The key that the sender signs with.")
            ],
            reads: ["Hours"],
            wireVersions: ["Standard Webhooks 1.0.0"]
        )
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        guard let key = configuration.secret("key"), key.withValue({ $0.hasPrefix("whsec_") }) else {
            throw .invalidConfiguration(key: "key", reason: "is missing, or no key that begins with whsec_")
        }
        self.init(key: key)
    }

    var authentication: WebhookAuthentication { .standardWebhooks(keys: [key]) }

    var deliveryID: WebhookDeliveryID { .header("webhook-id") }

    var contentTypes: [String] { ["application/json"] }

    var endpoints: [WebhookEndpoint] {
        [
            WebhookEndpoint(
                name: "readings",
                authentication: authentication,
                deliveryID: deliveryID,
                contentTypes: contentTypes
            )
        ]
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [CheckFinding(.passed, "the key can be used")] }

    func payload(machine: String, at time: Instant, hours: String) -> JSON {
        ["machine": .string(machine), "time": .string(time.text), "hours": .string(hours)]
    }

    func rejects() -> [SourceReject] {
        [SourceReject(kind: "malformed_reading", subject: "body", reason: "the body is no reading")]
    }

    func ping() -> WebhookContent { WebhookContent(records: []) }

    func tells(_ machine: String) -> Bool { true }

    func content(of webhook: ReceivedWebhook) -> WebhookContent {
        let body = try? JSON(parsing: webhook.body)
        if body?["type"] == "ping" { return ping() }
        guard let machine = body?["machine"]?.stringValue, let hours = body?["hours"]?.stringValue,
            let time = body?["at"]?.stringValue.flatMap({ Instant($0) })
        else { return WebhookContent(records: [], rejects: rejects()) }
        guard tells(machine) else { return WebhookContent(records: []) }
        let record = SourceRecord(
            id: "\(machine)@\(time.text)",
            object: "Hours",
            occurredAt: time,
            payload: payload(machine: machine, at: time, hours: hours)
        )
        return WebhookContent(records: [record])
    }
}

/// A connector of webhooks without a flaw.
struct SoundHook: ModelHook {
    let key: Secret
}
