import Synchronization

/// One life of the runtime's process.
///
/// A process that was killed reaches nobody any more: from then on each crossing of its border fails, while requests
/// that it had sent go their way.
final class Lifeline: Sendable {
    private struct State {
        var remaining: Int
        var isDead = false
        var isKilled = false
    }

    private let state: Mutex<State>
    /// Ends when the process has ended, in whatever way.
    let ending: AsyncStream<Void>
    private let tellEnding: AsyncStream<Void>.Continuation

    /// - Parameter crossings: How often its border is crossed before it is killed.
    init(crossings: Int) {
        state = Mutex(State(remaining: crossings))
        (ending, tellEnding) = AsyncStream.makeStream()
    }

    /// Whether the process was killed.
    var isKilled: Bool { state.withLock { $0.isKilled } }

    /// Crosses the border, unless the process is dead or dies now; nobody dies while it `isSafe`.
    func cross(isSafe: Bool) -> Bool {
        let (isAlive, diesNow) = state.withLock { state in
            guard !state.isDead else { return (false, false) }
            guard !isSafe else { return (true, false) }
            state.remaining -= 1
            guard state.remaining <= 0 else { return (true, false) }
            state.isDead = true
            state.isKilled = true
            return (false, true)
        }
        if diesNow { tellEnding.finish() }
        return isAlive
    }

    /// The process ended by itself.
    func end() {
        state.withLock { $0.isDead = true }
        tellEnding.finish()
    }
}
