/// Hours, rates and money, exact to the ten-thousandth.
struct Exact: Sendable, Hashable, Comparable {
    /// The number of ten-thousandths.
    var units: Int64

    static let zero = Exact(units: 0)

    init(units: Int64) {
        self.units = units
    }

    /// A whole number.
    init(_ whole: Int64) {
        units = whole * 10_000
    }

    /// Reads plain notation such as `-2.00`: at most seven digits before the point and `places` behind it.
    init?(_ text: String, places: Int = 4) {
        var digits = Substring(text)
        let isNegative = digits.first == "-"
        if isNegative { digits.removeFirst() }
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, (1...7).contains(whole.utf8.count), whole.utf8.allSatisfy(Self.isDigit) else {
            return nil
        }
        let fraction = parts.count == 2 ? parts[1] : "0"
        guard (1...max(1, places)).contains(fraction.utf8.count), fraction.utf8.allSatisfy(Self.isDigit),
            let left = Int64(whole),
            let right = Int64(fraction + String(repeating: "0", count: 4 - fraction.utf8.count))
        else { return nil }
        let magnitude = left * 10_000 + right
        units = isNegative ? -magnitude : magnitude
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    /// The number with so many digits behind the point, at most four, rounded half-even.
    func text(_ places: Int) -> String {
        let divisor: Int64 = [10_000, 1000, 100, 10, 1][places]
        let rounded = Self.quotient(Int128(units), Int128(divisor))
        let digits = String(rounded.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let sign = rounded < 0 ? "-" : ""
        return places == 0 ? sign + padded : "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
    }

    /// The product, rounded half-even to so many digits behind the point, at most four.
    func times(_ other: Exact, places: Int) -> Exact {
        let step: Int64 = [10_000, 1000, 100, 10, 1][places]
        let product = Int128(units) * Int128(other.units)
        return Exact(units: Self.quotient(product, Int128(10_000) * Int128(step)) * step)
    }

    /// The quotient, rounded half-even.
    private static func quotient(_ numerator: Int128, _ divisor: Int128) -> Int64 {
        let (whole, rest) = numerator.quotientAndRemainder(dividingBy: divisor)
        let twice = rest.magnitude * 2
        let isUp = twice > divisor.magnitude || (twice == divisor.magnitude && whole % 2 != 0)
        return Int64(clamping: isUp ? whole + (numerator < 0 ? -1 : 1) : whole)
    }

    static func < (left: Exact, right: Exact) -> Bool { left.units < right.units }

    static func + (left: Exact, right: Exact) -> Exact { Exact(units: left.units + right.units) }

    static func - (left: Exact, right: Exact) -> Exact { Exact(units: left.units - right.units) }

    static prefix func - (number: Exact) -> Exact { Exact(units: -number.units) }

    static func += (left: inout Exact, right: Exact) { left = left + right }
}

extension Exact: Codable {
    init(from decoder: any Decoder) throws {
        units = try decoder.singleValueContainer().decode(Int64.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(units)
    }
}

extension Sequence<Exact> {
    /// The sum.
    var total: Exact { reduce(.zero, +) }
}
