public import FoundationEssentials
public import JSON

/// Approved hours on their way to payroll in one file (domain.md §2, P-1 and P-2).
public struct PayrollBatch: CanonicalObject {
    /// `PayrollBatch`.
    public static let name = "PayrollBatch"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Personal: its lines name employees.
    public static let sensitivity = SensitivityClass.c3

    /// Hours of one employee on one day for one cost code and kind of pay.
    public struct Line: Sendable, Hashable {
        /// The ids of the time entries that it stands for.
        public let entries: [String]
        /// The employee's number.
        public let employee: String
        /// The project's code.
        public let project: String
        /// The cost code, as payroll knows it.
        public let costCode: String
        /// The kind of pay.
        public let payCode: String
        /// The site-local day of the work.
        public let date: CalendarDate
        /// Hours, to two decimals; negative where hours are taken back.
        public let hours: Decimal

        /// Creates a line.
        public init(
            entries: [String],
            employee: String,
            project: String,
            costCode: String,
            payCode: String,
            date: CalendarDate,
            hours: Decimal
        ) {
            self.entries = entries
            self.employee = employee
            self.project = project
            self.costCode = costCode
            self.payCode = payCode
            self.date = date
            self.hours = hours
        }
    }

    /// The number of the batch, unique for ever: payroll guards against a second import by it.
    public let batch: String
    /// The company's code.
    public let company: String
    /// The first day of the pay period.
    public let periodStart: CalendarDate
    /// The last day of the pay period.
    public let periodEnd: CalendarDate
    /// The lines, in the order in which they are written.
    public let lines: [Line]

    /// Creates a batch.
    public init(
        batch: String,
        company: String,
        periodStart: CalendarDate,
        periodEnd: CalendarDate,
        lines: [Line]
    ) {
        self.batch = batch
        self.company = company
        self.periodStart = periodStart
        self.periodEnd = periodEnd
        self.lines = lines
    }

    /// The number of the batch.
    public var key: String { batch }

    /// The sum of all lines' hours.
    public var hours: Decimal { lines.reduce(0) { $0 + $1.hours } }

    /// What must be found in the file: `hours` and `lines`.
    public var controlTotals: [String: Decimal] { ["hours": hours, "lines": Decimal(lines.count)] }

    /// The batch as JSON.
    public var json: JSON {
        [
            "batch": .string(batch), "company": .string(company), "periodStart": .string(periodStart.text),
            "periodEnd": .string(periodEnd.text), "lines": .array(lines.map(\.json)),
        ]
    }

    /// Reads a batch.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            batch: try reader.member("batch").string(),
            company: try reader.member("company").string(),
            periodStart: try reader.member("periodStart").date(),
            periodEnd: try reader.member("periodEnd").date(),
            lines: try reader.member("lines").elements().map { line throws(JSONAccessError) in try Line(line) }
        )
    }
}

extension PayrollBatch.Line {
    fileprivate var json: JSON {
        [
            "entries": .array(entries.map(JSON.string)), "employee": .string(employee), "project": .string(project),
            "costCode": .string(costCode), "payCode": .string(payCode), "date": .string(date.text),
            "hours": .string(hours.plainText),
        ]
    }

    fileprivate init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            entries: try reader.member("entries").elements().map { id throws(JSONAccessError) in try id.string() },
            employee: try reader.member("employee").string(),
            project: try reader.member("project").string(),
            costCode: try reader.member("costCode").string(),
            payCode: try reader.member("payCode").string(),
            date: try reader.member("date").date(),
            hours: try reader.member("hours").hours()
        )
    }
}
