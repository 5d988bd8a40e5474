import FoundationEssentials
import FoundationXML

/// Reads a fleet page in XML as a stream, by the local names of its elements (domain.md §1: namespaces differ).
///
/// ```
/// Fleet > Links > rel, href
///       > Equipment > EquipmentHeader > OEMName, Model, …
///                   > CumulativeOperatingHours > Hour
/// ```
/// A value may be an attribute or a child element of its group. A fault inside a machine's text spoils that machine; one
/// that breaks the nesting ends the page, and the machines before it are kept.
final class FleetXMLReader: XMLParserDelegate {
    private var page = FleetPage(format: .xml)
    private var hasEnded = false
    private var depth = 0
    private var section = ""
    private var group = ""
    private var fields: [String: String] = [:]
    private var text = ""
    private var isSpoiled = false
    private var machine: OpenMachine?

    private struct OpenMachine {
        var header: [String: String] = [:]
        var operatingHours: [[String: String]] = []
        var fault: String?
    }

    /// Elements deeper than this belong to no fleet page.
    private static let greatestDepth = 64
    /// Longer texts are cut; nothing that is read is nearly as long.
    private static let longestText = 4096

    /// Reads a page.
    ///
    /// - Parameter document: The document, without a byte order mark.
    /// - Returns: The page, with a fault if it could not be read in full.
    static func page(in document: [UInt8]) -> FleetPage {
        if let fault = XMLProlog.fault(of: document) { return FleetPage(format: .xml, fault: fault) }
        let reader = FleetXMLReader()
        let parser = XMLParser(data: Data(document))
        parser.shouldProcessNamespaces = false
        parser.delegate = reader
        // The result says nothing: on Linux it is true for a document that is cut off.
        _ = parser.parse()
        if !reader.hasEnded && reader.page.fault == nil {
            reader.page.fault = PageFault(kind: .malformedPage, reason: "the document has no end")
        }
        return reader.page
    }

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        guard !hasEnded else { return }
        depth += 1
        text = ""
        let name = Self.localName(name)
        let attributes = Self.byLocalName(attributes)
        switch depth {
        case 1: begin(root: name, attributes, parser)
        case 2:
            section = name
            begin(attributes)
            if name == "equipment" { machine = OpenMachine() }
        case 3:
            group = name
            if section == "equipment" { begin(attributes) }
        case Self.greatestDepth...:
            end(PageFault(kind: .malformedPage, reason: "its elements are nested too deeply"), parser)
        default: break
        }
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) {
        guard text.utf8.count < Self.longestText else { return }
        text += characters.prefix(Self.longestText)
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        self.parser(parser, foundCharacters: String(decoding: block, as: UTF8.self))
    }

    func parser(
        _ parser: XMLParser,
        didEndElement name: String,
        namespaceURI: String?,
        qualifiedName: String?
    ) {
        guard !hasEnded else { return }
        switch depth {
        case 4 where machine != nil, 3 where section == "links": fields[Self.localName(name)] = text.trimmed
        case 3: endGroup()
        case 2: endSection()
        case 1: hasEnded = true
        default: break
        }
        text = ""
        depth -= 1
    }

    func parser(_ parser: XMLParser, foundInternalEntityDeclarationWithName name: String, value: String?) {
        end(XMLProlog.declarationFault, parser)
    }

    func parser(
        _ parser: XMLParser,
        foundExternalEntityDeclarationWithName name: String,
        publicID: String?,
        systemID: String?
    ) {
        end(XMLProlog.declarationFault, parser)
    }

    func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
        let fault = XMLFault(error, line: parser.lineNumber, column: parser.columnNumber)
        if fault.isHarmless { return }
        // Behind the root's end every fault is one of the whole page.
        guard fault.spoilsTextOnly, !hasEnded else {
            return end(PageFault(kind: .malformedPage, reason: fault.reason), parser)
        }
        if machine == nil {
            isSpoiled = true
            page.fault = page.fault ?? PageFault(kind: .malformedPage, reason: fault.reason)
        } else {
            machine?.fault = fault.reason
        }
    }
}

extension FleetXMLReader {
    private func begin(root name: String, _ attributes: [String: String], _ parser: XMLParser) {
        guard name == "fleet" else {
            let reason = "the root element is '\(name.prefix(40))' where Fleet was expected"
            return end(PageFault(kind: .notAFleetDocument, reason: reason), parser)
        }
        page.namespace = attributes["xmlns"]
        page.version = attributes["version"]
        page.snapshotTime = attributes["snapshottime"]
    }

    private func begin(_ attributes: [String: String]) {
        fields = attributes.mapValues(\.trimmed)
    }

    private func endGroup() {
        switch group {
        case "equipmentheader": machine?.header = fields
        case "cumulativeoperatinghours": machine?.operatingHours.append(fields)
        default: break
        }
    }

    private func endSection() {
        if section == "links", !isSpoiled, let link = FleetLink(fields: fields) { page.links.append(link) }
        if let open = machine {
            page.machines.append(
                FleetMachine(header: open.header, operatingHours: open.operatingHours, fault: open.fault)
            )
        }
        machine = nil
        section = ""
        // Not where a section begins: a fault in its attributes comes before it.
        isSpoiled = false
    }

    private func end(_ fault: PageFault, _ parser: XMLParser) {
        guard page.fault == nil || !hasEnded else { return }
        page.fault = fault
        hasEnded = true
        parser.abortParsing()
    }

    private static func localName(_ name: String) -> String {
        (name.split(separator: ":").last.map(String.init) ?? name).lowercased()
    }

    /// Attributes by local name; a root's namespace is found under `xmlns`, whatever prefix it is bound to.
    private static func byLocalName(_ attributes: [String: String]) -> [String: String] {
        var result: [String: String] = [:]
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            result[name.hasPrefix("xmlns") ? "xmlns" : localName(name)] = value
        }
        return result
    }
}
