import Synchronization

/// Work that may last for so long by the machine's clock, and no longer.
enum WallClock {
    /// Does work, and stops waiting for it after a while.
    ///
    /// - Parameters:
    ///   - limit: How long it is waited for.
    ///   - work: The work, cancelled when its time is over; what ignores that goes on alone.
    /// - Returns: What the work came to; `nil` if its time was over before.
    static func run<Value: Sendable>(
        within limit: Duration,
        _ work: @escaping @Sendable () async -> Value
    ) async -> Value? {
        let race = Race<Value>()
        let runner = Task { race.end(with: await work()) }
        let timer = Task {
            // Ends early only if the work was faster, and then changes nothing.
            try? await Task.sleep(for: limit)
            race.end(with: nil)
        }
        let value = await race.end()
        runner.cancel()
        timer.cancel()
        return value
    }
}

/// Whatever comes first.
private final class Race<Value: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Value?, Never>)
        case ended(Value?)
    }

    private let state = Mutex(State.open)

    func end(with value: Value?) {
        let waiter = state.withLock { state -> CheckedContinuation<Value?, Never>? in
            switch state {
            case .open:
                state = .ended(value)
                return nil
            case .awaited(let continuation):
                state = .ended(value)
                return continuation
            case .ended: return nil
            }
        }
        waiter?.resume(returning: value)
    }

    /// Waits for the first end.
    func end() async -> Value? {
        await withCheckedContinuation { continuation in
            let value = state.withLock { state -> Value?? in
                if case .ended(let value) = state { return value }
                state = .awaited(continuation)
                return nil
            }
            if let value { continuation.resume(returning: value) }
        }
    }
}
