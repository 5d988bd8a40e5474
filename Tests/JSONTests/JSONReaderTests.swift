import Foundation
import JSON
import Testing

struct JSONReaderTests {
    private let reader = JSONReader([
        "data": [
            "lines": [
                ["amount": "12.50"], ["amount": "12a"], ["amount": 12], ["amount": nil], [:], ["amount": .real(129.95)],
            ],
            "count": 6, "final": true, "unit cost": "x", "void": nil,
        ]
    ])

    private func line(_ index: Int) throws -> JSONReader {
        try reader.member("data").member("lines").element(index)
    }

    private func amount(_ index: Int) throws -> JSONReader { try line(index).member("amount") }

    @Test func readsEachKindOfValue() throws {
        let data = try reader.member("data")
        #expect(try data.member("count").integer() == 6)
        #expect(try data.member("final").bool())
        #expect(try data.member("unit cost").string() == "x")
        #expect(try data.member("lines").elements().count == 6)
        #expect(try data.member("lines").elements()[2].member("amount").integer() == 12)
        #expect(try data.object().keys == ["lines", "count", "final", "unit cost", "void"])
        #expect(try amount(0).decimal() == Decimal(string: "12.5"))
        #expect(try amount(5).real() == 129.95)
        #expect(try amount(2).real() == 12)
        #expect(try amount(5).path == "data.lines[5].amount")
        #expect(try amount(3).value == .null)
        #expect(try amount(4).value == nil)
    }

    @Test func anErrorNamesThePathWhatWasNeededAndWhatIsThere() {
        expect("data.lines[3].amount: expected string, found null") { try amount(3).string() }
        expect("data.lines[3].amount: expected string, found null") { try amount(3).decimal() }
        expect("data.lines[4].amount: expected string, found nothing") { try amount(4).string() }
        expect("data.lines[0].amount: expected integer, found string") { try amount(0).integer() }
        expect("data.lines[5].amount: expected integer, found real") { try amount(5).integer() }
        expect("data.lines[2].amount: expected boolean, found integer") { try amount(2).bool() }
        expect("data.lines[0].amount: expected real, found string") { try amount(0).real() }
        expect("data.lines[0].amount: expected number, found string") { try amount(0).decimalFromNumber() }
        expect("data.lines[0].amount: expected array, found string") { try amount(0).elements() }
        expect("data.lines[1].amount: expected decimal text, found \"12a\"") { try amount(1).decimal() }
        expect("data.lines[6]: expected object, found nothing") { try amount(6) }
        expect("data.lines: expected object, found array") { try reader.member("data").member("lines").member("x") }
        expect("data.count: expected object, found integer") { try reader.member("data").member("count").member("x") }
        expect("data: expected array, found object") { try reader.member("data").element(0) }
        expect("data[\"unit cost\"]: expected integer, found string") {
            try reader.member("data").member("unit cost").integer()
        }
        expect("document: expected object, found array") { try JSONReader([]).member("data") }
        expect("journal[7].id: expected string, found nothing") {
            try JSONReader([:], path: "journal[7]").member("id").string()
        }
    }

    @Test func anOptionalMemberIsNilWhenMissingOrNull() throws {
        let data = try reader.member("data")
        #expect(try data.optionalMember("absent") == nil)
        #expect(try data.optionalMember("void") == nil)
        #expect(try data.optionalMember("count")?.integer() == 6)
        expect("data.count: expected object, found integer") { try data.member("count").optionalMember("x") }
    }

    @Test func aLongTextInTheWrongFormIsQuotedInPart() {
        expect("rate: expected decimal text, found \"\(String(repeating: "9 ", count: 20))…\"") {
            try JSONReader(["rate": .string(String(repeating: "9 ", count: 500))]).member("rate").decimal()
        }
    }

    @Test(
        arguments: [
            (129.95, "129.95"), (0.1, "0.1"), (100, "100"), (1e16, "10000000000000000"), (1.5e-7, "0.00000015"),
            (-0.0, "0"), (-843.75, "-843.75"), (9_007_199_254_740_992, "9007199254740992"),
        ] as [(Double, String)]
    )
    func aRealBecomesTheDecimalOfItsShortestText(number: Double, expected: String) throws {
        #expect(try JSONReader(.real(number)).decimalFromNumber().plainText == expected)
    }

    @Test func anIntegerBecomesADecimalExactly() throws {
        #expect(try JSONReader(.integer(.max)).decimalFromNumber().plainText == "9223372036854775807")
        #expect(try JSONReader(.integer(.min)).decimalFromNumber().plainText == "-9223372036854775808")
    }

    @Test func numbersThatWouldLoseDigitsAreRefused() {
        expect("document: expected number within the range of a decimal, found 1e+300") {
            try JSONReader(.real(1e300)).decimalFromNumber()
        }
        expect("document: expected real, found integer 9007199254740993") {
            try JSONReader(9_007_199_254_740_993).real()
        }
    }

    private func expect<Value>(
        _ description: String,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () throws -> Value
    ) {
        let error = #expect(throws: JSONAccessError.self, sourceLocation: sourceLocation) { _ = try body() }
        #expect(error?.description == description, sourceLocation: sourceLocation)
    }
}
