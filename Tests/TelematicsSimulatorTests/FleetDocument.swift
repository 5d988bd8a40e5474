import Foundation
import FoundationXML
import JSON
import SimulatorKit

/// One machine of a page, as a reader without any knowledge of the dialect sees it.
struct ReportedMachine: Sendable {
    /// The texts by the path below `Equipment`; those of the header by their own name.
    var fields: [String: String] = [:]

    subscript(name: String) -> String? { fields[name] }

    /// The operating hours in hundredths, read from a decimal or a duration.
    var operatingHours: Int64? { Self.hundredths(fields["CumulativeOperatingHours/Hour"]) }

    /// The idle hours in hundredths.
    var idleHours: Int64? { Self.hundredths(fields["CumulativeIdleHours/Hour"]) }

    /// When the operating hours were read.
    var readAt: SimulatedInstant? { fields["CumulativeOperatingHours/datetime"].flatMap(SimulatedInstant.init(_:)) }

    /// What tells this machine from others.
    var key: String { [self["SerialNumber"], self["EquipmentID"]].map { $0 ?? "" }.joined(separator: "|") }

    static func hundredths(_ text: String?) -> Int64? {
        guard let text else { return nil }
        if text.hasPrefix("P") {
            guard let duration = VirtualDuration(text) else { return nil }
            return (duration.microseconds + 18_000_000) / 36_000_000
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = Int64(parts[0]) else { return nil }
        guard parts.count == 2 else { return whole * 100 }
        let fraction = parts[1] + String(repeating: "0", count: max(0, 2 - parts[1].count))
        return Int64(fraction.prefix(2)).map { whole * 100 + $0 }
    }
}

/// A page of any dialect.
struct FleetDocument: Sendable {
    var namespace: String?
    var snapshotTime: String?
    var links: [String: String] = [:]
    var machines: [ReportedMachine] = []

    init(_ response: SimulatedResponse) throws {
        let type = response.headers.first { $0.name == "Content-Type" }?.value ?? ""
        guard response.status == 200 || response.status == 404 else {
            throw SimulatorError("status \(response.status)")
        }
        if response.status == 404 { return }
        if type.contains("json") {
            read(try JSON(parsing: response.body))
        } else {
            let reader = XMLReader()
            let parser = XMLParser(data: Data(response.body))
            parser.shouldProcessNamespaces = true
            parser.delegate = reader
            // The parser says nothing about a document that ends before its root element does.
            guard parser.parse(), reader.isComplete else {
                throw SimulatorError("no XML: \(parser.parserError.map { "\($0)" } ?? "unknown")")
            }
            self = reader.document
        }
    }

    fileprivate init() {}

    private mutating func read(_ json: JSON) {
        func member(_ json: JSON, _ name: String) -> JSON? {
            json.objectValue?.first { $0.key.lowercased() == name.lowercased() }?.value
        }
        snapshotTime = member(json, "SnapshotTime")?.stringValue
        for link in member(json, "Links")?.arrayValue ?? [] {
            guard let rel = member(link, "Rel")?.stringValue else { continue }
            links[rel] = member(link, "Href")?.stringValue
        }
        for equipment in member(json, "Equipment")?.arrayValue ?? [] {
            var machine = ReportedMachine()
            for (name, value) in equipment.objectValue ?? JSONObject() {
                for (inner, leaf) in value.objectValue ?? JSONObject() {
                    let path =
                        name.lowercased() == "equipmentheader"
                        ? capitalised(inner) : "\(capitalised(name))/\(capitalised(inner))"
                    machine.fields[path] = leaf.stringValue ?? leaf.text()
                }
            }
            machines.append(machine)
        }
    }

    private func capitalised(_ name: String) -> String {
        switch name.lowercased() {
        case "oemname": "OEMName"
        case "pin": "PIN"
        case "datetime": "datetime"
        default: name.prefix(1).uppercased() + name.dropFirst()
        }
    }
}

/// Collects the leaves of a page.
private final class XMLReader: NSObject, XMLParserDelegate {
    var document = FleetDocument()
    var isComplete: Bool { path.isEmpty }
    private var path: [String] = []
    private var text = ""
    private var link: (rel: String, href: String) = ("", "")

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        path.append(name)
        text = ""
        switch path.count {
        case 1:
            document.namespace = namespaceURI
            document.snapshotTime = attributes["snapshotTime"]
        case 2 where name == "Equipment": document.machines.append(ReportedMachine())
        case 3:
            if let datetime = attributes["datetime"] { set("\(name)/datetime", datetime) }
        default: break
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        text += string
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        let value = text.trimmingCharacters(in: .whitespacesAndNewlines)
        switch path.dropFirst() {
        case ["Links", "rel"]: link.rel = value
        case ["Links", "href"]: link.href = value
        case ["Links"]: document.links[link.rel] = link.href
        case ["Equipment", "EquipmentHeader", name]: set(name, value)
        default:
            if path.count == 4 { set("\(path[2])/\(name)", value) }
        }
        path.removeLast()
        text = ""
    }

    private func set(_ name: String, _ value: String) {
        guard let last = document.machines.indices.last else { return }
        document.machines[last].fields[name] = value
    }
}
