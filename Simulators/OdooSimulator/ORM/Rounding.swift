import Foundation

/// Odoo's `float_round` with its method HALF-UP, on exact decimals.
enum Rounding {
    /// Rounds to a multiple of `step`; halves go away from zero.
    ///
    /// - Parameters:
    ///   - number: The number.
    ///   - step: The rounding factor of a currency, for example 0.01; a factor of 0 or less leaves the number alone.
    /// - Returns: The rounded number.
    static func round(_ number: Decimal, toMultipleOf step: Decimal) -> Decimal {
        guard step > 0, number != 0 else { return number }
        return integral(number / step) * step
    }

    /// Rounds to `scale` digits behind the point; halves go away from zero.
    static func round(_ number: Decimal, scale: Int) -> Decimal {
        round(number, toMultipleOf: Decimal(sign: .plus, exponent: -scale, significand: 1))
    }

    /// Rounds to `scale` digits as Python's `round` does: halves go to the even digit.
    static func toEven(_ number: Double, scale: Int) -> Decimal {
        let factor = [1.0, 10, 100, 1000][max(0, min(scale, 3))]
        let whole = (number * factor).rounded(.toNearestOrEven)
        guard let exact = Int64(exactly: whole) else { return 0 }
        return Decimal(exact) / Decimal(Int64(factor))
    }

    /// The number without what stands behind the point.
    static func truncated(_ number: Decimal) -> Decimal {
        var magnitude = number.magnitude
        var whole = Decimal()
        unsafe NSDecimalRound(&whole, &magnitude, 0, .down)
        return number.isSignMinus ? -whole : whole
    }

    private static func integral(_ number: Decimal) -> Decimal {
        var magnitude = number.magnitude
        var rounded = Decimal()
        unsafe NSDecimalRound(&rounded, &magnitude, 0, .plain)
        return number.isSignMinus ? -rounded : rounded
    }
}
