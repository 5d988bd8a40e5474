import ConnectorKit

/// The endpoint that the configuration describes.
enum HookEndpoint {
    static let keys = [
        ConfigurationKey(
            "scheme",
            .choice(["standard", "timestamped-hmac", "body-hmac", "header"]),
            default: "standard",
            summary: "How a delivery proves whose it is."
        ),
        ConfigurationKey(
            "key",
            .secret,
            required: true,
            summary: "The key; several, separated by blanks or lines, while keys are exchanged."
        ),
        ConfigurationKey(
            "keyEncoding",
            .choice(["text", "base64"]),
            default: "text",
            summary: "How a key of the two hmac schemes is written."
        ),
        ConfigurationKey(
            "header",
            .texts,
            summary: "The header fields with the signature, or the one with the static value."
        ),
        ConfigurationKey(
            "signatureForm",
            .choice(["base64", "hex", "sha256=hex"]),
            default: "base64",
            summary: "How the signature of body-hmac is written; GitHub's is sha256=hex."
        ),
        ConfigurationKey("timestampHeader", .text, summary: "The header field with the time of timestamped-hmac."),
        ConfigurationKey(
            "timestampUnit",
            .choice(["seconds", "milliseconds"]),
            default: "seconds",
            summary: "What that time counts."
        ),
        ConfigurationKey(
            "headerPrefix",
            .text,
            default: "webhook",
            summary: "The prefix of the header fields of the scheme standard, for example svix."
        ),
        ConfigurationKey(
            "toleranceSeconds",
            .integer(1...86_400),
            default: "300",
            summary: "How far the time of a signature may be from the present."
        ),
        ConfigurationKey(
            "deliveryId",
            .text,
            summary: "Where the id of a delivery stands: body:member.member, cloudevent, digest, or header:NAME."
        ),
        ConfigurationKey(
            "bodyLimitBytes",
            .integer(1024...16_777_216),
            default: "262144",
            summary: "The largest body."
        ),
        ConfigurationKey(
            "ratePerMinute",
            .integer(1...1_000_000),
            summary: "How many authentic deliveries are taken a minute; any number if it is not given."
        ),
        ConfigurationKey(
            "origins",
            .texts,
            summary: "The origins that may ask for permission as CloudEvents senders do; * for all."
        ),
    ]

    static func endpoint(_ configuration: ConnectorConfiguration) throws(ConnectorError) -> WebhookEndpoint {
        let types = ["application/json", "application/cloudevents+json"]
        return WebhookEndpoint(
            name: "readings",
            authentication: try authentication(configuration),
            deliveryID: try deliveryID(configuration),
            bodyLimit: Int(configuration.integer("bodyLimitBytes") ?? 262_144),
            contentTypes: types,
            rate: configuration.integer("ratePerMinute").map { WebhookEndpoint.Rate(perMinute: Int($0)) },
            origins: configuration.texts("origins")
        )
    }

    private static func authentication(
        _ configuration: ConnectorConfiguration
    ) throws(ConnectorError) -> WebhookAuthentication {
        guard let key = configuration.secret("key") else {
            throw .invalidConfiguration(key: "key", reason: "is missing")
        }
        let tolerance = Duration.seconds(configuration.integer("toleranceSeconds") ?? 300)
        let encoding = WebhookKey.Encoding(rawValue: configuration.text("keyEncoding") ?? "text") ?? .text
        let keys = key.words.map { WebhookKey($0, encoding: encoding) }
        let headers = configuration.texts("header")
        switch configuration.text("scheme") ?? "standard" {
        case "standard":
            let prefix = configuration.text("headerPrefix") ?? "webhook"
            return .standardWebhooks(keys: key.words, prefix: prefix, tolerance: tolerance)
        case "timestamped-hmac":
            return .timestampedHMAC(
                TimestampedHMAC(
                    keys: keys,
                    signatureHeader: try only(headers),
                    timestampHeader: try configuration.requiredText("timestampHeader"),
                    unit: TimestampedHMAC.Unit(rawValue: configuration.text("timestampUnit") ?? "") ?? .seconds,
                    tolerance: tolerance
                )
            )
        case "body-hmac":
            guard !headers.isEmpty else { throw .invalidConfiguration(key: "header", reason: "is missing") }
            return .bodyHMAC(keys: keys, headers: headers, form: signatureForm(configuration))
        case "header":
            // A value such as "Bearer x" has a blank of its own; several stand on lines of their own.
            return .header(name: try only(headers), values: key.lines)
        default:
            let reason = "must be standard, timestamped-hmac, body-hmac or header"
            throw .invalidConfiguration(key: "scheme", reason: reason)
        }
    }

    private static func signatureForm(_ configuration: ConnectorConfiguration) -> WebhookSignatureForm {
        switch configuration.text("signatureForm") {
        case "hex": .hexadecimal()
        case "sha256=hex": .hexadecimal(prefix: "sha256=")
        default: .base64
        }
    }

    private static func only(_ headers: [String]) throws(ConnectorError) -> String {
        guard let name = headers.first, headers.count == 1 else {
            throw .invalidConfiguration(key: "header", reason: "must name one header field for this scheme")
        }
        return name
    }

    private static func deliveryID(_ configuration: ConnectorConfiguration) throws(ConnectorError) -> WebhookDeliveryID
    {
        guard let text = configuration.text("deliveryId") else {
            let prefix = configuration.text("headerPrefix") ?? "webhook"
            return (configuration.text("scheme") ?? "standard") == "standard" ? .header("\(prefix)-id") : .bodyDigest
        }
        let parts = text.split(separator: ":", maxSplits: 1)
        switch (parts.first, parts.count) {
        case ("header", 2): return .header(String(parts[1]))
        case ("body", 2): return .member(parts[1].split(separator: ".").map { String($0) })
        case ("cloudevent", 1): return .cloudEvent
        case ("digest", 1): return .bodyDigest
        default:
            let reason = "must be header:NAME, body:member.member, cloudevent or digest"
            throw .invalidConfiguration(key: "deliveryId", reason: reason)
        }
    }
}

extension Secret {
    /// The secrets that stand here on lines of their own.
    fileprivate var lines: [Secret] {
        withValue { value in value.split(whereSeparator: \.isNewline).map { Secret(String($0)) } }
    }
}
