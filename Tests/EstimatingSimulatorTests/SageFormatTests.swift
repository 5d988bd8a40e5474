import JSON
import Testing

struct SageFormatTests {
    @Test func referenceEstimateIsWrittenByteForByte() async throws {
        let office = try EstimatingOffice(["story": "false"])
        let bytes = try await office.export(["format": "sage"])
        let records = [
            #""P","         03-300","Cast-in-place concrete        ",01012026,1250.50,"m²  ""#,
            #""C","         03-300","Cast-in-place concrete        ","L  ",01012026,1250.50,"m²  ",48019.20,,,"","""#,
            #""C","         03-300","Cast-in-place concrete        ","M  ",01012026,1.00,"LS  ",4150.00,,,"","""#,
            #""P","         03-200","Reinforcing steel             ",01012026,1500.00,"EA  ""#,
            #""C","         03-200","Reinforcing steel             ","M  ",01012026,1500.00,"EA  ",18225.00,,,"","""#,
            #""P","         02-315","Excavation and backfill       ",01012026,420.00,"h   ""#,
            #""C","         02-315","Excavation and backfill       ","E  ",01012026,420.00,"h   ",31500.00,,,"","""#,
            #""P","         31-600","Piling                        ",01012026,1.00,"LS  ""#,
            #""C","         31-600","Piling                        ","S  ",01012026,1.00,"LS  ",60000.00,,,"","""#,
        ]
        let expected = records.map { $0 + "\r\n" }.joined().unicodeScalars.map { $0 == "²" ? 0xB2 : UInt8($0.value) }
        #expect(bytes == expected)
    }

    @Test func aCreditIsSignedAndALineWithoutACodeIsNotSent() async throws {
        let office = try EstimatingOffice(["story": "false"])
        let credit: JSON = [
            "bidItem": "0100", "activity": "0110", "resource": "C", "costCode": "03-300", "type": "M",
            "text": "Credit", "quantity": "-2", "unit": "hours", "price": "425.00",
        ]
        let unassigned: JSON = [
            "bidItem": "0200", "activity": "0210", "resource": "N", "type": "M", "text": "No code", "quantity": "1",
            "unit": "LS", "price": "10.00",
        ]
        try await office.work("create", ["lines": [credit, unassigned]], on: "E26-030")
        let written = text(try await office.export(["format": "sage"], of: "E26-030"))
        #expect(written.hasSuffix("01012026,-2.00,\"hour\",-850.00,,,\"\",\"\"\r\n"))
        #expect(written.split(separator: "\r\n").count == 2)
        #expect(try await office.expected()["total"] == "-850.00")
    }
}
