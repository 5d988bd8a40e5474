internal import FoundationEssentials

/// A text with signatures in the form of C2SP signed-note.
public struct SignedNote: Sendable, Hashable {
    /// One signature.
    public struct Signature: Sendable, Hashable {
        /// The name of the key.
        public let name: String
        /// The number by which the key is told from others of the same name.
        public let keyID: UInt32
        /// The signature itself.
        public let bytes: [UInt8]
    }

    /// What is signed, with the line feed at its end.
    public let text: String
    /// Who signed it, at least one.
    public let signatures: [Signature]

    init(text: String, signature: Signature) {
        self.text = text
        signatures = [signature]
    }

    /// Reads a note.
    ///
    /// - Throws: ``AuditError/malformed(_:)`` if it has another form.
    public init(_ note: String) throws(AuditError) {
        let bytes = Array(note.utf8)
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == Self.lineFeed }) else {
            throw .malformed("a note has no control character but line feeds")
        }
        // The last empty line stands between the text and the signatures.
        guard bytes.last == Self.lineFeed,
            let gap = bytes.indices.dropLast().last(where: {
                bytes[$0] == Self.lineFeed && bytes[$0 + 1] == Self.lineFeed
            })
        else { throw .malformed("a note is a text, an empty line, and a line for each signature") }
        text = String(decoding: bytes[...gap], as: UTF8.self)
        var signatures: [Signature] = []
        for line in bytes[(gap + 2)...].split(separator: Self.lineFeed, omittingEmptySubsequences: false).dropLast() {
            signatures.append(try Signature(line: String(decoding: line, as: UTF8.self)))
        }
        guard !signatures.isEmpty, signatures.count <= 64 else {
            throw .malformed("a note has 1 to 64 signatures, found \(signatures.count)")
        }
        let keys = signatures.map { "\($0.name)+\($0.keyID)" }
        guard Set(keys).count == keys.count else { throw .malformed("a key signs a note once") }
        self.signatures = signatures
    }

    /// The note as it is written.
    public var encoded: String {
        text + "\n" + signatures.map { $0.line + "\n" }.joined()
    }

    /// Checks that one of `verifiers` signed the text; signatures of others are ignored.
    ///
    /// - Throws: ``AuditError/unsigned(_:)`` if none did, or a signature of one of them is wrong.
    public func verify(with verifiers: [NoteVerifier]) throws(AuditError) {
        var isSigned = false
        for signature in signatures {
            for verifier in verifiers where verifier.owns(signature) {
                guard verifier.isValid(signature.bytes, of: text) else {
                    throw .unsigned("the signature of '\(signature.name)' does not belong to this text")
                }
                isSigned = true
            }
        }
        guard isSigned else {
            let names = verifiers.map(\.description).joined(separator: " or ")
            throw .unsigned("there is no signature by the key \(names)")
        }
    }

    private static let lineFeed = UInt8(ascii: "\n")
}

extension SignedNote.Signature {
    fileprivate init(line: String) throws(AuditError) {
        let dash = "\u{2014} "
        let parts = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard line.utf8.starts(with: dash.utf8), parts.count == 3, NoteVerifier.isName(parts[1]),
            let data = Data(base64Encoded: parts[2]), data.base64EncodedString() == parts[2], data.count > 4
        else { throw .malformed("a signature line is an em dash, the name of a key, and base64, found '\(line)'") }
        name = parts[1]
        keyID = data.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        bytes = Array(data.dropFirst(4))
    }

    fileprivate var line: String {
        let number = stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: keyID >> UInt32($0)) }
        return "\u{2014} \(name) \(Data(number + bytes).base64EncodedString())"
    }
}
