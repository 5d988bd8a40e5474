internal import SimulatorKit

/// When a machine's unit sends a report: every two hours while it works, at the end of each stretch of work, and
/// at 00:30 on the site's clock every day as a sign of life.
struct ReportSchedule: Sendable {
    /// A report that was sent.
    struct Report: Sendable, Hashable {
        let at: SimulatedInstant
        let isRunning: Bool
    }

    let calendar: WorkCalendar

    /// The last report sent at or before `now`.
    func lastReport(of machine: Machine, at now: SimulatedInstant) -> Report {
        let today = calendar.zone.day(of: now)
        let yesterday = today.adding(days: -1)
        let candidates = reports(of: machine, on: today) + reports(of: machine, on: yesterday)
        let signOfLife = Report(at: calendar.zone.instant(yesterday, minutes: 30), isRunning: false)
        return candidates.filter { $0.at <= now }.max { $0.at < $1.at } ?? signOfLife
    }

    /// The reports of a day in the order of time.
    func reports(of machine: Machine, on day: CivilDate) -> [Report] {
        var reports = [Report(at: calendar.zone.instant(day, minutes: 30), isRunning: false)]
        for block in calendar.blocks(of: machine, on: day) {
            var next = block.start.adding(hours: 2)
            while next < block.end {
                reports.append(Report(at: next, isRunning: true))
                next = next.adding(hours: 2)
            }
            reports.append(Report(at: block.end, isRunning: false))
        }
        return reports
    }
}
