/// What stands before an XML document's root, looked through before a parser sees it.
///
/// A document type declaration is refused up front, so that no entity is ever declared, expanded or fetched.
enum XMLProlog {
    /// The fault of a document that declares a document type.
    static let declarationFault = PageFault(
        kind: .entityDeclaration,
        reason: "the document declares a document type, which a fleet snapshot has no use for; it was not read"
    )

    /// Looks for what must not reach the parser.
    ///
    /// - Parameter document: The document, without a byte order mark.
    /// - Returns: The fault, or `nil` if the document may be parsed.
    static func fault(of document: [UInt8]) -> PageFault? {
        var rest = document[...]
        while true {
            rest = rest.drop(while: isBlank)
            if starts(rest, "<?xml") {
                guard let end = firstRange(of: "?>", in: rest) else { return nil }
                if let fault = fault(ofXMLDeclaration: rest[..<end.lowerBound]) { return fault }
                rest = rest[end.upperBound...]
            } else if starts(rest, "<?") {
                guard let end = firstRange(of: "?>", in: rest) else { return nil }
                rest = rest[end.upperBound...]
            } else if starts(rest, "<!--") {
                guard let end = firstRange(of: "-->", in: rest.dropFirst(4)) else { return nil }
                rest = rest[end.upperBound...]
            } else {
                return starts(rest, "<!") ? fault(ofDeclaration: rest) : nil
            }
        }
    }

    /// Whether a byte is white space in XML and JSON.
    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// Tells a web page, which often begins with a harmless declaration, from a document with entities.
    private static func fault(ofDeclaration rest: ArraySlice<UInt8>) -> PageFault {
        let declaration = rest.prefix { $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "[") }
        let words = String(decoding: declaration, as: UTF8.self).lowercased().split { $0.isWhitespace }
        let opensSubset = rest.dropFirst(declaration.count).first == UInt8(ascii: "[")
        if words.first == "<!doctype", words.dropFirst().first == "html", !opensSubset {
            return PageFault(kind: .notAFleetDocument, reason: "the answer is a web page, not a fleet snapshot")
        }
        return declarationFault
    }

    /// Refuses an encoding that does not write markup as ASCII does: this scan must see what a parser sees.
    private static func fault(ofXMLDeclaration declaration: ArraySlice<UInt8>) -> PageFault? {
        guard let name = firstRange(of: "encoding", in: declaration) else { return nil }
        let value = declaration[name.upperBound...].drop { isBlank($0) || $0 == UInt8(ascii: "=") }
        let quoted = value.dropFirst().prefix { $0 != value.first }
        let encoding = String(decoding: quoted.prefix(40), as: UTF8.self).lowercased()
        guard readableEncodings.contains(encoding), firstRange(of: "encoding", in: value) == nil else {
            return PageFault(kind: .malformedPage, reason: "its encoding is '\(encoding)'; UTF-8 was expected")
        }
        return nil
    }

    private static let readableEncodings = [
        "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252",
    ]

    private static func starts(_ bytes: ArraySlice<UInt8>, _ text: StaticString) -> Bool {
        bytes.starts(with: Array("\(text)".utf8))
    }

    private static func firstRange(of text: StaticString, in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        let pattern = Array("\(text)".utf8)
        let last = bytes.endIndex - pattern.count
        guard bytes.startIndex <= last else { return nil }
        return (bytes.startIndex...last).first { bytes[$0...].starts(with: pattern) }.map { $0..<($0 + pattern.count) }
    }
}
