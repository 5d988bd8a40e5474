/// Proves without the store that a journal goes on from an earlier checkpoint: nothing up to it was changed.
public struct ConsistencyProof: Sendable, Hashable {
    /// The hashes of RFC 6962 §2.1.2.
    public let hashes: [MerkleHash]
    /// The earlier checkpoint.
    public let old: SignedCheckpoint
    /// The later checkpoint.
    public let new: SignedCheckpoint

    /// The first line of a proof.
    public static let header = "purlin-audit-consistency@v1"

    /// Reads the hashes from a store.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - old: A checkpoint of its journal.
    ///   - new: A later one.
    /// - Throws: ``AuditError/inconsistent(_:)`` if the journal does not go on from the old checkpoint.
    public init(
        of store: any AuditStore,
        from old: SignedCheckpoint,
        to new: SignedCheckpoint
    ) async throws(AuditError) {
        hashes = try await Self.hashes(of: store, from: old.checkpoint, to: new.checkpoint)
        self.old = old
        self.new = new
        try Self.verify(hashes, from: old.checkpoint, to: new.checkpoint)
    }

    /// Reads a proof.
    ///
    /// - Throws: ``AuditError/malformed(_:)`` if the text is none, or is not written as ``text`` writes it.
    public init(_ text: String) throws(AuditError) {
        var blocks = ProofBlocks(text)
        let head = try blocks.next("the header")
        guard head[0] == Self.header else {
            throw .malformed("The file does not begin with \(Self.header): it is no proof of this kind")
        }
        var hashes: [MerkleHash] = []
        for line in head.dropFirst() {
            guard let hash = MerkleHash(base64: line) else {
                throw .malformed("The proof has a line that is no hash in base64: '\(line)'")
            }
            hashes.append(hash)
        }
        self.hashes = hashes
        let (body, signatures) = (try blocks.next("the old checkpoint"), try blocks.next("the old signature"))
        old = try SignedCheckpoint(unverified: (body + [""] + signatures + [""]).joined(separator: "\n"))
        new = try SignedCheckpoint(unverified: blocks.rest)
        guard self.text.utf8.elementsEqual(text.utf8) else {
            throw .malformed("The proof is not written in its one form: it was changed")
        }
    }

    /// The proof as it is written; Documentation/audit.md describes the form.
    public var text: String {
        ([Self.header] + hashes.map(\.base64)).map { $0 + "\n" }.joined() + "\n" + old.note.encoded + "\n"
            + new.note.encoded
    }

    /// Checks the proof: both signatures, and that the later tree begins with the earlier one.
    ///
    /// - Parameter verifiers: Whose checkpoints are trusted.
    /// - Throws: ``AuditError`` with what does not hold.
    public func verify(with verifiers: [NoteVerifier]) throws(AuditError) {
        try old.verify(with: verifiers)
        try new.verify(with: verifiers)
        try Self.verify(hashes, from: old.checkpoint, to: new.checkpoint)
    }

    /// Checks that the tree of `new` in a store goes on from `old`, whoever signed them.
    static func check(
        _ store: any AuditStore,
        from old: Checkpoint,
        to new: Checkpoint
    ) async throws(AuditError) {
        try verify(try await hashes(of: store, from: old, to: new), from: old, to: new)
    }

    private static func hashes(
        of store: any AuditStore,
        from old: Checkpoint,
        to new: Checkpoint
    ) async throws(AuditError) -> [MerkleHash] {
        let ranges = MerkleTree.consistencyRanges(from: old.size, to: new.size)
        return try await AuditError.reading { () throws(StoreError) in try await store.treeRoots(of: ranges) }
    }

    private static func verify(
        _ hashes: [MerkleHash],
        from old: Checkpoint,
        to new: Checkpoint
    ) throws(AuditError) {
        guard old.origin.utf8.elementsEqual(new.origin.utf8) else {
            throw .inconsistent("The checkpoints are those of two logs: '\(old.origin)' and '\(new.origin)'")
        }
        guard old.size <= new.size else {
            throw .inconsistent(
                "The old checkpoint is over \(old.size) entries, the new one only over \(new.size): the store was restored "
                    + "from an older backup, its newest entries were removed, or the checkpoints changed places"
            )
        }
        let holds = MerkleTree.proves(
            hashes,
            thatTreeOf: old.size,
            root: old.root,
            isPrefixOfTreeOf: new.size,
            root: new.root
        )
        guard holds else {
            throw .inconsistent(
                "The tree of \(new.size) entries does not go on from the checkpoint over \(old.size): entries up to "
                    + "\(old.size) were changed after it was signed, or it belongs to another journal"
            )
        }
    }
}
