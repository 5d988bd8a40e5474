import ConnectorStore

/// The tree of RFC 6962 §2.1 word by word: slow, and easy to compare with the text.
enum NaiveTree {
    /// The data of leaf `index` in the trees of these tests.
    static func data(_ index: Int) -> MerkleHash { .sha256(Array("leaf \(index)".utf8)) }

    static func leaves(_ count: Int) -> [MerkleHash] { (0..<count).map { .leaf(data($0)) } }

    /// MTH(D[n]).
    static func root(_ leaves: ArraySlice<MerkleHash>) -> MerkleHash {
        guard let first = leaves.first else { return .sha256([]) }
        guard leaves.count > 1 else { return first }
        let middle = leaves.startIndex + split(leaves.count)
        return .node(root(leaves[..<middle]), root(leaves[middle...]))
    }

    /// PATH(m, D[n]).
    static func path(_ index: Int, _ leaves: ArraySlice<MerkleHash>) -> [MerkleHash] {
        guard leaves.count > 1 else { return [] }
        let half = split(leaves.count)
        let middle = leaves.startIndex + half
        return index < half
            ? path(index, leaves[..<middle]) + [root(leaves[middle...])]
            : path(index - half, leaves[middle...]) + [root(leaves[..<middle])]
    }

    /// SUBPROOF(m, D[n], b).
    static func subproof(_ size: Int, _ leaves: ArraySlice<MerkleHash>, _ isKnown: Bool) -> [MerkleHash] {
        if size == leaves.count { return isKnown ? [] : [root(leaves)] }
        let half = split(leaves.count)
        let middle = leaves.startIndex + half
        return size <= half
            ? subproof(size, leaves[..<middle], isKnown) + [root(leaves[middle...])]
            : subproof(size - half, leaves[middle...], false) + [root(leaves[..<middle])]
    }

    /// The hash over a range as the tree under test composes it.
    static func composed(_ range: Range<Int64>, _ leaves: [MerkleHash]) -> MerkleHash {
        let subtrees = MerkleTree.nodes(of: range).map { node in
            let width = 1 << node.level
            let start = Int(node.index) * width
            return MerkleTree.root(ofComplete: Array(leaves[start..<start + width]))
        }
        return MerkleTree.root(over: subtrees)
    }

    /// The greatest power of two that is smaller than `count`.
    private static func split(_ count: Int) -> Int {
        var half = 1
        while half * 2 < count { half *= 2 }
        return half
    }
}
