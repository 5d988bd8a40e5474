import CanonicalModel

/// What happens when in a simulated story, and when it ends.
struct DemoPlan {
    enum Action {
        case approveAll
        case approveAllAndKill
        case killWhileReading
        case killSomewhere
        case odooUnavailableForAnHour
        case loseOneAnswer
        case quirk(name: String, isOn: Bool)
    }

    struct Event {
        let at: Instant
        let title: String?
        let action: Action

        init(at: Instant, title: String?, action: Action) {
            self.at = at
            self.title = title
            self.action = action
        }

        fileprivate init?(_ time: String, _ title: String, _ action: Action) {
            guard let at = Instant(time) else { return nil }
            self.init(at: at, title: title, action: action)
        }
    }

    /// When the story ends.
    let end: Instant
    /// The last day whose usage is settled and approved when the story ends.
    let lastDay: CalendarDate
    /// The events in the order of their time.
    let events: [Event]

    /// January 2026 with one of everything.
    static func month() -> DemoPlan? {
        guard let end = Instant("2026-02-02T18:00:00Z"), let lastDay = CalendarDate("2026-02-01") else { return nil }
        return DemoPlan(end: end, lastDay: lastDay, events: monthlyEvents)
    }

    /// The first `days` days, approved daily, with the process killed `kills` times and ten answers lost on the way.
    static func killing(_ kills: Int, days: Int, from start: Instant) -> DemoPlan? {
        guard let first = CalendarDate("2026-01-01"), let firstApproval = Instant("2026-01-02T15:00:00Z") else {
            return nil
        }
        let end = firstApproval.adding(seconds: Int64(days - 1) * 86_400 + 3 * 3600)
        let span = end.seconds(since: start)
        let approvals = (0..<days).map {
            Event(at: firstApproval.adding(seconds: Int64($0) * 86_400), title: "approval", action: .approveAll)
        }
        let spread = max(kills - days, 0)
        let kills = (0..<spread).map { number in
            Event(
                at: start.adding(seconds: span * Int64(number + 1) / Int64(spread + 1)),
                title: nil,
                action: .killSomewhere
            )
        }
        // One kill follows each approval, while flows and deliveries are at work.
        let killsAfterApprovals = approvals.map {
            Event(at: $0.at.adding(seconds: 1), title: nil, action: .killSomewhere)
        }
        let losses = (0..<10).map { number in
            Event(at: start.adding(seconds: span * Int64(number + 1) / 11), title: nil, action: .loseOneAnswer)
        }
        return DemoPlan(
            end: end,
            lastDay: first.adding(days: days - 1),
            events: (approvals + kills + killsAfterApprovals + losses).sorted { $0.at < $1.at }
        )
    }

    private static let monthlyEvents: [Event] = [
        Event("2026-01-05T15:00:00Z", "the equipment manager approves what is staged", .approveAll),
        Event(
            "2026-01-07T19:00:00Z",
            "purlin is killed while it reads the fleets, and started again",
            .killWhileReading
        ),
        Event("2026-01-08T14:30:00Z", "a provider repeats pages", .quirk(name: "page-repeats", isOn: true)),
        Event("2026-01-08T22:30:00Z", "the provider is in order again", .quirk(name: "page-repeats", isOn: false)),
        Event(
            "2026-01-12T14:59:00Z",
            "Odoo answers 503 for an hour, while approvals come in",
            .odooUnavailableForAnHour
        ),
        Event("2026-01-19T14:59:00Z", "Odoo will commit once and drop the answer", .loseOneAnswer),
        Event("2026-01-19T15:00:00Z", "the equipment manager approves what is staged", .approveAll),
        Event("2026-01-26T15:00:00Z", "approvals again; purlin is killed while it delivers", .approveAllAndKill),
        Event("2026-02-02T15:00:00Z", "the equipment manager approves the rest of the month", .approveAll),
    ]
    .compactMap { $0 }
}
