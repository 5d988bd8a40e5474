/// Where a machine works, from one day to another.
public struct EquipmentAssignment: Sendable, Hashable {
    /// The code of the machine.
    public let equipment: String
    /// The code of the project that it works for.
    public let project: String
    /// The cost code that its cost goes to.
    public let costCode: String
    /// The first site-local day.
    public let from: CalendarDate
    /// The first site-local day on which it no longer holds; `nil` if it holds until further notice.
    public let until: CalendarDate?

    /// Creates an assignment.
    public init(equipment: String, project: String, costCode: String, from: CalendarDate, until: CalendarDate?) {
        self.equipment = equipment
        self.project = project
        self.costCode = costCode
        self.from = from
        self.until = until
    }

    /// Whether it holds on `date`.
    public func holds(on date: CalendarDate) -> Bool {
        from <= date && until.map { date < $0 } ?? true
    }
}

/// What an hour of a machine costs a project, from one day on.
public struct EquipmentRate: Sendable, Hashable {
    /// What a rate is for; a machine's own rate goes before that of its category.
    public enum Subject: Sendable, Hashable {
        /// One machine, by its code.
        case equipment(String)
        /// All machines of a category.
        case category(String)
    }

    /// What it is for.
    public let subject: Subject
    /// The first site-local day on which it holds; it ends where the next rate of the same subject begins.
    public let from: CalendarDate
    /// The price of an hour.
    public let perHour: Money

    /// Creates a rate.
    public init(subject: Subject, from: CalendarDate, perHour: Money) {
        self.subject = subject
        self.from = from
        self.perHour = perHour
    }
}

/// A change of a meter's counter that is no work, as a person recorded it (domain.md §1 and §9).
public struct MeterOperation: Sendable, Hashable {
    /// What was done.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The meter broke or was exchanged: the new one starts at its own value.
        case replacement
        /// The counter was set up or down by hand.
        case correction
        /// The counter passed its highest value and began again.
        case rollover
    }

    /// What was done.
    public let kind: Kind
    /// The code of the machine.
    public let equipment: String
    /// When it was done.
    public let at: Instant
    /// The counter just before, in seconds; for a rollover the value at which it starts again from zero.
    public let counterBefore: Int64
    /// The counter just after, in seconds.
    public let counterAfter: Int64

    /// Creates an operation.
    public init(kind: Kind, equipment: String, at: Instant, counterBefore: Int64, counterAfter: Int64) {
        self.kind = kind
        self.equipment = equipment
        self.at = at
        self.counterBefore = counterBefore
        self.counterAfter = counterAfter
    }
}
