import CanonicalModel
import ConnectorKit
import JSON

/// A connector whose readings come by webhook, in steps of which a broken connector gets one wrong.
protocol MeterHook: WebhookSource {
    init()

    /// How a delivery proves whose it is.
    var authentication: WebhookAuthentication { get }
    /// Where the id of a delivery stands.
    var deliveryID: WebhookDeliveryID { get }
    /// The id of the record that a delivery brings.
    func recordID(of machine: String, at time: Instant, in webhook: ReceivedWebhook) -> String
}

extension MeterHook {
    static var manifest: ConnectorManifest {
        ConnectorManifest(
            id: "model-hook",
            version: "1.0.0",
            summary: "Takes meter readings by webhook.",
            configuration: [],
            reads: [MeterReading.name],
            wireVersions: []
        )
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.init()
    }

    var endpoints: [WebhookEndpoint] {
        [WebhookEndpoint(name: "readings", authentication: authentication, deliveryID: deliveryID)]
    }

    var authentication: WebhookAuthentication { .standardWebhooks(keys: [HookBench.key]) }

    var deliveryID: WebhookDeliveryID { .header("webhook-id") }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func recordID(of machine: String, at time: Instant, in webhook: ReceivedWebhook) -> String {
        "\(machine)@\(time.text)"
    }

    func content(of webhook: ReceivedWebhook) -> WebhookContent {
        let body = try? JSON(parsing: webhook.body)
        guard let machine = body?["machine"]?.stringValue, let hours = body?["hours"]?.stringValue,
            let time = body?["at"]?.stringValue.flatMap({ Instant($0) })
        else {
            let reject = SourceReject(kind: "malformed_reading", subject: "body", reason: "it is no reading")
            return WebhookContent(records: [], rejects: [reject])
        }
        let id = recordID(of: machine, at: time, in: webhook)
        return WebhookContent(records: [.reading(id, of: machine, at: time, hours: hours)])
    }
}

/// The connector that gets every step right.
struct SoundHook: MeterHook {}
