import CanonicalModel
import ConnectorConformance
import ConnectorKit
import JSON

/// A receiver of notices, which checks signatures as Standard Webhooks describes.
struct NoticeWorld: WebhookTakingWorld {
    static let key = StandardWebhooksKey("conformance-key-of-the-notices-0")

    let clock = ManualClock(Instant(seconds: 1_767_600_000))

    var configuration: ConnectorConfiguration { configured(key: Self.key.text) }
    var transport: any HTTPTransport { FixtureTransport { _ in HTTPResponse(status: 204) } }
    var misconfigurations: [Misconfiguration] {
        [Misconfiguration("a key that is none", configured(key: "short"), naming: ["key"])]
    }

    private func configured(key: String) -> ConnectorConfiguration {
        ConnectorConfiguration(
            system: "notices",
            values: ["address": .text("https://notices.example/in"), "key": .secret(Secret(key))]
        )
    }

    func withhold(_ object: String) async throws -> ConnectorConfiguration? { nil }

    func webhookDelivery(of object: String, _ index: Int) async throws -> Delivery? {
        guard object == "Notice" else { return nil }
        return Delivery(key: "n\(index)", object: object, payload: ["text": .string("notice \(index)"), "to": "yard"])
    }

    func flaw(of request: HTTPRequest) async throws -> String? { Self.key.flaw(of: request, at: clock.now) }

    func content(of delivery: Delivery) async throws -> JSON { ["data": delivery.payload] }
}

/// A connector that sends notices, and what its subject says of it.
struct NoticeSubject: ConformanceSubject {
    let connector: any Connector.Type

    func makeWorld() async throws -> any ConformanceWorld { NoticeWorld() }
}

/// What a connector of notices is made of.
struct NoticeCore: Sendable {
    let address: String
    let key: Secret
    let services: ConnectorServices
}

/// A connector that sends notices; a broken one gets a step wrong.
protocol NoticeSink: WebhookSink {
    var core: NoticeCore { get }

    init(core: NoticeCore)

    /// The way to the receiver.
    var way: any HTTPTransport { get }
    /// What a notice says; `nil` if the payload is none.
    func data(of payload: JSON) -> JSON?
}

extension NoticeSink {
    static var manifest: ConnectorManifest {
        ConnectorManifest(
            id: "notices",
            version: "1.0.0",
            summary: "Tells a receiver of notices by webhook.",
            configuration: [
                ConfigurationKey("address", .address(schemes: ["https"]), required: true, summary: "The receiver."),
                ConfigurationKey("key", .secret, required: true, summary: "The key that signs."),
            ],
            writes: ["Notice"],
            wireVersions: ["Standard Webhooks 1.0.0"]
        )
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        guard let key = configuration.secret("key"), key.withValue({ $0.hasPrefix("whsec_") }) else {
            throw .invalidConfiguration(key: "key", reason: "is missing, or no key that begins with whsec_")
        }
        let address = try configuration.requiredText("address")
        self.init(core: NoticeCore(address: address, key: key, services: services))
    }

    var way: any HTTPTransport { core.services.transport }

    var services: ConnectorServices {
        ConnectorServices(transport: way, clock: core.services.clock, log: core.services.log)
    }

    var target: WebhookTarget { WebhookTarget(url: core.address, keys: [core.key]) }

    func check() async throws(ConnectorError) -> [CheckFinding] { [CheckFinding(.passed, "the key can be used")] }

    func data(of payload: JSON) -> JSON? {
        guard payload["text"]?.stringValue != nil else { return nil }
        return payload
    }

    func event(for delivery: Delivery) -> WebhookEvent? {
        guard delivery.object == "Notice", let data = data(of: delivery.payload) else { return nil }
        return WebhookEvent(type: "notice.given", body: ["type": "notice.given", "data": data])
    }
}

/// A connector of notices without a flaw.
struct SoundNotices: NoticeSink {
    let core: NoticeCore
}
