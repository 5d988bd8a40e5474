extension WorkingState {
    /// Stores the roots of the subtrees that the entries behind `size` complete, up to the entry `newSize`.
    ///
    /// - Parameters:
    ///   - size: The number of entries whose subtrees are stored.
    ///   - newSize: The number of entries now.
    ///   - appended: The hashes of the newest entries as far as they are at hand, so that they need not be read.
    /// - Throws: ``StoreError/damaged(_:)`` if a subtree below is missing; what the store itself throws.
    package mutating func growTree(
        from size: Int64,
        to newSize: Int64,
        appended: [String] = []
    ) throws(StoreError) {
        let width = Int64(1) << Int64(MerkleTree.Node.storedStep)
        var level = 0
        var (old, new) = (size, newSize)
        while new / width > old / width {
            for index in old / width..<new / width {
                let children = index * width..<(index + 1) * width
                let atHand = level == 0 ? appended.suffix(from: children, ending: newSize) : []
                let read = children.lowerBound..<children.upperBound - Int64(atHand.count)
                let leaves = atHand.compactMap { MerkleHash(hexadecimal: $0).map(MerkleHash.leaf) }
                let hashes = try (read.isEmpty ? [] : treeHashes(level: level, read)) + leaves
                let node = MerkleTree.Node(level: level + MerkleTree.Node.storedStep, index: index)
                try insert(MerkleTree.root(ofComplete: hashes), at: node)
            }
            level += MerkleTree.Node.storedStep
            (old, new) = (old / width, new / width)
        }
    }

    /// The root of the tree of the first `size` entries, all of them committed.
    func treeRoot(size: Int64) throws(StoreError) -> MerkleHash {
        var subtrees: [MerkleHash] = []
        for node in MerkleTree.nodes(of: 0..<size) {
            let read = node.storedNodes
            subtrees.append(MerkleTree.root(ofComplete: try treeHashes(level: read.level, read.indices)))
        }
        return MerkleTree.root(over: subtrees)
    }
}

extension [String] {
    /// Those for `leaves`, where the last one here stands for the leaf before `end`: a suffix of `leaves`.
    fileprivate func suffix(from leaves: Range<Int64>, ending end: Int64) -> ArraySlice<String> {
        let first = end - Int64(count)
        guard first < leaves.upperBound else { return [] }
        return self[Int(Swift.max(leaves.lowerBound, first) - first)..<Int(leaves.upperBound - first)]
    }
}
