public import FoundationEssentials
public import JSON

/// Hours that one employee worked on one day for one cost code (domain.md §10).
public struct TimeEntry: CanonicalObject {
    /// `TimeEntry`.
    public static let name = "TimeEntry"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Personal: it names an employee.
    public static let sensitivity = SensitivityClass.c3

    /// How far an entry has come.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// Written down, and nobody has looked at it.
        case submitted
        /// A supervisor stands for it: only such hours go to payroll (domain.md P-1).
        case approved
        /// It was approved and is being changed.
        case reopened
    }

    /// What the system that it comes from calls it; the same for ever.
    public let id: String
    /// The employee's number, with its leading zeros.
    public let employee: String
    /// The project's code.
    public let project: String
    /// The cost code as its system spells it.
    public let costCode: String
    /// The kind of pay, for example `REG`, `OT` or `DBL`.
    public let payCode: String
    /// The site-local day of the work.
    public let date: CalendarDate
    /// Hours, to two decimals; negative where an earlier entry is taken back.
    public let hours: Decimal
    /// How far it has come.
    public let status: Status
    /// Who approved it.
    public let approvedBy: String?
    /// The id of the entry that this one corrects.
    public let corrects: String?

    /// Creates an entry.
    public init(
        id: String,
        employee: String,
        project: String,
        costCode: String,
        payCode: String,
        date: CalendarDate,
        hours: Decimal,
        status: Status,
        approvedBy: String? = nil,
        corrects: String? = nil
    ) {
        self.id = id
        self.employee = employee
        self.project = project
        self.costCode = costCode
        self.payCode = payCode
        self.date = date
        self.hours = hours
        self.status = status
        self.approvedBy = approvedBy
        self.corrects = corrects
    }

    /// The id.
    public var key: String { id }

    /// The entry as JSON.
    public var json: JSON {
        [
            "id": .string(id), "employee": .string(employee), "project": .string(project),
            "costCode": .string(costCode), "payCode": .string(payCode), "date": .string(date.text),
            "hours": .string(hours.plainText), "status": .string(status.rawValue), "approvedBy": JSON(approvedBy),
            "corrects": JSON(corrects),
        ]
    }

    /// Reads an entry.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            id: try reader.member("id").string(),
            employee: try reader.member("employee").string(),
            project: try reader.member("project").string(),
            costCode: try reader.member("costCode").string(),
            payCode: try reader.member("payCode").string(),
            date: try reader.member("date").date(),
            hours: try reader.member("hours").hours(),
            status: try reader.member("status").word("the status of a time entry"),
            approvedBy: try reader.optionalString("approvedBy"),
            corrects: try reader.optionalString("corrects")
        )
    }
}
