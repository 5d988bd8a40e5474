import FoundationEssentials

/// A number as it is written: digits and how many of them are decimals.
struct NumberDigits: Sendable {
    var isNegative = false
    var magnitude: UInt128 = 0
    var scale = 0

    /// The same number, without zeros at the end of its decimals.
    var shortened: NumberDigits {
        var result = self
        while result.scale > 0, result.magnitude.isMultiple(of: 10) {
            result.magnitude /= 10
            result.scale -= 1
        }
        return result
    }

    /// The number as a decimal, which has room for 38 digits.
    var decimal: Decimal {
        let short = shortened
        let low = Decimal(UInt64(truncatingIfNeeded: short.magnitude))
        let high = UInt64(truncatingIfNeeded: short.magnitude >> 64)
        let whole = high == 0 ? low : Decimal(high) * Self.twoToThe64 + low
        guard short.scale > 0 || isNegative, short.magnitude != 0 else { return whole }
        return Decimal(sign: isNegative ? .minus : .plus, exponent: -short.scale, significand: whole)
    }

    private static let twoToThe64 = Decimal(UInt64.max) + 1
}

/// A range of numbers, compared without decimals of unlimited size wherever the digits are few.
final class NumberRange: Sendable {
    let bounds: ClosedRange<Decimal>
    private let lower: NumberDigits?
    private let upper: NumberDigits?

    init(_ bounds: ClosedRange<Decimal>) {
        self.bounds = bounds
        (lower, upper) = (Self.digits(bounds.lowerBound), Self.digits(bounds.upperBound))
    }

    func contains(_ digits: NumberDigits) -> Bool {
        guard let lower, let upper, let isAbove = lower.isAtMost(digits), let isBelow = digits.isAtMost(upper) else {
            return bounds.contains(digits.decimal)
        }
        return isAbove && isBelow
    }

    private static func digits(_ bound: Decimal) -> NumberDigits? {
        NumberReader(.plain).read(Array("\(bound)".utf8).span)
    }
}

extension NumberDigits {
    /// Whether this is at most another number; `nil` if they have too many digits to compare them so.
    fileprivate func isAtMost(_ other: NumberDigits) -> Bool? {
        guard scale <= 18, other.scale <= 18, magnitude < 1 << 63, other.magnitude < 1 << 63 else { return nil }
        // Below 2⁶³ × 10¹⁸ < 2¹²³.
        let left = Int128(magnitude) * Self.powersOfTen[other.scale]
        let right = Int128(other.magnitude) * Self.powersOfTen[scale]
        return (isNegative ? -left : left) <= (other.isNegative ? -right : right)
    }

    private static let powersOfTen: [Int128] = (0...18).map { (0..<$0).reduce(1) { power, _ in power * 10 } }
}
