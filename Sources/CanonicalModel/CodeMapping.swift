/// One entry of the crosswalk: what a system's code stands for among the company's own cost codes (domain.md §10).
///
/// Several codes may stand for one. An entry holds from one day to another, and only if somebody has approved it.
public struct CodeMapping: Sendable, Hashable {
    /// The name of the system in the configuration whose code it is.
    public let system: String
    /// The code as that system spells it.
    public let from: String
    /// The system's kind of cost that it holds for; `nil` for any.
    public let fromType: String?
    /// The company's cost code.
    public let costCode: String
    /// The kind of cost.
    public let costType: CostType
    /// The first day on which it holds.
    public let validFrom: CalendarDate
    /// The first day on which it no longer holds; `nil` if it holds until further notice.
    public let validUntil: CalendarDate?
    /// Who approved it; `nil` while nobody has.
    public let approvedBy: String?
    /// Why it is so, for whoever reads the list.
    public let note: String?

    /// Creates an entry.
    public init(
        system: String,
        from: String,
        fromType: String? = nil,
        costCode: String,
        costType: CostType,
        validFrom: CalendarDate,
        validUntil: CalendarDate? = nil,
        approvedBy: String?,
        note: String? = nil
    ) {
        self.system = system
        self.from = from
        self.fromType = fromType
        self.costCode = costCode
        self.costType = costType
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.approvedBy = approvedBy
        self.note = note
    }

    /// Whether it holds on `date`.
    public func holds(on date: CalendarDate) -> Bool {
        validFrom <= date && validUntil.map { date < $0 } ?? true
    }
}
