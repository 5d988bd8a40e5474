import FoundationEssentials
import TabularText
import Testing

struct NumberTests {
    private func read(_ text: String, _ notation: NumberNotation) -> Decimal? {
        guard
            case .decimal(let value) = Reading(.one(.decimal(notation, range: nil)), "\"\(text)\"\n").rows.first?
                .values[0]
        else { return nil }
        return value
    }

    private static let german = NumberNotation(decimalMark: ",", groupMarks: ["."])
    private static let english = NumberNotation(
        groupMarks: [","],
        takesAccountingNegatives: true,
        currencySigns: ["$", "USD"]
    )

    @Test(
        arguments: [
            ("0", "0"), ("8.00", "8"), ("-2.50", "-2.5"), (".5", "0.5"), ("5.", "5"), ("+3", "3"), ("007", "7"),
            ("\u{2212}4", "-4"), ("41.3750", "41.375"), ("-0.00", "0"), ("  8 ", "8"), ("- 8", "-8"),
            ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
            ("0.00000000000000000000000000000000000001", "0.00000000000000000000000000000000000001"),
            ("18446744073709551616.5", "18446744073709551616.5"), ("9999999999999999999", "9999999999999999999"),
        ]
    )
    func plainNumbersAreExact(text: String, value: String) {
        #expect(read(text, .plain) == decimal(value))
    }

    @Test(
        arguments: [
            "", " ", "-", "+", ".", "-.", "1.2.3", "1,234", "1 234", "8x", "x8", "--8", "8-", "(8)", "1e3", "1.5E+03",
            "0x1F",
            "NaN", "inf", "8%", "$8", "٣", "½", "1_000", "999999999999999999999999999999999999999",
        ]
    )
    func whatIsNoPlainNumberIsNone(text: String) {
        #expect(read(text, .plain) == nil)
    }

    @Test(
        arguments: [
            ("1.234,50", "1234.5"), ("1234,50", "1234.5"), ("12.345.678", "12345678"), ("0,5", "0.5"),
            ("1.234", "1234"),
            ("-1.234,5", "-1234.5"),
        ]
    )
    func germanNumbers(text: String, value: String) {
        #expect(read(text, Self.german) == decimal(value))
    }

    @Test(arguments: [
        "1.23", "1.2345", "12.34,5", "1234.567", ".123", "1..234", "1.234.", "1,5.000", "1.234,5,6", "1,234.5",
    ])
    func groupMarksStandOnlyBetweenGroupsOfThree(text: String) {
        #expect(read(text, Self.german) == nil)
    }

    @Test(
        arguments: [
            ("(1,234.50)", "-1234.5"), ("1,234.50-", "-1234.5"), ("$1,234.50", "1234.5"), ("-$5", "-5"), ("$-5", "-5"),
            ("($5.00)", "-5"), ("$(5.00)", "-5"), ("5 USD", "5"), ("usd 5", "5"), ("5 USD-", "-5"), ("5- USD", "-5"),
            ("( 5 )", "-5"),
        ]
    )
    func accountingNegativesAndCurrency(text: String, value: String) {
        #expect(read(text, Self.english) == decimal(value))
    }

    @Test(arguments: ["(5", "5)", "(-5)", "-5-", "$$5", "$5$", "()", "(", "-", "$", "5 EUR", "((5))", "-(5)"])
    func signAndCurrencyStandOnce(text: String) {
        #expect(read(text, Self.english) == nil)
    }

    @Test(arguments: [" ", "\u{A0}", "\u{202F}"])
    func aBlankStandsForNoBreakSpaces(mark: String) {
        let notation = NumberNotation(decimalMark: ",", groupMarks: [" "])
        #expect(read("1\(mark)234\(mark)567,89", notation) == decimal("1234567.89"))
        #expect(read("12\(mark)34", notation) == nil)
        #expect(read("1\(mark)\(mark)234", notation) == nil)
    }

    @Test(arguments: ["'", "\u{2019}"])
    func anApostropheHasTwoForms(mark: String) {
        #expect(read("1\(mark)234.50", NumberNotation(groupMarks: ["'"])) == decimal("1234.5"))
    }

    @Test func marksAreNotMixed() {
        let notation = NumberNotation(groupMarks: [",", "'"])
        #expect(read("1,234'567", notation) == nil)
        #expect(read("1,234,567", notation) == 1_234_567)
    }

    @Test(arguments: [("3", 3), ("3.00", 3), ("-9223372036854775808", Int64.min), ("1e3", nil), ("3.5", nil)])
    func wholeNumbers(text: String, value: Int64?) {
        let row = Reading(.one(.integer(.plain, range: nil)), text + "\n").rows.first
        #expect(row?.values == value.map { [.integer($0)] })
    }

    @Test func aWholeNumberThatIsTooLargeIsNone() {
        #expect(Reading(.one(.integer(.plain, range: nil)), "9223372036854775808\n").issues.count == 1)
        #expect(
            Reading(.one(.integer(.plain, range: 1...5)), "6\n").issues.map(\.expected) == ["whole number from 1 to 5"]
        )
    }

    /// Any string of the characters of numbers is read as a slow rule says, which was written apart.
    @Test(arguments: 0..<8)
    func agreesWithASlowRule(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let notation = NumberNotation(decimalMark: ",", groupMarks: [".", " "], takesAccountingNegatives: true)
        let rule = SlowNumber()
        let alphabet = Array("0123456789012345678901234567890123456789....,,,-( )+")
        for _ in 0..<3000 {
            let text = String(
                (0..<Int.random(in: 1...11, using: &random)).map { _ in
                    alphabet.randomElement(using: &random) ?? "0"
                }
            )
            #expect(read(text, notation) == rule.read(text), "'\(text)'")
        }
    }
}

/// What a number is, by a regular expression: decimal comma, groups by points or blanks, accounting negatives.
private struct SlowNumber {
    private let pattern: Regex<AnyRegexOutput>?

    init() {
        let blank = "[ ]*"
        let body = #"(?:\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+)?(?:,\d*)?"#
        let whole = "\(blank)(?:\\(\(blank)(\(body))\(blank)\\)|([-+]?)\(blank)(\(body))|(\(body))\(blank)-)\(blank)"
        pattern = try? Regex(whole)
    }

    func read(_ text: String) -> Decimal? {
        guard let pattern, let match = try? pattern.wholeMatch(in: text) else { return nil }
        let texts = (0..<match.output.count).map { match.output[$0].substring.map(String.init) }
        guard let digits = texts[1] ?? texts[3] ?? texts[4], digits.contains(where: \.isNumber) else { return nil }
        let plain = digits.filter { $0 != "." && $0 != " " }.replacing(",", with: ".")
        let number = Decimal(string: "0" + plain + (plain.last == "." ? "0" : ""))
        return number.map { texts[1] != nil || texts[4] != nil || texts[2] == "-" ? -$0 : $0 }
    }
}

/// Random numbers that come again with their seed (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
