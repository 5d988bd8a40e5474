import ConnectorStore
import Testing

/// Proofs in which one thing was changed.
@Suite("Merkle tree: broken proofs")
struct BrokenProofTests {
    private static let leaves = NaiveTree.leaves(21)

    /// Every way to change one hash, leave one out or add one.
    private static func broken(_ proof: [MerkleHash]) -> [[MerkleHash]] {
        var all: [[MerkleHash]] = []
        for position in proof.indices {
            for bit in stride(from: 0, to: 256, by: 37) {
                var changed = proof
                changed[position] = proof[position].flipped(bit)
                all.append(changed)
            }
            var shorter = proof
            shorter.remove(at: position)
            all.append(shorter)
            if position > 0, proof[position] != proof[position - 1] {
                var swapped = proof
                swapped.swapAt(position, position - 1)
                all.append(swapped)
            }
        }
        for position in 0...proof.count {
            var longer = proof
            longer.insert(proof.first ?? leaves[0], at: position)
            all.append(longer)
        }
        return all
    }

    @Test(arguments: [1, 2, 3, 7, 8, 13, 21])
    func aChangedInclusionProofIsRefused(size: Int) {
        let root = NaiveTree.root(Self.leaves[..<size])
        for index in 0..<size {
            let proof = NaiveTree.path(index, Self.leaves[..<size])
            for changed in Self.broken(proof) {
                #expect(!includes(changed, Self.leaves[index], index, size, root), "\(index) in \(size): \(changed)")
            }
            for other in -1...size where other != index {
                #expect(!includes(proof, Self.leaves[index], other, size, root), "\(index) as \(other) in \(size)")
            }
            for bit in stride(from: 0, to: 256, by: 41) {
                #expect(!includes(proof, Self.leaves[index].flipped(bit), index, size, root))
                #expect(!includes(proof, Self.leaves[index], index, size, root.flipped(bit)))
            }
        }
    }

    @Test(arguments: [2, 3, 7, 8, 13, 21])
    func aChangedConsistencyProofIsRefused(size: Int) {
        let root = NaiveTree.root(Self.leaves[..<size])
        for old in 1..<size {
            let oldRoot = NaiveTree.root(Self.leaves[..<old])
            let proof = NaiveTree.subproof(old, Self.leaves[..<size], true)
            for changed in Self.broken(proof) {
                #expect(!extends(changed, old, oldRoot, size, root), "\(old) to \(size): \(changed)")
            }
            for bit in stride(from: 0, to: 256, by: 41) {
                #expect(!extends(proof, old, oldRoot.flipped(bit), size, root))
                #expect(!extends(proof, old, oldRoot, size, root.flipped(bit)))
            }
        }
    }

    private func includes(
        _ proof: [MerkleHash],
        _ leaf: MerkleHash,
        _ index: Int,
        _ size: Int,
        _ root: MerkleHash
    ) -> Bool {
        MerkleTree.proves(proof, inclusionOf: leaf, at: Int64(index), size: Int64(size), root: root)
    }
}

extension MerkleHash {
    /// The hash with one bit changed.
    func flipped(_ bit: Int) -> MerkleHash {
        var bytes = bytes
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        return MerkleHash(bytes: bytes) ?? self
    }
}
