internal import SimulatorKit

/// A row of a register.
struct RegisterRow: Sendable, Codable {
    var employee: String
    var earn: String
    var job: String
    var costCode: String
    /// `L` for labour, `B` for what the employer pays besides.
    var type = "L"
    var date: CivilDate
    var hours: Exact
    var rate: Exact
    var gross: Exact
    var burden: Exact
    /// The run that paid the week of the day first.
    var originalRun: Int?
}

/// A run of payroll.
struct PayRun: Sendable, Codable {
    let number: Int
    let periodEnd: CivilDate
    let at: SimulatedInstant
    /// The run that this one replaces.
    let voids: Int?
    /// The run that replaced this one.
    var voidedBy: Int?
    let rows: [RegisterRow]
}

/// Computes what a run pays.
struct PayCalculation: Sendable {
    let setup: Setup
    let master: MasterData
    private(set) var quirks: QuirkBook
    let now: SimulatedInstant
    let periodEnd: CivilDate
    /// The runs before, without voided ones.
    let earlier: [PayRun]

    /// The rows for accepted hours.
    mutating func rows(for hours: [AcceptedHours]) -> [RegisterRow] {
        let dated = hours.map { (entry: $0.entry, run: originalRun(of: $0.entry.date)) }
        var rows = split(dated.filter { $0.run == nil }.map(\.entry)).map { row(for: $0, originalRun: nil) }
        rows += dated.filter { $0.run != nil }.map { row(for: $0.entry, originalRun: $0.run) }
        rows = rows.map { (key: Self.order($0), row: $0) }.sorted { $0.key < $1.key }.map(\.row)
        rows += fringe(of: rows)
        addCorrections(to: &rows)
        setBurdenApart(in: &rows)
        renumber(&rows)
        return rows
    }

    /// The run that paid a week first.
    private func originalRun(of date: CivilDate) -> Int? {
        let end = setup.periodEnd(of: date)
        return earlier.first { $0.periodEnd == end }?.number
    }

    private mutating func split(_ entries: [HoursEntry]) -> [HoursEntry] {
        var rule = setup.overtime
        let quirk = quirks.inForce(.overtimeRecalculated, at: now)
        if quirk != nil { rule = rule == .week ? .day : .week }
        let split = OvertimeSplit(rule: rule, setup: setup).entries(entries)
        if let quirk, hoursByCode(split) != hoursByCode(entries) { quirks.count(quirk) }
        return split
    }

    private func hoursByCode(_ entries: [HoursEntry]) -> [String: Exact] {
        var sums: [String: Exact] = [:]
        for entry in entries {
            sums["\(entry.employee) \(entry.date.text) \(entry.code)", default: .zero] += entry.hours
        }
        return sums.filter { $0.value != .zero }
    }

    private mutating func row(for entry: HoursEntry, originalRun: Int?) -> RegisterRow {
        let factor = master.payCodes[entry.code] ?? Exact(1)
        var base = entry.rate ?? master.employees[entry.employee]?.rate(on: entry.date) ?? .zero
        if entry.amount == nil, let quirk = quirks.inForce(.ratesOverridden, at: now, employee: entry.employee) {
            base += quirk.rate ?? Exact(units: 12_500)
            quirks.count(quirk)
        }
        let rate = entry.amount == nil ? base.times(factor, places: 4) : .zero
        let gross = entry.amount ?? entry.hours.times(rate, places: 2)
        return RegisterRow(
            employee: entry.employee,
            earn: entry.code,
            job: entry.job,
            costCode: entry.costCode,
            date: entry.date,
            hours: entry.hours,
            rate: rate,
            gross: gross,
            burden: gross.times(master.burden, places: 2),
            originalRun: originalRun
        )
    }

    private static func order(_ row: RegisterRow) -> String {
        let earn = row.earn == "REG" ? "" : row.earn
        return [row.employee, row.date.text, row.job, row.costCode, earn].joined(separator: "\t")
    }

    /// What the funds of a union get, by employee, day and cost code.
    private mutating func fringe(of rows: [RegisterRow]) -> [RegisterRow] {
        var found: [RegisterRow] = []
        for row in rows where row.hours != .zero {
            var rate = master.employees[row.employee]?.fringe ?? .zero
            if rate == .zero, quirks.show(.fringeRows, at: now) != nil { rate = Exact(units: 62_500) }
            guard rate != .zero else { continue }
            let amount = row.hours.times(rate, places: 2)
            if let last = found.indices.last, found[last].isBooked(as: row) {
                found[last].burden += amount
            } else {
                var fringe = row
                (fringe.earn, fringe.type, fringe.burden) = ("UNF", "B", amount)
                (fringe.hours, fringe.rate, fringe.gross) = (.zero, .zero, .zero)
                found.append(fringe)
            }
        }
        return found
    }
}

extension RegisterRow {
    /// Whether both are of one employee, day and cost code.
    fileprivate func isBooked(as other: RegisterRow) -> Bool {
        (employee, job, costCode, date) == (other.employee, other.job, other.costCode, other.date)
    }
}

extension PayCalculation {
    /// Corrections that nobody sent: an hour on another cost code, and late pay for an earlier week.
    private mutating func addCorrections(to rows: inout [RegisterRow]) {
        guard let first = rows.first(where: { $0.hours > .zero && $0.type == "L" }) else { return }
        if let quirk = quirks.inForce(.negativeLines, at: now),
            let other = master.jobs[first.job]?.costCodes.first(where: { $0 != first.costCode })
        {
            quirks.count(quirk)
            for (hours, costCode) in [(Exact(-1), first.costCode), (Exact(1), other)] {
                var row = first
                (row.hours, row.costCode) = (hours, costCode)
                row.gross = hours.times(row.rate, places: 2)
                row.burden = row.gross.times(master.burden, places: 2)
                rows.append(row)
            }
        }
        if let quirk = quirks.inForce(.retroLine, at: now), let run = earlier.last(where: { $0.periodEnd < periodEnd })
        {
            quirks.count(quirk)
            var row = first
            (row.earn, row.date, row.originalRun) = ("RET", run.periodEnd.adding(days: -2), run.number)
            (row.hours, row.rate, row.gross) = (.zero, .zero, Exact(10))
            row.burden = row.gross.times(master.burden, places: 2)
            rows.append(row)
        }
    }

    private mutating func setBurdenApart(in rows: inout [RegisterRow]) {
        for index in rows.indices where rows[index].type == "L" && rows[index].burden != .zero {
            guard quirks.show(.burdenRows, at: now) != nil else { return }
            var row = rows[index]
            (row.earn, row.type) = ("BUR", "B")
            (row.hours, row.rate, row.gross) = (.zero, .zero, .zero)
            rows[index].burden = .zero
            rows.append(row)
        }
    }

    private mutating func renumber(_ rows: inout [RegisterRow]) {
        for index in rows.indices {
            let number = rows[index].employee
            guard let quirk = quirks.inForce(.employeeRenumbered, at: now, employee: number) else { continue }
            quirks.count(quirk)
            rows[index].employee = renumbered(number)
        }
    }
}
