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

    /// Creates a project.
    public init(code: String, title: String, timeZone: String) {
        self.code = code
        self.title = title
        self.timeZone = timeZone
    }

    /// The code.
    public var key: String { code }

    /// The project as JSON.
    public var json: JSON {
        ["code": .string(code), "name": .string(title), "timeZone": .string(timeZone)]
    }

    /// Reads a project.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            code: try reader.member("code").string(),
            title: try reader.member("name").string(),
            timeZone: try reader.member("timeZone").string()
        )
    }
}
