/// Pieces of bytes one behind the other, within a bound; a piece that was just kept is not kept twice.
struct TextStore: Sendable {
    /// Where a piece lies.
    struct Place: Sendable, Hashable {
        /// The place of nothing.
        static let nowhere = Place(rawValue: .max)

        let rawValue: UInt32
    }

    /// The longest piece.
    static let longestPiece = 512 << 10

    // A place is the number of a block and an offset of 20 bits in it.
    private static let blockBits: UInt32 = 20
    private static let blockBytes = 1 << 20
    private static let lengthBytes = 4

    private let greatestBlocks: Int
    private var blocks: [[UInt8]] = []
    // Where a piece with such a hash was kept last: most requests repeat one that was just sent.
    private var recent = [Place](repeating: .nowhere, count: 1 << 15)

    /// Creates an empty store.
    ///
    /// - Parameter mebibytes: How much it takes, 1 to 4,095.
    init(mebibytes: Int) {
        greatestBlocks = min(max(mebibytes, 1), 4095)
    }

    /// Keeps a piece of at most ``longestPiece`` bytes; `nil` if the store is full.
    mutating func keep(_ piece: ArraySlice<UInt8>) -> Place? {
        // FNV-1a.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in piece { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        let slot = Int((hash ^ (hash >> 32)) & UInt64(recent.count - 1))
        if recent[slot] != .nowhere, self[recent[slot]] == piece { return recent[slot] }
        guard let place = append(piece) else { return nil }
        recent[slot] = place
        return place
    }

    /// The piece at a place that ``keep(_:)`` gave.
    subscript(place: Place) -> ArraySlice<UInt8> {
        let block = blocks[Int(place.rawValue >> Self.blockBits)]
        let start = Int(place.rawValue) & (Self.blockBytes - 1)
        let length = (0..<Self.lengthBytes).reduce(0) { $0 << 8 | Int(block[start + $1]) }
        return block[(start + Self.lengthBytes)..<(start + Self.lengthBytes + length)]
    }

    private mutating func append(_ piece: ArraySlice<UInt8>) -> Place? {
        let needed = Self.lengthBytes + piece.count
        if (blocks.last?.count ?? Self.blockBytes) + needed > Self.blockBytes {
            guard blocks.count < greatestBlocks else { return nil }
            blocks.append([])
            blocks[blocks.count - 1].reserveCapacity(Self.blockBytes)
        }
        let last = blocks.count - 1
        let place = Place(rawValue: UInt32(last) << Self.blockBits | UInt32(blocks[last].count))
        for shift in stride(from: 24, through: 0, by: -8) {
            blocks[last].append(UInt8(truncatingIfNeeded: piece.count >> shift))
        }
        blocks[last].append(contentsOf: piece)
        return place
    }
}
