public import CanonicalModel

/// What proves the journal: the nodes of its Merkle tree, the signed checkpoints, and the index of business keys.
public protocol AuditStore: Sendable {
    /// Hashes of the tree of all entries, from left to right.
    ///
    /// - Parameters:
    ///   - level: 0 for leaves, made from the entries' hashes as they are stored now; 8, 16, 24 and so on for the roots
    ///     of complete subtrees, which are stored with the entry that completes them.
    ///   - indices: The places on that level.
    /// - Returns: One hash for each place.
    /// - Throws: ``StoreError/damaged(_:)`` if one is missing or no hash.
    func treeHashes(level: Int, indices: Range<Int64>) async throws(StoreError) -> [MerkleHash]

    /// The checkpoints over more than `size` entries, the smallest first.
    func checkpoints(after size: Int64, limit: Int) async throws(StoreError) -> [StoredCheckpoint]

    /// The checkpoint over the most entries, or `nil` if none was signed.
    func latestCheckpoint() async throws(StoreError) -> StoredCheckpoint?

    /// Goes through the index that ``JournalStore/journal(topic:)`` finds entries by, in one consistent state.
    ///
    /// - Parameters:
    ///   - initial: What is made from the index, to begin with.
    ///   - take: Adds an entry's number under a topic; the order of the calls is the store's own.
    /// - Returns: What was made, and the number of the newest entry in that state.
    /// - Throws: ``StoreError`` if the index cannot be read.
    func reduceTopicIndex<Value: Sendable>(
        _ initial: Value,
        _ take: @escaping @Sendable (inout Value, _ topic: String, _ sequence: Int64) -> Void
    ) async throws(StoreError) -> (value: Value, newest: Int64)
}

/// A checkpoint that was signed, as it is stored now, even if it was changed by hand.
public struct StoredCheckpoint: Sendable, Hashable {
    /// How many entries it is over, as it is found by.
    public let size: Int64
    /// The signed note.
    public let note: String
    /// When it was signed.
    public let signedAt: Instant

    /// Creates a stored checkpoint from what is stored.
    public init(size: Int64, note: String, signedAt: Instant) {
        self.size = size
        self.note = note
        self.signedAt = signedAt
    }

    /// Creates a stored checkpoint.
    public init(signed: SignedCheckpoint, signedAt: Instant) {
        self.init(size: signed.checkpoint.size, note: signed.note.encoded, signedAt: signedAt)
    }

    /// The checkpoint, whose signatures are not looked at.
    ///
    /// - Throws: ``StoreError/damaged(_:)`` if the note is none of a checkpoint over so many entries.
    public var signed: SignedCheckpoint {
        get throws(StoreError) {
            do throws(AuditError) {
                let signed = try SignedCheckpoint(unverified: note)
                guard signed.checkpoint.size == size else {
                    throw .malformed("its note is over \(signed.checkpoint.size) entries")
                }
                return signed
            } catch {
                throw .damaged(
                    "The checkpoint over \(size) entries cannot be read (\(error)): the store was damaged or changed by hand; "
                        + "verify the journal and restore the store from a backup"
                )
            }
        }
    }
}

extension AuditStore {
    /// The hashes over ranges of leaves, such as those of ``MerkleTree/inclusionRanges(of:size:)``.
    ///
    /// Few rows are read, however long the journal is: at most 255 on each stored level for each edge of a range.
    ///
    /// - Throws: ``StoreError/damaged(_:)`` if a node is missing.
    public func treeRoots(of ranges: [Range<Int64>]) async throws(StoreError) -> [MerkleHash] {
        var roots: [MerkleHash] = []
        for range in ranges {
            var subtrees: [MerkleHash] = []
            for node in MerkleTree.nodes(of: range) {
                let read = node.storedNodes
                subtrees.append(
                    MerkleTree.root(ofComplete: try await treeHashes(level: read.level, indices: read.indices))
                )
            }
            roots.append(MerkleTree.root(over: subtrees))
        }
        return roots
    }

    /// The root of the tree of the first `size` entries.
    ///
    /// - Throws: ``StoreError/damaged(_:)`` if a node is missing.
    public func treeRoot(size: Int64) async throws(StoreError) -> MerkleHash {
        try await treeRoots(of: [0..<size]).first ?? MerkleTree.emptyRoot
    }
}

extension MerkleTree.Node {
    /// How many levels lie between those whose nodes are stored.
    static let storedStep = 8

    /// The stored nodes that this node stands above: itself, or up to 128 of the next level below that is stored.
    var storedNodes: (level: Int, indices: Range<Int64>) {
        let rest = level % Self.storedStep
        return (level - rest, index << Int64(rest)..<(index + 1) << Int64(rest))
    }
}
