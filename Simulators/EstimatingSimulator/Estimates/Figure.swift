/// A quantity, a price or an amount, exact to the ten-thousandth.
struct Figure: Sendable, Hashable, Comparable {
    /// The number of ten-thousandths.
    var units: Int64

    static let zero = Figure(units: 0)
    static let one = Figure(units: 10_000)
    /// The greatest amount that every format can show: eight digits before the point.
    static let greatest = Figure(units: 99_999_999_0000)

    init(units: Int64) {
        self.units = units
    }

    /// Reads `40`, `-40.5` or `40.1234`; `nil` for more than eight digits before the point or four behind it.
    init?(_ text: String) {
        let isNegative = text.hasPrefix("-")
        let parts = (isNegative ? text.dropFirst() : text[...])
            .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isDigits = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
        guard isDigits, let whole = parts.first, whole.count <= 8, let number = Int64(whole) else { return nil }
        units = number * 10_000
        if parts.count == 2 {
            let fraction = parts[1] + String(repeating: "0", count: max(0, 4 - parts[1].count))
            guard fraction.count == 4, let tenThousandths = Int64(fraction) else { return nil }
            units += tenThousandths
        }
        if isNegative { units = -units }
    }

    /// The number with a point and as many decimals as it needs, at least `least` and at most four.
    func text(least: Int = 0) -> String {
        text(decimals: max(least, decimals))
    }

    /// The number with a point and so many decimals, 0 to 4; it is rounded where that is not enough.
    func text(decimals: Int) -> String {
        let magnitude = rounded(to: decimals).units.magnitude
        let sign = units < 0 && magnitude != 0 ? "-" : ""
        let fraction = String(magnitude % 10_000 + 10_000).dropFirst().prefix(decimals)
        return sign + String(magnitude / 10_000) + (decimals == 0 ? "" : "." + fraction)
    }

    /// How many decimals the number needs, 0 to 4.
    var decimals: Int {
        (0...4).first { rounded(to: $0) == self } ?? 4
    }

    /// The number with so many decimals, half away from zero as spreadsheets round.
    func rounded(to decimals: Int) -> Figure {
        let step = Self.step(decimals)
        return Figure(units: Int64(clamping: Self.quotient(Int128(units), step)) * Int64(clamping: step))
    }

    /// The product, rounded to so many decimals, half away from zero.
    func times(_ other: Figure, decimals: Int) -> Figure {
        let step = Self.step(decimals)
        let product = Self.quotient(Int128(units) * Int128(other.units), step * 10_000)
        return Figure(units: Int64(clamping: product * step))
    }

    /// The quotient, rounded to so many decimals, half away from zero; zero if `other` is zero.
    func divided(by other: Figure, decimals: Int) -> Figure {
        guard other.units != 0 else { return .zero }
        let step = Self.step(decimals)
        let sign: Int128 = other.units < 0 ? -1 : 1
        let quotient = Self.quotient(Int128(units) * 10_000 * sign, Int128(other.units.magnitude) * step)
        return Figure(units: Int64(clamping: quotient * step))
    }

    private static func step(_ decimals: Int) -> Int128 {
        [10_000, 1000, 100, 10, 1][min(max(decimals, 0), 4)]
    }

    private static func quotient(_ dividend: Int128, _ divisor: Int128) -> Int128 {
        let half = divisor / 2
        return dividend < 0 ? (dividend - half) / divisor : (dividend + half) / divisor
    }

    static func < (left: Figure, right: Figure) -> Bool { left.units < right.units }
    static func + (left: Figure, right: Figure) -> Figure { Figure(units: left.units + right.units) }
    static func - (left: Figure, right: Figure) -> Figure { Figure(units: left.units - right.units) }
    static prefix func - (figure: Figure) -> Figure { Figure(units: -figure.units) }
}

extension Figure: Codable {
    init(from decoder: any Decoder) throws {
        units = try decoder.singleValueContainer().decode(Int64.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(units)
    }
}

extension Sequence<Figure> {
    /// The sum.
    var total: Figure { reduce(.zero, +) }
}
