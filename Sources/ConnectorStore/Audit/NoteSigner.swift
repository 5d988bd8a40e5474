public import ConnectorKit
internal import Crypto
internal import FoundationEssentials

/// A private Ed25519 key with its name: signs checkpoints.
public struct NoteSigner: Sendable {
    /// The public key.
    public let verifier: NoteVerifier
    private let key: Secret

    private static let prefix = "PRIVATE+KEY+"

    /// Reads a private key as ``generate(name:)`` makes it.
    ///
    /// - Throws: ``AuditError/malformed(_:)`` if it is none; the message never repeats it.
    public init(_ secret: Secret) throws(AuditError) {
        let result = secret.withValue { text in Result { () throws(AuditError) in try Self.read(text) } }
        let (name, keyID, key) = try result.get()
        verifier = try NoteVerifier(name: name, publicKey: Array(key.publicKey.rawRepresentation))
        guard verifier.keyID == keyID else {
            throw .malformed("the private key of '\(name)' has a number that is not that of its key; restore the file")
        }
        self.key = secret
    }

    /// Makes a new key.
    ///
    /// - Parameter name: The name of the key: that of the log.
    /// - Returns: The private key as `PRIVATE+KEY+name+0123abcd+base64`.
    /// - Throws: ``AuditError/malformed(_:)`` if no key may have that name.
    public static func generate(name: String) throws(AuditError) -> Secret {
        let key = Curve25519.Signing.PrivateKey()
        let verifier = try NoteVerifier(name: name, publicKey: Array(key.publicKey.rawRepresentation))
        let data = Data([NoteVerifier.algorithm] + key.rawRepresentation)
        return Secret("\(prefix)\(name)+\(verifier.keyText)+\(data.base64EncodedString())")
    }

    /// Signs a text.
    ///
    /// - Parameter text: The text, with a line feed at its end.
    /// - Returns: The note.
    /// - Throws: ``AuditError/malformed(_:)`` if no note may have that text.
    public func sign(_ text: String) throws(AuditError) -> SignedNote {
        guard text.hasSuffix("\n"), text.utf8.allSatisfy({ $0 >= 0x20 || $0 == UInt8(ascii: "\n") }) else {
            throw .malformed("the text of a note ends with a line feed and has no other control character")
        }
        let read = key.withValue { value in Result { () throws(AuditError) in try Self.read(value).key } }
        guard let bytes = try? read.get().signature(for: Array(text.utf8)) else {
            throw .unsigned("the key of '\(verifier.name)' cannot sign")
        }
        let signature = SignedNote.Signature(name: verifier.name, keyID: verifier.keyID, bytes: Array(bytes))
        return SignedNote(text: text, signature: signature)
    }

    private static func read(
        _ text: String
    ) throws(AuditError) -> (name: String, keyID: UInt32, key: Curve25519.Signing.PrivateKey) {
        guard text.hasPrefix(prefix) else {
            throw .malformed(
                "a private key has the form \(prefix)name+0123abcd+base64; make one with 'audit key generate'"
            )
        }
        let (name, keyID, bytes) = try NoteVerifier.parts(of: text.dropFirst(prefix.count), what: "a private key")
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes) else {
            throw .malformed("the private key of '\(name)' holds no Ed25519 key")
        }
        return (name, keyID, key)
    }
}
