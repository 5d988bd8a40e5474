public import FoundationEssentials

extension Decimal {
    /// Reads plain decimal notation: an optional minus sign, digits, and optionally a point with more digits.
    ///
    /// Nothing else is accepted: no exponent, plus sign, blank or separator, no missing digit on either side of the point,
    /// and no number that a `Decimal` would have to round (38 significant digits always fit).
    ///
    /// - Parameter text: The text, for example `-843.75`.
    public init?(plain text: String) {
        var digits = Substring(text)
        let isNegative = digits.first == "-"
        if isNegative { digits.removeFirst() }
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, parts.last?.isEmpty == false else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        self.init(isNegative: isNegative, whole: whole, fraction: fraction, exponent: 0)
    }

    /// The number in plain decimal notation without superfluous zeros: `843.75`, `-0.5`, `100`; `NaN` if it is none.
    ///
    /// Equal numbers have equal texts, and ``init(plain:)`` reads the text back.
    public var plainText: String {
        let text = description
        var digits = text.utf8[...]
        guard digits.contains(UInt8(ascii: ".")) else { return text }
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        if digits.last == UInt8(ascii: ".") { digits.removeLast() }
        return String(Substring(digits))
    }

    /// Reads the shortest text that stands for a real, `129.95` or `1e-05`; `nil` if a decimal cannot hold that exactly.
    init?(shortestTextOf number: Double) {
        guard number.isFinite else { return nil }
        let parts = number.magnitude.description.split(separator: "e")
        let digits = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard let exponent = parts.count == 2 ? Int(parts[1]) : 0 else { return nil }
        let fraction = digits.count == 2 ? digits[1] : ""
        self.init(isNegative: number.sign == .minus, whole: digits[0], fraction: fraction, exponent: exponent)
    }

    private init?(isNegative: Bool, whole: Substring, fraction: Substring, exponent: Int) {
        var significand: UInt128 = 0
        var pendingZeros = 0
        for byte in [whole.utf8, fraction.utf8].joined() {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            guard byte != UInt8(ascii: "0") else {
                pendingZeros += 1
                continue
            }
            for _ in 0...(significand == 0 ? 0 : pendingZeros) {
                let (product, overflow) = significand.multipliedReportingOverflow(by: 10)
                guard !overflow else { return nil }
                significand = product
            }
            let (sum, overflow) = significand.addingReportingOverflow(UInt128(byte - UInt8(ascii: "0")))
            guard !overflow else { return nil }
            significand = sum
            pendingZeros = 0
        }
        guard significand != 0 else {
            self = 0
            return
        }
        let scale = exponent - fraction.utf8.count + pendingZeros
        guard (-127...127).contains(scale) else { return nil }
        let low = Decimal(UInt64(truncatingIfNeeded: significand))
        let high = Decimal(UInt64(significand >> 64))
        let twoToThe64 = Decimal(UInt64.max) + 1
        let sign: FloatingPointSign = isNegative ? .minus : .plus
        self = Decimal(sign: sign, exponent: scale, significand: high * twoToThe64 + low)
    }
}
