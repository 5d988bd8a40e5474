import CanonicalModel
import ConnectorKit

/// Lets calls pass one after the other, in the order in which they came, when their budget permits.
actor CallGate {
    /// Why a call may not pass.
    enum Refusal: Error {
        /// Its task was cancelled.
        case cancelled
        /// Its turn would come at this time, which is too late.
        case tooLate(Instant)
    }

    private struct Waiter {
        let ticket: Int
        let continuation: CheckedContinuation<Bool, Never>
    }

    private let clock: any RuntimeClock
    private let patience: Duration
    private let report: @Sendable (Instant) -> Void
    private var budget: CallBudget
    /// Whether a call is at the gate; all others wait behind it.
    private var isOccupied = false
    private var line: [Waiter] = []
    /// The call at the gate, if it waits for one that is under way to end.
    private var atGate: Waiter?
    private var tickets = 0
    private var reported: Instant?

    init(
        _ limits: CallLimits,
        patience: Duration,
        clock: any RuntimeClock,
        report: @escaping @Sendable (Instant) -> Void
    ) {
        self.clock = clock
        self.patience = patience
        self.report = report
        budget = CallBudget(limits)
    }

    /// Waits for a call's turn and counts it; each call that passed must ``leave(_:)``.
    func enter() async throws(Refusal) {
        let deadline = clock.now.adding(patience)
        if isOccupied {
            guard await inLine() else { throw .cancelled }
        } else {
            isOccupied = true
        }
        defer { letNextPass() }
        while true {
            guard !Task.isCancelled else { throw .cancelled }
            switch budget.verdict(at: clock.now) {
            case .go:
                budget.begin(at: clock.now)
                return
            case .busy:
                guard await untilCallEnds() else { throw .cancelled }
            case .wait(let until):
                tell(until)
                guard until <= deadline else { throw .tooLate(until) }
                do {
                    try await clock.sleep(until: until)
                } catch {
                    throw .cancelled
                }
            }
        }
    }

    /// How many calls are at the gate or behind it.
    var waiting: Int { line.count + (isOccupied ? 1 : 0) }

    /// Notes that a call which passed has ended, and what its answer announced.
    func leave(_ limit: AnnouncedLimit?) {
        budget.end(limit)
        atGate?.continuation.resume(returning: true)
        atGate = nil
    }

    /// Reports a wait of a second or more, once for all calls that wait for it.
    private func tell(_ until: Instant) {
        guard reported != until, until >= clock.now.adding(seconds: 1) else { return }
        reported = until
        report(until)
    }

    private func letNextPass() {
        guard !line.isEmpty else {
            isOccupied = false
            return
        }
        line.removeFirst().continuation.resume(returning: true)
    }

    /// Waits for the gate to become free; the caller is at the gate then.
    ///
    /// - Returns: `false` if the task was cancelled, and the caller is not at the gate.
    private func inLine() async -> Bool {
        await wait { $0.line.append($1) }
    }

    private func untilCallEnds() async -> Bool {
        await wait { $0.atGate = $1 }
    }

    private func wait(_ add: (isolated CallGate, Waiter) -> Void) async -> Bool {
        tickets += 1
        let ticket = tickets
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard !Task.isCancelled else { return continuation.resume(returning: false) }
                add(self, Waiter(ticket: ticket, continuation: continuation))
            }
        } onCancel: {
            Task { await self.giveUp(ticket) }
        }
    }

    private func giveUp(_ ticket: Int) {
        if atGate?.ticket == ticket {
            atGate?.continuation.resume(returning: false)
            atGate = nil
        } else if let index = line.firstIndex(where: { $0.ticket == ticket }) {
            line.remove(at: index).continuation.resume(returning: false)
        }
    }
}
