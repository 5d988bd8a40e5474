public import CanonicalModel

/// When something is done: by whoever configures it, never by the code of a flow or connector.
public enum Schedule: Sendable, Hashable {
    /// Which days of a site's calendar count.
    public enum Days: Sendable, Hashable {
        /// Every day.
        case all
        /// These days of each week.
        case weekdays(Set<Weekday>)
        /// These days of each month; 0 is the last day of a month. A month without such a day has none.
        case monthdays(Set<Int>)
        /// These days only.
        case dates(Set<CalendarDate>)
    }

    /// As soon as there is something to do.
    case realTime
    /// As soon as a person has approved; what a flow stages for approval comes into being only then.
    case onApproval
    /// Every so often.
    case every(Duration)
    /// At a time of a site's clock, on some days.
    case daily(at: TimeOfDay, zone: SiteZone, on: Days)
    /// When a person has closed a period.
    case atPeriodClose

    /// The time of what waits for an event rather than for the clock: 9999-12-31T23:59:59Z.
    public static let afterAnEvent = Instant(seconds: 253_402_300_799)

    /// How many days are searched for the next or last one that counts; two 30ths are up to 60 days apart, two 31sts 62.
    private static let horizon = 400

    /// The first time after `instant`; `nil` if the clock alone does not say.
    ///
    /// An interval counts from 1970-01-01T00:00:00Z.
    public func next(after instant: Instant) -> Instant? {
        switch self {
        case .realTime, .onApproval, .atPeriodClose: return nil
        case .every(let interval):
            guard let step = interval.microseconds else { return nil }
            return Instant(microseconds: Self.floor(instant.microseconds, step) + step)
        case .daily(let time, let zone, let days):
            let today = zone.date(of: instant)
            return days.first(from: today.adding(days: -1), within: Self.horizon) { date in
                let found = zone.instant(of: date, at: time)
                return found > instant ? found : nil
            }
        }
    }

    /// The last time at or before `instant`; `nil` if the clock alone does not say, or there was none.
    public func last(through instant: Instant) -> Instant? {
        switch self {
        case .realTime, .onApproval, .atPeriodClose: return nil
        case .every(let interval):
            guard let step = interval.microseconds else { return nil }
            return Instant(microseconds: Self.floor(instant.microseconds, step))
        case .daily(let time, let zone, let days):
            let today = zone.date(of: instant)
            return days.last(through: today.adding(days: 1), within: Self.horizon) { date in
                let found = zone.instant(of: date, at: time)
                return found <= instant ? found : nil
            }
        }
    }

    /// How many times lie after `earlier` and not after `later`, at most `limit`.
    public func count(after earlier: Instant, through later: Instant, limit: Int) -> Int {
        var count = 0
        var position = earlier
        while count < limit, let found = next(after: position), found <= later {
            count += 1
            position = found
        }
        return count
    }

    /// The largest multiple of `step` that is not above `value`.
    private static func floor(_ value: Int64, _ step: Int64) -> Int64 {
        let rest = value % step
        return value - (rest < 0 ? rest + step : rest)
    }
}

extension Duration {
    /// Whole microseconds; `nil` unless there is at least one.
    fileprivate var microseconds: Int64? {
        let (seconds, attoseconds) = components
        let (whole, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let sum = whole &+ attoseconds / 1_000_000_000_000
        return isTooLong || sum < 1 ? nil : sum
    }
}

extension Schedule.Days {
    func contains(_ date: CalendarDate) -> Bool {
        switch self {
        case .all: true
        case .weekdays(let days): days.contains(date.weekday)
        case .monthdays(let days): days.contains(date.parts.day) || days.contains(0) && date.isLastOfMonth
        case .dates(let dates): dates.contains(date)
        }
    }

    fileprivate func first(from: CalendarDate, within: Int, _ accept: (CalendarDate) -> Instant?) -> Instant? {
        if case .dates(let dates) = self { return dates.sorted().lazy.compactMap(accept).first }
        return (0..<within).lazy.map { from.adding(days: $0) }.filter(contains).compactMap(accept).first
    }

    fileprivate func last(through: CalendarDate, within: Int, _ accept: (CalendarDate) -> Instant?) -> Instant? {
        if case .dates(let dates) = self { return dates.sorted(by: >).lazy.compactMap(accept).first }
        return (0..<within).lazy.map { through.adding(days: -$0) }.filter(contains).compactMap(accept).first
    }
}

extension Schedule: CustomStringConvertible {
    /// The schedule in words, for example `at 18:00 America/Denver on friday`.
    public var description: String {
        switch self {
        case .realTime: "in real time"
        case .onApproval: "on approval"
        case .every(let interval): "every \(interval.words)"
        case .daily(let time, let zone, let days): "at \(time.text) \(zone.identifier)\(days.words)"
        case .atPeriodClose: "at period close"
        }
    }
}

extension Schedule.Days {
    fileprivate var words: String {
        switch self {
        case .all: ""
        case .weekdays(let days): " on " + days.sorted().map { "\($0)" }.joined(separator: ", ")
        case .monthdays(let days):
            " on day " + days.sorted().map { $0 == 0 ? "last" : "\($0)" }.joined(separator: ", ")
        case .dates(let dates): " on " + dates.sorted().map(\.text).joined(separator: ", ")
        }
    }
}

extension Duration {
    /// A whole number of days, hours, minutes or seconds, such as `90m`.
    package var words: String {
        let seconds = components.seconds
        for (unit, length) in [("d", 86_400), ("h", 3600), ("m", 60)] as [(String, Int64)]
        where seconds > 0 && seconds % length == 0 {
            return "\(seconds / length)\(unit)"
        }
        return "\(seconds)s"
    }
}
