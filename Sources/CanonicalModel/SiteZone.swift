internal import Foundation

/// The time zone of a site, which decides on which day work was done.
public struct SiteZone: Sendable, Hashable {
    /// The name in the IANA time zone database, for example `America/Denver`.
    public let identifier: String

    private let zone: TimeZone

    /// Creates a zone by its name in the IANA time zone database.
    ///
    /// - Returns: `nil` if there is no such zone.
    public init?(_ identifier: String) {
        guard let zone = TimeZone(identifier: identifier), zone.identifier == identifier || identifier == "UTC" else {
            return nil
        }
        self.identifier = identifier
        self.zone = zone
    }

    /// The site-local day that `instant` belongs to.
    public func date(of instant: Instant) -> CalendarDate {
        let local = instant.seconds + offset(at: instant.seconds)
        return CalendarDate(daysSince1970: Int((local - Instant.remainder(local, 86_400)) / 86_400))
    }

    /// The first instant of the site-local day `date`.
    ///
    /// On a day whose midnight is skipped by a change of the clocks, the day begins with the first instant after it.
    public func start(of date: CalendarDate) -> Instant {
        let midnight = Int64(date.daysSince1970) * 86_400
        let candidates = [offset(at: midnight - 86_400), offset(at: midnight + 86_400)].map { midnight - $0 }
        let earliest = candidates.filter { self.date(of: Instant(seconds: $0)) == date }.min()
        return Instant(seconds: earliest ?? candidates.max() ?? midnight)
    }

    /// The first instant after the site-local day `date`.
    public func end(of date: CalendarDate) -> Instant {
        start(of: date.adding(days: 1))
    }

    func offset(at seconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }
}
