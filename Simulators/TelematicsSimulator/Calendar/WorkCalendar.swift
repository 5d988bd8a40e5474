internal import SimulatorKit

/// A stretch of work without a pause, in which the engine runs and its meter advances evenly.
struct WorkBlock: Sendable, Hashable {
    let start: SimulatedInstant
    /// How far the meter advances.
    let hours: EngineHours

    var end: SimulatedInstant { start.adding(seconds: hours.seconds) }

    /// How far the meter has advanced by `instant`, in whole hundredths.
    func hours(until instant: SimulatedInstant) -> EngineHours {
        let elapsed = max(0, instant.seconds(since: start))
        return min(hours, EngineHours(hundredths: elapsed / 36))
    }
}

/// When which machine works: Monday to Friday between 07:00 and 16:30 on the site's clock, with a lunch break.
struct WorkCalendar: Sendable {
    /// After so many days every machine stands still, so that the clock can be set to any moment.
    static let greatestDays: Int64 = 3653

    let zone: SiteZone
    let start: SimulatedInstant
    let firstDay: CivilDate
    private let seed: UInt64
    private let reference: ReferenceStory

    init(seed: UInt64, start: SimulatedInstant, zone: SiteZone) {
        self.seed = seed
        self.start = start
        self.zone = zone
        firstDay = zone.day(of: start)
        reference = ReferenceStory()
    }

    /// The stretches in which a machine works on a day, earliest first.
    func blocks(of machine: Machine, on day: CivilDate) -> [WorkBlock] {
        guard day >= firstDay, day < firstDay.adding(days: Self.greatestDays) else { return [] }
        if machine.code == MachinePark.referenceMachine { return reference.blocks(on: day, in: zone) }
        guard day.weekday <= 5, !Self.isHoliday(day) else { return [] }
        var random = SeededRandom(seed: seed, purpose: "work \(machine.code) \(day.text)")
        guard random.integer(in: 1...100) <= machine.availability else { return [] }
        let morning = 7 * 60 + 15 * random.integer(in: 0...3)
        let afternoon = 12 * 60 + 30 + 15 * random.integer(in: 0...2)
        var blocks = [block(day, from: morning, hours: random.integer(in: 200...((12 * 60 - morning) * 100 / 60)))]
        if random.integer(in: 1...10) <= 9 {
            let longest = (16 * 60 + 30 - afternoon) * 100 / 60
            blocks.append(block(day, from: afternoon, hours: random.integer(in: 100...longest)))
        }
        return blocks
    }

    private func block(_ day: CivilDate, from minutes: Int64, hours hundredths: Int64) -> WorkBlock {
        WorkBlock(start: zone.instant(day, minutes: minutes), hours: EngineHours(hundredths: hundredths))
    }

    private static func isHoliday(_ day: CivilDate) -> Bool {
        day.parts.month == 1 && day.parts.day == 1
    }
}

/// The story of EX-104: 7.75 hours on 2026-01-05, a new meter that evening, 3.50 hours the day after, then off hire.
struct ReferenceStory: Sendable {
    private static let firstDay = CivilDate(year: 2026, month: 1, day: 5)
    private static let secondDay = CivilDate(year: 2026, month: 1, day: 6)

    /// The blocks of a day.
    func blocks(on day: CivilDate, in zone: SiteZone) -> [WorkBlock] {
        switch day {
        case Self.firstDay:
            [
                WorkBlock(start: zone.instant(day, minutes: 7 * 60), hours: EngineHours(hundredths: 450)),
                WorkBlock(start: zone.instant(day, minutes: 12 * 60 + 15), hours: EngineHours(hundredths: 325)),
            ]
        case Self.secondDay:
            [WorkBlock(start: zone.instant(day, minutes: 7 * 60 + 30), hours: EngineHours(hundredths: 350))]
        default: []
        }
    }

    /// When the meter is replaced; `nil` if the story starts after that.
    func meterReplacement(after start: SimulatedInstant, in zone: SiteZone) -> SimulatedInstant? {
        guard let day = Self.firstDay else { return nil }
        let instant = zone.instant(day, minutes: 19 * 60)
        return instant > start ? instant : nil
    }
}
