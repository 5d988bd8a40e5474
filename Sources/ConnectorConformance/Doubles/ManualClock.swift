public import CanonicalModel
public import ConnectorKit
import Synchronization

/// A clock that stands still until a test moves it.
///
/// Nothing waits for wall-clock time: a sleeping task goes on as soon as the clock has reached its instant. To be sure
/// that a task sleeps before time moves, await ``untilSleeping(_:)``.
public final class ManualClock: RuntimeClock {
    private let state: Mutex<ManualClockState>

    /// Creates a clock.
    ///
    /// - Parameter start: What the clock shows until it is moved.
    public init(_ start: Instant) {
        state = Mutex(ManualClockState(now: start))
    }

    /// What the clock shows.
    public var now: Instant {
        state.withLock { $0.now }
    }

    /// How many tasks sleep on this clock.
    public var sleeperCount: Int {
        state.withLock { $0.sleeperCount }
    }

    /// When the first of the sleeping tasks goes on; `nil` if none sleeps.
    public var nextWakeUp: Instant? {
        state.withLock { $0.nextWakeUp }
    }

    /// Moves the clock forward by a duration and wakes whom it reaches, as ``advance(to:)`` does.
    ///
    /// - Parameter duration: How far; a duration that is not positive changes nothing.
    public func advance(by duration: Duration) {
        resume(state.withLock { $0.advance(to: $0.now.adding(duration)) })
    }

    /// Moves the clock forward and wakes whom it reaches, in the order of their instants, then of their going to sleep.
    ///
    /// - Parameter instant: What the clock shows then; an instant in the clock's past changes nothing.
    public func advance(to instant: Instant) {
        resume(state.withLock { $0.advance(to: instant) })
    }

    /// Waits until `instant` has come, at once if it has.
    ///
    /// - Throws: `CancellationError` if the task is cancelled before or meanwhile.
    public func sleep(until instant: Instant) async throws {
        try await wait(for: .instant(instant))
    }

    /// Waits until at least `count` tasks sleep on this clock, at once if they do.
    ///
    /// - Throws: `CancellationError` if the task is cancelled before or meanwhile.
    public func untilSleeping(_ count: Int) async throws {
        try await wait(for: .sleepers(count))
    }

    private func wait(for condition: ManualClockState.Condition) async throws {
        let ticket = state.withLock { $0.takeTicket() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let fulfilled = state.withLock { state -> [ManualClockState.Waiter]? in
                    // A cancelled task is marked before the handler below runs, and the handler needs this lock: either
                    // the mark is seen here, or the handler finds the waiter.
                    if Task.isCancelled { return nil }
                    return state.add(.init(ticket: ticket, condition: condition, continuation: continuation))
                }
                if let fulfilled { resume(fulfilled) } else { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            state.withLock { $0.remove(ticket) }?.continuation.resume(throwing: CancellationError())
        }
    }

    private func resume(_ waiters: [ManualClockState.Waiter]) {
        for waiter in waiters { waiter.continuation.resume() }
    }
}
