import Foundation
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
}

/// One side of the pipe: sends lines, and finds for each answer the call that waits for it.
///
/// Both sides may call at any time. A call is `{"kind": "call", "id", "method", "arguments"}`, its answer `{"kind":
/// "answer", "id"}` with `value` or `error`; `{"kind": "cancel", "id"}` says that nobody waits any more. Each side numbers its
/// own calls.
package final class LineChannel: Sendable {
    private enum Waiter {
        case task(CheckedContinuation<CallOutcome, Never>)
        case thread(Slot)
    }

    /// Where a thread waits.
    private final class Slot: Sendable {
        let signal = DispatchSemaphore(value: 0)
        let outcome = Mutex<CallOutcome?>(nil)
    }

    private struct State {
        var count = 0
        var waiters: [Int: Waiter] = [:]
        var lost: String?
    }

    private let descriptor: Int32
    private let isSocket: Bool
    private let writing = Mutex(())
    private let state = Mutex(State())

    /// Writes to a descriptor, which stays the caller's.
    ///
    /// - Parameters:
    ///   - descriptor: What is written to.
    ///   - isSocket: Whether it is a socket, of which a closed other side raises no signal.
    package init(writing descriptor: Int32, isSocket: Bool) {
        self.descriptor = descriptor
        self.isSocket = isSocket
    }

    /// How many calls wait for their answers.
    package var waiting: Int { state.withLock { $0.waiters.count } }

    /// Writes a line; whoever reads learns of a closed other side by its end.
    package func send(_ line: JSON) {
        var bytes = Array(line.text().utf8)
        bytes.append(UInt8(ascii: "\n"))
        writing.withLock { _ in write(bytes) }
    }

    /// Calls the other side and waits in the task; cancelling the task ends the waiting at once.
    package func call(_ method: String, _ arguments: JSON) async -> CallOutcome {
        let id = number()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard keep(.task(continuation), for: id) else { return }
                send(Self.line(id, method, arguments))
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            cancel(id)
        }
    }

    /// Calls the other side and holds the thread until it has answered: for what must not be asynchronous.
    package func callBlocking(_ method: String, _ arguments: JSON) -> CallOutcome {
        let id = number()
        let slot = Slot()
        if keep(.thread(slot), for: id) { send(Self.line(id, method, arguments)) }
        slot.signal.wait()
        return slot.outcome.withLock { $0 } ?? .lost("no answer")
    }

    /// Hands an answer to the call that waits for it; one that nobody waits for is dropped.
    package func settle(_ id: Int, _ outcome: CallOutcome) {
        let waiter = state.withLock { $0.waiters.removeValue(forKey: id) }
        waiter.map { Self.wake($0, outcome) }
    }

    /// Ends every call that waits and all later ones: the other side is gone.
    package func lose(_ reason: String) {
        let waiters = state.withLock { state in
            if state.lost == nil { state.lost = reason }
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { Self.wake(waiter, .lost(reason)) }
    }

    private func number() -> Int {
        state.withLock { state in
            state.count += 1
            return state.count
        }
    }

    /// Notes who waits; `false` if there is nobody to wait for, who was then told.
    private func keep(_ waiter: Waiter, for id: Int) -> Bool {
        let lost = state.withLock { state in
            if state.lost == nil { state.waiters[id] = waiter }
            return state.lost
        }
        guard let lost else { return true }
        Self.wake(waiter, .lost(lost))
        return false
    }

    private func cancel(_ id: Int) {
        guard let waiter = state.withLock({ $0.waiters.removeValue(forKey: id) }) else { return }
        Self.wake(waiter, .cancelled)
        send(["kind": "cancel", "id": .integer(Int64(id))])
    }

    private static func wake(_ waiter: Waiter, _ outcome: CallOutcome) {
        switch waiter {
        case .task(let continuation): continuation.resume(returning: outcome)
        case .thread(let slot):
            slot.outcome.withLock { $0 = outcome }
            slot.signal.signal()
        }
    }

    private static func line(_ id: Int, _ method: String, _ arguments: JSON) -> JSON {
        ["kind": "call", "id": .integer(Int64(id)), "method": .string(method), "arguments": arguments]
    }

    private func write(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { buffer in
            var sent = 0
            while sent < buffer.count {
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[sent...])
                let count =
                    isSocket
                    ? unsafe Foundation.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                    : unsafe Foundation.write(descriptor, rest.baseAddress, rest.count)
                if count > 0 {
                    sent += count
                } else if count == 0 || errno != EINTR {
                    return
                }
            }
        }
    }
}
