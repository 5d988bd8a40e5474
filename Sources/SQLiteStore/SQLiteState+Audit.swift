internal import CanonicalModel
public import ConnectorStore

extension SQLiteState {
    func treeHashes(level: Int, _ indices: Range<Int64>) throws(StoreError) -> [MerkleHash] {
        let found = level == 0 ? try leaves(indices) : try subtrees(level: level, indices)
        guard found.count == indices.count else { throw .incompleteTree(level: level, indices) }
        return found
    }

    private func leaves(_ indices: Range<Int64>) throws(StoreError) -> [MerkleHash] {
        try rows(
            of: "journal",
            "SELECT hash FROM journal WHERE sequence > ? AND sequence <= ? ORDER BY sequence",
            .integer(indices.lowerBound),
            .integer(indices.upperBound)
        ) { row throws(StoreError) in row.sealedHash().map(MerkleHash.leaf) }
        .compactMap { $0 }
    }

    private func subtrees(level: Int, _ indices: Range<Int64>) throws(StoreError) -> [MerkleHash] {
        try rows(
            of: "journal_tree",
            "SELECT hash FROM journal_tree WHERE level = ? AND position >= ? AND position < ? ORDER BY position",
            .integer(Int64(level)),
            .integer(indices.lowerBound),
            .integer(indices.upperBound)
        ) { row throws(StoreError) in row.sealedHash() }
        .compactMap { $0 }
    }

    func insert(_ root: MerkleHash, at node: MerkleTree.Node) throws(StoreError) {
        try run(
            "INSERT INTO journal_tree (level, position, hash) VALUES (?, ?, ?)",
            .integer(Int64(node.level)),
            .integer(node.index),
            .text(root.hexadecimal)
        )
    }

    func latestCheckpoint() throws(StoreError) -> StoredCheckpoint? {
        try rows(
            of: "checkpoint",
            "SELECT note, signed_at, size FROM checkpoint ORDER BY size DESC LIMIT 1",
            decode: Self.checkpoint
        )
        .first
    }

    func checkpoints(after size: Int64, limit: Int) throws(StoreError) -> [StoredCheckpoint] {
        try rows(
            of: "checkpoint",
            "SELECT note, signed_at, size FROM checkpoint WHERE size > ? ORDER BY size LIMIT ?",
            .integer(size),
            .limit(limit),
            decode: Self.checkpoint
        )
    }

    func insert(_ checkpoint: SignedCheckpoint, at now: Instant) throws(StoreError) {
        try run(
            "INSERT INTO checkpoint (size, note, signed_at) VALUES (?, ?, ?)",
            .integer(checkpoint.checkpoint.size),
            .text(checkpoint.note.encoded),
            .instant(now)
        )
    }

    private static func checkpoint(_ row: inout StoredRow) throws(StoreError) -> StoredCheckpoint {
        let note = row.sealedText()
        let signedAt = try row.instant()
        return StoredCheckpoint(size: try row.integer(), note: note, signedAt: signedAt)
    }

    /// Adds the subtrees to a store of a version that had none.
    mutating func completeTree() throws(StoreError) {
        let stored = try rows(
            of: "journal_tree",
            "SELECT MAX(position) FROM journal_tree WHERE level = 8"
        ) { row throws(StoreError) in try row.optionalInteger() }
        guard stored.first == .some(nil) else { return }
        try growTree(from: 0, to: journalHead().sequence)
    }
}

extension SQLiteStore {
    /// Hashes of the tree of all entries, from left to right.
    public func treeHashes(level: Int, indices: Range<Int64>) async throws(StoreError) -> [MerkleHash] {
        try await read { state throws(StoreError) in try state.treeHashes(level: level, indices) }
    }

    /// The checkpoints over more than `size` entries, the smallest first.
    public func checkpoints(after size: Int64, limit: Int) async throws(StoreError) -> [StoredCheckpoint] {
        try await read { state throws(StoreError) in try state.checkpoints(after: size, limit: limit) }
    }

    /// The checkpoint over the most entries, or `nil` if none was signed.
    public func latestCheckpoint() async throws(StoreError) -> StoredCheckpoint? {
        try await read { state throws(StoreError) in try state.latestCheckpoint() }
    }

    /// Goes through the index that entries are found by, in one consistent state.
    public func reduceTopicIndex<Value: Sendable>(
        _ initial: Value,
        _ take: @escaping @Sendable (inout Value, _ topic: String, _ sequence: Int64) -> Void
    ) async throws(StoreError) -> (value: Value, newest: Int64) {
        try await read { state throws(StoreError) in
            (try state.reduceTopicIndex(initial, take), try state.journalHead().sequence)
        }
    }
}
