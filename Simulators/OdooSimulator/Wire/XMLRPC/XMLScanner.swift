/// Cuts an XML document into tags and texts, as strictly as Odoo's parser (expat) and without document types.
///
/// Attributes, comments and processing instructions are read over. Only the five entities of XML itself exist, so that
/// nothing can expand.
struct XMLScanner {
    enum Token: Equatable {
        /// An opening tag by its name, without the prefix of a namespace.
        case start(String)
        /// A closing tag.
        case end
        /// A piece of text; pieces follow one another where the document has comments or sections.
        case text(String)
        /// The end of the document.
        case finish
    }

    /// How deep elements may lie within one another: far deeper than any call, and no danger for the stack.
    static let greatestDepth = 400

    private let bytes: [UInt8]
    private var position = 0
    private var open: [String] = []
    private var isInsideEmptyElement = false
    private var hasRoot = false

    /// Starts at the beginning of a document.
    ///
    /// - Throws: ExpatError if its encoding is not known.
    init(_ document: [UInt8]) throws(OdooError) {
        var document = document
        if document.starts(with: [0xEF, 0xBB, 0xBF]) { document.removeFirst(3) }
        let declaration = String(decoding: document.prefix(100).prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self)
        if let encoding = declaration.firstMatch(of: /^<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']/)?.1.lowercased() {
            switch encoding {
            case "utf-8", "utf8", "us-ascii", "ascii": break
            case "iso-8859-1": document = Self.utf8(ofLatin1: document)
            default: throw Self.refusal("unknown encoding", line: 1, column: 30)
            }
        }
        bytes = document
    }

    /// The next tag or text.
    ///
    /// - Throws: ExpatError where the document is not well-formed, RecursionError where it lies too deep.
    mutating func next() throws(OdooError) -> Token {
        if isInsideEmptyElement {
            isInsideEmptyElement = false
            open.removeLast()
            return .end
        }
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<") else {
                let piece = try text()
                guard open.isEmpty else { return .text(piece) }
                guard piece.allSatisfy(\.isWhitespace) else {
                    throw refusal(hasRoot ? "junk after document element" : "syntax error")
                }
                continue
            }
            let mark = position + 1 < bytes.count ? bytes[position + 1] : 0
            if mark == UInt8(ascii: "!") || mark == UInt8(ascii: "?") {
                if try skipAside() { continue }
                if let section = try section() { return .text(section) }
            }
            return try tag()
        }
        guard open.isEmpty, hasRoot else { throw refusal("no element found") }
        return .finish
    }

    private static func utf8(ofLatin1 bytes: [UInt8]) -> [UInt8] {
        Array(String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })).utf8)
    }
}

extension XMLScanner {
    /// Reads over a comment, a processing instruction or a declaration at the cursor.
    private mutating func skipAside() throws(OdooError) -> Bool {
        for (beginning, end) in [("<!--", "-->"), ("<?", "?>")] where stands(beginning) {
            position += beginning.utf8.count
            guard let after = find(end) else { throw refusal("unclosed token") }
            position = after
            return true
        }
        if stands("<!DOCTYPE") { throw refusal("document types are not taken") }
        return false
    }

    /// The text of a CDATA section at the cursor.
    private mutating func section() throws(OdooError) -> String? {
        guard stands("<![CDATA[") else { return nil }
        let start = position + "<![CDATA[".utf8.count
        position = start
        guard let after = find("]]>"), !open.isEmpty else { throw refusal("unclosed CDATA section") }
        position = after
        return try decoded(start..<(after - 3))
    }

    private mutating func tag() throws(OdooError) -> Token {
        let start = position
        position += 1
        let isClosing = position < bytes.count && bytes[position] == UInt8(ascii: "/")
        if isClosing { position += 1 }
        let name = name()
        guard !name.isEmpty else { throw refusal("not well-formed (invalid token)", at: start) }
        if isClosing {
            skipBlanks()
            guard take(">") else { throw refusal("not well-formed (invalid token)") }
            guard open.last == name else { throw refusal("mismatched tag", at: start) }
            open.removeLast()
            return .end
        }
        guard !open.isEmpty || !hasRoot else { throw refusal("junk after document element", at: start) }
        hasRoot = true
        isInsideEmptyElement = try skipAttributes()
        guard open.count < Self.greatestDepth else {
            throw .python("RecursionError", "maximum recursion depth exceeded")
        }
        open.append(name)
        return .start(name.utf8.contains(UInt8(ascii: ":")) ? String(name.split(separator: ":").last ?? "") : name)
    }

    /// Reads over the attributes and the end of an opening tag; whether the element ends with it.
    private mutating func skipAttributes() throws(OdooError) -> Bool {
        while true {
            skipBlanks()
            if take(">") { return false }
            if take("/>") { return true }
            guard position < bytes.count else { throw refusal("unclosed token") }
            guard !name().isEmpty else { throw refusal("not well-formed (invalid token)") }
            skipBlanks()
            guard take("=") else { throw refusal("not well-formed (invalid token)") }
            skipBlanks()
            guard let quote = ["\"", "'"].first(where: stands), let after = find(quote, from: position + 1) else {
                throw refusal("not well-formed (invalid token)")
            }
            position = after
        }
    }

    private mutating func name() -> String {
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...0xFF,
                UInt8(ascii: "_"), UInt8(ascii: ":"):
                position += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
                guard position > start else { return "" }
                position += 1
            default: return String(decoding: bytes[start..<position], as: UTF8.self)
            }
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }
}

extension XMLScanner {
    /// The text up to the next tag, with its references replaced.
    private mutating func text() throws(OdooError) -> String {
        let start = position
        var hasReference = false
        while position < bytes.count, bytes[position] != UInt8(ascii: "<") {
            if bytes[position] == UInt8(ascii: "&") { hasReference = true }
            position += 1
        }
        let raw = try decoded(start..<position)
        guard hasReference else { return raw }
        var result = ""
        var rest = raw[...]
        while let mark = rest.firstIndex(of: "&") {
            result += rest[..<mark]
            guard let end = rest[mark...].firstIndex(of: ";") else {
                throw refusal("not well-formed (invalid token)", at: start)
            }
            result.unicodeScalars.append(try scalar(ofReference: rest[rest.index(after: mark)..<end], at: start))
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private func scalar(ofReference name: Substring, at place: Int) throws(OdooError) -> Unicode.Scalar {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        guard name.hasPrefix("#") else { throw refusal("undefined entity", at: place) }
        let isHexadecimal = name.hasPrefix("#x")
        let number = UInt32(name.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10)
        guard let number, let scalar = Unicode.Scalar(number), Self.isCharacter(number) else {
            throw refusal("reference to invalid character number", at: place)
        }
        return scalar
    }

    /// The bytes as text, with the ends of lines that XML knows.
    private func decoded(_ range: Range<Int>) throws(OdooError) -> String {
        for place in range where bytes[place] < 0x20 && !Self.isCharacter(UInt32(bytes[place])) {
            throw refusal("not well-formed (invalid token)", at: place)
        }
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw refusal("not well-formed (invalid token)", at: range.lowerBound)
        }
        guard text.utf8.contains(0x0D) else { return text }
        return String(text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n"))
            .replacing("\r", with: "\n")
    }

    /// Whether XML has the character.
    private static func isCharacter(_ number: UInt32) -> Bool {
        number >= 0x20 ? number != 0xFFFE && number != 0xFFFF : number == 0x09 || number == 0x0A || number == 0x0D
    }
}

extension XMLScanner {
    private func stands(_ text: String) -> Bool {
        stands(text, at: position)
    }

    private func stands(_ text: String, at place: Int) -> Bool {
        var place = place
        for byte in text.utf8 {
            guard place < bytes.count, bytes[place] == byte else { return false }
            place += 1
        }
        return true
    }

    private mutating func take(_ text: String) -> Bool {
        guard stands(text) else { return false }
        position += text.utf8.count
        return true
    }

    /// The place after the next `text`.
    private func find(_ text: String, from start: Int? = nil) -> Int? {
        var place = start ?? position
        while place < bytes.count {
            if stands(text, at: place) { return place + text.utf8.count }
            place += 1
        }
        return nil
    }

    private mutating func skipBlanks() {
        while position < bytes.count, bytes[position] <= 0x20, Self.isCharacter(UInt32(bytes[position])) {
            position += 1
        }
    }

    /// The exception at a place of the document, the cursor unless told.
    private func refusal(_ reason: String, at place: Int? = nil) -> OdooError {
        let before = bytes[..<min(place ?? position, bytes.count)]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let column = before.count - ((before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1)
        return Self.refusal(reason, line: line, column: column)
    }

    private static func refusal(_ reason: String, line: Int, column: Int) -> OdooError {
        OdooError("xml.parsers.expat.ExpatError", "\(reason): line \(line), column \(column)")
    }
}
