import Foundation

/// One tag as it stands in a text of HTML, read in one pass: whatever follows `<` and a letter goes on to the next `>` that is
/// not within quotes, or to the end of the text.
struct HTMLTag {
    /// The name in small letters.
    let name: String
    let isEnd: Bool
    /// Whether the tag ends its element too: `<b/>`.
    let isClosed: Bool
    let attributes: [(name: String, value: String?)]

    /// Reads the tag at `position`, which is left behind it; `nil`, and nothing is read, where no tag begins.
    init?(_ text: [Unicode.Scalar], _ position: inout Int) {
        var reader = HTMLTagReader(text, position + 1)
        isEnd = reader.take("/")
        guard let first = reader.next, first.isASCII, first.properties.isAlphabetic else { return nil }
        name = reader.word { !Self.isBlank($0) && $0 != "/" && $0 != ">" }.lowercased()
        var found: [(name: String, value: String?)] = []
        var isClosed = false
        while let next = reader.next, next != ">" {
            isClosed = next == "/"
            if let attribute = reader.attribute() { found.append(attribute) }
        }
        _ = reader.take(">")
        self.isClosed = isClosed
        attributes = found
        position = reader.position
    }

    static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
}

/// Reads the parts of a tag; every step goes forward.
private struct HTMLTagReader {
    private let text: [Unicode.Scalar]
    private(set) var position: Int

    init(_ text: [Unicode.Scalar], _ position: Int) {
        self.text = text
        self.position = position
    }

    var next: Unicode.Scalar? { position < text.count ? text[position] : nil }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    mutating func word(while belongs: (Unicode.Scalar) -> Bool) -> String {
        var word = String.UnicodeScalarView()
        while let next, belongs(next) {
            word.append(next)
            position += 1
        }
        return String(word)
    }

    /// The attribute that begins here; `nil` for a blank or a slash, which are passed.
    mutating func attribute() -> (name: String, value: String?)? {
        if let next, HTMLTag.isBlank(next) || next == "/" || next == "=" {
            position += 1
            return nil
        }
        let name = word { !HTMLTag.isBlank($0) && !["=", "/", ">"].contains($0) }.lowercased()
        skipBlanks()
        guard take("=") else { return (name, nil) }
        skipBlanks()
        return (name, value())
    }

    private mutating func value() -> String {
        for quote in ["\"", "'"] as [Unicode.Scalar] where take(quote) {
            defer { _ = take(quote) }
            return word { $0 != quote }
        }
        return word { !HTMLTag.isBlank($0) && $0 != ">" }
    }

    private mutating func skipBlanks() {
        while let next, HTMLTag.isBlank(next) { position += 1 }
    }
}
