extension JSON {
    /// How ``text(style:)`` lays out a document.
    public enum PrintStyle: Sendable, Hashable {
        /// No blanks: `{"id":7,"tags":[1,2]}`.
        case compact
        /// A blank behind each comma and colon, as Python prints: `{"id": 7, "tags": [1, 2]}`.
        case spaced
        /// One member or element a line, indented by two blanks a level.
        case pretty
    }

    /// The one text that equal values share, in UTF-8: what is hashed, signed and compared.
    ///
    /// Members are sorted by the UTF-8 bytes of their keys; there are no blanks; only `"`, `\` and control characters are
    /// escaped; a real is its shortest text that reads back as the same number and stays a real (`100.0`).
    public var canonicalBytes: [UInt8] {
        var writer = JSONWriter(style: .compact, sortsMembers: true)
        writer.write(self)
        return writer.bytes
    }

    /// ``canonicalBytes`` as a text.
    public var canonicalText: String { String(decoding: canonicalBytes, as: UTF8.self) }

    /// The canonical text of a list of texts.
    public static func canonicalText(of texts: [String]) -> String {
        var writer = JSONWriter(style: .compact, sortsMembers: true)
        writer.write(texts: texts)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Prints the value with members in the order of their insertion.
    ///
    /// Reading the text gives an equal value, within the limits of reading; a member name with U+0000 in it is printed but
    /// not read. Characters beyond ASCII are printed as they are.
    ///
    /// - Parameter style: How the document is laid out.
    /// - Returns: The document.
    public func text(style: PrintStyle = .compact) -> String {
        var writer = JSONWriter(style: style, sortsMembers: false)
        writer.write(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

/// Prints values; libjansson does not, since it writes 129.95 as 129.94999999999999.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private let style: JSON.PrintStyle
    private let sortsMembers: Bool
    private var level = 0

    init(style: JSON.PrintStyle, sortsMembers: Bool) {
        self.style = style
        self.sortsMembers = sortsMembers
    }

    mutating func write(_ value: JSON) {
        switch value {
        case .null: write(raw: "null")
        case .bool(let truth): write(raw: truth ? "true" : "false")
        case .integer(let number): write(raw: String(number))
        case .real(let number): write(real: number)
        case .string(let text): write(text: text)
        case .array(let elements): write(elements: elements)
        case .object(let object):
            if sortsMembers { write(members: object.sortedByKey) } else { write(members: object) }
        }
    }

    private mutating func write(raw text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func write(real number: Double) {
        precondition(number.isFinite, "JSON.real must be finite, got \(number)")
        write(raw: number.description)
    }

    mutating func write(text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { characters in
            var isPlain = true
            // Without an early end, so that several bytes are compared at once.
            for index in characters.indices {
                let byte = unsafe characters[index]
                isPlain = isPlain && byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
            }
            guard !isPlain else { return unsafe bytes.append(contentsOf: characters) }
            for index in characters.indices { write(character: unsafe characters[index]) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func write(character byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): write(raw: "\\\"")
        case UInt8(ascii: "\\"): write(raw: "\\\\")
        case 0x08: write(raw: "\\b")
        case 0x09: write(raw: "\\t")
        case 0x0A: write(raw: "\\n")
        case 0x0C: write(raw: "\\f")
        case 0x0D: write(raw: "\\r")
        case 0..<0x10: write(raw: "\\u000" + String(byte, radix: 16))
        case 0x10..<0x20: write(raw: "\\u00" + String(byte, radix: 16))
        default: bytes.append(byte)
        }
    }

    mutating func write(texts: [String]) {
        bytes.append(UInt8(ascii: "["))
        for (index, text) in texts.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(text: text)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(elements: [JSON]) {
        guard !elements.isEmpty else { return write(raw: "[]") }
        bytes.append(UInt8(ascii: "["))
        level += 1
        for (index, element) in elements.enumerated() {
            separate(isFirst: index == 0)
            write(element)
        }
        close(with: "]")
    }

    private mutating func write(members: some Sequence<(key: String, value: JSON)>) {
        bytes.append(UInt8(ascii: "{"))
        level += 1
        var isEmpty = true
        for (key, value) in members {
            separate(isFirst: isEmpty)
            isEmpty = false
            write(text: key)
            write(raw: style == .compact ? ":" : ": ")
            write(value)
        }
        close(with: "}", isEmpty: isEmpty)
    }

    private mutating func separate(isFirst: Bool) {
        if !isFirst { write(raw: style == .spaced ? ", " : ",") }
        if style == .pretty { startLine() }
    }

    private mutating func close(with bracket: String, isEmpty: Bool = false) {
        level -= 1
        if style == .pretty, !isEmpty { startLine() }
        write(raw: bracket)
    }

    private mutating func startLine() {
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * level))
    }
}
