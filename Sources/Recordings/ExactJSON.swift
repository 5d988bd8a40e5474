/// A JSON text (RFC 8259) that is looked into without being rewritten: numbers stay as they were written, so that 0.00 is
/// still 0.00, and every value knows where in the text it stands.
public struct ExactJSON: Sendable, Hashable {
    /// A member of an object.
    public struct Member: Sendable, Hashable {
        /// The name.
        public let name: String
        /// The value.
        public let value: ExactJSON
        /// Where in the bytes the name stands, with its quotes.
        let nameRange: Range<Int>
    }

    /// What a value is.
    public indirect enum Content: Sendable, Hashable {
        /// The literal `null`.
        case null
        /// The literals `true` and `false`.
        case bool(Bool)
        /// A number as it was written.
        case number(String)
        /// A text without its escapes.
        case string(String)
        /// A list.
        case array([ExactJSON])
        /// Members in their order; a name may occur twice.
        case object([Member])
    }

    /// What the value is.
    public let content: Content
    /// Where in the bytes it stands.
    let range: Range<Int>

    /// How deep values may be nested.
    static let greatestDepth = 256

    /// Reads a whole text; `nil` if it is no JSON or nested more than 256 deep.
    ///
    /// - Parameter bytes: The text in UTF-8.
    public init?(_ bytes: [UInt8]) {
        var scanner = Scanner(bytes: bytes)
        guard let value = scanner.value(depth: 0) else { return nil }
        scanner.skipBlanks()
        guard scanner.position == bytes.count else { return nil }
        self = value
    }

    fileprivate init(_ content: Content, _ range: Range<Int>) {
        self.content = content
        self.range = range
    }

    /// The first member of an object by that name; `nil` if there is none.
    public subscript(name: String) -> ExactJSON? {
        guard case .object(let members) = content else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The element of a list; `nil` if there is none.
    public subscript(index: Int) -> ExactJSON? {
        guard case .array(let elements) = content, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    /// The text of a string; `nil` for anything else.
    public var text: String? {
        guard case .string(let text) = content else { return nil }
        return text
    }

    /// The elements of a list; `nil` for anything else.
    public var elements: [ExactJSON]? {
        guard case .array(let elements) = content else { return nil }
        return elements
    }
}

private struct Scanner {
    let bytes: [UInt8]
    var position = 0

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipBlanks() {
        while let next, [0x20, 0x09, 0x0A, 0x0D].contains(next) { position += 1 }
    }

    /// The next value with the blanks before it.
    mutating func value(depth: Int) -> ExactJSON? {
        guard depth <= ExactJSON.greatestDepth else { return nil }
        skipBlanks()
        let start = position
        let content: ExactJSON.Content?
        switch next {
        case UInt8(ascii: "{"): content = object(depth)
        case UInt8(ascii: "["): content = array(depth)
        case UInt8(ascii: "\""): content = string().map { .string($0) }
        case UInt8(ascii: "t"): content = literal("true", .bool(true))
        case UInt8(ascii: "f"): content = literal("false", .bool(false))
        case UInt8(ascii: "n"): content = literal("null", .null)
        default: content = number()
        }
        return content.map { ExactJSON($0, start..<position) }
    }

    private mutating func take(_ byte: Character) -> Bool {
        guard let next, next == byte.asciiValue else { return false }
        position += 1
        return true
    }

    private mutating func literal(_ word: String, _ content: ExactJSON.Content) -> ExactJSON.Content? {
        guard bytes[position...].starts(with: word.utf8) else { return nil }
        position += word.utf8.count
        return content
    }

    private mutating func object(_ depth: Int) -> ExactJSON.Content? {
        position += 1
        var members: [ExactJSON.Member] = []
        skipBlanks()
        if take("}") { return .object([]) }
        while true {
            skipBlanks()
            let start = position
            guard next == UInt8(ascii: "\""), let name = string() else { return nil }
            let nameRange = start..<position
            skipBlanks()
            guard take(":"), let value = value(depth: depth + 1) else { return nil }
            members.append(ExactJSON.Member(name: name, value: value, nameRange: nameRange))
            skipBlanks()
            if take("}") { return .object(members) }
            guard take(",") else { return nil }
        }
    }

    private mutating func array(_ depth: Int) -> ExactJSON.Content? {
        position += 1
        var elements: [ExactJSON] = []
        skipBlanks()
        if take("]") { return .array([]) }
        while true {
            guard let value = value(depth: depth + 1) else { return nil }
            elements.append(value)
            skipBlanks()
            if take("]") { return .array(elements) }
            guard take(",") else { return nil }
        }
    }

    private mutating func number() -> ExactJSON.Content? {
        let start = position
        _ = take("-")
        if !take("0") { guard digits() else { return nil } }
        if take(".") { guard digits() else { return nil } }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard digits() else { return nil }
        }
        return .number(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private mutating func digits() -> Bool {
        let start = position
        while let next, (0x30...0x39).contains(next) { position += 1 }
        return position > start
    }

    private mutating func string() -> String? {
        position += 1
        let start = position
        while let next, next != UInt8(ascii: "\""), next != UInt8(ascii: "\\") {
            guard next >= 0x20 else { return nil }
            position += 1
        }
        if next == UInt8(ascii: "\"") {
            defer { position += 1 }
            return String(validating: bytes[start..<position], as: UTF8.self)
        }
        return escapedString(from: start)
    }

    private mutating func escapedString(from start: Int) -> String? {
        var units = Array(bytes[start..<position])
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: units, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { return nil }
                units += Array(String(scalar).utf8)
            case ..<0x20: return nil
            default: units.append(byte)
            }
        }
        return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
        guard let byte = next else { return nil }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "u"):
            guard let high = hexadecimal() else { return nil }
            guard (0xD800...0xDBFF).contains(high) else { return Unicode.Scalar(high) }
            guard take("\\"), take("u"), let low = hexadecimal(), (0xDC00...0xDFFF).contains(low) else { return nil }
            return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        default: return nil
        }
    }

    private mutating func hexadecimal() -> UInt32? {
        guard position + 4 <= bytes.count else { return nil }
        let digits = bytes[position..<(position + 4)]
        guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
        position += 4
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}

/// Changes of a text, each of a place of its own.
struct TextEdits: Sendable {
    private var edits: [(range: Range<Int>, text: [UInt8])] = []

    var isEmpty: Bool { edits.isEmpty }

    mutating func replace(_ range: Range<Int>, with text: String) {
        edits.append((range, Array(text.utf8)))
    }

    /// The text with all changes made.
    func applied(to bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var position = 0
        for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            result += bytes[position..<edit.range.lowerBound]
            result += edit.text
            position = edit.range.upperBound
        }
        return result + bytes[position...]
    }
}
