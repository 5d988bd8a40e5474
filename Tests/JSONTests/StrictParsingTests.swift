import JSON
import Testing

struct StrictParsingTests {
    @Test(
        arguments: [
            ("null", JSON.null), (" true\n", true), ("false", false), ("0", 0), ("-12", -12), ("-0", 0),
            ("1.50", .real(1.5)), ("1e2", .real(100)), ("-0.0", .real(-0.0)), ("\"\"", ""), ("[]", []), ("{}", [:]),
            ("[1,[2,{}]]", [1, [2, [:]]]), ("{\"a\":{\"b\":null}}", ["a": ["b": nil]]),
            ("\"\\u0041\\n\\/\\\\\\\"\"", "A\n/\\\""), ("\"\\ud83d\\ude9c\"", "\u{1F69C}"), ("\"a\\u0000b\"", "a\0b"),
            ("\"\u{7F}\u{10FFFF}\"", "\u{7F}\u{10FFFF}"), ("{\"\":1}", ["": 1]),
        ] as [(String, JSON)]
    )
    func readsEveryKindOfValueAlsoAtTheTop(document: String, expected: JSON) throws {
        #expect(try JSON(parsing: document) == expected)
    }

    @Test(arguments: [
        "", " ", "[1,]", "[,1]", "{\"a\":1,}", "{a:1}", "{'a':1}", "['a']", "{\"a\" 1}", "{\"a\"}", "{1:2}", "[1 2]",
        "[1] 2", "{} x", "nul", "True", "NaN", "Infinity", "-Infinity", "+1", "01", "-01", "-", "1.", ".5", "1e", "1e+",
        "0x10", "1_000", "\"", "\"a", "\"\\x41\"", "\"\\u12\"", "\"\\u12G4\"", "\"a\nb\"", "\"a\tb\"", "\"\\\"", "[",
        "]",
        "{", "}", "[}", "{]", "// note\n1", "/* note */ 1", "[1]\0", "\0", "\"a\0b\"", "1e400", "-1e400",
    ])
    func refusesWhatIsNoJSON(document: String) {
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: document) }
    }

    @Test func refusesAMemberThatOccursTwiceAndNamesIt() {
        let error = #expect(throws: JSONSyntaxError.self) {
            try JSON(parsing: "{\n  \"hours\": \"8\",\n  \"hours\": \"9\"}")
        }
        #expect(error?.line == 3)
        #expect(error?.detail.contains("duplicate object key near '\"hours\"'") == true)
    }

    @Test func refusesAByteOrderMark() {
        let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: [0xEF, 0xBB, 0xBF] + Array("{}".utf8)) }
        #expect(error?.detail == "document starts with a byte order mark; remove it")
    }

    @Test func refusesANullCharacterInAMemberName() {
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: #"{"a\u0000b":1}"#) }
    }

    @Test func keepsMembersInTheOrderOfTheDocument() throws {
        let names = (0..<40).map { "m\(($0 * 7) % 40)" }
        let document = "{" + names.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
        #expect(try JSON(parsing: document).objectValue?.keys == names)
    }

    @Test func composedAndDecomposedNamesAreTwoMembers() throws {
        let composed = "caf\u{E9}"
        let decomposed = "cafe\u{301}"
        let value = try JSON(parsing: "{\"\(composed)\":1,\"\(decomposed)\":2}")
        #expect(value[composed] == 1)
        #expect(value[decomposed] == 2)
        #expect(value.objectValue?.count == 2)
    }

    @Test func textsKeepTheirBytes() throws {
        let decomposed = "cafe\u{301}"
        let value = try JSON(parsing: "\"\(decomposed)\"")
        #expect(value.stringValue.map { Array($0.utf8) } == Array(decomposed.utf8))
        #expect(value != .string("caf\u{E9}"))
    }

    @Test func anErrorNamesThePlaceButNoTextOfTheDocument() {
        let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: "{\n\"token\": \"canary\" \"x\"}") }
        #expect(error?.line == 2)
        #expect(error?.byteOffset == 23)
        #expect(error?.description.contains("canary") == false)
        #expect(error?.description.hasPrefix("line 2, column 21 (byte 23): ") == true)
    }

    @Test func anErrorBehindATextDoesNotQuoteIt() {
        let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: "\"canary\" \"canary\"") }
        #expect(error?.description.contains("canary") == false)
    }
}
