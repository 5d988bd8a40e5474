import JSON
import Testing

/// What dialects do to negative numbers, currency and days.
struct CSVNumberTests {
    /// The last row of an export with a credit of 1,234.50.
    private func credit(_ dialect: String, currency: String = "USD") async throws -> String {
        let office = try EstimatingOffice(["story": "false"])
        let line: JSON = [
            "bidItem": "0100", "activity": "0110", "resource": "CREDIT", "costCode": "03-300", "type": "M",
            "text": "Credit", "quantity": "1", "unit": "LS", "price": "-1234.5",
        ]
        try await office.work("create", ["lines": [line], "currency": .string(currency)], on: "E26-030")
        return text(try await office.export(["dialect": dialect], of: "E26-030"))
            .split(separator: "\r\n").last.map(String.init) ?? ""
    }

    @Test(arguments: [
        ("us", "1.00,LS,\"-1,234.50\",\"-1,234.50\""),
        ("us,negative=parentheses", "1.00,LS,\"(1,234.50)\",\"(1,234.50)\""),
        ("us,negative=trailing,grouping=none", "1.00,LS,1234.50-,1234.50-"),
        ("us,currency=before,grouping=none", "1.00,LS,$-1234.50,$-1234.50"),
        ("us,currency=before,negative=parentheses", "1.00,LS,\"($1,234.50)\",\"($1,234.50)\""),
        ("german-utf8,negative=trailing", "1,00;LS;1.234,50-;1.234,50-"),
        ("us,quoting=all,grouping=none", "\"1.00\",\"LS\",\"-1234.50\",\"-1234.50\""),
        ("us,date=mdy,grouping=none", "1.00,LS,-1234.50,-1234.50,01/01/2026"),
        ("us,date=dmy,grouping=none", "1.00,LS,-1234.50,-1234.50,01/01/2026"),
        ("us,date=iso,grouping=none", "1.00,LS,-1234.50,-1234.50,2026-01-01"),
    ])
    func signsAndMarksStandWhereTheDialectHasThem(dialect: String, end: String) async throws {
        let row = try await credit(dialect)
        #expect(row.hasSuffix("Credit," + end) || row.hasSuffix("Credit;" + end) || row.hasSuffix("\"Credit\"," + end))
    }

    @Test func monthAndDayChangePlaces() async throws {
        let office = try EstimatingOffice(["story": "false"])
        try await office.at("2026-02-14T12:00:00Z")
        #expect(text(try await office.export(["dialect": "us,date=mdy"])).hasSuffix(",02/14/2026\r\n"))
        #expect(text(try await office.export(["dialect": "us,date=dmy"])).hasSuffix(",14/02/2026\r\n"))
    }

    @Test func aCharacterThatTheTableLacksBecomesAQuestionMark() async throws {
        let row = try await credit("german-utf8,currency=after", currency: "EUR")
        #expect(row.hasSuffix("-1.234,50 €"))
        let office = try EstimatingOffice(["story": "false"])
        try await office.work("create", ["currency": "EUR", "lines": [Self.line]], on: "E26-031")
        let bytes = try await office.export(["dialect": "german-oem-850,currency=after"], of: "E26-031")
        #expect(text(bytes).hasSuffix("2,50 ?;2,50 ?\r\n"))
        #expect(try await office.exports().last?["charactersLost"] == 2)
    }

    private static let line: JSON = [
        "bidItem": "0100", "activity": "0110", "resource": "MAT", "costCode": "03-300", "type": "M", "text": "Nails",
        "quantity": "1", "unit": "EA", "price": "2.50",
    ]

    @Test(arguments: [
        ("company", "03-300"), ("masterformat", "03 30 00"), ("number", "3300"), ("project", "26-030-03300.M"),
    ])
    func costCodesAreSpelledInFourWays(codes: String, spelling: String) async throws {
        let office = try EstimatingOffice(["story": "false"])
        try await office.work("create", ["lines": [Self.line], "project": "26-030"], on: "E26-030")
        let bytes = try await office.export(["dialect": "us", "codes": codes], of: "E26-030")
        #expect(text(bytes).contains("MAT,\(spelling),M,Nails,"))
        #expect(try await office.expected()["byCode"]?[0]?["costCode"] == .string(spelling))
    }

    @Test(arguments: ["german", "us,delimiter=colon", "us,grouping=point", "us,colour=red", "us,delimiter"])
    func aDialectThatDoesNotExistIsRefused(dialect: String) async throws {
        let office = try EstimatingOffice()
        let refusal = try await office.refusal(
            "POST",
            "estimates",
            ["action": "export", "estimate": "E26-014", "dialect": .string(dialect)]
        )
        #expect(refusal.contains("ialect") || refusal.contains("nob"))
        #expect(try office.names() == [])
    }
}
