internal import CanonicalModel
internal import Synchronization

extension InMemoryState {
    func treeHashes(level: Int, _ indices: Range<Int64>) throws(StoreError) -> [MerkleHash] {
        let found = indices.compactMap { index -> MerkleHash? in
            guard level == 0 else { return tree[MerkleTree.Node(level: level, index: index)] }
            guard index >= 0, index < entries.count else { return nil }
            return MerkleHash(hexadecimal: entries[Int(index)].hash).map(MerkleHash.leaf)
        }
        guard found.count == indices.count else { throw .incompleteTree(level: level, indices) }
        return found
    }

    func latestCheckpoint() -> StoredCheckpoint? {
        checkpoints.rows.max { $0.key < $1.key }?.value
    }

    func checkpoints(after size: Int64, limit: Int) -> [StoredCheckpoint] {
        checkpoints.rows.filter { $0.key > size }.sorted { $0.key < $1.key }.prefix(max(0, limit)).map(\.value)
    }

    func reduceTopicIndex<Value>(_ initial: Value, _ take: (inout Value, String, Int64) -> Void) -> Value {
        var value = initial
        for entry in entries {
            for topic in Set(entry.topics.map { InMemoryKey($0) }) { take(&value, topic.text, entry.sequence) }
        }
        return value
    }
}

extension InMemoryStore {
    /// Hashes of the tree of all entries, from left to right.
    public func treeHashes(level: Int, indices: Range<Int64>) async throws(StoreError) -> [MerkleHash] {
        try state.withLock { state throws(StoreError) in try state.treeHashes(level: level, indices) }
    }

    /// The checkpoints over more than `size` entries, the smallest first.
    public func checkpoints(after size: Int64, limit: Int) async throws(StoreError) -> [StoredCheckpoint] {
        state.withLock { $0.checkpoints(after: size, limit: limit) }
    }

    /// The checkpoint over the most entries, or `nil` if none was signed.
    public func latestCheckpoint() async throws(StoreError) -> StoredCheckpoint? {
        state.withLock { $0.latestCheckpoint() }
    }

    /// Goes through the index that entries are found by; here they are found by their own topics.
    public func reduceTopicIndex<Value: Sendable>(
        _ initial: Value,
        _ take: @escaping @Sendable (inout Value, _ topic: String, _ sequence: Int64) -> Void
    ) async throws(StoreError) -> (value: Value, newest: Int64) {
        state.withLock { ($0.reduceTopicIndex(initial, take), $0.head.sequence) }
    }
}

extension StoreError {
    /// What a store says whose tree lacks one of the hashes on a level.
    package static func incompleteTree(level: Int, _ indices: Range<Int64>) -> StoreError {
        let width = Int64(1) << Int64(level)
        return .damaged(
            "The tree of the journal has no sound hash for each of the entries \(indices.lowerBound * width + 1) to "
                + "\(indices.upperBound * width) on level \(level); verify the journal and restore the store from a backup"
        )
    }
}
