import CanonicalModel
import ConnectorKit
import Synchronization

/// A clock on which nobody waits: who sleeps until an instant makes it the present.
final class JumpClock: RuntimeClock {
    /// 2026-01-05T06:00:00Z.
    static let start = Instant(seconds: 1_767_592_800)

    private let present: Mutex<Instant>

    init(_ now: Instant) {
        present = Mutex(now)
    }

    var now: Instant { present.withLock { $0 } }

    func advance(by duration: Duration) {
        present.withLock { $0 = $0.adding(duration) }
    }

    func sleep(until instant: Instant) async throws {
        try Task.checkCancellation()
        present.withLock { $0 = max($0, instant) }
        await Task.yield()
    }
}
