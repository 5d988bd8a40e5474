/// The shape of the Merkle tree of RFC 6962 §2.1: which ranges of leaves the hashes of a root or proof stand for.
///
/// Leaves are counted from 0; leaf 0 holds the hash of journal entry 1. Sizes and indices are never negative.
public enum MerkleTree: Sendable {
    /// A subtree over 2^`level` leaves, which starts at a multiple of that number.
    public struct Node: Sendable, Hashable {
        /// How many levels it stands above its leaves.
        public let level: Int
        /// Its place among the nodes of its level, counted from 0.
        public let index: Int64

        /// Names a node.
        public init(level: Int, index: Int64) {
            self.level = level
            self.index = index
        }
    }

    /// The hash of a tree without leaves: SHA-256 over nothing.
    public static let emptyRoot = MerkleHash.sha256([])

    /// The complete subtrees that `leaves`, one of the ranges of a proof, consist of, from left to right.
    public static func nodes(of leaves: Range<Int64>) -> [Node] {
        var nodes: [Node] = []
        var start = leaves.lowerBound
        while start < leaves.upperBound {
            let fitting = 63 - (leaves.upperBound - start).leadingZeroBitCount
            let level = min(start.trailingZeroBitCount, fitting)
            nodes.append(Node(level: level, index: start >> Int64(level)))
            start += 1 << Int64(level)
        }
        return nodes
    }

    /// The hash over the complete subtrees of a range, given from left to right.
    public static func root(over subtrees: [MerkleHash]) -> MerkleHash {
        guard var root = subtrees.last else { return emptyRoot }
        for subtree in subtrees.dropLast().reversed() { root = .node(subtree, root) }
        return root
    }

    /// The hash over a complete subtree whose nodes on one level are `hashes`: a power of two of them, at least one.
    public static func root(ofComplete hashes: [MerkleHash]) -> MerkleHash {
        var level = hashes
        while level.count > 1 {
            level = stride(from: 0, to: level.count - 1, by: 2).map { .node(level[$0], level[$0 + 1]) }
        }
        return level.first ?? emptyRoot
    }

    /// The ranges of leaves whose hashes prove that the leaf `index` is in a tree of `size` leaves, from the leaf's
    /// sibling upwards (RFC 6962 §2.1.1); none if it is not in there.
    public static func inclusionRanges(of index: Int64, size: Int64) -> [Range<Int64>] {
        guard (0..<max(size, 0)).contains(index) else { return [] }
        var siblings: [Range<Int64>] = []
        var leaves = 0..<size
        while leaves.count > 1 {
            let middle = split(leaves)
            if index < middle {
                siblings.append(middle..<leaves.upperBound)
                leaves = leaves.lowerBound..<middle
            } else {
                siblings.append(leaves.lowerBound..<middle)
                leaves = middle..<leaves.upperBound
            }
        }
        return siblings.reversed()
    }

    /// The ranges of leaves whose hashes prove that a tree of `size` leaves begins with the tree of `oldSize` leaves, in
    /// the order of RFC 6962 §2.1.2; none if the trees are equal or the old one is empty.
    public static func consistencyRanges(from oldSize: Int64, to size: Int64) -> [Range<Int64>] {
        guard oldSize > 0, oldSize < size else { return [] }
        var proof: [Range<Int64>] = []
        var leaves = 0..<size
        // Whether `leaves` begins where the old tree does, so that its root is known to who verifies.
        var isOldTree = true
        while leaves.upperBound != oldSize {
            let middle = split(leaves)
            if oldSize <= middle {
                proof.append(middle..<leaves.upperBound)
                leaves = leaves.lowerBound..<middle
            } else {
                proof.append(leaves.lowerBound..<middle)
                leaves = middle..<leaves.upperBound
                isOldTree = false
            }
        }
        if !isOldTree { proof.append(leaves) }
        return proof.reversed()
    }

    /// Where a range is divided: behind the greatest power of two that is smaller than it.
    private static func split(_ leaves: Range<Int64>) -> Int64 {
        let last = leaves.upperBound - leaves.lowerBound - 1
        return leaves.lowerBound + 1 << Int64(63 - last.leadingZeroBitCount)
    }
}
