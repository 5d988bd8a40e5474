/// Chance that is the same for the same seed and occasion, in whatever order the occasions come.
///
/// The generator is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014), started
/// from the FNV-1a hash of the occasion.
package struct SeededChance: RandomNumberGenerator {
    private var state: UInt64

    /// - Parameters:
    ///   - seed: The seed of the runtime.
    ///   - occasion: What is left to chance, for example a system and how often it failed.
    package init(seed: UInt64, occasion: String) {
        state = occasion.utf8.reduce(seed ^ 0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
