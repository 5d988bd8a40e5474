import Foundation
import JSON

extension Decimal {
    /// A number as exchange formats write it: `1250.50`, `.5`, `5.`, `+3`, blanks around it; no exponent.
    ///
    /// - Returns: `nil` if the text is no such number or has more digits than a decimal holds.
    init?(written text: some StringProtocol) {
        var digits = text.drop { $0 == " " }
        while digits.last == " " { digits.removeLast() }
        var isNegative = false
        if let sign = digits.first, sign == "-" || sign == "+" {
            isNegative = sign == "-"
            digits.removeFirst()
        }
        if digits.last == "." { digits.removeLast() }
        let text = digits.first == "." ? "0\(digits)" : String(digits)
        guard text.utf8.count <= 40, !text.hasPrefix("-"), let number = Decimal(plain: text) else { return nil }
        self = isNegative ? -number : number
    }

    /// The number rounded to `scale` decimals, a half away from zero, as commercial rounding does.
    func roundedCommercially(scale: Int) -> Decimal {
        var exact = self
        var result = Decimal()
        unsafe NSDecimalRound(&result, &exact, scale, .plain)
        return result
    }
}
