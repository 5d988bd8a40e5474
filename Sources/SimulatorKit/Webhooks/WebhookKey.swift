internal import Crypto
internal import Foundation

/// A key with which a simulated system signs webhooks, read from the text in which it was agreed upon.
struct WebhookKey: Sendable {
    /// How the text of a key becomes bytes.
    enum Form: Sendable {
        /// `whsec_` (HMAC-SHA256) or `whsk_` (Ed25519) and base64, as Standard Webhooks 1.0.0 has them.
        case standard
        /// The bytes of the text.
        case text
        /// What the text is the base64 of.
        case base64
    }

    private enum Content {
        case symmetric(SymmetricKey)
        case signing(Curve25519.Signing.PrivateKey)
    }

    /// The key as it was given.
    let text: String
    private let content: Content

    /// Reads a key; an error does not repeat it.
    init(_ text: String, _ form: Form) throws(SimulatorError) {
        self.text = text
        switch form {
        case .text:
            guard !text.isEmpty else { throw SimulatorError("A webhook's key is empty: give a text.") }
            content = .symmetric(SymmetricKey(data: Data(text.utf8)))
        case .base64:
            guard let data = Data(base64Encoded: text), !data.isEmpty else {
                throw SimulatorError("A webhook's key is no base64: correct it, or leave keyEncoding out.")
            }
            content = .symmetric(SymmetricKey(data: data))
        case .standard: content = try Self.standard(text)
        }
    }

    private static func standard(_ text: String) throws(SimulatorError) -> Content {
        let usage = "give whsec_ and 24 to 64 bytes in base64, or whsk_ and 32 or 64 bytes in base64"
        let parts = text.split(separator: "_", maxSplits: 1)
        guard parts.count == 2, let data = Data(base64Encoded: String(parts[1])) else {
            throw SimulatorError("A webhook's key is none of Standard Webhooks: \(usage).")
        }
        switch parts[0] {
        case "whsec" where (24...64).contains(data.count): return .symmetric(SymmetricKey(data: data))
        case "whsk" where data.count == 32 || data.count == 64:
            // 64 bytes are the seed with the public key behind it.
            guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: data.prefix(32)),
                data.count == 32 || key.publicKey.rawRepresentation == data.suffix(32)
            else { throw SimulatorError("A webhook's key does not fit its public half: \(usage).") }
            return .signing(key)
        default: throw SimulatorError("A webhook's key is none of Standard Webhooks: \(usage).")
        }
    }

    private init(text: String, content: Content) {
        self.text = text
        self.content = content
    }

    /// A key of the same kind that no receiver has.
    func foreign(seed: UInt64) -> WebhookKey {
        var random = SeededRandom(seed: seed, purpose: "foreign webhook key")
        let bytes = Data((0..<32).map { _ in UInt8(truncatingIfNeeded: random.next()) })
        if case .signing = content, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes) {
            return WebhookKey(text: bytes.base64EncodedString(), content: .signing(key))
        }
        return WebhookKey(text: bytes.base64EncodedString(), content: .symmetric(SymmetricKey(data: bytes)))
    }

    /// The signature as Standard Webhooks writes it: `v1,` or `v1a,` and base64.
    func standardSignature(of bytes: [UInt8]) -> String {
        switch content {
        case .symmetric: "v1," + Data(code(of: bytes)).base64EncodedString()
        case .signing(let key): "v1a," + ((try? key.signature(for: bytes)) ?? Data()).base64EncodedString()
        }
    }

    /// The HMAC-SHA256 of bytes; nothing with a key of Ed25519.
    func code(of bytes: [UInt8]) -> [UInt8] {
        guard case .symmetric(let key) = content else { return [] }
        return Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
    }
}
