import CanonicalModel
import FoundationEssentials
import JSON

/// A machine's counter, read from the notations that providers write hours in (domain.md §1).
///
/// Decimal hours (`4211.60`, as XML Schema writes decimals and doubles) and ISO 8601 durations (`PT4211H36M`,
/// `P13DT0H25M59.999S`) are converted exactly and then rounded half-even to the second.
struct HourNotation: Hashable {
    /// The counter in whole seconds; never negative.
    let seconds: Int64

    /// The most digits before the point: 999,999,999 hours are more than any machine's life.
    private static let wholeDigits = 9
    /// The most digits behind the point; a product with 604,800 then still fits the 38 digits of a `Decimal`.
    private static let fractionDigits = 20

    /// Longer texts are no counters.
    private static let longestText = 64

    /// Reads a counter.
    ///
    /// - Parameter text: The text without blanks around it.
    /// - Throws: ``HourNotationError`` with what is wrong with it.
    init(_ text: String) throws(HourNotationError) {
        guard !text.isEmpty else { throw HourNotationError("there are no hours") }
        guard text.utf8.count <= Self.longestText else { throw .noNumber }
        let isNegative = text.hasPrefix("-")
        let magnitude = isNegative || text.hasPrefix("+") ? text.dropFirst() : Substring(text)
        let exact = magnitude.hasPrefix("P") ? try Self.duration(magnitude) : try Self.decimalHours(magnitude) * 3600
        guard exact == 0 || !isNegative else { throw HourNotationError("a counter cannot be negative") }
        guard let seconds = Int64(exact.rounded(scale: 0).plainText) else { throw .tooLarge }
        self.seconds = seconds
    }

    /// Decimal hours with an optional exponent.
    private static func decimalHours(_ text: Substring) throws(HourNotationError) -> Decimal {
        let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        guard let first = parts.first else { throw .noNumber }
        let mantissa = try number(first)
        guard parts.count == 2 else { return mantissa }
        guard let exponent = Int(parts[1]), (-fractionDigits...wholeDigits).contains(exponent) else { throw .noNumber }
        let hours = Decimal(sign: .plus, exponent: exponent, significand: mantissa)
        guard hours < Decimal(sign: .plus, exponent: wholeDigits, significand: 1) else { throw .tooLarge }
        return hours
    }

    /// An ISO 8601 duration that begins with `P`, in seconds.
    private static func duration(_ text: Substring) throws(HourNotationError) -> Decimal {
        let halves = text.dropFirst().split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard let date = halves.first, halves.last?.isEmpty == false else { throw .noDuration }
        var isComplete = false
        var seconds = try total(of: date, units: dateUnits, isComplete: &isComplete)
        if halves.count == 2 {
            seconds += try total(of: halves[1], units: timeUnits, isComplete: &isComplete)
        }
        return seconds
    }

    private static let dateUnits: [(letter: Character, seconds: Decimal?)] = [
        ("Y", nil), ("M", nil), ("W", 604_800), ("D", 86_400),
    ]
    private static let timeUnits: [(letter: Character, seconds: Decimal?)] = [("H", 3600), ("M", 60), ("S", 1)]

    /// The sum of the numbers of one half of a duration, each with its unit behind it, largest unit first.
    ///
    /// `isComplete` tells that a number with a fraction was read, behind which no other may follow.
    private static func total(
        of text: Substring,
        units: [(letter: Character, seconds: Decimal?)],
        isComplete: inout Bool
    ) throws(HourNotationError) -> Decimal {
        var rest = text
        var remaining = units[...]
        var sum = Decimal(0)
        while !rest.isEmpty {
            let digits = rest.prefix { !$0.isLetter }
            rest = rest.dropFirst(digits.count)
            guard !isComplete, let letter = rest.popFirst(),
                let index = remaining.firstIndex(where: { $0.letter == letter })
            else { throw .noDuration }
            let value = try number(Substring(digits.map { $0 == "," ? "." : $0 }))
            guard let length = remaining[index].seconds ?? (value == 0 ? 0 : nil) else {
                throw HourNotationError("years and months have no fixed length")
            }
            sum += value * length
            remaining = remaining[(index + 1)...]
            isComplete = digits.contains { $0 == "." || $0 == "," }
        }
        return sum
    }

    /// A decimal as XML Schema writes it without a sign: digits on at least one side of an optional point.
    private static func number(_ text: Substring) throws(HourNotationError) -> Decimal {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let whole = parts.first ?? ""
        let fraction = parts.count == 2 ? parts[1] : ""
        guard !(whole.isEmpty && fraction.isEmpty),
            let value = Decimal(plain: "\(whole.isEmpty ? "0" : whole).\(fraction.isEmpty ? "0" : fraction)")
        else { throw .noNumber }
        guard whole.drop(while: { $0 == "0" }).count <= wholeDigits, fraction.count <= fractionDigits else {
            throw .tooLarge
        }
        return value
    }
}

/// Why a text is no counter of hours.
struct HourNotationError: Error, Hashable {
    /// What is wrong and what was expected.
    let reason: String

    /// Creates an error.
    init(_ reason: String) {
        self.reason = reason
    }

    static let noNumber = HourNotationError("this is no number of hours such as 4211.60")
    static let noDuration = HourNotationError("this is no duration such as PT4211H36M")
    static let tooLarge = HourNotationError("the number is too large, or has more than 20 decimals")
}
