import JSON
import Testing

struct BC3FormatTests {
    private static let records = #"""
        ~V|KST Kestrel|FIEBDC-3/2016\01012026|KestrelEstimate 9.1|E26-014\03\BID\|ANSI||2|||
        ~K|2\2\2\3\2\2\2\2\USD\|0\10\5\0\0|
        ~C|E26-014##||Larkfield Yard|161894.20|010126|0|
        ~D|E26-014##|03-300#\1\1\03-200#\1\1\02-315#\1\1\31-600#\1\1\|
        ~C|03-300#||Cast-in-place concrete|52169.20|010126|0|
        ~D|03-300#|0100\\1250.50\ALT-1.0500\\1.00\|
        ~C|0100|m²|Schalung "Typ A" Wand|38.40|010126|0|
        ~T|0100|Schalung "Typ A"
        Wand|
        ~D|0100|LAB-CARP\1\1.000\|
        ~C|LAB-CARP|m²|Schalung "Typ A" Wand|38.40|010126|1|
        ~M|03-300#\0100|1\1\|1250.50|\Wall A\1\100.04\12.50\\|
        ~C|ALT-1.0500|LS|Sichtbeton statt Standard|4150.00|010126|0|
        ~D|ALT-1.0500|MAT-FAIR\1\1.000\|
        ~C|MAT-FAIR|LS|Sichtbeton statt Standard|4150.00|010126|3|
        ~M|03-300#\ALT-1.0500|1\2\|1.00|\\1.00\\\\|
        ~C|03-200#||Reinforcing steel|18225.00|010126|0|
        ~D|03-200#|0200\\1500.00\|
        ~C|0200|EA|Bewehrung Ø 12, Stäbe 6 m; gebogen|12.15|010126|0|
        ~D|0200|MAT-REBAR\1\1.000\|
        ~C|MAT-REBAR|EA|Bewehrung Ø 12, Stäbe 6 m; gebogen|12.15|010126|3|
        ~M|03-200#\0200|2\1\|1500.00|\\1500.00\\\\|
        ~C|02-315#||Excavation and backfill|31500.00|010126|0|
        ~D|02-315#|0300\\420.00\|
        ~C|0300|h|Bagger mit Fahrer|75.00|010126|0|
        ~D|0300|EQ-EXC\1\1.000\|
        ~C|EQ-EXC|h|Bagger mit Fahrer|75.00|010126|2|
        ~M|02-315#\0300|3\1\|420.00|\\420.00\\\\|
        ~C|31-600#||Piling|60000.00|010126|0|
        ~D|31-600#|0400\\1.00\|
        ~C|0400|LS|Bohrpfähle, pauschal|60000.00|010126|0|
        ~D|0400|SUB-PILE\1\1.000\|
        ~C|SUB-PILE|LS|Bohrpfähle, pauschal|60000.00|010126|0|
        ~M|31-600#\0400|4\1\|1.00|\\1.00\\\\|

        """#

    private static func bytes(_ text: String, _ others: [Unicode.Scalar: UInt8]) -> [UInt8] {
        text.replacing("\n", with: "\r\n").unicodeScalars.map { $0.isASCII ? UInt8($0.value) : others[$0] ?? 0 }
    }

    @Test func referenceEstimateIsWrittenByteForByte() async throws {
        let office = try EstimatingOffice(["story": "false"])
        let bytes = try await office.export(["format": "bc3"])
        #expect(bytes == Self.bytes(Self.records, ["²": 0xB2, "Ø": 0xD8, "ä": 0xE4]), "\(text(bytes))")
        #expect(try await office.expected()["stated"] == "161894.20")
    }

    @Test(arguments: [
        ("850", "850", [0xFD, 0x9D, 0x84]), ("empty", "", [0xFD, 0x9D, 0x84]),
        // Code page 437 has no capital Ø.
        ("437", "437", [0xFD, 0x3F, 0x84]),
    ])
    func charactersFollowTheCharsetThatIsNamed(option: String, name: String, codes: [UInt8]) async throws {
        let office = try EstimatingOffice(["story": "false", "bc3-charset": option])
        let records = Self.records.replacing(#"\BID\|ANSI|"#, with: #"\BID\|\#(name)|"#)
        let bytes = try await office.export(["format": "bc3"])
        #expect(bytes == Self.bytes(records, ["²": codes[0], "Ø": codes[1], "ä": codes[2]]))
    }

    @Test func anAssemblyIsOneItemThatItsPartsMakeUp() async throws {
        let office = try EstimatingOffice(["story": "false"])
        try await office.work("create", Assemblies.wall, on: "E26-030")
        let written = text(try await office.export(["format": "bc3"], of: "E26-030"))
        // 2.5 h × 36.00 and 1.05 m³ × 140.00 for each of 100 m³: 90.00 + 147.00 = 237.00.
        #expect(written.contains(#"~C|0600|m\#u{FFFD}|Wall|237.00|010126|0|"#))
        #expect(written.contains(#"~D|0600|LAB-CARP\1\2.5000\MAT-CONC\1\1.0500\|"#))
        #expect(written.contains(#"~M|03-300#\0600|1\1\|100.00|"#))
        #expect(
            try await office.expected()["byCode"] == [
                ["costCode": "03-300", "type": "L", "amount": "9000.00"],
                ["costCode": "03-300", "type": "M", "amount": "14700.00"],
            ]
        )
    }

    @Test func aResourceAtAnotherPriceHasAnotherCode() async throws {
        let office = try EstimatingOffice(["story": "false"])
        var lines: [JSON] = []
        for (item, price) in [("0100", "10.00"), ("0200", "11.00"), ("0300", "10.00")] {
            lines.append([
                "bidItem": .string(item), "activity": .string(item), "resource": "EQ", "costCode": "02-315",
                "type": "E", "text": "Digger", "quantity": "1", "unit": "h", "price": .string(price),
            ])
        }
        try await office.work("create", ["lines": .array(lines)], on: "E26-030")
        let written = text(try await office.export(["format": "bc3"], of: "E26-030"))
        #expect(written.contains("~C|EQ|h|Digger|10.00|") && written.contains("~C|EQ.2|h|Digger|11.00|"))
        #expect(written.split(separator: "~C|EQ|").count == 2)
    }

    @Test func aCodeStandsForOneThingOnly() async throws {
        let office = try EstimatingOffice(["story": "false"])
        let line: JSON = [
            "bidItem": "3300", "activity": "3310", "resource": "3300", "costCode": "03-300", "type": "M",
            "text": "Concrete", "quantity": "2", "unit": "m", "price": "5.00",
        ]
        try await office.work("create", ["lines": [line]], on: "E26-030")
        let written = text(try await office.export(["format": "bc3", "codes": "number"], of: "E26-030"))
        let codes = written.matches(of: #/~C\|([^|#]*)/#).map(\.output.1)
        #expect(codes == ["E26-030", "3300", "3300.3", "3300.2"])
    }

    @Test func marksOfTheFormatDoNotGetIntoTexts() async throws {
        let office = try EstimatingOffice(["story": "false"])
        try await office.work("change-line", ["line": 3, "text": "Digger | hired ~ by\\day"])
        #expect(text(try await office.export(["format": "bc3"])).contains("|Digger / hired / by/day|"))
    }
}

/// An estimate with one assembly.
enum Assemblies {
    static let wall: JSONObject = [
        "assemblies": [
            [
                "bidItem": "0600", "activity": "0610", "costCode": "03-300", "text": "Wall", "quantity": "100",
                "unit": "m³",
            ]
        ],
        "lines": [
            [
                "bidItem": "0600", "activity": "0610", "resource": "LAB-CARP", "costCode": "03-300", "type": "L",
                "text": "Carpenter", "quantity": "250", "unit": "h", "price": "36.00",
            ],
            [
                "bidItem": "0600", "activity": "0610", "resource": "MAT-CONC", "costCode": "03-300", "type": "M",
                "text": "Concrete", "quantity": "105", "unit": "m³", "price": "140.00",
            ],
        ],
    ]
}
