/// How a delivery proves whose it is.
///
/// Several keys are accepted at a time, so that a key can be exchanged without losing a delivery. Signatures are checked
/// over the bytes of the body as they came.
@nonexhaustive
public enum WebhookAuthentication: Sendable, Hashable {
    /// Standard Webhooks 1.0.0: `PREFIX-id`, `PREFIX-timestamp` (whole seconds) and `PREFIX-signature` over
    /// `id.timestamp.body`.
    ///
    /// Keys are `whsec_` (HMAC-SHA256, 24 to 64 bytes, checks `v1`) or `whpk_` (Ed25519, checks `v1a`), each followed by
    /// base64. The prefix is `webhook`, or `svix` for senders of the older name.
    case standardWebhooks(keys: [Secret], prefix: String = "webhook", tolerance: Duration = .seconds(300))
    /// `v1=` and the hexadecimal HMAC-SHA256 over `v1:TIMESTAMP:body`.
    case timestampedHMAC(TimestampedHMAC)
    /// The HMAC-SHA256 over the body, in any of some header fields.
    ///
    /// Nothing says when the delivery was signed, so that one cannot be refused as stale: only its id keeps it from
    /// counting twice.
    case bodyHMAC(keys: [WebhookKey], headers: [String], form: WebhookSignatureForm = .base64)
    /// A value that only the sender knows, in a header field: it proves nothing of the body, so use it over TLS only.
    case header(name: String, values: [Secret])
}

/// How the signature of a body is written.
@nonexhaustive
public enum WebhookSignatureForm: Sendable, Hashable {
    /// In base64.
    case base64
    /// With two hexadecimal digits a byte, behind a prefix such as GitHub's `sha256=`.
    case hexadecimal(prefix: String = "")
}

/// The scheme `v1=hex(HMAC-SHA256(key, "v1:" + timestamp + ":" + body))`.
public struct TimestampedHMAC: Sendable, Hashable {
    /// What a timestamp counts.
    public enum Unit: String, Sendable, Hashable, CaseIterable {
        /// Whole seconds since 1970.
        case seconds
        /// Milliseconds since 1970.
        case milliseconds
    }

    /// The keys.
    public let keys: [WebhookKey]
    /// The header field with the signature.
    public let signatureHeader: String
    /// The header field with the timestamp.
    public let timestampHeader: String
    /// What the timestamp counts.
    public let unit: Unit
    /// How far the timestamp may be from the present, in either direction.
    public let tolerance: Duration

    /// Creates the scheme.
    public init(
        keys: [WebhookKey],
        signatureHeader: String,
        timestampHeader: String,
        unit: Unit = .seconds,
        tolerance: Duration = .seconds(300)
    ) {
        self.keys = keys
        self.signatureHeader = signatureHeader
        self.timestampHeader = timestampHeader
        self.unit = unit
        self.tolerance = tolerance
    }
}

/// A key for HMAC, and how its text becomes bytes.
public struct WebhookKey: Sendable, Hashable {
    /// How the text becomes bytes.
    public enum Encoding: String, Sendable, Hashable, CaseIterable {
        /// The bytes of the text itself.
        case text
        /// What the text is the base64 of.
        case base64
    }

    /// The key as it was handed out.
    public let secret: Secret
    /// How its text becomes bytes.
    public let encoding: Encoding

    /// Creates a key.
    public init(_ secret: Secret, encoding: Encoding = .text) {
        self.secret = secret
        self.encoding = encoding
    }
}

extension Secret {
    /// The secrets that stand here separated by blanks or line ends: how several keys are kept in one place while they
    /// are exchanged.
    public var words: [Secret] {
        withValue { value in value.split(whereSeparator: \.isWhitespace).map { Secret(String($0)) } }
    }
}
