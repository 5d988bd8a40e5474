import ConnectorKit
import Crypto
import FoundationEssentials

/// Why a key of a webhook cannot be used; the message never repeats the key.
struct WebhookKeyError: Error {
    let reason: String
}

/// A key of Standard Webhooks as it was handed out, ready for use.
enum StandardKey: Sendable {
    /// `whsec_`: signs and checks `v1`.
    case symmetric(SymmetricKey)
    /// `whpk_`: checks `v1a`.
    case verifying(Curve25519.Signing.PublicKey)
    /// `whsk_`: signs `v1a`.
    case signing(Curve25519.Signing.PrivateKey)

    /// Reads a key.
    init(_ secret: Secret) throws(WebhookKeyError) {
        let parts = secret.withValue { value in
            value.firstIndex(of: "_").map {
                (String(value[...$0]), Data(base64Encoded: String(value[$0...].dropFirst())))
            }
        }
        guard let (prefix, data) = parts, let data else {
            throw WebhookKeyError(reason: "must be whsec_, whpk_ or whsk_ followed by base64")
        }
        switch prefix {
        case "whsec_":
            guard (24...64).contains(data.count) else {
                throw WebhookKeyError(reason: "must be 24 to 64 bytes in base64 after whsec_, found \(data.count)")
            }
            self = .symmetric(SymmetricKey(data: data))
        case "whpk_":
            guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: data) else {
                throw WebhookKeyError(reason: "must be 32 bytes in base64 after whpk_, found \(data.count)")
            }
            self = .verifying(key)
        case "whsk_":
            // 32 bytes are the seed; 64 are the seed with its public key behind it.
            guard data.count == 32 || data.count == 64,
                let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: data.prefix(32))
            else { throw WebhookKeyError(reason: "must be 32 or 64 bytes in base64 after whsk_, found \(data.count)") }
            guard data.count == 32 || key.publicKey.rawRepresentation == data.suffix(32) else {
                throw WebhookKeyError(reason: "does not fit the public key behind it")
            }
            self = .signing(key)
        default: throw WebhookKeyError(reason: "must begin with whsec_, whpk_ or whsk_")
        }
    }

    /// What is signed: `id.timestamp.body`.
    static func signedBytes(id: String, timestamp: String, body: [UInt8]) -> Data {
        var bytes = Data("\(id).\(timestamp).".utf8)
        bytes.append(contentsOf: body)
        return bytes
    }

    /// The signature as it stands in the header field; `nil` for a key that only checks.
    func signature(of bytes: Data) -> String? {
        switch self {
        case .symmetric(let key):
            return "v1," + Data(HMAC<SHA256>.authenticationCode(for: bytes, using: key)).base64EncodedString()
        case .signing(let key):
            return (try? key.signature(for: bytes)).map { "v1a," + Data($0).base64EncodedString() }
        case .verifying: return nil
        }
    }

    /// Whether one of `signatures` is this key's over `bytes`; in constant time.
    func made(anyOf signatures: [StandardSignature], over bytes: Data) -> Bool {
        let codes = signatures.filter { $0.version == version }.map(\.code)
        guard !codes.isEmpty else { return false }
        switch self {
        case .symmetric(let key): return HMAC<SHA256>.authenticationCode(for: bytes, using: key).isAny(of: codes)
        case .verifying(let key): return codes.contains { key.isValidSignature($0, for: bytes) }
        case .signing: return false
        }
    }

    private var version: Substring {
        switch self {
        case .symmetric: "v1"
        case .verifying, .signing: "v1a"
        }
    }
}

/// One signature of the header field's list: `v1,` or `v1a,` and base64.
struct StandardSignature {
    let version: Substring
    let code: Data

    init?(_ text: Substring) {
        let parts = text.split(separator: ",", maxSplits: 1)
        guard parts.count == 2, let code = Data(base64Encoded: String(parts[1])) else { return nil }
        version = parts[0]
        self.code = code
    }
}

extension HMAC<SHA256>.MAC {
    /// Whether one of `codes` is this one; the comparison with each is in constant time.
    func isAny(of codes: [Data]) -> Bool {
        codes.contains { self == $0 }
    }
}

extension WebhookKey {
    /// The key for HMAC.
    func symmetricKey() throws(WebhookKeyError) -> SymmetricKey {
        let data = secret.withValue { encoding == .base64 ? Data(base64Encoded: $0) : Data($0.utf8) }
        guard let data else { throw WebhookKeyError(reason: "is no base64") }
        guard data.count >= 16 else {
            throw WebhookKeyError(reason: "has \(data.count) bytes; ask for one of 16 or more")
        }
        return SymmetricKey(data: data)
    }
}
