/// What a cell looks like, so that one of many alike tells as much of its column as all: in which notations it is a number or
/// a day.
struct CellForm: Hashable {
    private let form: String

    init(_ text: String) {
        var form = ""
        var digits: [Int] = []
        for scalar in text.unicodeScalars.prefix(60) {
            if let digit = Character(scalar).wholeNumberValue, scalar.isASCII {
                digits.append(digit)
                continue
            }
            form += Self.form(of: digits)
            digits = []
            if !scalar.properties.isAlphabetic {
                form.unicodeScalars.append(scalar)
            } else if form.last != "a" {
                form += "a"
            }
        }
        self.form = form + Self.form(of: digits)
    }

    /// Groups of three digits may stand behind a mark, eight may be a day; two may be a month, a day or a year alone.
    private static func form(of digits: [Int]) -> String {
        switch digits.count {
        case 0: ""
        case 1, 2: part(digits)
        case 8: stride(from: 0, to: 8, by: 2).map { part(Array(digits[$0...$0 + 1])) }.joined()
        default: (digits[0] == 0 ? "z" : "") + "\(min(digits.count, 5))"
        }
    }

    private static func part(_ digits: [Int]) -> String {
        let value = digits.reduce(0) { $0 * 10 + $1 }
        let zero = digits[0] == 0 && digits.count == 2 ? "z" : ""
        return zero + (value == 0 ? "o" : value <= 12 ? "m" : value <= 31 ? "d" : "y")
    }
}
