public import JSON

/// What cost of a project is collected under (domain.md §10).
public struct CostCode: CanonicalObject {
    /// `CostCode`.
    public static let name = "CostCode"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Internal.
    public static let sensitivity = SensitivityClass.c1

    /// The list that it belongs to, for example the company's own.
    public let standard: String
    /// The code, for example `03-300`.
    public let code: String
    /// What people call it.
    public let title: String
    /// The code that it is a part of.
    public let parent: String?
    /// The unit that its work is measured in.
    public let unit: UnitOfMeasure?
    /// The first day on which it may be used; `nil` if there is none.
    public let validFrom: CalendarDate?
    /// The first day on which it may no longer be used; `nil` if it holds until further notice.
    public let validUntil: CalendarDate?
    /// Whether its system keeps it for the record only.
    public let isArchived: Bool

    /// Creates a cost code.
    public init(
        standard: String,
        code: String,
        title: String,
        parent: String? = nil,
        unit: UnitOfMeasure? = nil,
        validFrom: CalendarDate? = nil,
        validUntil: CalendarDate? = nil,
        isArchived: Bool = false
    ) {
        self.standard = standard
        self.code = code
        self.title = title
        self.parent = parent
        self.unit = unit
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.isArchived = isArchived
    }

    /// Standard and code.
    public var key: String { "\(standard)/\(code)" }

    /// Whether it may be used for work of `date`.
    public func holds(on date: CalendarDate) -> Bool {
        !isArchived && validFrom.map { $0 <= date } ?? true && validUntil.map { date < $0 } ?? true
    }

    /// The cost code as JSON; what says nothing is left out.
    public var json: JSON {
        var object: JSONObject = ["standard": .string(standard), "code": .string(code), "name": .string(title)]
        object["parent"] = parent.map { .string($0) }
        object["unit"] = unit.map { .string($0.rawValue) }
        object["validFrom"] = validFrom.map { .string($0.text) }
        object["validUntil"] = validUntil.map { .string($0.text) }
        if isArchived { object["archived"] = true }
        return .object(object)
    }

    /// Reads a cost code.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            standard: try reader.member("standard").string(),
            code: try reader.member("code").string(),
            title: try reader.member("name").string(),
            parent: try reader.optionalString("parent"),
            unit: try reader.optionalMember("unit")?.word("a unit of UN/ECE Rec 20"),
            validFrom: try reader.optionalMember("validFrom")?.date(),
            validUntil: try reader.optionalMember("validUntil")?.date(),
            isArchived: try reader.optionalMember("archived")?.bool() ?? false
        )
    }
}
