public import FoundationEssentials
public import JSON

/// What one run of payroll paid, line by line: the ground of labour cost (domain.md §2, P-3 and P-4).
public struct PayrollRegister: CanonicalObject {
    /// `PayrollRegister`.
    public static let name = "PayrollRegister"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Personal: its lines carry pay.
    public static let sensitivity = SensitivityClass.c3

    /// What was paid to one employee for one day, cost code and kind of pay.
    public struct Line: Sendable, Hashable {
        /// The row in the register's file, the header being row 1.
        public let row: Int
        /// The employee's number.
        public let employee: String
        /// The kind of pay; also kinds that no time entry stands for, such as union fringe.
        public let earnCode: String
        /// The project's code.
        public let project: String
        /// The cost code, as payroll knows it.
        public let costCode: String
        /// The site-local day of the work, also for pay that comes in a later run.
        public let date: CalendarDate
        /// Hours, to two decimals; 0 for pay that is not by the hour.
        public let hours: Decimal
        /// The pay of an hour.
        public let rate: Decimal
        /// What was paid.
        public let gross: Decimal
        /// The employer's taxes, insurance and fringe on it.
        public let burden: Decimal
        /// The run that the line corrects.
        public let originalRun: String?

        /// Creates a line.
        public init(
            row: Int,
            employee: String,
            earnCode: String,
            project: String,
            costCode: String,
            date: CalendarDate,
            hours: Decimal,
            rate: Decimal,
            gross: Decimal,
            burden: Decimal,
            originalRun: String? = nil
        ) {
            self.row = row
            self.employee = employee
            self.earnCode = earnCode
            self.project = project
            self.costCode = costCode
            self.date = date
            self.hours = hours
            self.rate = rate
            self.gross = gross
            self.burden = burden
            self.originalRun = originalRun
        }
    }

    /// The number of the run.
    public let run: String
    /// The last day of the pay period.
    public let periodEnd: CalendarDate
    /// The currency of all amounts.
    public let currency: Currency
    /// The run that this one voids.
    public let voids: String?
    /// The lines, in the order of the file.
    public let lines: [Line]

    /// Creates a register.
    public init(run: String, periodEnd: CalendarDate, currency: Currency, voids: String? = nil, lines: [Line]) {
        self.run = run
        self.periodEnd = periodEnd
        self.currency = currency
        self.voids = voids
        self.lines = lines
    }

    /// The number of the run.
    public var key: String { run }

    /// The register as JSON.
    public var json: JSON {
        [
            "run": .string(run), "periodEnd": .string(periodEnd.text), "currency": .string(currency.code),
            "voids": JSON(voids), "lines": .array(lines.map(\.json)),
        ]
    }

    /// Reads a register.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            run: try reader.member("run").string(),
            periodEnd: try reader.member("periodEnd").date(),
            currency: try reader.member("currency").currency(),
            voids: try reader.optionalString("voids"),
            lines: try reader.member("lines").elements().map { line throws(JSONAccessError) in try Line(line) }
        )
    }
}

extension PayrollRegister.Line {
    fileprivate var json: JSON {
        [
            "row": .integer(Int64(row)), "employee": .string(employee), "earnCode": .string(earnCode),
            "project": .string(project), "costCode": .string(costCode), "date": .string(date.text),
            "hours": .string(hours.plainText), "rate": .string(rate.plainText), "gross": .string(gross.plainText),
            "burden": .string(burden.plainText), "originalRun": JSON(originalRun),
        ]
    }

    fileprivate init(_ reader: JSONReader) throws(JSONAccessError) {
        self.init(
            row: try reader.member("row").count(),
            employee: try reader.member("employee").string(),
            earnCode: try reader.member("earnCode").string(),
            project: try reader.member("project").string(),
            costCode: try reader.member("costCode").string(),
            date: try reader.member("date").date(),
            hours: try reader.member("hours").hours(),
            rate: try reader.member("rate").decimal(),
            gross: try reader.member("gross").decimal(),
            burden: try reader.member("burden").decimal(),
            originalRun: try reader.optionalString("originalRun")
        )
    }
}
