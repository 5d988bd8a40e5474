import ConnectorStore
import Testing

@Suite("Merkle tree")
struct MerkleTreeTests {
    /// The trees that implementations of RFC 6962 commonly test with: their leaves' data, and the root from 1 leaf on.
    private static let knownLeaves: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57], (0x60...0x6f).map { $0 },
    ]
    private static let knownRoots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test func rootsAreThoseOfKnownTrees() {
        let leaves = Self.knownLeaves.map { MerkleHash.sha256([0] + $0) }
        for (index, root) in Self.knownRoots.enumerated() {
            #expect(NaiveTree.composed(0..<Int64(index + 1), leaves).hexadecimal == root)
        }
    }

    @Test func hashesAreThoseOfTheRFC() throws {
        #expect(
            MerkleTree.emptyRoot.hexadecimal == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
        let zeros = try #require(MerkleHash(bytes: [UInt8](repeating: 0, count: 32)))
        #expect(MerkleHash.leaf(zeros) == .sha256([0] + zeros.bytes))
        #expect(MerkleHash.node(zeros, .leaf(zeros)) == .sha256([1] + zeros.bytes + MerkleHash.leaf(zeros).bytes))
    }

    @Test func aHashIsReadAsItIsWritten() throws {
        let hash = NaiveTree.data(1)
        #expect(hash.bytes.count == 32 && hash.hexadecimal.utf8.count == 64)
        #expect(MerkleHash(bytes: hash.bytes) == hash)
        #expect(MerkleHash(hexadecimal: hash.hexadecimal) == hash)
        #expect(MerkleHash(base64: hash.base64) == hash)
        #expect(MerkleHash(hexadecimal: hash.hexadecimal.uppercased()) == nil)
        #expect(MerkleHash(hexadecimal: hash.hexadecimal + "0") == nil)
        #expect(MerkleHash(bytes: hash.bytes.dropLast()) == nil)
        #expect(MerkleHash(base64: hash.base64 + "=") == nil)
        #expect(MerkleHash(base64: String(hash.base64.dropLast())) == nil)
        // The last letter before the padding carries two bits that mean nothing; they must be zero.
        let last = try #require(hash.base64.dropLast().last)
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let other = letters[try #require(letters.firstIndex(of: last)) | 1]
        #expect(other != last && MerkleHash(base64: String(hash.base64.dropLast(2)) + "\(other)=") == nil)
    }

    @Test func rootsOfAllSizesAreThoseOfTheDefinition() {
        let leaves = NaiveTree.leaves(300)
        for size in 0...300 {
            #expect(NaiveTree.composed(0..<Int64(size), leaves) == NaiveTree.root(leaves[..<size]), "size \(size)")
        }
    }

    @Test func inclusionProofsAreThoseOfTheDefinitionAndVerify() {
        let leaves = NaiveTree.leaves(130)
        for size in Array(1...20) + [31, 32, 33, 64, 65, 130] {
            let root = NaiveTree.root(leaves[..<size])
            for index in 0..<size {
                let ranges = MerkleTree.inclusionRanges(of: Int64(index), size: Int64(size))
                let proof = ranges.map { NaiveTree.composed($0, leaves) }
                #expect(proof == NaiveTree.path(index, leaves[..<size]), "\(index) in \(size)")
                let holds = MerkleTree.proves(
                    proof,
                    inclusionOf: leaves[index],
                    at: Int64(index),
                    size: Int64(size),
                    root: root
                )
                #expect(holds, "\(index) in \(size)")
            }
        }
    }

    @Test func consistencyProofsAreThoseOfTheDefinitionAndVerify() {
        let leaves = NaiveTree.leaves(65)
        let roots = (0...65).map { NaiveTree.root(leaves[..<$0]) }
        for size in Array(0...17) + [31, 32, 33, 50, 64, 65] {
            for old in 0...size {
                let ranges = MerkleTree.consistencyRanges(from: Int64(old), to: Int64(size))
                let proof = ranges.map { NaiveTree.composed($0, leaves) }
                let expected = old == 0 ? [] : NaiveTree.subproof(old, leaves[..<size], true)
                #expect(proof == expected, "\(old) to \(size)")
                #expect(extends(proof, old, roots[old], size, roots[size]), "\(old) to \(size)")
            }
        }
    }

    @Test func anotherTreeIsNoContinuation() {
        let leaves = NaiveTree.leaves(40)
        for old in 1..<40 {
            var changed = leaves
            changed[old - 1] = .leaf(NaiveTree.data(1000))
            let (root, oldRoot) = (NaiveTree.root(changed[...]), NaiveTree.root(leaves[..<old]))
            for tree in [leaves, changed] {
                let proof = MerkleTree.consistencyRanges(from: Int64(old), to: 40)
                    .map { NaiveTree.composed($0, tree) }
                #expect(!extends(proof, old, oldRoot, 40, root), "\(old)")
            }
        }
        #expect(!extends([], 3, NaiveTree.root(leaves[..<3]), 2, NaiveTree.root(leaves[..<2])))
        #expect(!extends([], 0, leaves[0], 2, NaiveTree.root(leaves[..<2])))
        #expect(!extends([leaves[0]], 0, MerkleTree.emptyRoot, 2, NaiveTree.root(leaves[..<2])))
        #expect(!extends([], -1, MerkleTree.emptyRoot, 2, NaiveTree.root(leaves[..<2])))
    }

    @Test func aProofOfTenMillionLeavesHasAtMost24Hashes() {
        let size: Int64 = 10_000_000
        for index in [0, 1, 255, 256, 4_999_999, 8_388_607, 8_388_608, 9_999_935, 9_999_936, 9_999_999] as [Int64] {
            #expect(MerkleTree.inclusionRanges(of: index, size: size).count <= 24)
            #expect(MerkleTree.consistencyRanges(from: index, to: size).count <= 25)
        }
        #expect(MerkleTree.inclusionRanges(of: size, size: size) == [])
        #expect(MerkleTree.inclusionRanges(of: -1, size: size) == [])
        #expect(MerkleTree.inclusionRanges(of: 0, size: -1) == [])
        #expect(MerkleTree.inclusionRanges(of: .max - 1, size: .max).count <= 63)
    }
}

/// Whether a proof shows that the tree of `size` leaves begins with that of `old`.
func extends(_ proof: [MerkleHash], _ old: Int, _ oldRoot: MerkleHash, _ size: Int, _ root: MerkleHash) -> Bool {
    MerkleTree.proves(proof, thatTreeOf: Int64(old), root: oldRoot, isPrefixOfTreeOf: Int64(size), root: root)
}
