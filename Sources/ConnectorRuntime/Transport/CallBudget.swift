import CanonicalModel
import ConnectorKit

/// When the next call of one credential may be made: a pure value.
struct CallBudget: Sendable {
    /// Whether a call may be made.
    enum Verdict: Sendable, Hashable {
        /// Now.
        case go
        /// Not before this time.
        case wait(until: Instant)
        /// Not before a call that is under way has ended.
        case busy
    }

    private let concurrentCalls: Int
    private var windows: [CallWindow]
    private var announced: AnnouncedLimit?
    private var underWay = 0

    init(_ limits: CallLimits) {
        concurrentCalls = limits.concurrentCalls ?? .max
        windows = limits.budgets.map { CallWindow($0) }
    }

    /// Judges a call that would be made at `now`.
    mutating func verdict(at now: Instant) -> Verdict {
        announced = announced?.moved(to: now)
        var holds = windows.compactMap { $0.nextCall(at: now) }
        if let announced, announced.remaining <= 0 { holds.append(announced.resetsAt) }
        if let until = holds.max(), until > now { return .wait(until: until) }
        return underWay >= concurrentCalls ? .busy : .go
    }

    /// Counts a call.
    mutating func begin(at now: Instant) {
        underWay += 1
        for index in windows.indices { windows[index].add(now) }
        if let limit = announced {
            announced =
                limit.resetsAt <= now
                ? nil
                : AnnouncedLimit(
                    remaining: limit.remaining - 1,
                    resetsAt: limit.resetsAt,
                    readAt: limit.readAt
                )
        }
    }

    /// Notes that a call has ended, and what its answer announced.
    mutating func end(_ limit: AnnouncedLimit?) {
        underWay -= 1
        guard let limit else { return }
        // An answer to an earlier call may come after that to a later one: the tighter word holds until its end.
        if let known = announced?.moved(to: limit.readAt), known.remaining <= limit.remaining,
            known.resetsAt >= limit.resetsAt
        {
            return
        }
        announced = limit
    }
}

/// The latest calls of one budget, as many as it permits in its window.
private struct CallWindow: Sendable {
    private let budget: RateBudget
    /// A ring once it is full; `oldest` is where it begins.
    private var calls: [Instant] = []
    private var oldest = 0

    init(_ budget: RateBudget) {
        self.budget = budget
    }

    /// When the budget permits the next call; `nil` if at any time.
    func nextCall(at now: Instant) -> Instant? {
        // Calls ahead of now are those of a clock that was set back, and say nothing.
        guard calls.count == budget.calls, let newest, newest <= now else { return nil }
        return calls[oldest].adding(budget.window)
    }

    mutating func add(_ now: Instant) {
        if let newest, newest > now {
            calls = []
            oldest = 0
        }
        guard calls.count == budget.calls else { return calls.append(now) }
        calls[oldest] = now
        oldest = (oldest + 1) % budget.calls
    }

    private var newest: Instant? {
        calls.count < budget.calls ? calls.last : calls[(oldest + budget.calls - 1) % budget.calls]
    }
}
