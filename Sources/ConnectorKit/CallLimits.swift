/// How much a system lets one credential call it, as its documentation says.
///
/// What a system announces in its answers (`Retry-After`, `RateLimit`, `X-RateLimit-…`) is kept to as well and needs no
/// declaration.
public struct CallLimits: Sendable, Hashable {
    /// The budgets, all of which hold: for example 10 a second and 50,000 a day.
    ///
    /// None means that calls are not paced.
    public let budgets: [RateBudget]
    /// How many calls may be under way at the same time; `nil` means any number.
    public let concurrentCalls: Int?

    /// Creates limits.
    public init(budgets: [RateBudget] = [], concurrentCalls: Int? = nil) {
        self.budgets = budgets
        self.concurrentCalls = concurrentCalls.map { max(1, $0) }
    }
}

/// So many calls in any stretch of so much time; they may come in one burst.
public struct RateBudget: Sendable, Hashable {
    /// How many calls are permitted.
    public let calls: Int
    /// In how much time.
    public let window: Duration

    /// Creates a budget.
    ///
    /// - Parameters:
    ///   - calls: How many calls are permitted, from 1 to 1,000,000.
    ///   - window: In how much time, at least a microsecond.
    public init(calls: Int, per window: Duration) {
        self.calls = min(max(1, calls), 1_000_000)
        self.window = max(.microseconds(1), window)
    }
}
