import CanonicalModel
public import ConnectorKit

/// Takes readings of machines' hour meters from deliveries of webhooks in JSON, wherever in the body they stand.
///
/// Authentication and the places of the values are configured; the runtime's webhook driver does the rest.
public struct MeterWebhookConnector: WebhookSource {
    /// The endpoint, its authentication, and where in a body the values stand.
    public static let manifest = ConnectorManifest(
        id: "meter-webhook",
        version: "1.0.0",
        summary: "Takes meter readings that a telematics provider sends by webhook, in JSON of any shape.",
        configuration: HookEndpoint.keys + ReadingMap.keys,
        reads: ["MeterReading"],
        wireVersions: [
            "Standard Webhooks 1.0.0", "HMAC-SHA256 over v1:timestamp:body", "base64 HMAC-SHA256 over the body",
            "static header",
        ],
        roles: [.telematics]
    )

    /// The one endpoint, `readings`.
    public let endpoints: [WebhookEndpoint]
    let map: ReadingMap

    /// Creates a connector without any input or output.
    ///
    /// - Parameters:
    ///   - configuration: The values of the keys in ``manifest``.
    ///   - services: Not used: deliveries come by themselves.
    /// - Throws: ``ConnectorError/invalidConfiguration(key:reason:)`` for the first value that cannot be used.
    public init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        endpoints = [try HookEndpoint.endpoint(configuration)]
        map = try ReadingMap(configuration)
    }

    /// Tells what is waited for; a sender cannot be probed.
    public func check() async throws(ConnectorError) -> [CheckFinding] {
        [CheckFinding(.passed, "waits for deliveries at its endpoint 'readings'; a sender cannot be probed from here")]
    }

    /// The readings of a body: one reading, or a list of them.
    ///
    /// - Parameter webhook: The delivery as it arrived.
    /// - Returns: One `MeterReading` for each reading, and a reject for each that cannot be understood.
    public func content(of webhook: ReceivedWebhook) -> WebhookContent {
        map.content(of: webhook.body)
    }
}
