/// What is wrong with a document, and where.
struct XMLFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Bytes from the start.
    let offset: Int
    let detail: String

    var description: String { "\(detail) at byte \(offset)" }
}

/// Cuts an XML document without a document type into tags and texts.
///
/// It knows as much of XML as XML-RPC uses: elements, character references and the five named entities, comments and
/// processing instructions. Attributes are passed over. A document type is refused, so that no entity is ever declared.
struct XMLScanner {
    enum Token: Sendable, Hashable {
        case open(String)
        case close(String)
        case text(String)
        case end
    }

    private let bytes: [UInt8]
    private(set) var position = 0
    /// The element of an empty tag, which is closed next.
    private var emptied: String?

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    mutating func next() throws(XMLFault) -> Token {
        if let name = emptied {
            emptied = nil
            return .close(name)
        }
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<") else { return .text(try text()) }
            if starts("<?") {
                try skip(to: "?>")
            } else if starts("<!--") {
                try skip(to: "-->")
            } else if starts("<!") {
                throw fault("a declaration, which XML-RPC has no use for")
            } else {
                return try tag()
            }
        }
        return .end
    }

    func fault(_ detail: String) -> XMLFault { XMLFault(offset: position, detail: detail) }

    private mutating func tag() throws(XMLFault) -> Token {
        let start = position + 1
        guard let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) else { throw fault("a tag without its end") }
        let inside = bytes[start..<end]
        let isClosing = inside.first == UInt8(ascii: "/")
        let isEmpty = !isClosing && inside.last == UInt8(ascii: "/")
        let letters = inside.drop { $0 == UInt8(ascii: "/") }
            .prefix { !OdooText.isBlank($0) && $0 != UInt8(ascii: "/") }
        guard !letters.isEmpty else { throw fault("a tag without a name") }
        let name = String(decoding: letters, as: UTF8.self)
        position = end + 1
        if isClosing { return .close(name) }
        if isEmpty { emptied = name }
        return .open(name)
    }

    private mutating func text() throws(XMLFault) -> String {
        let end = bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        var clean: [UInt8] = []
        clean.reserveCapacity(end - position)
        while position < end {
            if bytes[position] == UInt8(ascii: "&") {
                clean += Array(String(try reference(before: end)).utf8)
            } else {
                clean.append(bytes[position])
                position += 1
            }
        }
        guard let text = String(validating: clean, as: UTF8.self) else { throw fault("bytes that are no UTF-8") }
        return text
    }

    private mutating func reference(before end: Int) throws(XMLFault) -> Character {
        guard let semicolon = bytes[position..<end].firstIndex(of: UInt8(ascii: ";")) else {
            throw fault("a reference without its end")
        }
        let name = String(decoding: bytes[(position + 1)..<semicolon], as: UTF8.self)
        guard let character = Self.character(name) else { throw fault("an unknown reference") }
        position = semicolon + 1
        return character
    }

    private static func character(_ name: String) -> Character? {
        switch name {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard name.hasPrefix("#") else { return nil }
            let digits = name.dropFirst()
            let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return number.flatMap(Unicode.Scalar.init).map { Character($0) }
        }
    }

    private mutating func skip(to mark: StaticString) throws(XMLFault) {
        let pattern = Array("\(mark)".utf8)
        while position + pattern.count <= bytes.count {
            if bytes[position...].starts(with: pattern) {
                position += pattern.count
                return
            }
            position += 1
        }
        throw fault("the document has no end")
    }

    private func starts(_ mark: StaticString) -> Bool { bytes[position...].starts(with: Array("\(mark)".utf8)) }
}
