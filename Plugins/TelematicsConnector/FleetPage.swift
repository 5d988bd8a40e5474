import CanonicalModel

/// One page of a fleet snapshot as a provider wrote it, whatever its dialect (domain.md §1).
struct FleetPage: Hashable {
    /// How the page was written.
    enum Format: String, Hashable {
        case xml = "XML"
        case json = "JSON"
    }

    /// How it was written; `nil` if that could not be told.
    var format: Format?
    /// The namespace of its root, if it has one.
    var namespace: String?
    /// The version that it states.
    var version: String?
    /// When the provider says it took the snapshot, as written.
    var snapshotTime: String?
    /// The links to other pages.
    var links: [FleetLink] = []
    /// The machines in the order of the page; with a fault, those that could be read in full.
    var machines: [FleetMachine] = []
    /// What is wrong with the page as a whole.
    var fault: PageFault?

    /// The target of the first link with this relation; relations are compared without regard to case.
    func href(_ relation: String) -> String? {
        links.first { $0.relation == relation }?.href
    }
}

/// A link from one page to another.
struct FleetLink: Hashable {
    /// `self`, `this`, `prev`, `next`, `first` or `last`, in small letters.
    let relation: String
    /// The target as written.
    let href: String

    /// Creates a link from the attributes, child elements or members `rel` and `href`; `nil` if one is missing.
    init?(fields: [String: String]) {
        guard let relation = fields["rel"], let href = fields["href"], !href.isEmpty else { return nil }
        self.relation = relation.lowercased()
        self.href = href
    }
}

/// A machine of a page.
struct FleetMachine: Hashable {
    /// How the provider names it.
    let identity: EquipmentIdentity
    /// Its values of the operating hours meter: mostly one, none if the provider has none.
    let operatingHours: [HourElement]
    /// Why the machine as it is written cannot be trusted, if so.
    let fault: String?

    /// Creates a machine.
    ///
    /// - Parameters:
    ///   - header: The fields of `EquipmentHeader`, by name in small letters.
    ///   - operatingHours: The fields of each `CumulativeOperatingHours`.
    ///   - fault: Why it cannot be trusted, if so.
    init(header: [String: String], operatingHours: [[String: String]], fault: String? = nil) {
        let maker = EquipmentIdentity(oem: header["oemname"]).oem ?? header["make"]
        identity = EquipmentIdentity(
            oem: maker,
            model: header["model"],
            serial: header["serialnumber"],
            pin: header["pin"],
            equipmentID: header["equipmentid"]
        )
        self.operatingHours = operatingHours.compactMap(HourElement.init(fields:))
        self.fault = fault
    }
}

/// One value of an hour meter as written.
struct HourElement: Hashable {
    /// The counter, in one of the notations of ``HourNotation``.
    let hours: String?
    /// When the machine reported it.
    let time: String?
    /// The unit, which providers leave out since it can only be hours.
    let unit: String?

    /// Creates a value from attributes, child elements or members by their names in small letters; `nil` if there is
    /// neither a counter nor a time, as where a machine has no such meter.
    init?(fields: [String: String]) {
        let filled = fields.filter { !$0.value.isEmpty }
        hours = filled["hour"]
        time = filled["datetime"]
        unit = filled.first { $0.key.hasSuffix("unit") || $0.key.hasSuffix("units") }?.value
        if hours == nil && time == nil { return nil }
    }
}

/// What is wrong with a page as a whole.
struct PageFault: Hashable {
    /// The kind of the case that it becomes.
    let kind: RejectKind
    /// What is wrong and what was expected.
    let reason: String
    /// The beginning of the answer, cut and without credentials.
    var excerpt = ""
}

/// The kinds of cases that this connector raises.
enum RejectKind: String, Hashable {
    /// A page that is cut off or breaks the rules of its format.
    case malformedPage = "malformed_page"
    /// A page that declares entities or refers to a document type, which are never processed.
    case entityDeclaration = "entity_declaration"
    /// An answer that is no fleet snapshot, such as a sign-in page.
    case notAFleetDocument = "not_a_fleet_document"
    /// A page beyond the configured size.
    case pageTooLarge = "page_too_large"
    /// A reading whose hours or time cannot be used.
    case malformedReading = "malformed_reading"
    /// A reading of a machine that has no PIN, serial number or name.
    case unidentifiedEquipment = "unidentified_equipment"
    /// Pages that lead back to each other or do not end.
    case pageLoop = "page_loop"
}
