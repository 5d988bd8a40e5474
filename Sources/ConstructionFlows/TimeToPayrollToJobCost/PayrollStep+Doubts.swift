import CanonicalModel
import FoundationEssentials
import JSON

extension PayrollStep {
    private static let longDay = "hours_exceed_day"

    /// What is due, without the entries of days of which somebody has more hours than a day may have: a row that was recoded
    /// under another id counts beside the one that it means to replace, and hours that moved away until they can be taken back.
    mutating func withoutLongDays(_ due: [String: HeldHours]) -> [String: HeldHours] {
        guard let most = settings.mostHoursPerDay else { return due }
        var sums: [EmployeeDay: Decimal] = [:]
        for claim in state.hours.values.lazy.flatMap(\.expected) {
            sums[EmployeeDay(claim), default: 0] += claim.hours
        }
        let long = sums.filter { day, hours in hours > max(most, state.allowedDays[day] ?? most) }
        for subject in state.reported.filter({ $0.hasPrefix("\(Self.longDay):") }).sorted() {
            let name = String(subject.dropFirst(Self.longDay.count + 1))
            if !long.keys.contains(where: { self.subject(of: $0) == name }) { resolve(Self.longDay, name) }
        }
        let kept = due.filter { $0.value.missing.map { long[EmployeeDay($0)] != nil } ?? false }
        for day in Set(kept.values.compactMap(\.missing).map { EmployeeDay($0) }).sorted() {
            reportLongDay(day, long[day] ?? 0, most)
        }
        return due.filter { kept[$0.key] == nil }
    }

    private func subject(of day: EmployeeDay) -> String { "\(key)/\(day.employee)/\(day.date.text)" }

    private mutating func reportLongDay(_ day: EmployeeDay, _ hours: Decimal, _ most: Decimal) {
        let subject = subject(of: day)
        guard !givenUp.contains("\(Self.longDay):\(subject)") else { return }
        let entries = state.hours.filter { _, held in
            held.expected.contains { EmployeeDay($0) == day && $0.hours != 0 }
        }
        let moved = entries.count { $0.value.move != nil }
        let leaving =
            moved == 0
            ? ""
            : "; \(moved) of them moved to another pay period, and payroll has them here until they have gone there and their "
                + "negative line goes: if they alone are too much, the rest goes by itself then"
        raise(
            Self.longDay,
            subject,
            "\(entries.count) entries give \(hours.plainText) h of employee \(day.employee) on \(day.date.text), more than "
                + "\(most.plainText), and what has not gone to payroll waits\(leaving). Was a row exported under another id? Have the "
                + "wrong entry set to 0 hours in the time system; if all are right, try the case again to let them go",
            detail: ["entries": .array(entries.keys.sorted().prefix(50).map(JSON.string))]
        )
    }

    /// A person lets the hours of a long day go as they are now.
    mutating func allowLongDay(_ subject: String) {
        let days = state.hours.values.flatMap(\.expected).map { EmployeeDay($0) }
        guard let day = days.first(where: { self.subject(of: $0) == subject }) else { return }
        state.allowedDays[day] = state.hours(of: day)
        note("LongDayAllowed", ["day": .string(subject), "hours": .string(state.hours(of: day).plainText)])
    }
}

// MARK: - Employee numbers

extension PayrollStep {
    /// Tells once of runs that wait because payroll and the time system write employee numbers with other leading zeros.
    mutating func reportPaddedNumbers() {
        let kind = "employee_numbers_differ"
        let held = state.runs.values.filter { $0.stage == .held }
        let accepted = held.isEmpty ? [] : Set(state.acceptedHours.keys.map(\.employee))
        let paid = Set(held.flatMap(\.hours.keys).map(\.employee)).subtracting(accepted).sorted()
        let byNumber = Dictionary(accepted.map { ($0.withoutLeadingZeros, $0) }, uniquingKeysWith: min)
        let pairs = paid.compactMap { number in byNumber[number.withoutLeadingZeros].map { (ours: $0, theirs: number) }
        }
        guard let first = pairs.first else { return resolve(kind, key) }
        guard !givenUp.contains("\(kind):\(key)") else { return }
        raise(
            kind,
            key,
            "\(pairs.count) employees of \(key) differ in leading zeros alone, such as '\(first.ours)' in the time system and "
                + "'\(first.theirs)' in payroll's register, so that no run is what payroll accepted: let the mapping of the "
                + "hours fill the numbers up, by 'employee: {column: …, pad: \(first.theirs.count)}', or correct "
                + "what payroll exports; accept the runs that are there with a reason"
        )
    }
}

extension String {
    fileprivate var withoutLeadingZeros: Substring { drop { $0 == "0" } }
}
