public import JSON

/// A connector that tells another system of deliveries by signed webhooks (Standard Webhooks 1.0.0).
///
/// The runtime signs, sends, repeats and gives up. Every attempt of a delivery carries the same `webhook-id`. A receiver
/// cannot be asked what it holds: after a lost answer the same webhook is sent again, and the receiver is the one that
/// recognises its id. A delivery counts as delivered when the receiver has answered 2xx; nothing is read back.
public protocol WebhookSink: Connector {
    /// Where webhooks go, and how they are signed.
    var target: WebhookTarget { get }

    /// What the connector was made with; the runtime sends through its transport and signs at its clock's time.
    var services: ConnectorServices { get }

    /// What a delivery says to the receiver: a pure function, so that every attempt has the same body.
    ///
    /// - Returns: The event; `nil` if this canonical object is none of those that the connector tells of, which becomes a
    ///   case.
    func event(for delivery: Delivery) -> WebhookEvent?
}

/// Where webhooks go, and how they are signed.
public struct WebhookTarget: Sendable, Hashable {
    /// The absolute address.
    public let url: String
    /// The keys, which all sign, so that a receiver may exchange one.
    ///
    /// Each is `whsec_` (HMAC-SHA256, signs `v1`) or `whsk_` (Ed25519, signs `v1a`) followed by base64.
    public let keys: [Secret]
    /// How long an attempt may take; Standard Webhooks recommends 15 to 30 s.
    public let deadline: Duration
    /// Whether the address may be one of this machine or of a private network.
    public let allowsPrivateAddresses: Bool

    /// Creates a target.
    public init(
        url: String,
        keys: [Secret],
        deadline: Duration = .seconds(20),
        allowsPrivateAddresses: Bool = false
    ) {
        self.url = url
        self.keys = keys
        self.deadline = deadline
        self.allowsPrivateAddresses = allowsPrivateAddresses
    }
}

/// What a webhook says.
public struct WebhookEvent: Sendable, Hashable {
    /// What happened, in words separated by full stops, for example `cost-entry.posted`.
    public let type: String
    /// The body as JSON; Standard Webhooks recommends less than 20 KB.
    public let body: JSON

    /// Creates an event with this body.
    public init(type: String, body: JSON) {
        self.type = type
        self.body = body
    }
}
