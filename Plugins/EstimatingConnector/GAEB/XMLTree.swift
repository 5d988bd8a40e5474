import ConnectorKit
import Foundation
import FoundationXML

/// An element of an XML document, by local names.
final class XMLNode {
    let name: String
    let attributes: [String: String]
    /// The namespace that is declared on it, under whatever prefix.
    let namespace: String?
    let line: Int
    fileprivate(set) var children: [XMLNode] = []
    /// The text directly in it, without blanks around it.
    fileprivate(set) var text = ""

    fileprivate init(name: String, attributes: [String: String], namespace: String?, line: Int) {
        self.name = name
        self.attributes = attributes
        self.namespace = namespace
        self.line = line
    }

    /// The first child of this name.
    func child(_ name: String) -> XMLNode? { children.first { $0.name == name } }

    /// The element at the end of a path of names.
    func descendant(_ path: String...) -> XMLNode? {
        path.reduce(Optional(self)) { $0?.child($1) }
    }

    /// All children of this name.
    func all(_ name: String) -> [XMLNode] { children.filter { $0.name == name } }

    /// The text of a child; `nil` if there is none, or it is empty.
    func value(_ name: String) -> String? {
        guard let text = child(name)?.text, !text.isEmpty else { return nil }
        return text
    }

    /// All texts in it, one after the other.
    var wholeText: String {
        ([text] + children.map(\.wholeText)).filter { !$0.isEmpty }.joined(separator: " ")
    }
}

/// Reads an XML document as a tree of bounded size; never one that declares a document type or entities.
final class XMLTree: XMLParserDelegate {
    private var open: [XMLNode] = []
    private var root: XMLNode?
    private var isEnded = false
    private var fault: FileFault?
    private var count = 0
    private var skipDepth: Int?
    private let skipped: Set<String>
    private let mostElements: Int

    /// Deeper elements belong to no bill.
    private static let greatestDepth = 100
    /// Longer texts are cut; nothing that is read is nearly as long.
    private static let longestText = 4096

    private init(skipping skipped: Set<String>, mostElements: Int) {
        self.skipped = skipped
        self.mostElements = mostElements
    }

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - document: The whole document.
    ///   - skipped: The names of elements that are not kept, with all that is in them.
    ///   - mostElements: How many elements may be kept; each takes some 200 bytes of memory.
    /// - Returns: The root.
    /// - Throws: ``FileFault`` with the line of what is wrong.
    static func root(
        of document: [UInt8],
        skipping skipped: Set<String> = [],
        mostElements: Int
    ) throws(FileFault) -> XMLNode {
        try refuseWhatAParserMustNotSee(document)
        let reader = XMLTree(skipping: skipped, mostElements: mostElements)
        // As a stream: of a document in one piece libxml2 takes no more than ten million bytes.
        let parser = XMLParser(stream: InputStream(data: Data(document)))
        parser.delegate = reader
        // The result says nothing: on Linux it is true for a document that is cut off.
        _ = parser.parse()
        if let fault = reader.fault { throw fault }
        guard let root = reader.root, reader.isEnded else {
            throw FileFault("line \(parser.lineNumber): the document has no end; it seems to be cut off")
        }
        return root
    }

    /// `<!DOCTYPE` and `<!ENTITY` stand in no text of a well-formed document, so that they are refused wherever they are;
    /// and so are encodings in which they would be written otherwise.
    private static func refuseWhatAParserMustNotSee(_ document: [UInt8]) throws(FileFault) {
        if document.contains(0) { throw FileFault("the document is not UTF-8: it holds NUL bytes; export it as UTF-8") }
        let head = String(decoding: document.prefix(400), as: UTF8.self)
        if let declared = head.range(of: "encoding").map({ head[$0.upperBound...] }) {
            let name = declared.drop { $0 == "=" || $0.isWhitespace }.dropFirst().prefix { $0 != "\"" && $0 != "'" }
            guard readable.contains(name.lowercased()) else {
                throw FileFault("line 1: the document's encoding is '\(name.prefix(30))'; export it as UTF-8")
            }
        }
        var rest = document[...]
        while let begin = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = document[(begin + 1)...]
            guard rest.first == UInt8(ascii: "!") else { continue }
            let word = String(decoding: rest.dropFirst().prefix(7), as: UTF8.self).uppercased()
            guard word.hasPrefix("DOCTYPE") || word.hasPrefix("ENTITY") else { continue }
            let line = document[..<begin].count { $0 == UInt8(ascii: "\n") } + 1
            throw FileFault(
                kind: "entity_declaration",
                "line \(line): the document declares a document type, which a bill has no use for; it was not read"
            )
        }
    }

    private static let readable: Set = [
        "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252",
    ]

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        guard fault == nil else { return }
        let name = Self.localName(name)
        if skipDepth == nil, skipped.contains(name) { skipDepth = open.count }
        if skipDepth == nil { count += 1 }
        let namespace = attributes.first { $0.key == "xmlns" || $0.key.hasPrefix("xmlns:") }
        let node = XMLNode(
            name: name,
            attributes: Dictionary(attributes.map { (Self.localName($0.key), $0.value) }) { first, _ in first },
            namespace: attributes["xmlns"] ?? namespace?.value,
            line: parser.lineNumber
        )
        guard open.count < Self.greatestDepth else {
            return end(FileFault("line \(parser.lineNumber): its elements are nested too deeply"), parser)
        }
        guard count <= mostElements else {
            let reason = "the document has more than \(mostElements) elements, one for each 40 bytes of 'sizeLimit'"
            return end(FileFault("line \(parser.lineNumber): \(reason); divide the bill, or raise the limit"), parser)
        }
        if skipDepth == nil { open.last?.children.append(node) }
        if root == nil { root = node }
        open.append(node)
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) {
        guard skipDepth == nil, let node = open.last, node.text.utf8.count < Self.longestText else { return }
        node.text += characters.prefix(Self.longestText)
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        self.parser(parser, foundCharacters: String(decoding: block, as: UTF8.self))
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        guard fault == nil, let node = open.popLast() else { return }
        node.text = node.text.withoutBlanksAround
        if skipDepth == open.count { skipDepth = nil }
        if open.isEmpty { isEnded = true }
    }

    func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
        // Later XML versions and undeclared prefixes: names are compared without their prefixes.
        if [97, 99, 100, 200, 201, 202, 203, 204, 205].contains((error as NSError).code) { return }
        let place = "line \(parser.lineNumber), column \(parser.columnNumber)"
        end(FileFault("\(place): this is no well-formed XML (error \((error as NSError).code) of libxml2)"), parser)
    }

    private func end(_ fault: FileFault, _ parser: XMLParser) {
        if self.fault == nil { self.fault = fault }
        parser.abortParsing()
    }

    private static func localName(_ name: String) -> String {
        name.split(separator: ":").last.map(String.init) ?? name
    }
}

extension String {
    /// The text without blanks around it.
    var withoutBlanksAround: String {
        var text = self[...].drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
