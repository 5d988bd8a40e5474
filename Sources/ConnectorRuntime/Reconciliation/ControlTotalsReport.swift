public import CanonicalModel
import FoundationEssentials
public import JSON

/// What a closed month held at its close, and what it holds now, at one place.
public struct ClosedTotals: Sendable, Hashable {
    /// What was booked when the close was declared.
    public var atClose = LedgerTotals()
    /// What was on its way then, and has been booked since.
    public var arrived = LedgerTotals()
    /// What is booked of the rest: the same as at the close, or the month has changed.
    public var rest = LedgerTotals()
    /// What is on its way now, or waits for a person.
    public var waiting = LedgerTotals()
    /// What the ledger holds; `nil` if it was not read.
    public var target: LedgerTotals?
    /// The keys of deliveries that are booked and were planned after the close.
    public var added: [String] = []
    /// Whether the project holds the same sums on other cost codes or kinds of cost.
    public var isShifted = false
    /// Whether one of the places that these are the sums of has changed, though their changes may cancel out.
    public private(set) var hasChangedPlace = false

    /// What is booked now.
    public var now: LedgerTotals {
        var sum = rest
        sum.add(arrived)
        return sum
    }

    /// Whether something else is booked than at the close, but for what was on its way then.
    public var isChanged: Bool { rest != atClose || isShifted || hasChangedPlace }

    /// Whether the ledger was read, and holds something else than is booked.
    public var differsInTarget: Bool { target.map { $0 != now } ?? false }
}

/// How a closed month's totals compare with those of its close.
public struct ControlTotalsReport: Sendable, Hashable {
    /// The month, for example `2026-01`.
    public let month: String
    /// The person who declared its close.
    public let person: String
    /// When.
    public let at: Instant
    /// The totals by project, cost code and kind of cost; by project alone where the close kept no more.
    public private(set) var places: [ControlPlace: ClosedTotals] = [:]
    private let isByProject: Bool

    init(_ count: ControlTotalsCount, _ close: DeclaredClose) {
        (month, person, at) = (close.month, close.person, close.at)
        (places, isByProject) = (count.places, count.isByProject)
    }

    /// The same, beside what a ledger holds of the month.
    ///
    /// - Parameter report: What was read of the ledger, over the month and all projects.
    /// - Returns: The report with ``ClosedTotals/target``.
    public func beside(_ report: ReconciliationReport) -> ControlTotalsReport {
        var beside = self
        for place in beside.places.keys where place.system == report.system {
            beside.places[place]?.target = LedgerTotals()
        }
        for (group, sides) in report.groups where group.period == month {
            let full = ControlPlace(system: report.system, group: group)
            let place = isByProject ? full.project : full
            guard sides.target.count > 0 || places[place] != nil else { continue }
            var totals = beside.places[place] ?? ClosedTotals()
            var target = totals.target ?? LedgerTotals()
            target.add(sides.target)
            totals.target = target
            beside.places[place] = totals
        }
        return beside
    }

    /// The sums of each company's ledger.
    public var ledgers: [ControlPlace: ClosedTotals] {
        places.reduce(into: [:]) { $0[$1.key.ledger, default: ClosedTotals()].add($1.value) }
    }

    /// The places that hold something else than at the close, or that the ledger holds otherwise, in order.
    public var differing: [(place: ControlPlace, totals: ClosedTotals)] {
        places.filter { $0.value.isChanged || $0.value.differsInTarget }.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
    }
}

extension ClosedTotals {
    fileprivate mutating func add(_ other: ClosedTotals) {
        atClose.add(other.atClose)
        arrived.add(other.arrived)
        rest.add(other.rest)
        waiting.add(other.waiting)
        added += other.added
        isShifted = isShifted || other.isShifted
        hasChangedPlace = hasChangedPlace || other.isChanged
        guard let more = other.target else { return }
        var sum = target ?? LedgerTotals()
        sum.add(more)
        target = sum
    }

    /// The totals as JSON; `ledger` is null where it was not read.
    public var json: JSON {
        [
            "atClose": atClose.json, "arrived": arrived.json, "now": now.json, "waiting": waiting.json,
            "ledger": target?.json ?? .null, "isChanged": .bool(isChanged), "isShifted": .bool(isShifted),
            "added": .array(added.sorted().map { .string($0) }),
        ]
    }
}
