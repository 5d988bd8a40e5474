/// The SHA-256 of some content (FIPS 180-4), by which a source tells one state of a record from another.
///
/// It recognises equal content and protects nothing: for signatures the runtime uses a library.
public struct ContentDigest: Sendable, Hashable, CustomStringConvertible {
    /// The 64 hexadecimal digits.
    public let description: String

    /// Digests bytes.
    public init(_ bytes: some Sequence<UInt8>) {
        var message = Array(bytes)
        let bits = UInt64(message.count) * 8
        message.append(0x80)
        message.append(contentsOf: [UInt8](repeating: 0, count: (120 - message.count % 64) % 64))
        message.append(contentsOf: (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * $0)) })
        var state = Self.initial
        for begin in stride(from: 0, to: message.count, by: 64) {
            Self.mix(message[begin..<begin + 64], into: &state)
        }
        description = state.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }

    /// The first 16 digits: enough to tell the states of one record apart.
    public var short: String { String(description.prefix(16)) }

    private static func mix(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
        var words = stride(from: block.startIndex, to: block.endIndex, by: 4).map { index in
            (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(block[index + $1]) }
        }
        for index in 16..<64 {
            let (early, late) = (words[index - 15], words[index - 2])
            let small = early.turned(7) ^ early.turned(18) ^ early >> 3
            let large = late.turned(17) ^ late.turned(19) ^ late >> 10
            words.append(words[index - 16] &+ small &+ words[index - 7] &+ large)
        }
        var mixed = state
        for index in 0..<64 {
            let sum = mixed[4].turned(6) ^ mixed[4].turned(11) ^ mixed[4].turned(25)
            let choice = mixed[4] & mixed[5] ^ ~mixed[4] & mixed[6]
            let first = mixed[7] &+ sum &+ choice &+ constants[index] &+ words[index]
            let other = mixed[0].turned(2) ^ mixed[0].turned(13) ^ mixed[0].turned(22)
            let majority = mixed[0] & mixed[1] ^ mixed[0] & mixed[2] ^ mixed[1] & mixed[2]
            mixed.removeLast()
            mixed.insert(first &+ other &+ majority, at: 0)
            mixed[4] &+= first
        }
        for index in state.indices { state[index] &+= mixed[index] }
    }

    private static let primes: [UInt64] = (2...311).filter { number in !(2..<number).contains { number % $0 == 0 } }

    /// The first 32 bits of the fractions of the square roots of the first eight primes.
    private static let initial = primes.prefix(8).map { fraction(of: $0, power: 2) }
    /// The first 32 bits of the fractions of the cube roots of the first 64 primes.
    private static let constants = primes.map { fraction(of: $0, power: 3) }

    /// The first 32 bits of the fraction of the root of `number`, found bit by bit in whole numbers.
    private static func fraction(of number: UInt64, power: Int) -> UInt32 {
        let goal = UInt128(number) << UInt128(32 * power)
        var root: UInt128 = 0
        for bit in (0..<40).reversed() {
            let candidate = root | 1 << UInt128(bit)
            let (square, isTooLarge) = candidate.multipliedReportingOverflow(by: candidate)
            guard !isTooLarge else { continue }
            let (raised, overflow) =
                power == 2 ? (square, false) : square.multipliedReportingOverflow(by: candidate)
            if !overflow, raised <= goal { root = candidate }
        }
        return UInt32(truncatingIfNeeded: root)
    }
}

extension UInt32 {
    fileprivate func turned(_ bits: UInt32) -> UInt32 { self >> bits | self << (32 - bits) }
}
