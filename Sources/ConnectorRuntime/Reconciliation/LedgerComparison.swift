import CanonicalModel
import FoundationEssentials
import JSON

/// The costs of the journal and those of a ledger, put beside each other by what the ledger calls them.
///
/// A line that the ledger tells twice, because it changed while the ledger was read, counts as it was told last.
struct LedgerComparison {
    /// What the ledger says of a cost that the journal knows.
    private indirect enum Told {
        case nothing
        case theSame
        case otherwise(PostedCost)
        case unreadable(String)
    }

    /// A cost of the journal.
    private struct Booked {
        /// The key of its delivery.
        let key: String
        let group: Int32
        let day: CalendarDate
        let hours: Decimal
        let amount: Decimal
        var told = Told.nothing
    }

    private let window: ReconciliationWindow
    private var groups: [ReconciliationGroup] = []
    private var numbers: [ReconciliationGroup: Int32] = [:]
    private var booked: [String: Booked] = [:]
    private var unknown: [String: PostedCost] = [:]
    private var unreadable: [String: String] = [:]
    /// What was delivered and is no cost by the journal's own word.
    private var damaged: [ReconciliationDifference] = []
    /// The ledger's lines of what is ``damaged``.
    private var excused: Set<String> = []
    private var waiting: [ReconciliationGroup: LedgerTotals] = [:]

    init(_ window: ReconciliationWindow) {
        self.window = window
    }

    private mutating func number(of group: ReconciliationGroup) -> Int32 {
        if let known = numbers[group] { return known }
        let number = Int32(clamping: groups.count)
        groups.append(group)
        numbers[group] = number
        return number
    }

    /// Takes a cost that the journal says is in the ledger, by the delivery with this key.
    mutating func book(_ entry: CostEntry, by key: String, as reference: String) {
        booked[reference] = Booked(
            key: key,
            group: number(of: ReconciliationGroup(entry)),
            day: entry.postingDate,
            hours: entry.hours,
            amount: entry.amount.amount
        )
        if let told = unknown.removeValue(forKey: reference) { tell(told) }
        if let reason = unreadable.removeValue(forKey: reference) { tell(unreadable: reference, reason) }
    }

    /// Takes a delivery that is in the ledger, though the journal's own word of it is no cost.
    mutating func book(unreadable key: String, as reference: String, _ reason: String) {
        damaged.append(.nowhere(.unreadableInJournal, key: key, reference: reference, reason))
        // What the ledger tells of it is told once, by this difference.
        excuse(reference)
        excused.insert(reference)
    }

    /// Takes a cost that is on its way, or waits for a person; `nil` for one that cannot be read, which may be of any month.
    mutating func wait(_ entry: CostEntry?) {
        let group = entry.map(ReconciliationGroup.init) ?? .nowhere
        guard entry == nil || window.contains(group) else { return }
        waiting[group, default: LedgerTotals()].add(hours: entry?.hours ?? 0, amount: entry?.amount.amount ?? 0)
    }

    /// Takes a line of the ledger.
    mutating func tell(_ cost: PostedCost) {
        guard var line = booked[cost.reference] else {
            if !excused.contains(cost.reference) { unknown[cost.reference] = cost }
            return
        }
        let group = groups[Int(line.group)]
        let isSame =
            cost.hours == line.hours && cost.amount == line.amount && cost.date == line.day
            && cost.project ?? group.project == group.project && cost.costCode ?? group.costCode == group.costCode
        line.told = isSame ? .theSame : .otherwise(cost)
        booked[cost.reference] = line
    }

    /// Takes a line of the ledger that cannot be read.
    mutating func tell(unreadable reference: String, _ reason: String) {
        if booked[reference] == nil, !excused.contains(reference) { unreadable[reference] = reason }
        booked[reference]?.told = .unreadable(reason)
    }

    /// The ledger did not tell a line when it was read, and holds it as it was sent when it is asked for it.
    mutating func confirm(_ reference: String) {
        booked[reference]?.told = .theSame
    }

    /// The ledger's line was written anew under another name: it counts under that one.
    mutating func rename(_ reference: String, to present: String) {
        guard reference != present, var line = booked.removeValue(forKey: reference) else { return }
        line.told = .nothing
        booked[present] = line
        if let told = unknown.removeValue(forKey: present) { tell(told) }
    }

    /// A line of the ledger belongs to a cost that is on its way, and is no difference.
    mutating func excuse(_ reference: String) {
        unknown[reference] = nil
        unreadable[reference] = nil
    }

    /// Whether the ledger told lines that the journal does not know.
    var hasUnknown: Bool { !unknown.isEmpty || !unreadable.isEmpty }

    /// The keys of costs that the journal knows and the ledger did not tell, by what the ledger called them.
    var untold: [(key: String, reference: String)] {
        booked.compactMap { reference, line in
            guard case .nothing = line.told, window.contains(groups[Int(line.group)]) else { return nil }
            return (line.key, reference)
        }
        .sorted { $0.key < $1.key }
    }
}

extension LedgerComparison {
    /// What each side holds of each group, and what differs.
    func result() -> (groups: [ReconciliationGroup: ReconciliationSides], differences: [ReconciliationDifference]) {
        var sides: [ReconciliationGroup: ReconciliationSides] = [:]
        var differences: [ReconciliationDifference] = []
        for (group, totals) in waiting { sides[group, default: ReconciliationSides()].waiting = totals }
        for (reference, line) in booked {
            let group = groups[Int(line.group)]
            let told = targetGroup(of: line, group)
            let isMeant = window.contains(group)
            if isMeant {
                sides[group, default: ReconciliationSides()].journal.add(hours: line.hours, amount: line.amount)
            }
            if let told, window.contains(told.group) {
                sides[told.group, default: ReconciliationSides()].target.add(hours: told.hours, amount: told.amount)
            }
            guard isMeant || told.map({ window.contains($0.group) }) ?? false else { continue }
            if let difference = difference(of: line, group, reference) { differences.append(difference) }
        }
        for cost in unknown.values {
            let group = cost.group(of: groups.first?.company ?? "")
            guard window.contains(group) else { continue }
            sides[group, default: ReconciliationSides()].target.add(hours: cost.hours, amount: cost.amount)
            differences.append(cost.unknown(in: group))
        }
        for (reference, reason) in unreadable {
            differences.append(.nowhere(.unreadableInTarget, key: nil, reference: reference, reason))
        }
        return (sides, differences + damaged)
    }

    /// Where the ledger holds a cost of the journal, and how much of it; `nil` if it holds nothing that can be read.
    private func targetGroup(
        of line: Booked,
        _ group: ReconciliationGroup
    ) -> (group: ReconciliationGroup, hours: Decimal, amount: Decimal)? {
        switch line.told {
        case .nothing, .unreadable: nil
        case .theSame: (group, line.hours, line.amount)
        case .otherwise(let cost):
            (
                ReconciliationGroup(
                    company: group.company,
                    period: cost.date?.month ?? "",
                    project: cost.project ?? group.project,
                    costCode: cost.costCode ?? group.costCode,
                    costType: group.costType
                ), cost.hours, cost.amount
            )
        }
    }

    private func difference(
        of line: Booked,
        _ group: ReconciliationGroup,
        _ reference: String
    ) -> ReconciliationDifference? {
        let (kind, text, amount): (ReconciliationDifference.Kind, String, Decimal)
        switch line.told {
        case .theSame: return nil
        case .nothing:
            (kind, amount) = (.missingInTarget, -line.amount)
            text = "\(reference) is gone: \(line.hours.plainText) h, \(line.amount.plainText)"
        case .unreadable(let reason): (kind, text, amount) = (.unreadableInTarget, reason, -line.amount)
        case .otherwise(let cost):
            (kind, amount) = (.differsInTarget, cost.amount - line.amount)
            text = [
                Self.word("amount", cost.amount.plainText, line.amount.plainText),
                Self.word("hours", cost.hours.plainText, line.hours.plainText),
                Self.word("posting date", cost.date?.text ?? "none", line.day.text),
                Self.word("project", cost.project ?? group.project, group.project),
                Self.word("cost code", cost.costCode ?? group.costCode, group.costCode),
            ]
            .compactMap { $0 }.joined(separator: ", ")
        }
        return ReconciliationDifference(
            kind,
            key: line.key,
            reference: reference,
            group: group,
            text: text,
            amount: amount
        )
    }

    private static func word(_ name: String, _ told: String, _ booked: String) -> String? {
        told == booked ? nil : "\(name) \(told) instead of \(booked)"
    }
}

extension PostedCost {
    /// Where a line belongs that the journal does not know.
    fileprivate func group(of company: String) -> ReconciliationGroup {
        ReconciliationGroup(
            company: company,
            period: date?.month ?? "",
            project: project ?? "",
            costCode: costCode ?? "",
            costType: ""
        )
    }

    fileprivate func unknown(in group: ReconciliationGroup) -> ReconciliationDifference {
        ReconciliationDifference(
            .unknownInTarget,
            key: nil,
            reference: reference,
            group: group,
            text: "the journal knows nothing of \(externalID ?? reference): \(hours.plainText) h, \(amount.plainText)",
            amount: amount
        )
    }
}

extension ReconciliationDifference {
    /// A line that nobody can place.
    fileprivate static func nowhere(
        _ kind: Kind,
        key: String?,
        reference: String,
        _ reason: String
    ) -> ReconciliationDifference {
        ReconciliationDifference(kind, key: key, reference: reference, group: .nowhere, text: reason, amount: 0)
    }
}

extension ReconciliationGroup {
    /// Where something is of which nobody can say where it belongs.
    fileprivate static let nowhere = ReconciliationGroup(
        company: "",
        period: "",
        project: "",
        costCode: "",
        costType: ""
    )
}
