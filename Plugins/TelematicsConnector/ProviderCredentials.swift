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

    /// Reads the configuration keys `user`, `password` and `token`.
    ///
    /// - Throws: ``ConnectorError/invalidConfiguration(key:reason:)`` if they do not fit together.
    init(_ configuration: ConnectorConfiguration) throws(ConnectorError) {
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

    /// The header field that carries the credentials (RFC 7617, RFC 6750).
    var headerFields: [HTTPField] {
        switch self {
        case .none: []
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
            case .bearer(let token): [token.withValue { $0 }]
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
