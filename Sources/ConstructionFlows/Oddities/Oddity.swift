public import FoundationEssentials

/// That a value is far from its own history: a suggestion to a person to look at it, on which nothing is ever decided.
///
/// Far is measured by the median and the median absolute deviation, which single wild values do not move, in exact decimals.
public struct Oddity: Sendable, Hashable {
    /// How many earlier values there must be before anything is called odd.
    public static let least = 10
    /// How many of the latest values are worth remembering.
    public static let most = 30
    /// How many deviations from the median are far.
    static let far: Decimal = 5

    /// The median of the earlier values.
    public let median: Decimal
    /// How far half of them are from it at most.
    public let deviation: Decimal
    /// How many there are.
    public let count: Int

    /// Judges a value; `nil` if there are too few to tell, or it is not far from them.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - history: The earlier ones, in any order.
    ///   - floor: The least that counts as a deviation, for values that hardly ever differ.
    public init?(_ value: Decimal, among history: [Decimal], floor: Decimal) {
        guard history.count >= Self.least else { return nil }
        let median = Self.median(history)
        let deviation = Self.median(history.map { ($0 - median).magnitude })
        guard (value - median).magnitude > Self.far * max(deviation, floor) else { return nil }
        self.median = median
        self.deviation = deviation
        count = history.count
    }

    private static func median(_ values: [Decimal]) -> Decimal {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
