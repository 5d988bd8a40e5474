internal import Foundation

/// The time zone of the sites.
public struct SiteZone: Sendable {
    /// The zone of every project of the company.
    public static let identifier = "America/Denver"

    private let zone: TimeZone

    /// Looks the zone up.
    ///
    /// - Throws: ``SimulatorError`` if this machine does not know it.
    public init() throws(SimulatorError) {
        guard let zone = TimeZone(identifier: Self.identifier) else {
            throw SimulatorError("This machine does not know the time zone \(Self.identifier): install tzdata.")
        }
        self.zone = zone
    }

    /// The site's day at a moment.
    ///
    /// - Parameter instant: The moment.
    /// - Returns: The day.
    public func day(of instant: SimulatedInstant) -> CivilDate {
        instant.adding(seconds: offset(at: instant)).date
    }

    /// The moment at which a site's clock shows `minutes` after midnight on `day`; for a time that it leaves out when it is
    /// put forward, the moment at which it shows an hour less.
    ///
    /// - Parameters:
    ///   - day: The site's day.
    ///   - minutes: The minutes after midnight that the clock shows.
    /// - Returns: The moment.
    public func instant(_ day: CivilDate, minutes: Int64) -> SimulatedInstant {
        let local = SimulatedInstant(seconds: day.daysSince1970 * 86400 + minutes * 60)
        let guess = local.adding(seconds: -offset(at: local))
        return local.adding(seconds: -offset(at: guess))
    }

    private func offset(at instant: SimulatedInstant) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant.seconds))))
    }
}
