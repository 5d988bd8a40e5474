public import JSON

/// A construction project, the place where cost is collected.
public struct Project: CanonicalObject {
    /// `Project`.
    public static let name = "Project"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Internal.
    public static let sensitivity = SensitivityClass.c1

    /// The company's own code, for example `26-014`.
    public let code: String
    /// What people call it.
    public let title: String
    /// The site's zone in the IANA time zone database.
    public let timeZone: String
    /// Whether its system keeps it for the record only.
    public let isArchived: Bool

    /// Creates a project.
    public init(code: String, title: String, timeZone: String, isArchived: Bool = false) {
        self.code = code
        self.title = title
        self.timeZone = timeZone
        self.isArchived = isArchived
    }

    /// The code.
    public var key: String { code }

    /// The project as JSON; `archived` is there only where it is true.
    public var json: JSON {
        var object: JSONObject = ["code": .string(code), "name": .string(title), "timeZone": .string(timeZone)]
        if isArchived { object["archived"] = true }
        return .object(object)
    }

    /// Reads a project.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            code: try reader.member("code").string(),
            title: try reader.member("name").string(),
            timeZone: try reader.member("timeZone").string(),
            isArchived: try reader.optionalMember("archived")?.bool() ?? false
        )
    }
}
