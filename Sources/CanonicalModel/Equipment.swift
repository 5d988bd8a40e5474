public import JSON

/// A machine of the company's register.
public struct Equipment: CanonicalObject {
    /// `Equipment`.
    public static let name = "Equipment"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Internal.
    public static let sensitivity = SensitivityClass.c1

    /// The company's own code, for example `EX-104`.
    public let code: String
    /// The category that internal rates refer to, for example `excavator-30t`.
    public let category: String
    /// What the machine is called by its manufacturer and by telematics providers.
    public let identity: EquipmentIdentity
    /// Whether its system keeps it for the record only.
    public let isArchived: Bool

    /// Creates a machine.
    public init(code: String, category: String, identity: EquipmentIdentity, isArchived: Bool = false) {
        self.code = code
        self.category = category
        self.identity = identity
        self.isArchived = isArchived
    }

    /// The code.
    public var key: String { code }

    /// The machine as JSON; `archived` is there only where it is true.
    public var json: JSON {
        var object: JSONObject = ["code": .string(code), "category": .string(category), "identity": identity.json]
        if isArchived { object["archived"] = true }
        return .object(object)
    }

    /// Reads a machine.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            code: try reader.member("code").string(),
            category: try reader.member("category").string(),
            identity: try EquipmentIdentity(reader.member("identity")),
            isArchived: try reader.optionalMember("archived")?.bool() ?? false
        )
    }
}
