internal import SimulatorKit

/// The hours that every machine has really worked, day by day.
struct WorkLedger: Sendable {
    private let calendar: WorkCalendar
    private let machines: [Machine]
    /// For each machine its hours up to the end of each day, in hundredths, from the first day of the story.
    private var totals: [String: [Int64]] = [:]

    init(calendar: WorkCalendar, machines: [Machine]) {
        self.calendar = calendar
        self.machines = machines
        extend(to: calendar.start)
    }

    /// Makes sure that everything before `instant` can be looked up.
    mutating func extend(to instant: SimulatedInstant) {
        let last = calendar.zone.day(of: instant).daysSince1970 - calendar.firstDay.daysSince1970
        let count = Int(min(last + 1, WorkCalendar.greatestDays))
        for machine in machines {
            var days = totals[machine.code] ?? []
            while days.count < count {
                let day = calendar.firstDay.adding(days: Int64(days.count))
                let worked = calendar.blocks(of: machine, on: day).map { workedAfterStart($0).hundredths }
                days.append((days.last ?? 0) + worked.reduce(0, +))
            }
            totals[machine.code] = days
        }
    }

    /// The hours from the start of the story until `instant`.
    func hours(of machine: Machine, until instant: SimulatedInstant) -> EngineHours {
        let days = totals[machine.code] ?? []
        let day = calendar.zone.day(of: instant)
        let index = Int(day.daysSince1970 - calendar.firstDay.daysSince1970)
        guard index >= 0, let last = days.last else { return .zero }
        guard index < days.count else { return EngineHours(hundredths: last) }
        let before = EngineHours(hundredths: index == 0 ? 0 : days[index - 1])
        return calendar.blocks(of: machine, on: day).reduce(before) { $0 + workedAfterStart($1, until: instant) }
    }

    /// The hours from the start of the story until the end of a day.
    func hours(of machine: Machine, through day: CivilDate, notAfter now: SimulatedInstant) -> EngineHours {
        hours(of: machine, until: min(now, calendar.zone.instant(day.adding(days: 1), minutes: 0)))
    }

    /// Of `hours` since the start of the story, those in which the machine idled.
    func idleHours(of machine: Machine, in hours: EngineHours) -> EngineHours {
        EngineHours(hundredths: hours.hundredths * machine.idlePercent / 100)
    }

    private func workedAfterStart(_ block: WorkBlock, until instant: SimulatedInstant? = nil) -> EngineHours {
        max(.zero, block.hours(until: instant ?? block.end) - block.hours(until: calendar.start))
    }
}
