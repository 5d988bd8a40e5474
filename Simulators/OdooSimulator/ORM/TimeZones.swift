import Foundation
import SimulatorKit

/// Time zones by name, as contexts give them.
enum TimeZones {
    /// The seconds that local time is ahead of UTC; an unknown zone counts as UTC, as in Odoo.
    static func offset(of name: String?, at instant: SimulatedInstant) -> Int64 {
        guard let name, let zone = TimeZone(identifier: name) else { return 0 }
        return Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant.seconds))))
    }

    /// The moment at which a clock in the zone shows `local`.
    static func moment(ofLocal local: SimulatedInstant, in name: String?) -> SimulatedInstant {
        let guess = local.adding(seconds: -offset(of: name, at: local))
        return local.adding(seconds: -offset(of: name, at: guess))
    }
}
