internal import SimulatorKit

/// What a line is held against: the set-up of payroll at the moment of import.
struct ImportRules: Sendable {
    let setup: Setup
    let master: MasterData
    var quirks: QuirkBook
    let now: SimulatedInstant
    /// The last days of the weeks that were run already.
    let closed: Set<CivilDate>

    /// Whether a quirk is in force, counted if so.
    mutating func show(_ quirk: Quirk, employee: String? = nil, code: String? = nil) -> Bool {
        guard let found = quirks.inForce(quirk, at: now, employee: employee, code: code) else { return false }
        quirks.count(found)
        return true
    }

    /// The site's day.
    var today: CivilDate { setup.zone.day(of: now) }

    /// The day of hours that come without one.
    var defaultDate: CivilDate { setup.lastPeriodEnd(before: today) }
}

/// Checks a line cell by cell and collects what is wrong with it.
struct RowChecker: Sendable {
    var rules: ImportRules
    var row: ImportRow

    mutating func refuse(_ code: String, _ message: String) {
        row.refusals.append(Refusal(line: row.line, employee: row.employee, code: code, message: message))
    }

    /// Checks that somebody has this number and is employed.
    mutating func employee(_ number: String) {
        row.employee = number
        row.check = number
        guard let employee = rules.master.employees[number], !rules.show(.employeeUnknown, employee: number) else {
            return refuse("E201", "Employee \(number) not on file")
        }
        if rules.show(.employeeRenumbered, employee: number) {
            return refuse("E203", "Employee \(number) is now \(renumbered(number))")
        }
        if !employee.isActive || rules.show(.employeeTerminated, employee: number) {
            return refuse("E202", "Employee \(number) is terminated")
        }
        if employee.company != rules.setup.company {
            refuse("E204", "Employee \(number) belongs to company \(employee.company)")
        }
    }

    /// Checks that a pay code is set up; case counts.
    mutating func payCode(_ code: String, _ column: String) {
        if rules.master.payCodes[code] == nil || rules.show(.payCodeMissing, code: code) {
            refuse("E214", "\(column) \(code) not set up for company \(rules.setup.company)")
        }
    }

    /// The job and cost code of a number such as `26-014-03300`.
    mutating func costNumber(_ number: String, _ column: String) -> (job: String, costCode: String)? {
        guard let (job, costCode) = rules.master.split(costNumber: number) else {
            refuse("E301", number.isEmpty ? "\(column) is missing" : "\(column) \(number) does not exist")
            return nil
        }
        if !job.isOpen { refuse("E302", "Job \(job.code) is closed") }
        return (job.code, costCode)
    }

    /// A job and a cost code in two cells.
    mutating func cost(job code: String, costCode: String) -> (job: String, costCode: String)? {
        guard let job = rules.master.jobs[code] else {
            refuse("E301", "Job \(code) does not exist")
            return nil
        }
        let phase = costCode.hasSuffix("-") ? String(costCode.dropLast()) : costCode
        guard job.costCodes.contains(phase) else {
            refuse("E301", "Phase \(costCode) does not exist in job \(code)")
            return nil
        }
        if !job.isOpen { refuse("E302", "Job \(code) is closed") }
        return (code, phase)
    }

    /// Hours with at most two decimals within the limits of the layout; `nil` for an empty cell.
    mutating func hours(_ text: String, _ column: String) -> Exact? {
        number(text, column, places: 2, from: Exact(units: -9_999_900), to: Exact(units: 9_999_900))
    }

    /// A number within limits; `nil` for an empty cell.
    mutating func number(_ text: String, _ column: String, places: Int, from low: Exact, to high: Exact) -> Exact? {
        if text.isEmpty { return nil }
        guard let number = Exact(text, places: places), number >= low, number <= high else {
            let limits = "from \(low.text(places)) to \(high.text(places))"
            refuse("E211", "\(column) \"\(text)\" is no number \(limits) with at most \(places) decimals")
            return nil
        }
        return number
    }

    /// A rate as a file may have it; `nil` for an empty cell.
    mutating func rate(_ text: String, _ column: String) -> Exact? {
        number(text, column, places: 4, from: .zero, to: Exact(units: 99_999_999))
    }

    /// A day such as 01/05/2026; an empty cell is the last day of the week before.
    mutating func date(_ text: String, _ column: String) -> CivilDate? {
        guard let date = text.isEmpty ? rules.defaultDate : CivilDate(american: text) else {
            refuse("E401", "\(column) \"\(text)\" is no date MM/DD/YYYY")
            return nil
        }
        if date > rules.today { refuse("E402", "\(column) \(text) lies in the future") }
        let isRun = rules.closed.contains(rules.setup.periodEnd(of: date))
        if isRun, rules.show(.closedPeriodRefused) { refuse("E404", "\(column) \(text) lies in a closed period") }
        return date
    }

    /// Takes hours or an amount for the employee of the line.
    mutating func take(
        _ cost: (job: String, costCode: String)?,
        code: String,
        on date: CivilDate?,
        hours: Exact,
        rate: Exact? = nil,
        amount: Exact? = nil
    ) {
        guard let cost, let date else { return }
        row.entries.append(
            HoursEntry(
                employee: row.employee,
                job: cost.job,
                costCode: cost.costCode,
                code: code,
                date: date,
                hours: hours,
                rate: rate,
                amount: amount
            )
        )
    }
}

/// The number of somebody who was renumbered.
func renumbered(_ number: String) -> String { "9" + number.dropFirst() }

extension CivilDate {
    /// Reads `01/05/2026` or `01/05/26`.
    init?(american text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 3, [2, 4].contains(parts[2].count), parts[0].count == 2, parts[1].count == 2,
            parts.joined().allSatisfy({ (48...57).contains($0) })
        else { return nil }
        let numbers = parts.map { $0.reduce(Int64(0)) { $0 * 10 + Int64($1 - 48) } }
        self.init(year: numbers[2] + (parts[2].count == 2 ? 2000 : 0), month: numbers[0], day: numbers[1])
    }
}
