public import JSON

/// How a telematics provider names a machine: whatever of it the provider knows.
public struct EquipmentIdentity: Sendable, Hashable {
    /// The manufacturer.
    public let oem: String?
    /// The manufacturer's model.
    public let model: String?
    /// The manufacturer's serial number; unique only together with the manufacturer.
    public let serial: String?
    /// The product identification number of ISO 10261, compared without regard to case.
    public let pin: String?
    /// The name that the machine's owner gave it at the provider; often free text.
    public let equipmentID: String?

    /// Creates an identity; texts that say nothing (empty, or `missing` in any case) count as absent (domain.md §1).
    public init(
        oem: String? = nil,
        model: String? = nil,
        serial: String? = nil,
        pin: String? = nil,
        equipmentID: String? = nil
    ) {
        self.oem = Self.meaningful(oem)
        self.model = Self.meaningful(model)
        self.serial = Self.meaningful(serial)
        self.pin = Self.meaningful(pin)?.uppercased()
        self.equipmentID = Self.meaningful(equipmentID)
    }

    /// Whether there is nothing to tell the machine by.
    public var isEmpty: Bool {
        pin == nil && serial == nil && equipmentID == nil
    }

    /// The identity on one line, for keys and messages: `pin:…`, else `serial:OEM/…`, else `id:…`.
    public var text: String {
        if let pin { return "pin:\(pin)" }
        if let serial { return "serial:\(oem ?? "")/\(serial)" }
        if let equipmentID { return "id:\(equipmentID)" }
        return "unidentified"
    }

    /// The identity as JSON; absent parts are left out.
    public var json: JSON {
        var object = JSONObject()
        let parts = [
            ("oem", oem), ("model", model), ("serial", serial), ("pin", pin), ("equipmentId", equipmentID),
        ]
        for (name, value) in parts { object[name] = value.map { .string($0) } }
        return .object(object)
    }

    /// Reads an identity.
    ///
    /// - Throws: ``JSONAccessError`` if a part is no text.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            oem: try reader.optionalString("oem"),
            model: try reader.optionalString("model"),
            serial: try reader.optionalString("serial"),
            pin: try reader.optionalString("pin"),
            equipmentID: try reader.optionalString("equipmentId")
        )
    }

    private static func meaningful(_ text: String?) -> String? {
        guard let text else { return nil }
        // Most texts begin and end with a printed character of ASCII, and need no trimming.
        let printed = UInt8(ascii: "!")...UInt8(ascii: "~")
        if let first = text.utf8.first, let last = text.utf8.last, printed.contains(first), printed.contains(last) {
            return text.utf8.count == 7 && text.lowercased() == "missing" ? nil : text
        }
        let trimmed = String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        return trimmed.isEmpty || trimmed.lowercased() == "missing" ? nil : trimmed
    }
}
