package import JSON
import Synchronization

/// What became of a call to the other side.
package enum CallOutcome: Sendable {
    /// It answered.
    case value(JSON)
    /// It answered with an error.
    case failure(JSON)
    /// The calling task was cancelled; the other side was told and is not waited for.
    case cancelled
    /// The other side is gone.
    case lost(String)
    /// Nothing was sent, since the line is longer than the other side takes; says by how much.
    case unsent(String)
}

/// One side of the pipe: sends lines, and finds for each answer the call that waits for it.
///
/// Both sides may call at any time. A call is `{"kind": "call", "id", "method", "arguments"}`, with `for` if it is made for a
/// call of the other side; its answer is `{"kind": "answer", "id"}` with `value` or `error`; `{"kind": "cancel", "id"}` says
/// that nobody waits any more. Each side numbers its own calls.
package final class LineChannel: Sendable {
    /// A call that the other side has not answered.
    private struct Call {
        /// Tells who waits; `nil` if nobody does any more.
        var wake: (@Sendable (CallOutcome) -> Void)?
        /// When the other side last did something for it; while the machine is suspended, neither side can.
        var sign: SuspendingClock.Instant
        /// For how long it had waited for answers of this side by then, for whatever call.
        var waitedBefore: Duration
        /// For how many answers of this side the other one waits to go on with it.
        var asks = 0
    }

    private struct State {
        var count = 0
        var calls: [Int: Call] = [:]
        var lost: String?
        /// The longest line that the other side takes, in bytes.
        var longestLine = HostProtocol.longestLine
        /// For how many answers of this side the other one waits, since when, and for how long it did before.
        var asks = 0
        var waitsSince = SuspendingClock.now
        var waited = Duration.zero

        /// For how long the other side has waited for answers of this side.
        func waited(until now: SuspendingClock.Instant) -> Duration {
            asks == 0 ? waited : waited + waitsSince.duration(to: now)
        }

        /// How long it has done nothing for a call, as far as that counts.
        func silence(of call: Call, until now: SuspendingClock.Instant) -> Duration {
            call.sign.duration(to: now) - (waited(until: now) - call.waitedBefore) * 9 / 10
        }
    }

    private let writer: any LineWriter
    private let state = Mutex(State())

    /// Writes lines with a writer.
    package init(_ writer: any LineWriter) { self.writer = writer }

    /// Writes a line.
    package func send(_ line: JSON) { send(Array(line.text().utf8)) }

    private func send(_ line: [UInt8]) { writer.write(line + [UInt8(ascii: "\n")]) }

    /// Notes the longest line that the other side takes, in bytes.
    package func limit(_ longestLine: Int) { state.withLock { $0.longestLine = longestLine } }

    /// Writes a line unless it is longer than the other side takes, which would end the conversation.
    ///
    /// - Parameter line: The line.
    /// - Returns: How long it is and how long it may be; `nil` if it was written.
    package func offer(_ line: JSON) -> String? {
        let bytes = Array(line.text().utf8)
        let longest = state.withLock { $0.longestLine }
        guard bytes.count <= longest else { return "\(bytes.count) bytes is longer than \(longest)" }
        send(bytes)
        return nil
    }

    /// Calls the other side and waits in the task; cancelling the task ends the waiting at once.
    ///
    /// - Parameters:
    ///   - method: What is called.
    ///   - arguments: With what.
    ///   - call: The number of the other side's call that it is made for.
    /// - Returns: What became of it.
    package func call(_ method: String, _ arguments: JSON, for call: Int? = nil) async -> CallOutcome {
        let id = number()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard keep(id, { continuation.resume(returning: $0) }) else { return }
                begin(id, method, arguments, for: call)
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            cancel(id)
        }
    }

    /// Calls the other side and holds the thread until it has answered: for what must not be asynchronous.
    package func callBlocking(_ method: String, _ arguments: JSON, for call: Int? = nil) -> CallOutcome {
        let id = number()
        let slot = ThreadSlot<CallOutcome>()
        if keep(id, { slot.settle($0) }) { begin(id, method, arguments, for: call) }
        return slot.wait()
    }

    /// Hands an answer to the call that waits for it; one that nobody waits for is dropped.
    package func settle(_ id: Int, _ outcome: CallOutcome) {
        state.withLock { $0.calls.removeValue(forKey: id) }?.wake?(outcome)
    }

    /// Ends every call that waits and all later ones: the other side is gone.
    package func lose(_ reason: String) {
        let calls = state.withLock { state in
            if state.lost == nil { state.lost = reason }
            defer { state.calls = [:] }
            return Array(state.calls.values)
        }
        for call in calls { call.wake?(.lost(reason)) }
    }

    // MARK: - Deadlines

    /// How long the other side has done nothing for one of the calls that it has not answered: the longest such time.
    ///
    /// A call for which it waits for an answer of this side does not count; one that nobody waits for does, since it may
    /// never end. While it waits for such an answer for another call, a tenth of the time counts: the one call may wait for
    /// what the other one asked for, and if it hangs, that is found all the same.
    package var longestSilence: Duration {
        state.withLock { state in
            let now = SuspendingClock.now
            return state.calls.values.filter { $0.asks == 0 }.map { state.silence(of: $0, until: now) }.max() ?? .zero
        }
    }

    /// Notes that the other side waits for this one, to go on with a call; `nil` if it does not say with which.
    package func beginAsk(for id: Int?) { note(id, 1) }

    /// Notes that the other side waits no longer.
    package func endAsk(for id: Int?) { note(id, -1) }

    private func note(_ id: Int?, _ asks: Int) {
        state.withLock { state in
            let now = SuspendingClock.now
            state.waited = state.waited(until: now)
            state.waitsSince = now
            state.asks += asks
            guard let id else { return }
            state.calls[id]?.asks += asks
            state.calls[id]?.sign = now
            state.calls[id]?.waitedBefore = state.waited
        }
    }

    // MARK: - Calls

    private func number() -> Int {
        state.withLock { state in
            state.count += 1
            return state.count
        }
    }

    /// Notes who waits; `false` if there is nobody to wait for, who was then told.
    private func keep(_ id: Int, _ wake: @escaping @Sendable (CallOutcome) -> Void) -> Bool {
        let lost = state.withLock { state in
            let now = SuspendingClock.now
            if state.lost == nil {
                state.calls[id] = Call(wake: wake, sign: now, waitedBefore: state.waited(until: now))
            }
            return state.lost
        }
        guard let lost else { return true }
        wake(.lost(lost))
        return false
    }

    private func cancel(_ id: Int) {
        let (isOpen, wake) = state.withLock { state in
            defer { state.calls[id]?.wake = nil }
            return (state.calls[id] != nil, state.calls[id]?.wake)
        }
        guard isOpen else { return }
        wake?(.cancelled)
        send(["kind": "cancel", "id": .integer(Int64(id))])
    }

    private func begin(_ id: Int, _ method: String, _ arguments: JSON, for call: Int?) {
        var line: JSONObject = ["kind": "call", "id": .integer(Int64(id))]
        if let call { line["for"] = .integer(Int64(call)) }
        line["method"] = .string(method)
        line["arguments"] = arguments
        if let length = offer(.object(line)) { settle(id, .unsent(length)) }
    }
}
