public import ConnectorKit
import JSON

/// Tells any system of deliveries by signed webhooks (Standard Webhooks 1.0.0).
///
/// The body is `{"type": …, "data": …}` with the canonical object as data; the runtime signs, sends and repeats.
public struct WebhookConnector: WebhookSink {
    /// The address, the keys, and the name of the event.
    public static let manifest = ConnectorManifest(
        id: "webhook",
        version: "1.0.0",
        summary: "Tells a system of deliveries by signed webhooks, as Standard Webhooks describes.",
        configuration: [
            ConfigurationKey(
                "address",
                .address(schemes: ["https", "http"]),
                required: true,
                summary: "Where webhooks are sent; http only together with privateNetwork."
            ),
            ConfigurationKey(
                "key",
                .secret,
                required: true,
                summary: "The key, whsec_ or whsk_ and base64; several, separated by blanks or lines, all sign."
            ),
            ConfigurationKey(
                "typePrefix",
                .text,
                summary: "What precedes the object's name in the event's type, with its full stop."
            ),
            ConfigurationKey(
                "deadlineSeconds",
                .integer(1...60),
                default: "20",
                summary: "How long an attempt may take; 15 to 30 is recommended."
            ),
            ConfigurationKey(
                "privateNetwork",
                .boolean,
                default: "false",
                summary: "Whether the address may be one of this machine or of a private network."
            ),
        ],
        writes: ["any"],
        wireVersions: ["Standard Webhooks 1.0.0: v1 (HMAC-SHA256) and v1a (Ed25519)"]
    )

    /// Where webhooks go, and how they are signed.
    public let target: WebhookTarget
    /// What the runtime sends with.
    public let services: ConnectorServices
    private let typePrefix: String

    /// Creates a connector without any input or output.
    ///
    /// - Parameters:
    ///   - configuration: The values of the keys in ``manifest``.
    ///   - services: What the runtime sends with.
    /// - Throws: ``ConnectorError/invalidConfiguration(key:reason:)`` for the first value that cannot be used.
    public init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        self.services = services
        let address = try configuration.requiredText("address")
        let isPrivate = configuration.boolean("privateNetwork") ?? false
        guard !address.split(separator: "/", omittingEmptySubsequences: false).prefix(3).joined().contains("@") else {
            throw .invalidConfiguration(key: "address", reason: "must not carry a user or password")
        }
        guard isPrivate || address.lowercased().hasPrefix("https://") else {
            throw .invalidConfiguration(key: "address", reason: "must be https, unless 'privateNetwork' is true")
        }
        guard let key = configuration.secret("key") else {
            throw .invalidConfiguration(key: "key", reason: "is missing")
        }
        target = WebhookTarget(
            url: address,
            keys: key.words,
            deadline: .seconds(configuration.integer("deadlineSeconds") ?? 20),
            allowsPrivateAddresses: isPrivate
        )
        typePrefix = configuration.text("typePrefix") ?? ""
    }

    /// Tells where webhooks go; a receiver cannot be probed without sending it something.
    public func check() async throws(ConnectorError) -> [CheckFinding] {
        [CheckFinding(.passed, "sends to its address; a receiver cannot be probed without sending it something")]
    }

    /// The object's name with the configured prefix, and the object.
    public func event(for delivery: Delivery) -> WebhookEvent? {
        let type = typePrefix + delivery.object
        return WebhookEvent(type: type, body: ["type": .string(type), "data": delivery.payload])
    }
}
