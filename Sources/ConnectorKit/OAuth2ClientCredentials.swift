import CanonicalModel
import FoundationEssentials
import JSON

/// Obtains bearer tokens for a client with an id and a secret (RFC 6749 §4.4).
public struct OAuth2ClientCredentials: Sendable {
    private let address: String
    private let clientID: String
    private let clientSecret: Secret
    private let scope: String?
    private let services: ConnectorServices

    /// The largest answer that is read, in bytes.
    private static let answerLimit = 65_536

    /// Creates the client's side; nothing is sent before ``token()``.
    ///
    /// - Parameters:
    ///   - address: The address of the token endpoint.
    ///   - clientID: The id of the client.
    ///   - clientSecret: Its secret.
    ///   - scope: What the token is to be good for, as the system calls it; `nil` for its default.
    ///   - services: Transport and clock.
    public init(
        address: String,
        clientID: String,
        clientSecret: Secret,
        scope: String? = nil,
        services: ConnectorServices
    ) {
        self.address = address
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.scope = scope
        self.services = services
    }

    /// Asks for a token.
    ///
    /// - Returns: The token and its end, where the answer tells it.
    /// - Throws: ``ConnectorError/unauthorized(endpoint:reason:)`` if the client is refused; another ``ConnectorError``
    ///   if no answer came or it is no token.
    public func token() async throws(ConnectorError) -> RenewableCredential<Secret>.Lease {
        let asked = services.clock.now
        let response: HTTPResponse
        do throws(TransportError) {
            response = try await services.transport.send(request)
        } catch {
            // Asking for a token changes nothing that would have to be looked up.
            if error.reason == .cancelled || error.reason == .rateLimited { throw ConnectorError(error) }
            throw .unavailable(endpoint: endpoint, reason: error.description, retryAfter: nil)
        }
        let body = try? JSON(parsing: response.body)
        let code = body?["error"]?.stringValue.map { ": \($0.prefix(80))" } ?? ""
        let reason = "status \(response.status)\(code)"
        switch response.status {
        case 200: break
        case 400, 401, 403: throw .unauthorized(endpoint: endpoint, reason: reason)
        case 408, 429, 500...:
            throw .unavailable(
                endpoint: endpoint,
                reason: reason,
                retryAfter: response.retryAfter(now: services.clock.now)
            )
        default:
            throw .unexpectedAnswer(endpoint: endpoint, reason: "\(reason); check the address of the token endpoint")
        }
        guard let token = body?["access_token"]?.stringValue, !token.isEmpty,
            token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            body?["token_type"]?.stringValue?.lowercased() ?? "bearer" == "bearer"
        else {
            throw .unexpectedAnswer(endpoint: endpoint, reason: "the answer holds no bearer token (RFC 6749 §5.1)")
        }
        let lifetime = body?["expires_in"]?.integerValue.map { max(0, min($0, 31_536_000)) }
        return RenewableCredential.Lease(Secret(token), expiresAt: lifetime.map { asked.adding(seconds: $0) })
    }

    private var endpoint: String { "POST \(address.prefix { $0 != "?" && $0 != "#" })" }

    private var request: HTTPRequest {
        let authorization = clientSecret.withValue { secret in
            Data("\(Self.encoded(clientID)):\(Self.encoded(secret))".utf8).base64EncodedString()
        }
        let form = ["grant_type=client_credentials"] + (scope.map { ["scope=\(Self.encoded($0))"] } ?? [])
        return HTTPRequest(
            method: "POST",
            url: address,
            headers: [
                HTTPField("Authorization", "Basic \(authorization)"),
                HTTPField("Content-Type", "application/x-www-form-urlencoded"),
                HTTPField("Accept", "application/json"),
            ],
            body: Array(form.joined(separator: "&").utf8),
            deadline: .seconds(30),
            responseLimit: Self.answerLimit
        )
    }

    /// The text as a form carries it (RFC 6749 §2.3.1 wants that of the client's id and secret too).
    private static func encoded(_ text: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        return text.utf8.map { byte in
            if plain.contains(byte) { return String(UnicodeScalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.utf8.count < 2 ? "0" : "") + digits
        }
        .joined()
    }
}
