/// What a log signs: the root of the tree of its first entries, in the form of C2SP tlog-checkpoint.
public struct Checkpoint: Sendable, Hashable {
    /// The name of the log, for example `purlin.example/kst`.
    public let origin: String
    /// How many entries the tree has.
    public let size: Int64
    /// The root of the tree.
    public let root: MerkleHash

    /// Creates a checkpoint.
    public init(origin: String, size: Int64, root: MerkleHash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads the text of a note: origin, size and root on a line each; what follows them is not used.
    ///
    /// - Throws: ``AuditError/malformed(_:)`` if the text has another form.
    public init(text: String) throws(AuditError) {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard lines.count >= 4, lines.last == "", lines.dropLast().allSatisfy({ !$0.isEmpty }) else {
            throw .malformed("a checkpoint has at least three lines, none of them empty: origin, size and root")
        }
        guard let size = Int64(lines[1]), size >= 0, String(size) == lines[1] else {
            throw .malformed("the second line of a checkpoint is the number of entries, found '\(lines[1])'")
        }
        guard let root = MerkleHash(base64: lines[2]) else {
            throw .malformed("the third line of a checkpoint is a SHA-256 hash in base64, found '\(lines[2])'")
        }
        self.init(origin: lines[0], size: size, root: root)
    }

    /// The text that is signed.
    public var text: String { "\(origin)\n\(size)\n\(root.base64)\n" }
}

/// A checkpoint with its signature.
public struct SignedCheckpoint: Sendable, Hashable {
    /// The checkpoint.
    public let checkpoint: Checkpoint
    /// The note whose text it is.
    public let note: SignedNote

    /// Signs a checkpoint in the name of its log, which must be that of the key.
    public init(signing checkpoint: Checkpoint, with signer: NoteSigner) throws(AuditError) {
        guard checkpoint.origin.utf8.elementsEqual(signer.verifier.name.utf8) else {
            throw .unsigned("the key is that of '\(signer.verifier.name)', not of the log '\(checkpoint.origin)'")
        }
        self.checkpoint = checkpoint
        note = try signer.sign(checkpoint.text)
    }

    /// Reads a note without checking its signatures; see ``verify(with:)``.
    ///
    /// - Throws: ``AuditError/malformed(_:)`` if it is no note of a checkpoint.
    public init(unverified text: String) throws(AuditError) {
        note = try SignedNote(text)
        checkpoint = try Checkpoint(text: note.text)
    }

    /// Checks that one of `verifiers`, by the name of the log itself, signed the checkpoint.
    ///
    /// - Throws: ``AuditError/unsigned(_:)`` if none did, or a signature of one of them is wrong.
    public func verify(with verifiers: [NoteVerifier]) throws(AuditError) {
        let own = verifiers.filter { $0.name.utf8.elementsEqual(checkpoint.origin.utf8) }
        guard !own.isEmpty else {
            let names = verifiers.map { "'\($0.name)'" }.joined(separator: ", ")
            throw .unsigned("the checkpoint is one of the log '\(checkpoint.origin)', not of \(names)")
        }
        try note.verify(with: own)
    }
}
