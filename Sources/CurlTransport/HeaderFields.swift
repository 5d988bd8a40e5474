import ConnectorKit

/// What may stand in a header field (RFC 9110, sections 5.1 and 5.5), and how libcurl wants it written.
enum HeaderFields {
    static func isToken(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !delimiters.contains($0) }
    }

    static func breaksLine(_ text: String) -> Bool {
        text.utf8.contains { $0 == 0x0D || $0 == 0x0A || $0 == 0 }
    }

    static func isSendable(_ field: HTTPField) -> Bool {
        isToken(field.name) && !breaksLine(field.value)
    }

    /// The line for libcurl, which takes a colon without a value as the wish to leave the field out.
    static func line(for field: HTTPField) -> String {
        let isBlank = field.value.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
        return isBlank ? "\(field.name);" : "\(field.name): \(field.value)"
    }

    /// The field in a received line; `nil` for a status line, an empty line and what is no field.
    static func field(in line: [UInt8]) -> HTTPField? {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return nil }
        let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
        let value = line[(colon + 1)...].drop(while: isBlank)
        let end = value.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? value.startIndex
        let name = String(decoding: line[..<colon], as: UTF8.self)
        return isToken(name) ? HTTPField(name, String(decoding: value[..<end], as: UTF8.self)) : nil
    }

    private static let delimiters = Set("\"(),/:;<=>?@[\\]{}".utf8)
}
