internal import FoundationEssentials
internal import JSON

/// A decimal as a payload writes it, looked at without making a number of it.
struct DecimalText {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    /// As many digits as a decimal always holds.
    private static let mostDigits = 38

    /// Whether it is plain notation with at most `scale` decimals, zeros at the end not counted.
    func isSound(scale: Int?) -> Bool {
        var (whole, decimals, lastNonzero) = (0, 0, 0)
        var hasPoint = false
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where index == 0: continue
            case UInt8(ascii: ".") where !hasPoint && whole > 0: hasPoint = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if hasPoint {
                    decimals += 1
                    if byte != UInt8(ascii: "0") { lastNonzero = decimals }
                } else {
                    whole += 1
                }
            default: return false
            }
        }
        guard whole > 0, !hasPoint || decimals > 0, scale.map({ lastNonzero <= $0 }) ?? true else { return false }
        return whole + decimals <= Self.mostDigits || Decimal(plain: text) != nil
    }
}
