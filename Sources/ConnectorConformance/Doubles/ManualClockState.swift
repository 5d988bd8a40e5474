import CanonicalModel

/// What a ``ManualClock`` keeps under its lock; who has waited long enough is handed out to be resumed outside of it.
struct ManualClockState {
    /// What a task waits for.
    enum Condition {
        /// That the clock shows this instant or a later one.
        case instant(Instant)
        /// That so many tasks wait for an instant.
        case sleepers(Int)
    }

    /// A task that waits.
    struct Waiter {
        let ticket: Int
        let condition: Condition
        let continuation: CheckedContinuation<Void, any Error>
    }

    private(set) var now: Instant
    private var waiters: [Waiter] = []
    private var nextTicket = 0

    init(now: Instant) {
        self.now = now
    }

    var sleeperCount: Int { wakeUps.count }

    var nextWakeUp: Instant? { wakeUps.min() }

    mutating func takeTicket() -> Int {
        nextTicket += 1
        return nextTicket
    }

    /// Adds a waiter and hands out whose condition holds now.
    mutating func add(_ waiter: Waiter) -> [Waiter] {
        waiters.append(waiter)
        return removeFulfilled()
    }

    /// Moves the clock, never backwards, and hands out whose condition holds then.
    mutating func advance(to instant: Instant) -> [Waiter] {
        now = max(now, instant)
        return removeFulfilled()
    }

    /// Hands out the waiter with this ticket, if it still waits.
    mutating func remove(_ ticket: Int) -> Waiter? {
        waiters.firstIndex { $0.ticket == ticket }.map { waiters.remove(at: $0) }
    }

    private var wakeUps: [Instant] {
        waiters.compactMap { waiter in
            guard case .instant(let instant) = waiter.condition else { return nil }
            return instant
        }
    }

    private mutating func removeFulfilled() -> [Waiter] {
        let awake = waiters.filter { waiter in
            guard case .instant(let instant) = waiter.condition else { return false }
            return instant <= now
        }
        let asleep = sleeperCount - awake.count
        let watchers = waiters.filter { waiter in
            guard case .sleepers(let count) = waiter.condition else { return false }
            return count <= asleep
        }
        let fulfilled = awake.sorted { Self.rank($0) < Self.rank($1) } + watchers
        let tickets = Set(fulfilled.map(\.ticket))
        waiters.removeAll { tickets.contains($0.ticket) }
        return fulfilled
    }

    private static func rank(_ waiter: Waiter) -> (Instant, Int) {
        switch waiter.condition {
        case .instant(let instant): (instant, waiter.ticket)
        case .sleepers: (Instant(microseconds: .max), waiter.ticket)
        }
    }
}
