extension MerkleTree {
    /// Whether `proof` shows that a tree with this root and size holds `leaf` at `index`.
    ///
    /// A root does not tell its size: take both from the same signed checkpoint.
    ///
    /// - Parameters:
    ///   - proof: The hashes of ``inclusionRanges(of:size:)``.
    ///   - leaf: The hash of the leaf, as ``MerkleHash/leaf(_:)`` makes it.
    ///   - index: The place of the leaf, counted from 0.
    ///   - size: The number of leaves.
    ///   - root: The hash of the tree.
    /// - Returns: Whether the proof holds.
    public static func proves(
        _ proof: [MerkleHash],
        inclusionOf leaf: MerkleHash,
        at index: Int64,
        size: Int64,
        root: MerkleHash
    ) -> Bool {
        guard index >= 0, index < size else { return false }
        var path = Path(node: index, last: size - 1)
        var hash = leaf
        for sibling in proof {
            guard let side = path.side else { return false }
            hash = side == .left ? .node(sibling, hash) : .node(hash, sibling)
            path.ascend()
        }
        return path.side == nil && hash == root
    }

    /// Whether `proof` shows that the first `oldSize` leaves of a tree are the tree whose root is `oldRoot`.
    ///
    /// - Parameters:
    ///   - proof: The hashes of ``consistencyRanges(from:to:)``.
    ///   - oldSize: The number of leaves of the old tree.
    ///   - oldRoot: The hash of the old tree.
    ///   - size: The number of leaves of the new tree.
    ///   - root: The hash of the new tree.
    /// - Returns: Whether the proof holds.
    public static func proves(
        _ proof: [MerkleHash],
        thatTreeOf oldSize: Int64,
        root oldRoot: MerkleHash,
        isPrefixOfTreeOf size: Int64,
        root: MerkleHash
    ) -> Bool {
        guard oldSize >= 0, oldSize <= size else { return false }
        if oldSize == 0 { return proof.isEmpty && oldRoot == emptyRoot && (size > 0 || root == emptyRoot) }
        if oldSize == size { return proof.isEmpty && oldRoot == root }
        // Start at the largest complete subtree that ends where the old tree ends.
        var path = Path(node: oldSize - 1, last: size - 1)
        path.ascendFromRightChildren()
        let isComplete = oldSize & (oldSize - 1) == 0
        guard let start = isComplete ? oldRoot : proof.first else { return false }
        var old = start
        var new = start
        for sibling in isComplete ? proof[...] : proof.dropFirst() {
            guard let side = path.side else { return false }
            if side == .left {
                old = .node(sibling, old)
                new = .node(sibling, new)
            } else {
                new = .node(new, sibling)
            }
            path.ascend()
        }
        return path.side == nil && old == oldRoot && new == root
    }

    /// The way from a node up to the root, beside the right edge of the tree.
    private struct Path {
        enum Side {
            case left
            case right
        }

        private(set) var node: Int64
        private var last: Int64

        init(node: Int64, last: Int64) {
            self.node = node
            self.last = last
        }

        /// On which side the next sibling stands; `nil` at the root.
        var side: Side? {
            guard last > 0 else { return nil }
            return node & 1 == 1 || node == last ? .left : .right
        }

        /// Goes up, at the right edge as far as there is no sibling on the right.
        mutating func ascend() {
            if node == last {
                while node & 1 == 0, node != 0 { shift() }
            }
            shift()
        }

        mutating func ascendFromRightChildren() {
            while node & 1 == 1 { shift() }
        }

        private mutating func shift() {
            node >>= 1
            last >>= 1
        }
    }
}
