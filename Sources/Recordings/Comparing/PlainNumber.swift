/// The value of a number as it is written, without a binary fraction in between: 1, 1.0 and 10e-1 are equal.
struct PlainNumber: Hashable {
    private let isNegative: Bool
    private let digits: [UInt8]
    private let exponent: Int
    /// The exponents that are understood: no number that anybody means has another one.
    private static let exponents = -(1 << 32)...(1 << 32)

    /// Reads a number in the notation of JSON; `nil` for anything else, and beyond ten to the power of 2³².
    init?(_ text: String) {
        guard let json = ExactJSON(Array(text.utf8)), case .number = json.content else { return nil }
        let parts = text.split(whereSeparator: { $0 == "e" || $0 == "E" })
        let mantissa = parts[0].drop { $0 == "-" }.split(separator: ".")
        var digits = Array(mantissa.joined().utf8.drop { $0 == UInt8(ascii: "0") })
        guard !digits.isEmpty else {
            (isNegative, self.digits, exponent) = (false, [], 0)
            return
        }
        guard var exponent = parts.count == 2 ? Int(parts[1]) : 0, Self.exponents.contains(exponent) else { return nil }
        exponent -= mantissa.count == 2 ? mantissa[1].utf8.count : 0
        while digits.last == UInt8(ascii: "0") {
            digits.removeLast()
            exponent += 1
        }
        self.digits = digits
        isNegative = text.hasPrefix("-")
        self.exponent = exponent
    }
}
