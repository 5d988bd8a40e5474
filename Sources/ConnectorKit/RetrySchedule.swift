/// How often a delivery is attempted, and how long each attempt waits for the one before it.
///
/// Waiting times are spread: up to a quarter is added to each, so that what failed together is not tried again together.
public struct RetrySchedule: Sendable, Hashable {
    /// Half a minute after the first failure, then twice as long each time up to 15 minutes; a day's worth of attempts.
    public static let standard = exponential(first: .seconds(30), longest: .seconds(900), attempts: 100)

    private enum Shape: Sendable, Hashable {
        case exponential(first: Duration, longest: Duration, attempts: Int)
        case fixed([Duration], attempts: Int)
    }

    private let shape: Shape

    /// A waiting time that doubles after each failure.
    ///
    /// - Parameters:
    ///   - first: How long the second attempt waits for the first.
    ///   - longest: The longest waiting time, before it is spread.
    ///   - attempts: How many attempts there are in all; at least one.
    /// - Returns: The schedule.
    public static func exponential(first: Duration, longest: Duration, attempts: Int) -> RetrySchedule {
        RetrySchedule(shape: .exponential(first: first, longest: longest, attempts: max(1, attempts)))
    }

    /// A list of waiting times, one for each attempt: the first is how long the first attempt waits, most often zero.
    ///
    /// - Parameter delays: The waiting times; an empty list is one attempt that waits for nothing.
    /// - Returns: The schedule.
    public static func fixed(_ delays: [Duration]) -> RetrySchedule {
        fixed(delays, attempts: delays.count)
    }

    /// A list of waiting times, of which the last one stays for all attempts that come behind it.
    package static func fixed(_ delays: [Duration], attempts: Int) -> RetrySchedule {
        RetrySchedule(shape: .fixed(delays.isEmpty ? [.zero] : delays, attempts: max(1, delays.count, attempts)))
    }

    /// How many attempts there are in all; a delivery that failed so often is for a person to decide.
    public var attempts: Int {
        switch shape {
        case .exponential(_, _, let attempts), .fixed(_, let attempts): attempts
        }
    }

    /// How long an attempt waits at least.
    ///
    /// - Parameter attempt: The number of the attempt, counted from 1; beyond the last, the last waiting time stays.
    /// - Returns: The waiting time before it is spread.
    public func delay(beforeAttempt attempt: Int) -> Duration {
        switch shape {
        case .exponential(let first, let longest, _):
            guard attempt > 1 else { return .zero }
            var delay = first
            var doublings = attempt - 2
            while doublings > 0, delay > .zero, delay < longest {
                delay += delay
                doublings -= 1
            }
            return min(delay, longest)
        case .fixed(let delays, _):
            return delays[min(max(attempt, 1), delays.count) - 1]
        }
    }

    /// How long an attempt waits, spread by chance.
    ///
    /// - Parameters:
    ///   - attempt: The number of the attempt, counted from 1; beyond the last, the last waiting time stays.
    ///   - chance: Where the spread comes from.
    /// - Returns: The waiting time and up to a quarter of it, in whole milliseconds.
    public func delay(
        beforeAttempt attempt: Int,
        using chance: inout some RandomNumberGenerator
    ) -> Duration {
        let delay = self.delay(beforeAttempt: attempt)
        let spread = delay / .milliseconds(4)
        guard spread >= 1, spread < 1e15 else { return delay }
        return delay + .milliseconds(Int64.random(in: 0...Int64(spread), using: &chance))
    }
}
