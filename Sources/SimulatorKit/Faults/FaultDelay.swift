internal import Foundation

/// How long a rule holds back what it does, in milliseconds of the machine's own clock.
enum FaultDelay: Sendable, Hashable {
    /// The longest that an answer is held back: ten minutes.
    static let longest: Int64 = 600_000

    /// Always the same.
    case fixed(Int)
    /// Any whole number between two, each as likely.
    case uniform(ClosedRange<Int64>)
    /// About `mean`, two thirds of all within `deviation` of it.
    case normal(mean: Double, deviation: Double)
    /// Half of all below `median`, the logarithm normal with deviation `sigma`: few are very long.
    case lognormal(median: Double, sigma: Double)

    /// A delay, from 0 to ``longest``.
    func drawn(with random: inout SeededRandom) -> Int {
        switch self {
        case .fixed(let milliseconds): milliseconds
        case .uniform(let range): Int(random.integer(in: range))
        case .normal(let mean, let deviation): Self.whole(mean + deviation * Self.normal(with: &random))
        case .lognormal(let median, let sigma): Self.whole(median * exp(sigma * Self.normal(with: &random)))
        }
    }

    private static func whole(_ milliseconds: Double) -> Int {
        Int(min(max(milliseconds, 0), Double(longest)).rounded())
    }

    /// A number of the standard normal distribution, by the method of Box and Muller (1958).
    private static func normal(with random: inout SeededRandom) -> Double {
        // Above 0, since 0 has no logarithm.
        let radius = (-2 * log(Double((random.next() >> 11) + 1) * 0x1p-53)).squareRoot()
        return radius * cos(2 * Double.pi * Double(random.next() >> 11) * 0x1p-53)
    }
}
