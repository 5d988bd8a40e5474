import ConnectorKit
import FoundationEssentials

/// How the connector proves who it is (domain.md §1: Basic, or a bearer token).
enum ProviderCredentials: Hashable {
    /// None: the address alone is enough.
    case none
    /// A user with a password.
    case basic(user: String, password: Secret)
    /// A token.
    case bearer(Secret)
    /// A client that obtains tokens at an address (RFC 6749 §4.4).
    case client(id: String, secret: Secret, tokenAddress: String, scope: String?)

    /// Reads the configuration keys `user`, `password`, `token`, `clientId`, `clientSecret`, `tokenAddress`, `scope`.
    ///
    /// - Throws: ``ConnectorError/invalidConfiguration(key:reason:)`` if they do not fit together.
    init(_ configuration: ConnectorConfiguration) throws(ConnectorError) {
        if let client = try Self.client(configuration) {
            self = client
            return
        }
        let user = configuration.text("user")
        switch (user, configuration.secret("password"), configuration.secret("token")) {
        case (nil, nil, nil): self = .none
        case (nil, nil, let token?): self = .bearer(token)
        case (let user?, let password?, nil): self = .basic(user: user, password: password)
        case (nil, _?, nil): throw .invalidConfiguration(key: "user", reason: "is missing beside the password")
        case (_?, nil, nil): throw .invalidConfiguration(key: "password", reason: "is missing beside the user")
        default:
            throw .invalidConfiguration(key: "token", reason: "cannot be given together with a user or password")
        }
        if let user, user.contains(":") || !Self.isHeaderText(user) {
            throw .invalidConfiguration(key: "user", reason: "must not contain a colon or control characters")
        }
        if case .bearer(let token) = self, !token.withValue({ !$0.isEmpty && Self.isHeaderText($0) }) {
            throw .invalidConfiguration(
                key: "token",
                reason: "is empty or contains blanks, line ends or other bytes than ASCII"
            )
        }
    }

    private static func client(
        _ configuration: ConnectorConfiguration
    ) throws(ConnectorError) -> ProviderCredentials? {
        let given = ["clientId", "tokenAddress"].map { configuration.text($0) }
        let secret = configuration.secret("clientSecret")
        guard given.contains(where: { $0 != nil }) || secret != nil else { return nil }
        guard let id = given[0], !id.isEmpty else {
            throw .invalidConfiguration(key: "clientId", reason: "is missing beside the client's other keys")
        }
        guard let secret else {
            throw .invalidConfiguration(key: "clientSecret", reason: "is missing beside the clientId")
        }
        guard let address = given[1] else {
            throw .invalidConfiguration(key: "tokenAddress", reason: "is missing beside the clientId")
        }
        for key in ["user", "password", "token"]
        where configuration.text(key) != nil || configuration.secret(key) != nil {
            throw .invalidConfiguration(key: key, reason: "cannot be given together with a clientId")
        }
        return .client(id: id, secret: secret, tokenAddress: address, scope: configuration.text("scope"))
    }

    /// The tokens that a client obtains; `nil` for credentials that stand in the configuration.
    func tokens(_ services: ConnectorServices) -> RenewableCredential<Secret>? {
        guard case .client(let id, let secret, let address, let scope) = self else { return nil }
        let client = OAuth2ClientCredentials(
            address: address,
            clientID: id,
            clientSecret: secret,
            scope: scope,
            services: services
        )
        return RenewableCredential(clock: services.clock) {
            do throws(ConnectorError) {
                return .success(try await client.token())
            } catch {
                return .failure(error)
            }
        }
    }

    /// The header field that carries the credentials (RFC 7617, RFC 6750).
    var headerFields: [HTTPField] {
        switch self {
        case .none, .client: []
        case .basic(let user, let password): [HTTPField("Authorization", "Basic \(Self.encoded(user, password))")]
        case .bearer(let token): [token.withValue { HTTPField("Authorization", "Bearer \($0)") }]
        }
    }

    /// A text of the provider without the credentials, should the provider have echoed them.
    func redacted(_ text: String) -> String {
        let secrets: [String] =
            switch self {
            case .none: []
            case .basic(let user, let password): [Self.encoded(user, password), password.withValue { $0 }]
            case .bearer(let token), .client(_, let token, _, _): [token.withValue { $0 }]
            }
        return secrets.filter { !$0.isEmpty }.reduce(text) { $0.replacing($1, with: "<redacted>") }
    }

    private static func encoded(_ user: String, _ password: Secret) -> String {
        password.withValue { Data("\(user):\($0)".utf8).base64EncodedString() }
    }

    private static func isHeaderText(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}
