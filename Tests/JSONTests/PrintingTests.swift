import JSON
import Testing

struct PrintingTests {
    @Test(
        arguments: [
            (JSON.null, "null"), (true, "true"), (.integer(.min), "-9223372036854775808"), (.real(100), "100.0"),
            (.real(129.95), "129.95"), (.real(-0.0), "-0.0"), (.real(1e16), "1e+16"),
            (.real(0.1 + 0.2), "0.30000000000000004"),
            (.real(.leastNonzeroMagnitude), "5e-324"), (.real(1.7976931348623157e308), "1.7976931348623157e+308"),
            ([], "[]"),
            ([:], "{}"),
            ("\u{0}\u{8}\t\n\u{B}\u{C}\r\u{1F}\"\\/\u{7F}", #""\u0000\b\t\n\u000b\f\r\u001f\"\\/\#u{7F}""#),
            ("Stra\u{DF}e \u{1F69C}\u{2028}", "\"Stra\u{DF}e \u{1F69C}\u{2028}\""),
            (["b": 1, "a": [2, nil], "B": ["y": false, "x": ""]], #"{"B":{"x":"","y":false},"a":[2,null],"b":1}"#),
            (["\u{FF5E}": 1, "\u{1F69C}": 2, "z": 3, "": 4], "{\"\":4,\"z\":3,\"\u{FF5E}\":1,\"\u{1F69C}\":2}"),
        ] as [(JSON, String)]
    )
    func printsTheCanonicalText(value: JSON, expected: String) {
        #expect(value.canonicalText == expected)
        #expect(value.canonicalBytes == Array(expected.utf8))
    }

    @Test func equalValuesHaveOneCanonicalText() {
        let one: JSON = ["hours": "8", "code": "03-3000"]
        let other: JSON = ["code": "03-3000", "hours": "8"]
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(one.canonicalBytes == other.canonicalBytes)
    }

    @Test(arguments: [[], [""], ["EX-104", "P-2201"], ["a\"b", "c\\d", "e,f", "\u{0}\u{1F}", "\u{1F69C}", "\u{7F}"]])
    func aListOfTextsPrintsAsTheListOfItsValues(texts: [String]) {
        #expect(JSON.canonicalText(of: texts) == JSON.array(texts.map { .string($0) }).canonicalText)
    }

    @Test func composedAndDecomposedTextsPrintDifferently() {
        #expect(JSON.string("\u{E9}").canonicalBytes == [0x22, 0xC3, 0xA9, 0x22])
        #expect(JSON.string("e\u{301}").canonicalBytes == [0x22, 0x65, 0xCC, 0x81, 0x22])
    }

    @Test func theStylesDifferInBlanksOnlyAndKeepTheOrder() {
        let value: JSON = ["z": 1, "a": [1, [:], []], "m": ["k": "v"]]
        #expect(value.text() == #"{"z":1,"a":[1,{},[]],"m":{"k":"v"}}"#)
        #expect(value.text(style: .compact) == value.text())
        #expect(value.text(style: .spaced) == #"{"z": 1, "a": [1, {}, []], "m": {"k": "v"}}"#)
        #expect(
            value.text(style: .pretty) == """
                {
                  "z": 1,
                  "a": [
                    1,
                    {},
                    []
                  ],
                  "m": {
                    "k": "v"
                  }
                }
                """
        )
    }
}
