import CanonicalModel

/// When a machine's days begin and end: by the zone of the project that it works for on that day.
///
/// The days of one machine follow each other without gap or overlap, also when it moves between zones.
struct SiteCalendar {
    private let settings: EquipmentUsageSettings
    private let zones: [String: SiteZone]

    init(_ settings: EquipmentUsageSettings) {
        self.settings = settings
        let zones = settings.projects.map { ($0.code, SiteZone($0.timeZone) ?? settings.zone) }
        self.zones = Dictionary(zones) { first, _ in first }
    }

    /// The first instant after a machine's site-local day.
    func end(of day: CalendarDate, for equipment: String) -> Instant {
        let project = settings.assignment(of: equipment, on: day)?.project
        return (project.flatMap { zones[$0] } ?? settings.zone).end(of: day)
    }

    /// The site-local day of a machine that `instant` belongs to.
    func day(of instant: Instant, for equipment: String) -> CalendarDate {
        var day = settings.zone.date(of: instant)
        while instant >= end(of: day, for: equipment) { day = day.adding(days: 1) }
        while instant < end(of: day.adding(days: -1), for: equipment) { day = day.adding(days: -1) }
        return day
    }
}
