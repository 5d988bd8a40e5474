/// Turns text into the bytes of an encoding.
struct TextEncoder: Sendable {
    private let encoding: TableDialect.Encoding
    /// The byte of each character of the upper half of a code page.
    private let upperHalf: [UInt16: UInt8]

    init(_ encoding: TableDialect.Encoding) {
        self.encoding = encoding
        var bytes: [UInt16: UInt8] = [:]
        for (index, scalar) in (CodePage.upperHalf(of: encoding) ?? []).enumerated() where scalar != 0 {
            bytes[scalar] = UInt8(128 + index)
        }
        upperHalf = bytes
    }

    var byteOrderMark: [UInt8] {
        switch encoding {
        case .utf8: [0xEF, 0xBB, 0xBF]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        case .windows1252, .codePage850: []
        }
    }

    /// The bytes of a text; `nil` if it holds a character that the encoding does not have.
    func encode(_ text: String) -> [UInt8]? {
        switch encoding {
        case .utf8: return Array(text.utf8)
        case .utf16LittleEndian: return text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        case .utf16BigEndian: return text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        case .windows1252, .codePage850:
            var result: [UInt8] = []
            for unit in text.utf16 {
                guard let byte = unit < 0x80 ? UInt8(unit) : upperHalf[unit] else { return nil }
                result.append(byte)
            }
            return result
        }
    }
}
