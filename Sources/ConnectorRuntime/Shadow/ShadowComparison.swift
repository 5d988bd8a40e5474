public import CanonicalModel
public import FoundationEssentials

/// A cost as another way has written it, such as a row of an export of the old interface.
public struct WrittenCost: Sendable, Hashable {
    /// Where it is booked.
    public let place: ShadowComparison.Place
    /// The hours.
    public let hours: Decimal
    /// The amount in the company's currency.
    public let amount: Decimal

    /// Creates a cost.
    public init(_ place: ShadowComparison.Place, hours: Decimal, amount: Decimal) {
        self.place = place
        self.hours = hours
        self.amount = amount
    }
}

/// What a flow in shadow has computed, beside what another way has written, day by day.
public struct ShadowComparison: Sendable, Hashable {
    /// Where and for which day a cost is booked.
    public struct Place: Sendable, Hashable {
        /// The day of the work.
        public let day: CalendarDate
        /// The company's code; empty where the other way tells none.
        public let company: String
        /// The project's code.
        public let project: String
        /// The cost code.
        public let costCode: String
        /// The kind of cost; empty where the other way tells none.
        public let costType: String

        /// Creates a place.
        public init(day: CalendarDate, company: String, project: String, costCode: String, costType: String) {
            self.day = day
            self.company = company
            self.project = project
            self.costCode = costCode
            self.costType = costType
        }
    }

    /// What both hold of a day or a place.
    public struct Sides: Sendable, Hashable {
        /// What the flow computed.
        public internal(set) var computed = LedgerTotals()
        /// What the other way has written.
        public internal(set) var written = LedgerTotals()

        /// Whether hours and amounts agree; one of them may write in two lines what the other writes in one.
        public var agree: Bool { computed.hours == written.hours && computed.amount == written.amount }
    }

    /// A place at which they do not agree.
    public struct Difference: Sendable, Hashable {
        /// The place.
        public let place: Place
        /// What both hold there.
        public let sides: Sides
        /// The keys of the flow's costs there.
        public let keys: [String]
    }

    /// What both hold of a day.
    public struct Day: Sendable, Hashable {
        /// The day of the work.
        public let day: CalendarDate
        /// What both hold.
        public let sides: Sides
    }

    /// Both sides by day, in order.
    public let days: [Day]
    /// Where they do not agree, in order.
    public let differences: [Difference]

    /// Compares.
    ///
    /// What the other way does not tell of any of its costs, a company or a kind of cost, is not compared.
    ///
    /// - Parameters:
    ///   - computed: The costs of the flow.
    ///   - written: Those of the other way.
    public init(_ computed: [CostEntry], with written: [WrittenCost]) {
        let tellsCompany = written.contains { !$0.place.company.isEmpty }
        let tellsType = written.contains { !$0.place.costType.isEmpty }
        var places: [Place: (sides: Sides, keys: [String])] = [:]
        for entry in computed {
            let place = Place(
                day: entry.serviceDate,
                company: tellsCompany ? entry.company : "",
                project: entry.project,
                costCode: entry.costCode,
                costType: tellsType ? entry.costType.rawValue : ""
            )
            places[place, default: (Sides(), [])].sides.computed.add(hours: entry.hours, amount: entry.amount.amount)
            places[place]?.keys.append(entry.key)
        }
        for cost in written {
            places[cost.place, default: (Sides(), [])].sides.written.add(hours: cost.hours, amount: cost.amount)
        }
        var days: [CalendarDate: Sides] = [:]
        for (place, both) in places { days[place.day, default: Sides()].add(both.sides) }
        self.days = days.sorted { $0.key < $1.key }.map { Day(day: $0.key, sides: $0.value) }
        differences = places.filter { !$0.value.sides.agree }
            .map { Difference(place: $0.key, sides: $0.value.sides, keys: $0.value.keys.sorted()) }
            .sorted { $0.place < $1.place }
    }

    /// Both sides of all days.
    public var totals: Sides {
        days.reduce(into: Sides()) { $0.add($1.sides) }
    }
}

extension ShadowComparison.Sides {
    fileprivate mutating func add(_ other: ShadowComparison.Sides) {
        computed.add(other.computed)
        written.add(other.written)
    }
}

extension ShadowComparison.Place: Comparable {
    private var words: [String] { [day.text, company, project, costCode, costType] }

    /// By day, company, project, code and kind.
    public static func < (one: ShadowComparison.Place, other: ShadowComparison.Place) -> Bool {
        one.words.lexicographicallyPrecedes(other.words)
    }
}
