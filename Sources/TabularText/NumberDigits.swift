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
        guard magnitude >> 64 == 0 else { return largeDecimal }
        var whole = UInt64(truncatingIfNeeded: magnitude)
        var scale = scale
        while scale > 0, whole.isMultiple(of: 10) {
            whole /= 10
            scale -= 1
        }
        guard whole != 0 else { return 0 }
        if scale == 0, !isNegative { return Decimal(whole) }
        return Decimal(sign: isNegative ? .minus : .plus, exponent: -scale, significand: Decimal(whole))
    }

    private var largeDecimal: Decimal {
        let short = shortened
        let low = Decimal(UInt64(truncatingIfNeeded: short.magnitude))
        let whole = Decimal(UInt64(truncatingIfNeeded: short.magnitude >> 64)) * Self.twoToThe64 + low
        return Decimal(sign: isNegative ? .minus : .plus, exponent: -short.scale, significand: whole)
    }

    private static let twoToThe64 = Decimal(UInt64.max) + 1
}

/// A range of numbers, compared as integers wherever the digits are few.
final class NumberRange: Sendable {
    let bounds: ClosedRange<Decimal>
    /// The bounds times 10¹⁸; `nil` if they have too many digits.
    private let scaled: ClosedRange<Int128>?
    private let powersOfTen: [Int128]

    init(_ bounds: ClosedRange<Decimal>) {
        self.bounds = bounds
        let powers = (0...18).map { (0..<$0).reduce(1) { power, _ in power * 10 } as Int128 }
        powersOfTen = powers
        let reader = NumberReader(.plain)
        let ends = [bounds.lowerBound, bounds.upperBound].map { bound in
            reader.read(Array("\(bound)".utf8).span).flatMap { Self.scaled($0, powers) }
        }
        scaled = ends[0].flatMap { lower in ends[1].map { lower...$0 } }
    }

    func contains(_ digits: NumberDigits) -> Bool {
        guard let scaled, let value = Self.scaled(digits, powersOfTen) else { return bounds.contains(digits.decimal) }
        return scaled.contains(value)
    }

    /// A number times 10¹⁸; `nil` if it has too many digits.
    private static func scaled(_ digits: NumberDigits, _ powersOfTen: [Int128]) -> Int128? {
        guard digits.scale <= 18, digits.magnitude >> 63 == 0 else { return nil }
        // Below 2⁶³ × 10¹⁸ < 2¹²³.
        let value = Int128(digits.magnitude) * powersOfTen[18 - digits.scale]
        return digits.isNegative ? -value : value
    }
}
