import JSON
import Testing

struct ParsingLimitsTests {
    private func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    @Test func acceptsTheGreatestDepthAndRefusesOneMore() throws {
        _ = try JSON(parsing: nested(64))
        let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: nested(65)) }
        #expect(
            error?.description
                == "line 1, column 65 (byte 65): more than 64 lists and objects are open inside each other"
        )
    }

    @Test func countsOnlyWhatIsOpenAtTheSameTime() throws {
        let siblings = "[" + Array(repeating: "[{}]", count: 100).joined(separator: ",") + "]"
        #expect(try JSON(parsing: siblings, limits: JSONLimits(depth: 3)).arrayValue?.count == 100)
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: siblings, limits: JSONLimits(depth: 2)) }
    }

    @Test func bracketsInsideTextsDoNotCount() throws {
        let text = String(repeating: "[{\"\\", count: 200)
        let document = JSON.array([.string(text)]).canonicalText
        #expect(try JSON(parsing: document, limits: JSONLimits(depth: 1)) == [.string(text)])
    }

    @Test func theOwnLimitOfTheLibraryIsTheGreatestDepth() throws {
        let limits = JSONLimits(depth: .max)
        #expect(limits.depth == 2_048)
        _ = try JSON(parsing: nested(2_048), limits: limits)
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: nested(2_049), limits: limits) }
    }

    @Test func acceptsTheGreatestSizeAndRefusesOneByteMore() throws {
        let limits = JSONLimits(bytes: 6)
        #expect(try JSON(parsing: "[1, 2]", limits: limits) == [1, 2])
        let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: "[1, 23]", limits: limits) }
        #expect(error?.detail == "document of 7 bytes exceeds the limit of 6 bytes")
    }

    @Test(arguments: [Int64.min, .max, 0, -1])
    func readsIntegersOf64BitsExactly(number: Int64) throws {
        #expect(try JSON(parsing: String(number)) == .integer(number))
    }

    @Test(arguments: ["9223372036854775808", "-9223372036854775809", "100000000000000000000000000"])
    func refusesALargerIntegerAndSaysSo(document: String) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: "[\(document)]") }
        #expect(error?.detail.hasPrefix("integer does not fit 64 bits") == true)
    }

    @Test func refusesARealThatIsTooLargeAndSaysSo() {
        let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: "[1e400]") }
        #expect(error?.detail.hasPrefix("number is too large") == true)
    }
}
