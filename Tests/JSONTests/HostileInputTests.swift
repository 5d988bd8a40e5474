import ConnectorTesting
import JSON
import Testing

struct HostileInputTests {
    @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
    func refusesAHundredThousandLevelsWithoutRecursion(opening: String) {
        let document = String(repeating: opening, count: 100_000)
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: document) }
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: document, limits: JSONLimits(depth: .max)) }
    }

    @Test(
        arguments: [
            [0xFF], [0x80], [0xC3], [0xC0, 0xAF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xF8, 0x88, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x61, 0xF0, 0x9F, 0x9A],
        ] as [[UInt8]]
    )
    func refusesInvalidUTF8InTextsAndNames(bytes: [UInt8]) {
        let quoted = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: quoted) }
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: Array("{".utf8) + quoted + Array(":1}".utf8)) }
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: bytes) }
    }

    @Test(arguments: [#""\ud800""#, #""\udc00""#, #""\ud800x""#, #""\ud800\u0041""#, #""\udc00\ud800""#, #""\ud83d\"#])
    func refusesLoneSurrogates(document: String) {
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: document) }
    }

    @Test func refusesADocumentThatIsCutAtAnyByte() throws {
        let whole = Array(Sample.document.utf8)
        _ = try JSON(parsing: whole)
        for length in whole.indices {
            #expect(throws: JSONSyntaxError.self) { try JSON(parsing: Array(whole[..<length])) }
        }
    }

    @Test func anyReplacedByteGivesAValueOrAnError() {
        let whole = Array(Sample.document.utf8)
        var generator = SeededGenerator(seed: 20_260_105)
        var refused = 0
        for _ in 0..<2_000 {
            var damaged = whole
            damaged[Int.random(in: whole.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            do throws(JSONSyntaxError) {
                let value = try JSON(parsing: damaged)
                #expect(throws: Never.self) { try JSON(parsing: value.canonicalBytes) == value }
            } catch {
                refused += 1
                #expect((0...whole.count).contains(error.byteOffset))
            }
        }
        #expect(refused > 500)
    }

    @Test func readsAnObjectOfManyMembers() throws {
        let document = "{" + (0..<50_000).map { "\"m\($0)\":\($0)" }.joined(separator: ",") + "}"
        let value = try JSON(parsing: document)
        #expect(value["m49999"] == 49_999)
        #expect(try JSON(parsing: value.canonicalBytes) == value)
    }
}

private enum Sample {
    static let document = """
        {"id": "evt-0007", "site": "Caf\u{E9} \\u00e9 \\ud83d\\ude9c \u{1F69C}", "hours": "8.25", "meter": 1204.5e-1,
         "tags": [true, false, null, -17, []], "position": {"lat": 47.25, "lon": -122.5, "note": "a\\n\\"b\\""}}
        """
}
