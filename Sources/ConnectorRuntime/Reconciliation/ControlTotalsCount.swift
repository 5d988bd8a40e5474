/// Counts the costs of a closed month beside the totals of its close.
struct ControlTotalsCount {
    private let close: DeclaredClose
    private let totals: ControlTotals
    private var counted: [ControlPlace: ClosedTotals] = [:]
    /// What is booked of the rest by cost code and kind, where the close kept projects.
    private var codes: [ControlPlace: LedgerTotals] = [:]

    /// Begins with what the close kept; `nil` if it kept nothing.
    init?(_ close: DeclaredClose) {
        guard let totals = close.totals else { return nil }
        (self.close, self.totals) = (close, totals)
        for (place, then) in totals.places { counted[place, default: ClosedTotals()].atClose = then }
    }

    var isByProject: Bool { !totals.digests.isEmpty }

    /// Takes a cost of the month.
    mutating func take(_ position: Int64, _ cost: MonthCosts.Cost) {
        let place = isByProject ? cost.place.project : cost.place
        let part: WritableKeyPath<ClosedTotals, LedgerTotals>
        if !cost.isBooked {
            part = \.waiting
        } else if totals.underWay.contains(position) {
            part = \.arrived
        } else {
            part = \.rest
            if isByProject {
                codes[cost.place, default: LedgerTotals()].add(hours: cost.hours, amount: cost.amount)
            }
            if position > totals.last { counted[place, default: ClosedTotals()].added.append(cost.key) }
        }
        counted[place, default: ClosedTotals()][keyPath: part].add(hours: cost.hours, amount: cost.amount)
    }

    /// What was counted, by place.
    var places: [ControlPlace: ClosedTotals] {
        guard isByProject else { return counted }
        let digests = ControlTotals.digests(of: codes)
        return counted.reduce(into: [:]) { places, line in
            var totals = line.value
            totals.isShifted = digests[line.key] != self.totals.digests[line.key]
            places[line.key] = totals
        }
    }

    /// How the month compares with its close.
    var report: ControlTotalsReport { ControlTotalsReport(self, close) }
}
