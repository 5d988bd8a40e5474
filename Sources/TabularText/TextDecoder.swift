/// Turns the bytes of a file into UTF-8, however they are divided into chunks.
///
/// What an encoding does not have becomes bytes that no UTF-8 has (``Undecodable``), so that the cell that holds it is found
/// and told, and its neighbours are read.
struct TextDecoder: Sendable {
    let encoding: TableDialect.Encoding
    /// The UTF-8 of each byte from 0x80, where one byte is one character.
    private let upperHalf: [[UInt8]]
    /// The first byte of two.
    private var carry: UInt8?
    /// The first half of a surrogate pair.
    private var highSurrogate: UInt16?

    init(_ encoding: TableDialect.Encoding) {
        self.encoding = encoding
        upperHalf = (CodePage.upperHalf(of: encoding) ?? []).enumerated().map { index, scalar in
            guard scalar != 0, let scalar = Unicode.Scalar(scalar) else {
                return Undecodable.bytes(for: UInt8(128 + index))
            }
            return Array(String(Character(scalar)).utf8)
        }
    }

    /// Appends the text of `bytes` to `text`.
    mutating func decode(_ bytes: ArraySlice<UInt8>, into text: inout [UInt8]) {
        switch encoding {
        case .utf8: text.append(contentsOf: bytes)
        case .windows1252, .codePage850:
            var rest = bytes
            // Most text is ASCII, which is taken as it is.
            while let upper = rest.firstIndex(where: { $0 >= 0x80 }) {
                text.append(contentsOf: rest[..<upper])
                text.append(contentsOf: upperHalf[Int(rest[upper]) - 128])
                rest = rest[(upper + 1)...]
            }
            text.append(contentsOf: rest)
        case .utf16LittleEndian, .utf16BigEndian: decodeUTF16(bytes, into: &text)
        }
    }

    /// Whether the file ended within a character; `text` is the end of what was decoded.
    func isCutOff(after text: ArraySlice<UInt8>) -> Bool {
        guard encoding == .utf8 else { return carry != nil || highSurrogate != nil }
        // A lead byte among the last three that wants more bytes than there are.
        for (distance, byte) in text.suffix(3).reversed().enumerated() where byte & 0xC0 != 0x80 {
            let length = byte >= 0xF0 && byte < 0xF5 ? 4 : byte >= 0xE0 && byte < 0xF0 ? 3 : byte >= 0xC2 ? 2 : 1
            return byte >= 0xC2 && byte < 0xF5 && distance + 1 < length
        }
        return false
    }

    private mutating func decodeUTF16(_ bytes: ArraySlice<UInt8>, into text: inout [UInt8]) {
        let isLittle = encoding == .utf16LittleEndian
        var rest = bytes
        if let first = carry, let second = rest.popFirst() {
            carry = nil
            take(unit: Self.unit(first, second, isLittle: isLittle), into: &text)
        }
        var index = rest.startIndex
        text.reserveCapacity(text.count + rest.count / 2)
        while index + 1 < rest.endIndex {
            let unit = Self.unit(rest[index], rest[index + 1], isLittle: isLittle)
            if unit < 0x80, highSurrogate == nil { text.append(UInt8(unit)) } else { take(unit: unit, into: &text) }
            index += 2
        }
        if index < rest.endIndex { carry = rest[index] }
    }

    private static func unit(_ first: UInt8, _ second: UInt8, isLittle: Bool) -> UInt16 {
        isLittle ? UInt16(second) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(second)
    }

    private mutating func take(unit: UInt16, into text: inout [UInt8]) {
        if let high = highSurrogate {
            highSurrogate = nil
            if unit & 0xFC00 == 0xDC00 {
                let scalar = 0x10000 + (UInt32(high & 0x3FF) << 10 | UInt32(unit & 0x3FF))
                text.append(UInt8(0xF0 | scalar >> 18))
                text.append(UInt8(0x80 | scalar >> 12 & 0x3F))
                text.append(UInt8(0x80 | scalar >> 6 & 0x3F))
                text.append(UInt8(0x80 | scalar & 0x3F))
                return
            }
            text.append(contentsOf: Undecodable.bytes(for: high))
        }
        switch unit {
        case ..<0x80: text.append(UInt8(unit))
        case ..<0x800:
            text.append(UInt8(0xC0 | unit >> 6))
            text.append(UInt8(0x80 | unit & 0x3F))
        case 0xD800..<0xDC00: highSurrogate = unit
        case 0xDC00..<0xE000: text.append(contentsOf: Undecodable.bytes(for: unit))
        default:
            text.append(UInt8(0xE0 | unit >> 12))
            text.append(UInt8(0x80 | unit >> 6 & 0x3F))
            text.append(UInt8(0x80 | unit & 0x3F))
        }
    }
}

/// What stands in decoded text for a byte or a half of a pair that the encoding does not have: 0xFF, which no UTF-8 holds,
/// and the hexadecimal digits as bytes from 0x80.
enum Undecodable {
    static let lead: UInt8 = 0xFF

    static func bytes(for byte: UInt8) -> [UInt8] {
        [lead, 0x80 | byte >> 4, 0x80 | byte & 0xF]
    }

    static func bytes(for unit: UInt16) -> [UInt8] {
        [lead] + [12, 8, 4, 0].map { 0x80 | UInt8(truncatingIfNeeded: unit >> $0 & 0xF) }
    }
}
