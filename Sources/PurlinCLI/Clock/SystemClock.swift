import CanonicalModel
import ConnectorKit
import Foundation

/// The clock of the machine.
struct SystemClock: RuntimeClock {
    var now: Instant {
        Instant(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded()))
    }

    func sleep(until instant: Instant) async throws {
        let wait = instant.microseconds - now.microseconds
        guard wait > 0 else { return }
        try await Task.sleep(for: .microseconds(wait))
    }
}
