/// The value of a number as it is written, without a binary fraction in between: 1, 1.0 and 10e-1 are equal.
struct PlainNumber: Hashable {
    private let isNegative: Bool
    private let digits: [UInt8]
    private let exponent: Int

    /// Reads a number in the notation of JSON; `nil` for anything else.
    init?(_ text: String) {
        guard let json = ExactJSON(Array(text.utf8)), case .number = json.content else { return nil }
        let parts = text.split(whereSeparator: { $0 == "e" || $0 == "E" })
        guard var exponent = parts.count == 2 ? Int(parts[1]) : 0, abs(exponent) < 1 << 32 else { return nil }
        let mantissa = parts[0].drop { $0 == "-" }.split(separator: ".")
        var digits = Array(mantissa.joined().utf8)
        exponent -= mantissa.count == 2 ? mantissa[1].utf8.count : 0
        while digits.last == UInt8(ascii: "0") {
            digits.removeLast()
            exponent += 1
        }
        self.digits = Array(digits.drop { $0 == UInt8(ascii: "0") })
        isNegative = text.hasPrefix("-") && !self.digits.isEmpty
        self.exponent = self.digits.isEmpty ? 0 : exponent
    }
}
