internal import Crypto
internal import FoundationEssentials

/// A public Ed25519 key with its name, in the form of C2SP signed-note: `name+0123abcd+base64`.
public struct NoteVerifier: Sendable, Hashable, CustomStringConvertible {
    /// The name of the key: that of the log.
    public let name: String
    /// The number by which the key is told from others of the same name.
    public let keyID: UInt32
    private let publicKey: [UInt8]

    /// The type of an Ed25519 signature.
    static let algorithm: UInt8 = 1

    /// Reads a verifier key.
    ///
    /// - Throws: ``AuditError/malformed(_:)`` if it is none, or not one of Ed25519.
    public init(_ text: String) throws(AuditError) {
        let (name, keyID, key) = try Self.parts(of: text[...], what: "a verifier key")
        try self.init(name: name, publicKey: key)
        guard keyID == self.keyID else {
            throw .malformed("the verifier key of '\(name)' has a number that is not that of its key; copy it again")
        }
    }

    init(name: String, publicKey: [UInt8]) throws(AuditError) {
        guard Self.isName(name) else {
            throw .malformed("the name of a key is not empty and has no space, plus or control character: '\(name)'")
        }
        guard (try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)) != nil else {
            throw .malformed("the verifier key of '\(name)' holds no Ed25519 key")
        }
        self.name = name
        self.publicKey = publicKey
        keyID = SHA256.hash(data: Array(name.utf8) + [UInt8(ascii: "\n"), Self.algorithm] + publicKey)
            .prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The key as text.
    public var description: String {
        "\(name)+\(keyText)+\(Data([Self.algorithm] + publicKey).base64EncodedString())"
    }

    /// The number of the key in eight hexadecimal digits.
    var keyText: String {
        let digits = String(keyID, radix: 16)
        return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }

    func owns(_ signature: SignedNote.Signature) -> Bool {
        signature.keyID == keyID && signature.name.utf8.elementsEqual(name.utf8)
    }

    func isValid(_ signature: [UInt8], of text: String) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: Array(text.utf8))
    }

    /// Whether a key may have this name: not empty, no space, plus or control character.
    static func isName(_ text: String) -> Bool {
        let isPlain = text.unicodeScalars.allSatisfy {
            !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20 && $0.value != 0x7F
        }
        return isPlain && !text.isEmpty
    }

    /// Takes `name+number+base64` apart and the type of the key off.
    static func parts(
        of text: Substring,
        what: String
    ) throws(AuditError) -> (name: String, keyID: UInt32, key: [UInt8]) {
        // The base64 may hold a plus itself.
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, isName(parts[0]), parts[1].utf8.count == 8,
            parts[1].utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }), let keyID = UInt32(parts[1], radix: 16),
            let data = Data(base64Encoded: parts[2]), data.base64EncodedString() == parts[2], !data.isEmpty
        else { throw .malformed("\(what) has the form name+0123abcd+base64") }
        guard data.first == algorithm, data.count == 33 else {
            throw .malformed("\(what) must be one of Ed25519: the type 1 and 32 bytes")
        }
        return (parts[0], keyID, Array(data.dropFirst()))
    }
}
