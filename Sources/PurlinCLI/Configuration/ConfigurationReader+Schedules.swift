import CanonicalModel
import ConnectorRuntime
import Yams

/// Schedules: a word, or a mapping with an interval or a time of day.
extension ConfigurationReader {
    /// The role that declares periods closed, unless the configuration names another.
    static let periodRole = "finance"

    private static let words: [String: Schedule] = [
        "realTime": .realTime, "onApproval": .onApproval, "atPeriodClose": .atPeriodClose,
    ]

    /// When a system is read: `every`, or `schedule` in its place.
    func readSchedule(_ mapping: MappingReader, _ zone: SiteZone?) -> Schedule {
        let every = mapping.optional("every")
        guard let value = mapping.optional("schedule") else { return .every(every?.duration() ?? .seconds(900)) }
        every?.report("is given beside 'schedule'; remove one")
        let schedule = self.schedule(value, zone)
        switch schedule {
        case .realTime, .onApproval:
            value.report("a system that is read must say when: an interval such as {every: 1m}, or a time of day")
        case .every, .daily, .atPeriodClose, nil: break
        }
        return schedule ?? .every(.seconds(900))
    }

    /// A schedule; a time of day is one of `zone` unless the schedule names another.
    func schedule(_ value: YAMLValue, _ zone: SiteZone?) -> Schedule? {
        if case .scalar = value.node {
            return value.value("one of \(Self.words.keys.sorted().joined(separator: ", ")), or a mapping") {
                Self.words[$0]
            }
        }
        let mapping = MappingReader(value, allowed: ["every", "at", "timeZone", "days"])
        if let every = mapping.optional("every") {
            for key in ["at", "timeZone", "days"] { mapping.optional(key)?.report("does not go with 'every'") }
            guard let interval = every.duration() else { return nil }
            guard interval > .zero else {
                every.report("must be longer than nothing")
                return nil
            }
            return .every(interval)
        }
        let time = mapping.required("at")?.value("a time of day such as 18:00") { TimeOfDay($0) }
        let named = mapping.optional("timeZone")
        let days = mapping.optional("days").map { self.days($0) } ?? .all
        guard let time, let days, let zone = named.map({ $0.zone() }) ?? zone else { return nil }
        return .daily(at: time, zone: zone, on: days)
    }

    /// Days of the week, days of the month or dates, but one of the three.
    private func days(_ value: YAMLValue) -> Schedule.Days? {
        let texts = value.texts()
        let weekdays = texts.compactMap { text in Weekday.allCases.first { "\($0)" == text } }
        let monthdays = texts.compactMap { text in text == "last" ? 0 : Int(text).flatMap { 1...31 ~= $0 ? $0 : nil } }
        let dates = texts.compactMap { CalendarDate($0) }
        switch texts.count {
        case 0:
            value.report("names no day")
            return nil
        case weekdays.count: return .weekdays(Set(weekdays))
        case monthdays.count: return .monthdays(Set(monthdays))
        case dates.count: return .dates(Set(dates))
        default:
            value.report(
                "must be days of the week (monday), days of the month (1 to 31, or last) or dates (2026-01-31), "
                    + "one of the three, found \(texts.joined(separator: ", "))"
            )
            return nil
        }
    }

    /// When ledgers are compared with the journal.
    func reconciliation(_ value: YAMLValue, _ zone: SiteZone?) -> Schedule? {
        guard let when = MappingReader(value, allowed: ["schedule"]).required("schedule") else { return nil }
        let schedule = self.schedule(when, zone)
        switch schedule {
        case .realTime, .onApproval:
            when.report(
                "a comparison must say when: a time of day such as {at: \"05:00\"}, an interval, or atPeriodClose"
            )
        case .every, .daily, .atPeriodClose, nil: break
        }
        return schedule
    }

    /// Reports schedules that wait for a person to close a period where nobody may.
    func reportPeriodVacancy(_ role: String, _ schedules: [Schedule], _ people: [Person], at value: YAMLValue) {
        if schedules.contains(.atPeriodClose) { reportVacancy(role, people, at: value) }
    }
}
