/// The bytes of a cell, and what text they are.
enum CellText {
    /// The text without blanks at its ends: space, TAB, line endings, no-break space (U+00A0) and narrow no-break space (U+202F).
    static func trimmed(_ bytes: Span<UInt8>) -> Range<Int> {
        var start = 0
        var end = bytes.count
        while start < end {
            let length = blankLength(bytes, at: start, before: end)
            guard length > 0 else { break }
            start += length
        }
        while start < end {
            let last = bytes[end - 1]
            if last == .space || (last <= 0x0D && last >= 0x09) {
                end -= 1
            } else if last == 0xA0, end - start >= 2, bytes[end - 2] == 0xC2 {
                end -= 2
            } else if last == 0xAF, end - start >= 3, bytes[end - 2] == 0x80, bytes[end - 3] == 0xE2 {
                end -= 3
            } else {
                break
            }
        }
        return start..<end
    }

    /// The number of bytes of the blank at a place; 0 where there is none.
    static func blankLength(_ bytes: Span<UInt8>, at index: Int, before end: Int) -> Int {
        switch bytes[index] {
        case .space, 0x09...0x0D: 1
        case 0xC2 where index + 1 < end && bytes[index + 1] == 0xA0: 2
        case 0xE2 where index + 2 < end && bytes[index + 1] == 0x80 && bytes[index + 2] == 0xAF: 3
        default: 0
        }
    }

    /// The text of valid UTF-8; `nil` for any other bytes.
    static func string(_ bytes: Span<UInt8>) -> String? {
        unsafe bytes.withUnsafeBufferPointer { unsafe String(validating: $0, as: UTF8.self) }
    }

    /// The text of bytes that are all ASCII.
    static func string(ofASCII bytes: Span<UInt8>) -> String {
        unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// What helps a person to find a value: at most 40 characters, with `\u{1B}` and `\x81` for what cannot be shown.
    ///
    /// The encoding is that of the file, whose bytes ``Undecodable`` stands for.
    static func shown(_ bytes: Span<UInt8>, encoding: TableDialect.Encoding) -> String {
        var result = ""
        var index = 0
        var count = 0
        while index < bytes.count {
            guard count < 40 else { return result + "…" }
            count += 1
            if bytes[index] == Undecodable.lead, encoding != .utf8 {
                let digits = (index + 1..<bytes.count).prefix { bytes[$0] & 0xF0 == 0x80 }.prefix(4)
                result += digits.count == 4 ? "\\u" : "\\x"
                for digit in digits { result += String(bytes[digit] & 0xF, radix: 16, uppercase: true) }
                index += 1 + digits.count
                continue
            }
            let length = max(1, min(sequenceLength(bytes[index]), bytes.count - index))
            if let text = string(bytes.extracting(index..<index + length)), let scalar = text.unicodeScalars.first {
                let isHidden = scalar.properties.generalCategory == .control || scalar.properties.isBidiControl
                result += isHidden ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : text
                index += length
            } else {
                result += "\\x" + String(bytes[index], radix: 16, uppercase: true)
                index += 1
            }
        }
        return result
    }

    /// The length of the UTF-8 sequence that a byte leads.
    private static func sequenceLength(_ lead: UInt8) -> Int {
        switch lead {
        case 0xF0...: 4
        case 0xE0...: 3
        case 0xC0...: 2
        default: 1
        }
    }
}
