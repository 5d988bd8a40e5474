import Foundation
import JSON
import Testing

struct DecimalPlainTextTests {
    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("0.00", "0"), ("843.75", "843.75"), ("-0.5", "-0.5"), ("100", "100"),
        ("100.00", "100"),
        ("007.10", "7.1"), ("1000000", "1000000"), ("0.000001", "0.000001"),
        ("-1234567890.123456789", "-1234567890.123456789"),
        ("12345678901234567890123456789012345678", "12345678901234567890123456789012345678"),
        ("0.12345678901234567890123456789012345678", "0.12345678901234567890123456789012345678"),
        ("18446744073709551616", "18446744073709551616"),
        ("340282366920938463463374607431768211455", "340282366920938463463374607431768211455"),
    ])
    func readsPlainNotationAndPrintsItWithoutSuperfluousZeros(text: String, expected: String) throws {
        let decimal = try #require(Decimal(plain: text))
        #expect(decimal.plainText == expected)
        #expect(decimal == Decimal(string: text))
    }

    @Test(arguments: [
        "", "-", ".", "-.", "1.", ".5", "-.5", "+1", "1e3", "1E3", " 1", "1 ", "1\n", "1,5", "1.5.0", "--1", "1-",
        "1_000",
        "0x1", "NaN", "inf", "12a", "\u{661}", "\u{FF11}", "1\u{301}", "1.\0", "\u{2212}1",
        "340282366920938463463374607431768211456", "1.0000000000000000000000000000000000000000000000001",
    ])
    func refusesEverythingElse(text: String) {
        #expect(Decimal(plain: text) == nil)
    }

    @Test func zerosAroundTheDigitsDoNotUseUpPrecision() {
        let zeros = String(repeating: "0", count: 60)
        #expect(Decimal(plain: "\(zeros)1.5\(zeros)")?.plainText == "1.5")
        #expect(Decimal(plain: "1\(zeros)")?.plainText == "1\(zeros)")
        #expect(Decimal(plain: "0.\(zeros)1")?.plainText == "0.\(zeros)1")
        #expect(Decimal(plain: "1\(zeros)\(zeros)\(zeros)") == nil)
    }

    @Test func everyCentReadsBackAsItWasPrinted() throws {
        for cents in -2_500...2_500 {
            let amount = Decimal(cents) / 100
            #expect(Decimal(plain: amount.plainText) == amount)
        }
        #expect((Decimal(-75) / 100).plainText == "-0.75")
    }

    @Test func equalNumbersHaveEqualTexts() {
        let hundred = Decimal(sign: .plus, exponent: -2, significand: 10_000)
        #expect(hundred.plainText == "100")
        #expect(Decimal(sign: .plus, exponent: 2, significand: 1).plainText == "100")
    }
}
