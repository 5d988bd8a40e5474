public import JSON

/// A random number generator that gives the same numbers for the same seed on every machine.
///
/// The algorithm is SplitMix64 as published by Steele, Lea and Flood (OOPSLA 2014). It is no source of secrets.
public struct SeededRandom: RandomNumberGenerator, Sendable, Hashable {
    private var state: UInt64

    /// Creates a generator.
    ///
    /// - Parameter seed: What all numbers follow from.
    public init(seed: UInt64) {
        state = seed
    }

    /// Creates a generator for one purpose, independent of how often others are used.
    ///
    /// - Parameters:
    ///   - seed: The seed of the whole simulation.
    ///   - purpose: What the numbers are for, such as the code of a machine and a day.
    public init(seed: UInt64, purpose: String) {
        // FNV-1a, since `Hasher` differs from run to run.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in purpose.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        state = seed ^ hash
        state = next()
    }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A whole number from a range.
    ///
    /// - Parameter range: The numbers to choose from.
    /// - Returns: One of them.
    public mutating func integer(in range: ClosedRange<Int64>) -> Int64 {
        Int64.random(in: range, using: &self)
    }

    /// Whether an event of the given probability happens.
    ///
    /// - Parameter probability: From 0 for never to 1 for always.
    /// - Returns: Whether it happens this time.
    public mutating func happens(withProbability probability: Double) -> Bool {
        Double(next() >> 11) * 0x1p-53 < probability
    }

    /// The state, from which ``init(snapshot:)`` continues.
    public var snapshot: JSON {
        .string(String(state, radix: 16))
    }

    /// Continues where ``snapshot`` was taken; `nil` if it is none.
    ///
    /// - Parameter snapshot: What ``snapshot`` returned.
    public init?(snapshot: JSON) {
        guard let text = snapshot.stringValue, let state = UInt64(text, radix: 16) else { return nil }
        self.state = state
    }
}
