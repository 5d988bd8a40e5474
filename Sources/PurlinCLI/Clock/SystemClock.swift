import CanonicalModel
import ConnectorKit
import Foundation

/// The clock of the machine.
struct SystemClock: RuntimeClock {
    var now: Instant {
        Instant(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded()))
    }

    func sleep(until instant: Instant) async throws {
        // A connector in a process of its own may name any time: one long past, or one that the machine cannot wait for.
        while true {
            let present = now
            guard instant > present else { return }
            try await Task.sleep(for: .microseconds(min(instant.microseconds - present.microseconds, Self.longest)))
        }
    }

    /// The longest single wait, in microseconds: a day.
    private static let longest: Int64 = 86_400_000_000
}
