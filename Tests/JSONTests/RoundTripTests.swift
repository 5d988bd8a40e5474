import ConnectorTesting
import JSON
import Testing

struct RoundTripTests {
    @Test func twoThousandRandomValuesAreReadBackAsTheyWerePrinted() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2_000 {
            let value = JSON.random(levels: 4, using: &generator)
            for style in [JSON.PrintStyle.compact, .spaced, .pretty] {
                let back = try JSON(parsing: value.text(style: style))
                #expect(back == value)
                #expect(back.text(style: style) == value.text(style: style), "the order of members is kept")
            }
            let canonical = try JSON(parsing: value.canonicalBytes)
            #expect(canonical == value)
            #expect(canonical.canonicalBytes == value.canonicalBytes)
        }
    }

    @Test func theGeneratorReachesEveryKindOfValue() {
        var generator = SeededGenerator(seed: 7)
        let kinds = Set((0..<200).map { _ in JSON.random(levels: 4, using: &generator).kind })
        #expect(kinds == ["null", "boolean", "integer", "real", "string", "array", "object"])
    }
}

extension JSON {
    fileprivate static func random(levels: Int, using generator: inout SeededGenerator) -> JSON {
        switch Int.random(in: 0..<(levels > 0 ? 8 : 5), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .integer(Int64(truncatingIfNeeded: generator.next() >> (generator.next() % 64)))
        case 3:
            let number = Double(bitPattern: generator.next())
            return .real(number.isFinite ? number : 0.1)
        case 4: return .string(.random(allowsNull: true, using: &generator))
        case 5:
            return .array(
                (0..<Int.random(in: 0...4, using: &generator)).map { _ in random(levels: levels - 1, using: &generator)
                }
            )
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0...(levels == 4 ? 24 : 4), using: &generator) {
                object[.random(allowsNull: false, using: &generator)] = random(levels: levels - 1, using: &generator)
            }
            return .object(object)
        }
    }
}

extension String {
    /// A short text in which awkward characters are frequent.
    fileprivate static func random(allowsNull: Bool, using generator: inout SeededGenerator) -> String {
        let awkward = ["\"", "\\", "/", "\n", "\r\n", "\u{1}", "\u{1F}", "\u{7F}", "e\u{301}", "\u{E9}", "\u{2028}"]
        var text = ""
        for _ in 0..<Int.random(in: 0...8, using: &generator) {
            let scalar = Unicode.Scalar(UInt32(generator.next() % 0x11_0000)) ?? "x"
            let isRefused = scalar == "\0" && !allowsNull
            text +=
                Bool.random(using: &generator) || isRefused
                ? awkward.randomElement(using: &generator) ?? "" : String(scalar)
        }
        return allowsNull && generator.next() % 8 == 0 ? text + "\0" : text
    }
}
