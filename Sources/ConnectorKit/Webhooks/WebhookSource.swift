public import CanonicalModel

/// A connector whose system sends deliveries to the runtime's own HTTP endpoint.
///
/// The runtime authenticates a delivery, refuses what is stale or too large, makes the bytes durable under the
/// delivery's id, and only then answers. The connector sees a delivery afterwards, and says what is in it.
public protocol WebhookSource: Connector {
    /// The endpoints at which deliveries arrive, each under `/webhooks/SYSTEM/NAME`.
    var endpoints: [WebhookEndpoint] { get }

    /// Reads the records of a delivery: a pure function of its argument.
    ///
    /// - Parameter webhook: The delivery as it arrived.
    /// - Returns: The records, and what was there but could not be understood. A delivery with a reject is kept and can
    ///   be read again; the records of it that were understood enter at once.
    func content(of webhook: ReceivedWebhook) -> WebhookContent
}

/// Where deliveries of one kind arrive, and what they must be like.
public struct WebhookEndpoint: Sendable, Hashable {
    /// How many deliveries are taken in a time.
    public struct Rate: Sendable, Hashable {
        /// How many a minute; as many may come at once after a pause.
        public let perMinute: Int

        /// Creates a rate.
        ///
        /// - Parameter perMinute: How many deliveries a minute, 1 or more.
        public init(perMinute: Int) {
            self.perMinute = max(1, perMinute)
        }
    }

    /// The last part of the address; letters, digits, `-`, `_` and `.`.
    public let name: String
    /// How a delivery proves whose it is.
    public let authentication: WebhookAuthentication
    /// Where a delivery's own id stands.
    public let deliveryID: WebhookDeliveryID
    /// The largest body, in bytes.
    public let bodyLimit: Int
    /// The media types that are taken, without parameters; any if empty.
    public let contentTypes: [String]
    /// The header fields that ``WebhookSource/content(of:)`` needs; they are kept with the delivery, so never one that
    /// carries a credential.
    public let keptHeaders: [String]
    /// How many authentic deliveries are taken in a time; `nil` for any number.
    public let rate: Rate?
    /// The origins that may ask for permission as CloudEvents' webhook specification describes; `*` stands for all.
    public let origins: [String]

    /// Creates an endpoint.
    public init(
        name: String,
        authentication: WebhookAuthentication,
        deliveryID: WebhookDeliveryID,
        bodyLimit: Int = 256 << 10,
        contentTypes: [String] = ["application/json"],
        keptHeaders: [String] = [],
        rate: Rate? = nil,
        origins: [String] = []
    ) {
        self.name = name
        self.authentication = authentication
        self.deliveryID = deliveryID
        self.bodyLimit = bodyLimit
        self.contentTypes = contentTypes
        self.keptHeaders = keptHeaders
        self.rate = rate
        self.origins = origins
    }
}

/// Where the id of a delivery stands; the same id twice is the same delivery.
@nonexhaustive
public enum WebhookDeliveryID: Sendable, Hashable {
    /// In a header field: the id where the scheme signs that field, or with
    /// ``WebhookAuthentication/header(name:values:)``.
    ///
    /// The HMAC schemes sign no id, so that whoever has seen a delivery could repeat it under another: a delivery is known
    /// by its digest there, and the same bytes under another id wait for a person. An endpoint of Standard Webhooks with
    /// another field than its signed id is not opened.
    case header(String)
    /// In a member of the JSON body, by the names on the way to it; an authentic body without it is known by its digest.
    case member([String])
    /// The sender gives none: bodies with the same bytes are the same delivery.
    case bodyDigest
    /// `source` and `id` of a CloudEvent 1.0: from the body in structured mode; from the header fields in binary mode,
    /// where the scheme is ``WebhookAuthentication/header(name:values:)``.
    ///
    /// No other scheme signs those fields: an event in binary mode is known by its signed id in Standard Webhooks, and
    /// refused where nothing that is signed tells it from another. What is no event is known by the signed id too, or by
    /// its digest.
    case cloudEvent
}

/// A delivery as it arrived.
public struct ReceivedWebhook: Sendable, Hashable {
    /// The name of the endpoint.
    public let endpoint: String
    /// The id of the delivery.
    public let id: String
    /// When it arrived, by the runtime's clock.
    public let receivedAt: Instant
    /// Those of the endpoint's ``WebhookEndpoint/keptHeaders`` that came with it.
    public let headers: [HTTPField]
    /// The bytes of the body.
    public let body: [UInt8]

    /// Creates a delivery.
    public init(endpoint: String, id: String, receivedAt: Instant, headers: [HTTPField] = [], body: [UInt8]) {
        self.endpoint = endpoint
        self.id = id
        self.receivedAt = receivedAt
        self.headers = headers
        self.body = body
    }

    /// The value of the first kept header field `name`, compared without regard to case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// What a delivery says.
public struct WebhookContent: Sendable, Hashable {
    /// The records in the order of their change.
    public let records: [SourceRecord]
    /// What was there but could not be understood.
    public let rejects: [SourceReject]

    /// Creates content.
    public init(records: [SourceRecord], rejects: [SourceReject] = []) {
        self.records = records
        self.rejects = rejects
    }
}
