public import JSON

/// A legal entity that keeps books of its own (domain.md §10).
public struct Company: CanonicalObject {
    /// `Company`.
    public static let name = "Company"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Internal.
    public static let sensitivity = SensitivityClass.c1

    /// The company's code, for example `KST`.
    public let code: String
    /// What people call it.
    public let title: String
    /// The currency of its books.
    public let currency: Currency
    /// Its zone in the IANA time zone database.
    public let timeZone: String
    /// Its country, two letters of ISO 3166; `nil` if its system does not say.
    public let country: String?
    /// The code of the company that it belongs to.
    public let parent: String?
    /// Whether its system keeps it for the record only.
    public let isArchived: Bool

    /// Creates a company.
    public init(
        code: String,
        title: String,
        currency: Currency,
        timeZone: String,
        country: String? = nil,
        parent: String? = nil,
        isArchived: Bool = false
    ) {
        self.code = code
        self.title = title
        self.currency = currency
        self.timeZone = timeZone
        self.country = country
        self.parent = parent
        self.isArchived = isArchived
    }

    /// The code.
    public var key: String { code }

    /// The company as JSON; what says nothing is left out.
    public var json: JSON {
        var object: JSONObject = [
            "code": .string(code), "name": .string(title), "currency": .string(currency.code),
            "timeZone": .string(timeZone),
        ]
        object["country"] = country.map { .string($0) }
        object["parent"] = parent.map { .string($0) }
        if isArchived { object["archived"] = true }
        return .object(object)
    }

    /// Reads a company.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            code: try reader.member("code").string(),
            title: try reader.member("name").string(),
            currency: try reader.member("currency").currency(),
            timeZone: try reader.member("timeZone").string(),
            country: try reader.optionalString("country"),
            parent: try reader.optionalString("parent"),
            isArchived: try reader.optionalMember("archived")?.bool() ?? false
        )
    }
}
