/// Proves without the store that entries are in a journal: the entries themselves, their paths in the tree, and the
/// checkpoint that was signed over it.
///
/// It proves that the entries were there as they are here when the checkpoint was signed. It does not prove that no other
/// entry has the same business key. Entries with personal data are written without them; of these only the hash is proved.
public struct JournalProof: Sendable, Hashable {
    /// One entry and its path.
    public struct Step: Sendable, Hashable {
        /// The entry; one with personal data as ``JournalEntry/shownBody`` has it, with the hash of the whole.
        public let entry: JournalEntry
        /// Whether personal data were left out of the entry, so that of it only its number and its hash are proved.
        public let isWithheld: Bool
        /// The hashes beside the way from its leaf to the root.
        public let path: [MerkleHash]
    }

    /// The business key that all entries have; `nil` if they were chosen by their numbers.
    public let topic: String?
    /// The entries in their order, at least one.
    public let steps: [Step]
    /// The checkpoint.
    public let signed: SignedCheckpoint

    init(topic: String?, steps: [Step], signed: SignedCheckpoint) {
        self.topic = topic
        self.steps = steps
        self.signed = signed
    }

    /// Reads the paths of entries from a store.
    ///
    /// - Parameters:
    ///   - entries: Entries of the journal, in their order.
    ///   - topic: The business key that all of them have, if they were found by it.
    ///   - store: The store.
    ///   - signed: A checkpoint that covers all of them.
    ///   - includesPersonalData: Whether entries with personal data are written in full.
    /// - Throws: ``AuditError/inconsistent(_:)`` if the proof would not hold.
    public init(
        of entries: [JournalEntry],
        topic: String?,
        from store: any AuditStore,
        under signed: SignedCheckpoint,
        includesPersonalData: Bool = false
    ) async throws(AuditError) {
        var steps: [Step] = []
        for entry in entries {
            guard entry.computedHash == entry.hash else {
                throw .inconsistent("Entry \(entry.sequence) has another hash than its own; run 'purlin audit verify'")
            }
            let shown = includesPersonalData ? entry : entry.shown
            let ranges = MerkleTree.inclusionRanges(of: entry.sequence - 1, size: signed.checkpoint.size)
            let path = try await AuditError.reading { () throws(StoreError) in try await store.treeRoots(of: ranges) }
            steps.append(Step(entry: shown, isWithheld: shown != entry, path: path))
        }
        self.init(topic: topic, steps: steps, signed: signed)
        try verifyPaths()
    }

    /// Checks the proof: signature, paths, order, and that each entry has the business key.
    ///
    /// - Parameter verifiers: Whose checkpoint is trusted.
    /// - Throws: ``AuditError`` with what does not hold.
    public func verify(with verifiers: [NoteVerifier]) throws(AuditError) {
        try signed.verify(with: verifiers)
        try verifyPaths()
    }

    private func verifyPaths() throws(AuditError) {
        guard !steps.isEmpty else { throw .malformed("The proof has no entry") }
        var previous: Int64 = 0
        for step in steps {
            let sequence = step.entry.sequence
            guard sequence > previous else { throw .malformed("Entry \(sequence) stands behind entry \(previous)") }
            previous = sequence
            if let topic, !step.entry.topics.contains(where: { $0.utf8.elementsEqual(topic.utf8) }) {
                throw .inconsistent("Entry \(sequence) is none of '\(topic)'")
            }
            let hash = step.isWithheld ? step.entry.hash : step.entry.computedHash
            let leaf = MerkleHash(hexadecimal: hash).map(MerkleHash.leaf)
            let isProved = MerkleTree.proves(
                step.path,
                inclusionOf: leaf ?? MerkleTree.emptyRoot,
                at: sequence - 1,
                size: signed.checkpoint.size,
                root: signed.checkpoint.root
            )
            guard isProved else {
                throw .inconsistent(
                    "Entry \(sequence) is not in the signed tree of \(signed.checkpoint.size) entries as it stands here: the "
                        + "entry, its path or the checkpoint was changed, or belongs to another journal"
                )
            }
        }
    }
}
