import CanonicalModel
package import Governance

/// For how long what was read by a schedule counts as fresh.
package struct FreshnessLimit: Sendable, Hashable {
    /// How many days are searched for those on which the limit passes.
    private static let horizon = 12_000

    /// When the system is read.
    package let schedule: Schedule
    /// For how long what was read counts as fresh, on the days that the schedule counts.
    package let limit: Duration

    /// Creates a limit.
    package init(schedule: Schedule, limit: Duration) {
        self.schedule = schedule
        self.limit = limit
    }

    /// What a limit has to be longer than, so that it can hold between one read and the next; `nil` for none.
    ///
    /// Days of a calendar on which nothing is read do not count, so that this is a day for every calendar, and an hour more
    /// for when the clocks are put back.
    package static func least(for schedule: Schedule) -> Duration? {
        switch schedule {
        case .every(let interval): interval
        case .daily: .seconds(90_000)
        case .realTime, .onApproval, .atPeriodClose: nil
        }
    }

    /// Until when what was read at `read` counts as fresh; `nil` if nothing ends it yet.
    ///
    /// With a calendar only days that it names are counted: what was read on Friday evening is on Monday morning not two
    /// days older where nothing is read at the week's end. What is read at period close is fresh until the next close.
    func end(after read: Instant, _ ledger: PeriodLedger) -> Instant? {
        switch schedule {
        case .every, .realTime, .onApproval: return read.adding(limit)
        case .atPeriodClose: return ledger.firstClose(after: read)?.adding(limit)
        case .daily(_, let zone, let days):
            var left = limit.components.seconds
            var position = read
            let first = zone.date(of: read)
            let last = days.last
            for date in (0..<Self.horizon).lazy.map({ first.adding(days: $0) }) {
                if let last, date > last { return nil }
                let end = zone.end(of: date)
                defer { position = end }
                guard days.contains(date) else { continue }
                let rest = end.seconds(since: position)
                if rest >= left { return position.adding(seconds: left) }
                left -= rest
            }
            return nil
        }
    }
}

extension Schedule.Days {
    /// The last day that counts; `nil` if they never end.
    fileprivate var last: CalendarDate? {
        if case .dates(let dates) = self { return dates.max() ?? CalendarDate(daysSince1970: 0) }
        return nil
    }
}

extension SynchronisationMode {
    /// What the schedule of a system must be for the mode; `nil` if `schedule` is that.
    package func requirement(against schedule: Schedule) -> String? {
        let (isMet, requirement) =
            switch self {
            case .realTime: (schedule.isInterval(upTo: 60), "every minute or more often")
            case .nearRealTime: (schedule.isInterval(upTo: 900), "every 15 minutes or more often")
            case .intraday: (schedule.isInterval(upTo: 43_200), "every 12 hours or more often")
            case .batch: (schedule.hasCalendar && schedule != .atPeriodClose, "at a time of the day")
            case .atClose: (schedule == .atPeriodClose, "at period close")
            }
        return isMet ? nil : requirement
    }
}

extension Schedule {
    fileprivate func isInterval(upTo seconds: Int64) -> Bool {
        if case .every(let interval) = self { return interval <= .seconds(seconds) }
        return false
    }
}
