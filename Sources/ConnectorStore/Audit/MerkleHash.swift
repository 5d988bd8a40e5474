internal import Crypto
internal import FoundationEssentials

/// A SHA-256 hash as the journal and its Merkle tree use it: 32 bytes.
public struct MerkleHash: Sendable, Hashable, CustomStringConvertible {
    /// The bytes in groups of eight, the first byte of a group the most significant.
    private let words: SIMD4<UInt64>

    /// Takes 32 bytes; `nil` for any other number.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var words = SIMD4<UInt64>()
        for (offset, byte) in bytes.enumerated() { words[offset / 8] = words[offset / 8] << 8 | UInt64(byte) }
        self.words = words
    }

    /// Reads 64 lower-case hexadecimal digits; `nil` for anything else.
    public init?(hexadecimal text: String) {
        var text = text
        guard let hash = text.withUTF8({ unsafe MerkleHash(hexadecimal: $0) }) else { return nil }
        self = hash
    }

    /// Reads 64 lower-case hexadecimal digits; `nil` for anything else.
    package init?(hexadecimal characters: UnsafeBufferPointer<UInt8>) {
        guard characters.count == 64 else { return nil }
        var words = SIMD4<UInt64>()
        for word in 0..<4 {
            var value: UInt64 = 0
            for position in 16 * word..<16 * word + 16 {
                guard let digit = unsafe Self.digit(characters[position]) else { return nil }
                value = value << 4 | UInt64(digit)
            }
            words[word] = value
        }
        self.words = words
    }

    /// Reads the one base64 text (RFC 4648 §4) that 32 bytes have; `nil` for anything else.
    public init?(base64 text: String) {
        guard let data = Data(base64Encoded: text), data.base64EncodedString() == text else { return nil }
        self.init(bytes: data)
    }

    private init(_ digest: SHA256Digest) {
        words = unsafe digest.withUnsafeBytes { bytes in
            var words = SIMD4<UInt64>()
            for word in 0..<4 {
                words[word] = unsafe UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self))
            }
            return words
        }
    }

    /// The SHA-256 hash of `bytes`.
    public static func sha256(_ bytes: [UInt8]) -> MerkleHash {
        MerkleHash(SHA256.hash(data: bytes))
    }

    /// The hash of a leaf that holds `data`, the hash of a journal entry: SHA-256 over 0x00 and the 32 bytes
    /// (RFC 6962 §2.1).
    public static func leaf(_ data: MerkleHash) -> MerkleHash { sha256(after: 0, data, nil) }

    /// The hash of a node above two others: SHA-256 over 0x01 and the hashes of both (RFC 6962 §2.1).
    public static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash { sha256(after: 1, left, right) }

    /// The SHA-256 hash of a byte and the bytes of one or two hashes behind it.
    private static func sha256(after prefix: UInt8, _ first: MerkleHash, _ second: MerkleHash?) -> MerkleHash {
        unsafe withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { bytes in
            unsafe bytes[0] = prefix
            unsafe first.store(in: bytes, at: 1)
            unsafe second?.store(in: bytes, at: 33)
            var hasher = SHA256()
            unsafe hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[..<(second == nil ? 33 : 65)]))
            return MerkleHash(hasher.finalize())
        }
    }

    private func store(in bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
        for word in 0..<4 {
            unsafe bytes.storeBytes(of: words[word].bigEndian, toByteOffset: offset + 8 * word, as: UInt64.self)
        }
    }

    /// The bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        append(to: &bytes)
        return bytes
    }

    /// The bytes as 64 lower-case hexadecimal digits.
    public var hexadecimal: String {
        unsafe String(unsafeUninitializedCapacity: 64) { characters in
            for position in 0..<64 {
                let digit = UInt8(truncatingIfNeeded: words[position / 16] >> UInt64(60 - position % 16 * 4)) & 0xF
                unsafe characters[position] = digit < 10 ? digit + UInt8(ascii: "0") : digit + UInt8(ascii: "a") - 10
            }
            return 64
        }
    }

    /// The bytes in base64 (RFC 4648 §4).
    public var base64: String { Data(bytes).base64EncodedString() }

    /// The hexadecimal digits.
    public var description: String { hexadecimal }

    private func append(to bytes: inout [UInt8]) {
        for word in 0..<4 {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: words[word] >> UInt64(shift)))
            }
        }
    }

    private static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
