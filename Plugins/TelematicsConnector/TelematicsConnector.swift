public import CanonicalModel
public import ConnectorKit

/// Reads the operating hours of machines from telematics providers that speak ISO 15143-3, also called AEMP 2.0.
///
/// A fleet snapshot is read page by page, in XML or JSON and in all dialects of domain.md §1. Each machine's cumulative
/// hours become one `MeterReading` per machine and reading time; what cannot be understood becomes a reject, and the
/// rest still arrives. A snapshot has no position of its own: each poll reads a whole round again, and a reading that
/// was read before has the same id.
public struct TelematicsConnector: ExpiringCredentials {
    /// The address, credentials and limits that a system is configured with.
    public static let manifest = ConnectorManifest(
        id: "telematics",
        version: "1.0.0",
        summary: "Reads operating hours from telematics providers that speak ISO 15143-3 (AEMP 2.0).",
        configuration: [
            ConfigurationKey(
                "address",
                .address(schemes: ["https", "http", "file"]),
                required: true,
                summary: "The provider's address up to before /Fleet/1, or a saved snapshot as file:///path."
            ),
            ConfigurationKey("user", .text, summary: "The user of the provider's account, with password."),
            ConfigurationKey("password", .secret, summary: "The password of that user."),
            ConfigurationKey("token", .secret, summary: "A bearer token, in place of user and password."),
            ConfigurationKey(
                "tokenExpires",
                .text,
                summary: "The day on which that token ends, for example 2026-03-31; a case warns two weeks before."
            ),
            ConfigurationKey("clientId", .text, summary: "The id of an OAuth 2 client, in place of user or token."),
            ConfigurationKey("clientSecret", .secret, summary: "The secret of that client."),
            ConfigurationKey(
                "tokenAddress",
                .address(schemes: ["https", "http"]),
                summary: "Where that client obtains its tokens."
            ),
            ConfigurationKey(
                "scope",
                .text,
                summary: "What those tokens are to be good for, if the provider asks for it."
            ),
            ConfigurationKey(
                "format",
                .choice(["auto", "xml", "json"]),
                default: "auto",
                summary: "The format to ask for; the answer is recognised by its content."
            ),
            ConfigurationKey(
                "maximumPages",
                .integer(1...100_000),
                default: "1000",
                summary: "How many pages a snapshot may have."
            ),
            ConfigurationKey(
                "pageLimitBytes",
                .integer(1024...1_073_741_824),
                default: "16777216",
                summary: "How large a page may be, in bytes."
            ),
        ],
        reads: ["MeterReading"],
        wireVersions: ["ISO 15143-3 fleet snapshot, XML and JSON", "AEMP 1 fleet snapshot, XML"],
        roles: [.telematics]
    )

    let provider: FleetProvider
    let maximumPages: Int
    let refusals = PageRefusals()

    /// When the token ends, if the configuration says so.
    public let credentialsExpireAt: Instant?

    /// Creates a connector without any input or output.
    ///
    /// - Parameters:
    ///   - configuration: The values of the keys in ``manifest``.
    ///   - services: Transport, clock and log.
    /// - Throws: ``ConnectorError/invalidConfiguration(key:reason:)`` for the first value that cannot be used.
    public init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        let credentials = try ProviderCredentials(configuration)
        credentialsExpireAt = try configuration.day("tokenExpires")
        provider = FleetProvider(
            address: try FleetAddress(configured: configuration.requiredText("address")),
            credentials: credentials,
            accept: try Self.accept(format: configuration.text("format") ?? "auto"),
            pageLimit: try Self.positive("pageLimitBytes", in: configuration) ?? 16_777_216,
            services: services,
            tokens: credentials.tokens(services)
        )
        maximumPages = try Self.positive("maximumPages", in: configuration) ?? 1000
    }

    private static func accept(format: String) throws(ConnectorError) -> String {
        switch format {
        case "auto": "application/xml, application/json;q=0.9, application/iso15143-snapshot+json;q=0.9, */*;q=0.1"
        case "xml": "application/xml, text/xml;q=0.9"
        case "json": "application/json, application/iso15143-snapshot+json;q=0.9"
        default: throw .invalidConfiguration(key: "format", reason: "must be auto, xml or json")
        }
    }

    private static func positive(
        _ key: String,
        in configuration: ConnectorConfiguration
    ) throws(ConnectorError) -> Int? {
        guard let number = configuration.integer(key) else { return nil }
        guard number > 0 else { throw .invalidConfiguration(key: key, reason: "must be 1 or more") }
        return Int(clamping: number)
    }
}
