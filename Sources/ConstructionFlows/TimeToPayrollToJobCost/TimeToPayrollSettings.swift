public import CanonicalModel
public import FoundationEssentials

/// What the flow ``TimeToPayrollToJobCost`` knows of the company, its pay periods and its payroll.
public struct TimeToPayrollSettings: Sendable, Hashable {
    /// How much of a batch payroll refuses because of one bad line (domain.md §2: no common form exists).
    public enum RejectProfile: String, Sendable, Hashable, CaseIterable {
        /// The whole batch.
        case file
        /// All lines of the employee, who gets one check.
        case check
        /// The line alone.
        case line
    }

    /// How many hours a day has: more of one employee need a person where a company says nothing else (domain.md F-6).
    public static let hoursOfADay: Decimal = 24

    /// The company's code.
    public var company: String
    /// The zone in which a pay period ends.
    public var zone: SiteZone
    /// The pay periods.
    public var calendar: PayCalendar
    /// How long after the end of a pay period its hours are put into a batch.
    public var cutoff: Duration
    /// How long payroll may take to answer a batch before a person is asked.
    public var overdueAfter: Duration
    /// How long what comes after the cut-off is collected before it is put into a further batch.
    public var collectFor: Duration
    /// How much of a batch payroll refuses because of one bad line.
    public var rejects: RejectProfile
    /// How many hours one employee may have on one day before a person has to look; `nil` for any.
    public var mostHoursPerDay: Decimal?
    /// The role that approves batches, accepts runs that differ, and owns the cases.
    public var payrollRole: String
    /// The role that approves labour cost before it is posted; `nil` posts it at once.
    public var financeRole: String?
    /// The projects that the ledger is to know; none where another flow tells it of them.
    public var projects: [Project]
    /// What the codes of the time systems and of payroll stand for.
    public var codes: CodeCrosswalk
    /// Who works for the company, and when; `nil` takes the hours of anybody.
    public var employees: [KnownEmployee]?

    /// Creates settings.
    public init(
        company: String,
        zone: SiteZone,
        calendar: PayCalendar,
        cutoff: Duration = .seconds(12 * 3600),
        overdueAfter: Duration = .seconds(24 * 3600),
        collectFor: Duration = .seconds(900),
        rejects: RejectProfile = .line,
        mostHoursPerDay: Decimal? = nil,
        payrollRole: String = "payroll",
        financeRole: String? = nil,
        projects: [Project] = [],
        codes: CodeCrosswalk,
        employees: [KnownEmployee]? = nil
    ) {
        self.company = company
        self.zone = zone
        self.calendar = calendar
        self.cutoff = cutoff
        self.overdueAfter = overdueAfter
        self.collectFor = collectFor
        self.rejects = rejects
        self.mostHoursPerDay = mostHoursPerDay
        self.payrollRole = payrollRole
        self.financeRole = financeRole
        self.projects = projects
        self.codes = codes
        self.employees = employees
    }
}

/// The days on which somebody works for the company.
public struct KnownEmployee: Sendable, Hashable {
    /// The number, as the time systems write it.
    public let number: String
    /// The first day; `nil` for always.
    public let from: CalendarDate?
    /// The first day after the last; `nil` if no end is known.
    public let until: CalendarDate?

    /// Creates an employee.
    public init(_ number: String, from: CalendarDate? = nil, until: CalendarDate? = nil) {
        self.number = number
        self.from = from
        self.until = until
    }

    /// Whether the day is one of them.
    public func works(on day: CalendarDate) -> Bool {
        from.map { $0 <= day } ?? true && until.map { day < $0 } ?? true
    }
}
