import Foundation
import TabularText
import Testing

struct EncodingTests {
    private let text = "Beschreibung;Menge\r\nSchalung für Wände, 5 m²;£ 5\r\n\"Größe \"\"É\"\"\";ñ\r\n"

    private func bytes(_ text: String, _ encoding: TableDialect.Encoding, mark: Bool = false) throws -> [UInt8] {
        let foundation: String.Encoding =
            switch encoding {
            case .utf8: .utf8
            case .utf16LittleEndian: .utf16LittleEndian
            case .utf16BigEndian: .utf16BigEndian
            case .windows1252: .windowsCP1252
            case .codePage850: .utf8
            }
        let table: [Character: UInt8] = [
            "ü": 0x81, "ä": 0x84, "²": 0xFD, "£": 0x9C, "ö": 0x94, "ß": 0xE1, "É": 0x90, "ñ": 0xA4,
        ]
        if encoding == .codePage850 {
            return try text.unicodeScalars.map { scalar in
                scalar.isASCII ? UInt8(scalar.value) : try #require(table[Character(scalar)])
            }
        }
        let marks: [TableDialect.Encoding: [UInt8]] = [
            .utf8: [0xEF, 0xBB, 0xBF], .utf16LittleEndian: [0xFF, 0xFE], .utf16BigEndian: [0xFE, 0xFF],
        ]
        return (mark ? marks[encoding] ?? [] : []) + Array(try #require(text.data(using: foundation)))
    }

    @Test(arguments: TableDialect.Encoding.allCases, [false, true])
    func eachEncodingGivesTheSameRows(encoding: TableDialect.Encoding, mark: Bool) throws {
        let layout = TableLayout.texts("Beschreibung", "Menge", dialect: .semicolon(encoding))
        let all = try bytes(text, encoding, mark: mark)
        for chunks in [[], Array(repeating: 1, count: all.count)] {
            let reading = Reading(layout, all, chunks: chunks)
            #expect(reading.issue == nil)
            #expect(reading.rows.map(\.texts) == [["Schalung für Wände, 5 m²", "£ 5"], ["Größe \"É\"", "ñ"]])
        }
    }

    @Test(arguments: [TableDialect.Encoding.utf8, .utf16LittleEndian, .utf16BigEndian])
    func aByteOrderMarkGoesBeforeTheLayout(encoding: TableDialect.Encoding) throws {
        let layout = TableLayout.texts("Beschreibung", "Menge", dialect: .semicolon(.windows1252))
        #expect(
            Reading(layout, try bytes(text, encoding, mark: true)).rows.first?.texts[0] == "Schalung für Wände, 5 m²"
        )
    }

    /// The whole upper halves are those of Foundation, which has its own tables.
    @Test func everyByteOfWindows1252IsRead() throws {
        for byte in UInt8(0x80)...0xFF {
            let reading = Reading(
                .one(.text(longest: 9)),
                encoding: .windows1252,
                Array("x".utf8) + [byte] + Array("x\n".utf8)
            )
            if [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(byte) {
                let hex = String(byte, radix: 16, uppercase: true)
                #expect(reading.issues.map(\.value) == ["x\\x\(hex)x"])
                #expect(reading.issues.map(\.expected) == ["text in windows-1252"])
            } else {
                let expected = try #require(String(data: Data([0x78, byte, 0x78]), encoding: .windowsCP1252))
                #expect(reading.rows.map(\.texts) == [[expected]], "\(byte)")
            }
        }
    }

    @Test func everyByteOfCodePage850IsWrittenAsItWasRead() throws {
        var seen: Set<String> = []
        for byte in UInt8(0x80)...0xFF {
            let bytes: [UInt8] = [0x78, byte, 0x78, 0x0A]
            let text = try #require(
                Reading(.one(.text(longest: 9)), encoding: .codePage850, bytes).rows.first?.texts[0]
            )
            seen.insert(text)
            var writer = TableWriter(TableDialect(encoding: .codePage850, writesCarriageReturns: false))
            #expect(try writer.row([text]) == bytes)
        }
        #expect(seen.count == 128)
    }

    @Test func surrogatePairsAreOneCharacterAndHalvesAnIssue() throws {
        let layout = TableLayout.one(.text(longest: 9))
        let whole = try #require("a😀b\n".data(using: .utf16LittleEndian))
        #expect(Reading(layout, encoding: .utf16LittleEndian, Array(whole)).rows.map(\.texts) == [["a😀b"]])
        for half: [UInt8] in [[0x3D, 0xD8], [0x00, 0xDE]] {
            let reading = Reading(layout, encoding: .utf16LittleEndian, [0x61, 0] + half + [0x62, 0, 0x0A, 0])
            #expect(reading.issues.map(\.expected) == ["text in utf-16le"])
            #expect(reading.issues.first?.value.hasPrefix("a\\uD") == true)
        }
    }

    @Test(arguments: [[0x61, 0, 0x0A, 0, 0x62], [0x61, 0, 0x3D, 0xD8]])
    func aFileThatEndsWithinACharacterIsCutOff(bytes: [UInt8]) {
        let reading = Reading(.one(.text(longest: 9)), encoding: .utf16LittleEndian, bytes)
        #expect(reading.issue?.value == "it ends within a character: it is cut off")
    }

    @Test func cutOffUTF8IsToldToo() {
        #expect(Reading(.one(.text(longest: 9)), [0x61, 0xE2, 0x82]).issue?.value.contains("cut off") == true)
        #expect(Reading(.one(.text(longest: 9)), [0x61, 0xF0, 0x9F, 0x98]).issue?.value.contains("cut off") == true)
        #expect(Reading(.one(.text(longest: 9)), Array("é€😀".utf8)).rows.map(\.texts) == [["é€😀"]])
    }

    @Test(arguments: [[0xC3, 0x28], [0xFF], [0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]])
    func invalidUTF8IsAnIssueOfItsRow(bytes: [UInt8]) {
        let reading = Reading(.one(.text(longest: 9)), Array("a\nx".utf8) + bytes + Array("y\nb\n".utf8))
        #expect(reading.rows.map(\.texts) == [["a"], ["b"]])
        #expect(reading.issues.map(\.row) == [2])
        #expect(reading.issues.map(\.expected) == ["text in utf-8"])
    }
}

extension Reading {
    init(_ layout: TableLayout, encoding: TableDialect.Encoding, _ bytes: [UInt8]) {
        var layout = layout
        layout.dialect.encoding = encoding
        self.init(layout, bytes)
    }
}
