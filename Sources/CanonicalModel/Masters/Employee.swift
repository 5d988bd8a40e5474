public import JSON

/// Somebody who works for one of the companies (domain.md §10); only the number travels with hours and cost.
public struct Employee: CanonicalObject {
    /// `Employee`.
    public static let name = "Employee"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Personal: it says who somebody is.
    public static let sensitivity = SensitivityClass.c3

    /// Whether somebody works for the company.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// Yes.
        case active
        /// No longer: no new hours are taken.
        case left
    }

    /// The employee's number, with its leading zeros.
    public let number: String
    /// The code of the home company.
    public let company: String
    /// The employee's name.
    public let fullName: String
    /// The trade or craft class that pay follows.
    public let trade: String?
    /// The number of the employee who stands for the hours.
    public let supervisor: String?
    /// The number in payroll's own file, where it is another one.
    public let payrollNumber: String?
    /// Whether the employee works for the company.
    public let status: Status
    /// The first day of the employment.
    public let from: CalendarDate?
    /// The first day after the employment.
    public let until: CalendarDate?

    /// Creates an employee.
    public init(
        number: String,
        company: String,
        fullName: String,
        trade: String? = nil,
        supervisor: String? = nil,
        payrollNumber: String? = nil,
        status: Status = .active,
        from: CalendarDate? = nil,
        until: CalendarDate? = nil
    ) {
        self.number = number
        self.company = company
        self.fullName = fullName
        self.trade = trade
        self.supervisor = supervisor
        self.payrollNumber = payrollNumber
        self.status = status
        self.from = from
        self.until = until
    }

    /// The number.
    public var key: String { number }

    /// The employee as JSON; what says nothing is left out.
    public var json: JSON {
        var object: JSONObject = [
            "number": .string(number), "company": .string(company), "name": .string(fullName),
        ]
        object["trade"] = trade.map { .string($0) }
        object["supervisor"] = supervisor.map { .string($0) }
        object["payrollNumber"] = payrollNumber.map { .string($0) }
        object["status"] = .string(status.rawValue)
        object["from"] = from.map { .string($0.text) }
        object["until"] = until.map { .string($0.text) }
        return .object(object)
    }

    /// Reads an employee.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            number: try reader.member("number").string(),
            company: try reader.member("company").string(),
            fullName: try reader.member("name").string(),
            trade: try reader.optionalString("trade"),
            supervisor: try reader.optionalString("supervisor"),
            payrollNumber: try reader.optionalString("payrollNumber"),
            status: try reader.member("status").word("whether somebody works for the company"),
            from: try reader.optionalMember("from")?.date(),
            until: try reader.optionalMember("until")?.date()
        )
    }
}
