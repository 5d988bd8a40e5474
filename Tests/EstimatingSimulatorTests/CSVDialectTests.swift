import JSON
import Testing

/// The reference estimate in each named dialect, byte for byte.
struct CSVDialectTests {
    /// A table that is written out here by hand, with its encoding.
    struct Sample: Sendable, CustomTestStringConvertible {
        let dialect: String
        let prefix: [UInt8]
        let text: String
        let encode: @Sendable (String) -> [UInt8]
        var testDescription: String { dialect }
    }

    @Test(arguments: samples)
    func isWrittenByteForByte(sample: Sample) async throws {
        let office = try EstimatingOffice(["story": "false"])
        let bytes = try await office.export(["dialect": sample.dialect])
        #expect(bytes == sample.prefix + sample.encode(sample.text), "\(text(bytes))")
    }

    @Test func everyNamedDialectHasASample() async throws {
        let office = try EstimatingOffice()
        let names = try #require(try await office.ask("GET", "dialects")["dialects"]?.arrayValue)
        let sampled = Set(Self.samples.map { $0.dialect.prefix { $0 != "," } })
        #expect(Set(names.compactMap(\.stringValue).map { $0[...] }) == sampled)
    }

    private static let german = table(
        ";",
        header: "Beschreibung;Menge;ME;EP;Betrag",
        numbers: [
            "1.250,50;m²;38,40;48.019,20", "1.500,00;EA;12,15;18.225,00", "420,00;h;75,00;31.500,00",
            "1,00;LS;60.000,00;60.000,00", "1,00;LS;4.150,00;4.150,00", "1,00;LS;16.189,42;16.189,42",
            "1,00;LS;8.094,71;8.094,71",
        ]
    )

    private static let american = table(
        ",",
        header: "Description,Quantity,Unit,Unit Price,Amount",
        numbers: [
            "\"1,250.50\",m²,38.40,\"48,019.20\"", "\"1,500.00\",EA,12.15,\"18,225.00\"",
            "420.00,h,75.00,\"31,500.00\"", "1.00,LS,\"60,000.00\",\"60,000.00\"",
            "1.00,LS,\"4,150.00\",\"4,150.00\"", "1.00,LS,\"16,189.42\",\"16,189.42\"",
            "1.00,LS,\"8,094.71\",\"8,094.71\"",
        ]
    )

    private static let plain = table(
        ",",
        header: "Description,Quantity,Unit,Unit Price,Amount",
        numbers: [
            "1250.50,m²,38.40,48019.20", "1500.00,EA,12.15,18225.00", "420.00,h,75.00,31500.00",
            "1.00,LS,60000.00,60000.00", "1.00,LS,4150.00,4150.00", "1.00,LS,16189.42,16189.42",
            "1.00,LS,8094.71,8094.71",
        ]
    )

    private static let accounting = american.replacing("38.40", with: "$38.40").replacing("12.15", with: "$12.15")
        .replacing("75.00", with: "$75.00").replacing("\"48,", with: "\"$48,").replacing("\"18,", with: "\"$18,")
        .replacing("\"31,", with: "\"$31,").replacing("\"60,", with: "\"$60,").replacing("\"4,", with: "\"$4,")
        .replacing("\"16,", with: "\"$16,").replacing("\"8,", with: "\"$8,")

    private static let samples: [Sample] = [
        Sample(dialect: "german-utf16", prefix: [0xFF, 0xFE], text: german, encode: utf16),
        Sample(dialect: "german-windows-1252", prefix: [], text: german, encode: windows1252),
        Sample(dialect: "german-oem-850", prefix: [], text: german, encode: oem850),
        Sample(dialect: "german-utf8", prefix: [], text: german, encode: utf8),
        Sample(dialect: "utf8-bom", prefix: [0xEF, 0xBB, 0xBF], text: plain, encode: utf8),
        Sample(dialect: "us", prefix: [], text: american, encode: utf8),
        Sample(dialect: "sep-line", prefix: [], text: "sep=;\r\n" + german, encode: windows1252),
        Sample(
            dialect: "tab",
            prefix: [],
            text: unquoted(plain, to: "\t").replacing("\r\n", with: "\n"),
            encode: utf8
        ),
        Sample(
            dialect: "excel-unicode-text",
            prefix: [0xFF, 0xFE],
            text: unquoted(german, to: "\t"),
            encode: utf16
        ),
        Sample(
            dialect: "swiss",
            prefix: [],
            text: swapped(german, grouping: "'", decimal: "."),
            encode: windows1252
        ),
        Sample(dialect: "nbsp", prefix: [], text: swapped(german, grouping: "\u{A0}", decimal: ","), encode: utf8),
        Sample(
            dialect: "blank",
            prefix: [],
            text: swapped(german, grouping: " ", decimal: ","),
            encode: windows1252
        ),
        Sample(dialect: "accounting", prefix: [], text: accounting, encode: windows1252),
        Sample(dialect: "trailing-minus", prefix: [], text: german, encode: windows1252),
        Sample(
            dialect: "us,delimiter=semicolon,grouping=none,decimal=comma,header=german",
            prefix: [],
            text: swapped(german, grouping: "", decimal: ","),
            encode: utf8
        ),
    ]

    /// The seven rows with their texts quoted as the delimiter asks for.
    private static func table(_ mark: String, header: String, numbers: [String]) -> String {
        let quote = mark == "," ? "\"" : ""
        let head = "Estimate|Rev|Status|Alt|BidItem|Activity|Resource|Cost Code|Type|".replacing("|", with: mark)
        let starts = [
            "BASE|0100|0110|LAB-CARP|03-300|L|\"Schalung \"\"Typ A\"\"\nWand\"|",
            "BASE|0200|0210|MAT-REBAR|03-200|M|\"Bewehrung Ø 12, Stäbe 6 m; gebogen\"|",
            "BASE|0300|0310|EQ-EXC|02-315|E|Bagger mit Fahrer|",
            "BASE|0400|0410|SUB-PILE|31-600|S|\(quote)Bohrpfähle, pauschal\(quote)|",
            "ALT-1|0500|0510|MAT-FAIR|03-300|M|Sichtbeton statt Standard|", "BASE|9000|9010|MARKUP||X|Gemeinkosten|",
            "BASE|9000|9020|MARKUP||X|Gewinn|",
        ]
        let rows = zip(starts, numbers).map { start, number in
            "E26-014|03|BID|\(start)".replacing("|", with: mark) + number + "\r\n"
        }
        return head + header + "\r\n" + rows.joined()
    }

    /// The table with tabs, in which nothing but the line break and the quotes need quoting.
    private static func unquoted(_ table: String, to tab: String) -> String {
        let mark = table.contains("Menge;") ? ";" : ","
        let kept = [
            ("\"Bewehrung Ø 12, Stäbe 6 m; gebogen\"", "Bewehrung Ø 12<c> Stäbe 6 m<s> gebogen"),
            ("\"Bohrpfähle, pauschal\"", "Bohrpfähle<c> pauschal"), ("Bohrpfähle, pauschal", "Bohrpfähle<c> pauschal"),
        ]
        var text = kept.reduce(table) { $0.replacing($1.0, with: $1.1) }
        text = text.replacing(mark, with: tab)
        return text.replacing("<c>", with: ",").replacing("<s>", with: ";")
    }

    /// The German table with other marks in its numbers.
    private static func swapped(_ table: String, grouping: String, decimal: String) -> String {
        table.replacing(#/(\d)\.(\d{3})/#) { "\($0.1)<g>\($0.2)" }.replacing(#/(\d),(\d\d)/#) { "\($0.1)<d>\($0.2)" }
            .replacing("<g>", with: grouping).replacing("<d>", with: decimal)
    }

    private static func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static func utf16(_ text: String) -> [UInt8] {
        text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    private static func windows1252(_ text: String) -> [UInt8] {
        bytes(text, ["²": 0xB2, "Ø": 0xD8, "ä": 0xE4])
    }

    private static func oem850(_ text: String) -> [UInt8] {
        bytes(text, ["²": 0xFD, "Ø": 0x9D, "ä": 0x84])
    }

    private static func bytes(_ text: String, _ others: [Unicode.Scalar: UInt8]) -> [UInt8] {
        text.unicodeScalars.map { $0.isASCII ? UInt8($0.value) : others[$0] ?? 0 }
    }
}
