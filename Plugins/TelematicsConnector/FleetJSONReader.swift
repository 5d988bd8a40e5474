import JSON

/// Reads a fleet page in JSON: the XML's element names as members, in PascalCase or camelCase, attributes as members
/// beside them, the fleet itself at the top or in a member `Fleet` (domain.md §1).
///
/// A list of one may be written as the element alone. Of a document that breaks JSON's rules, each machine that is
/// complete and correct in itself is kept.
enum FleetJSONReader {
    /// Reads a page.
    ///
    /// - Parameter document: The document, without a byte order mark.
    /// - Returns: The page, with a fault if it could not be read in full.
    static func page(in document: [UInt8]) -> FleetPage {
        do {
            return page(of: try JSON(parsing: document, limits: limits))
        } catch {
            return salvagedPage(in: document, because: error)
        }
    }

    private static func page(of document: JSON) -> FleetPage {
        let members = Members(document)
        let fleet = members["fleet"].map(Members.init) ?? members
        var page = FleetPage(format: .json)
        guard fleet["equipment"] != nil || fleet["links"] != nil || fleet["snapshottime"] != nil else {
            page.fault = PageFault(kind: .notAFleetDocument, reason: "the JSON document has no member Equipment")
            return page
        }
        page.version = fleet.fields["version"]
        page.snapshotTime = fleet.fields["snapshottime"]
        page.links = elements(of: fleet["links"]).compactMap { FleetLink(fields: Members($0).fields) }
        for (index, element) in elements(of: fleet["equipment"]).enumerated() {
            if let machine = machine(element) {
                page.machines.append(machine)
            } else if page.fault == nil {
                let reason = "machine \(index + 1) is no object but a value of type \(element.kind)"
                page.fault = PageFault(kind: .malformedPage, reason: reason)
            }
        }
        return page
    }

    private static func machine(_ element: JSON) -> FleetMachine? {
        guard element.objectValue != nil else { return nil }
        let members = Members(element)
        return FleetMachine(
            header: members["equipmentheader"].map { Members($0).fields } ?? [:],
            operatingHours: elements(of: members["cumulativeoperatinghours"]).map(hourFields)
        )
    }

    /// The members of a value of the hour meter, or the value itself if it is a bare number or text.
    private static func hourFields(_ value: JSON) -> [String: String] {
        guard value.objectValue == nil else { return Members(value).fields }
        return Members.text(value).map { ["hour": $0] } ?? [:]
    }

    private static func elements(of value: JSON?) -> [JSON] {
        switch value {
        case nil, .null: []
        case .array(let elements): elements
        case .some(let single): [single]
        }
    }

    /// The transport has limited the size already.
    private static let limits = JSONLimits(bytes: .max)
}

extension FleetJSONReader {
    /// Keeps what is sound of a document that cannot be parsed as a whole.
    private static func salvagedPage(in document: [UInt8], because error: JSONSyntaxError) -> FleetPage {
        var page = FleetPage(format: .json)
        var fleet = JSONFragments.members(of: document[...])
        if let inner = fleet["fleet"] { fleet = JSONFragments.members(of: inner) }
        page.links = fleet["links"].map { links(in: $0) } ?? []
        page.snapshotTime = fleet["snapshottime"].flatMap { parsed($0)?.stringValue }
        guard let list = fleet["equipment"] else {
            let kind = page.links.isEmpty && page.snapshotTime == nil ? RejectKind.notAFleetDocument : .malformedPage
            page.fault = PageFault(kind: kind, reason: error.description)
            return page
        }
        let candidates = JSONFragments.elements(of: list)
        page.machines = candidates.compactMap { parsed($0).flatMap(machine) }
        let lost = candidates.count - page.machines.count
        let loss = lost == 0 ? "" : "; \(lost) of \(candidates.count) machines could not be read"
        page.fault = PageFault(kind: .malformedPage, reason: error.description + loss)
        return page
    }

    private static func links(in fragment: ArraySlice<UInt8>) -> [FleetLink] {
        elements(of: parsed(fragment)).compactMap { FleetLink(fields: Members($0).fields) }
    }

    private static func parsed(_ fragment: ArraySlice<UInt8>) -> JSON? {
        try? JSON(parsing: Array(fragment), limits: limits)
    }
}

/// The members of an object, found by their names in small letters.
private struct Members {
    private let members: [String: JSON]

    /// Takes the members of an object, of two names that differ in case only the first; none of any other value.
    init(_ value: JSON) {
        var members: [String: JSON] = [:]
        for (key, value) in value.objectValue ?? JSONObject() where members[key.lowercased()] == nil {
            members[key.lowercased()] = value
        }
        self.members = members
    }

    /// The member with this name, unless it is null.
    subscript(name: String) -> JSON? {
        members[name].flatMap { $0 == .null ? nil : $0 }
    }

    /// The members that are texts, numbers or truth values, as texts.
    var fields: [String: String] {
        members.compactMapValues(Self.text)
    }

    static func text(_ value: JSON) -> String? {
        switch value {
        case .string(let text): text.trimmed
        case .integer(let number): String(number)
        case .real(let number): (try? JSONReader(value).decimalFromNumber().plainText) ?? "\(number)"
        case .bool(let truth): "\(truth)"
        case .null, .array, .object: nil
        }
    }
}
