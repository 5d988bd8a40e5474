import Foundation
import JSON
import Testing

/// What quirks do to the rows of a table.
struct RowQuirkTests {
    /// The lines of an export in US notation, the header left out.
    private func rows(
        _ quirk: String,
        _ settings: [String: String] = [:]
    ) async throws -> (
        rows: [String], office: EstimatingOffice
    ) {
        let office = try EstimatingOffice(quirks: [quirk], ["story": "false"])
        try await office.work("change-line", ["line": 1, "text": "Wall forms"])
        try await office.work("award")
        let bytes = try await office.export(settings.merging(["dialect": "us,grouping=none"]) { old, _ in old })
        return (text(bytes).split(separator: "\r\n").dropFirst().map(String.init), office)
    }

    private func holds(_ office: EstimatingOffice) async throws -> [String] {
        try #require(try await office.expected()["holds"]?.arrayValue).compactMap(\.stringValue)
    }

    @Test func linesStandInAnotherOrderEachTime() async throws {
        let (first, office) = try await rows("shuffled-lines")
        let second = text(try await office.export(["dialect": "us,grouping=none"]))
            .split(separator: "\r\n").dropFirst().map(String.init)
        #expect(first != second)
        #expect(first.sorted() == second.sorted())
        #expect(first.suffix(2).allSatisfy { $0.contains(",MARKUP,") })
        #expect(try await office.expected()["total"] == "161894.20")
        #expect(try await holds(office) == [])
    }

    @Test func anExportMayComeTwice() async throws {
        let (_, office) = try await rows("exported-twice")
        #expect(try office.names().count == 4)
        let files = try await office.exports()
        #expect(files.map { $0["expected"]?["total"] } == Array(repeating: "161894.20", count: 4))
        #expect(files[2]["sha256"] != files[3]["sha256"])
        #expect(files[2]["bytes"] == files[3]["bytes"])
    }

    @Test func theRevisionMayHaveAnotherLabel() async throws {
        let (rows, office) = try await rows("renumbered-revision")
        #expect(rows.allSatisfy { $0.hasPrefix("E26-014,C,AWARDED,") })
        #expect(try office.names().contains("E26-014_RC_0002.csv"))
        let record = try #require(try await office.exports().last)
        #expect(record["revision"] == "03" && record["label"] == "C")
    }

    @Test func theWordForAnAwardIsFree() async throws {
        let office = try EstimatingOffice(quirks: ["free-status"], ["story": "false"])
        try await office.work("award")
        for _ in 1...4 { _ = try await office.export() }
        #expect(
            try await office.exports().map { $0["status"] } == [
                "Awarded", "WON", "Zuschlag", "gewonnen", "Auftrag erteilt",
            ]
        )
    }

    @Test func acceptedAlternatesMayComeApart() async throws {
        let office = try EstimatingOffice(quirks: ["alternate-apart"], ["story": "false"])
        try await office.work("award")
        let exports = try await office.exports()
        #expect(exports.map { $0["expected"]?["total"] } == ["157744.20", "4150.00"])
        #expect(exports.allSatisfy { $0["expected"]?["holds"] != [] })
    }

    @Test func lumpSumsMayHaveNoQuantity() async throws {
        let (rows, office) = try await rows("zero-quantity-lump-sums")
        #expect(rows[3].hasSuffix(",0.00,LS,,60000.00"))
        #expect(rows[0].hasSuffix(",1250.50,m²,38.40,48019.20"))
        #expect(try await office.expected()["total"] == "161894.20")
    }

    @Test func areasAndVolumesMayBeInOtherUnits() async throws {
        let (rows, office) = try await rows("foreign-units")
        // 1250.50 m² / 0.09290304 = 13460.27 ft², and 48019.20 / 13460.27 = 3.5675.
        #expect(rows[0].hasSuffix(",13460.27,SF,3.5675,48019.20"))
        #expect(try await office.expected()["total"] == "161894.20")
    }

    @Test func volumesBecomeCubicYards() async throws {
        let office = try EstimatingOffice(quirks: ["foreign-units"], ["story": "false"])
        let line: JSON = [
            "bidItem": "0100", "activity": "0110", "resource": "EQ", "costCode": "02-315", "type": "E", "text": "Dig",
            "quantity": "100", "unit": "m³", "price": "10.00",
        ]
        try await office.work("create", ["lines": [line]], on: "E26-030")
        // 100 m³ / 0.764554857984 = 130.80 yd³.
        #expect(
            text(try await office.export(["dialect": "us"], of: "E26-030")).hasSuffix(
                ",130.80,CY,7.6453,\"1,000.00\"\r\n"
            )
        )
    }

    @Test func quantityTimesPriceMayNotBeTheAmount() async throws {
        let (rows, office) = try await rows("rounded-prices")
        #expect(rows[1].hasSuffix(",1500.00,EA,12.20,18225.00"))
        #expect(try await office.expected()["total"] == "161894.20")
    }

    @Test func costCodesMayBeMissing() async throws {
        let (rows, office) = try await rows("missing-cost-codes")
        #expect(rows[2].contains(",EQ-EXC,,E,"))
        #expect(try await holds(office) == ["1 lines have no cost code"])
    }

    @Test func linesMayHaveOneNumber() async throws {
        let (rows, office) = try await rows("duplicate-item-numbers")
        #expect(rows[0].contains(",BASE,0100,0110,LAB-CARP,03-300,L,"))
        #expect(rows[1].contains(",BASE,0100,0110,LAB-CARP,03-200,M,"))
        #expect(try await holds(office) == ["0100/0110/LAB-CARP stands twice"])
    }

    @Test func anExportMayBeMadeTooEarly() async throws {
        let (rows, office) = try await rows("not-final")
        #expect(!rows.contains { $0.contains("31-600") })
        #expect(try await office.expected()["total"] == "101894.20")
        #expect(try await holds(office).count == 1)
    }

    @Test func pricesMayBeBlank() async throws {
        let (rows, office) = try await rows("blank-prices")
        #expect(rows[0].hasSuffix(",1250.50,m²,,"))
        #expect(try await holds(office) == ["the first line has no price"])
    }

    @Test func anAssemblyMayBeListedBesideItsParts() async throws {
        let office = try EstimatingOffice(quirks: ["assembly-and-parts"], ["story": "false"])
        try await office.work("create", Assemblies.wall, on: "E26-030")
        let written = text(try await office.export(["dialect": "us,grouping=none"], of: "E26-030"))
        #expect(written.contains("BASE,0600,0610,,03-300,A,Wall,100.00,m³,237.00,23700.00\r\n"))
        #expect(try await office.expected()["total"] == "23700.00")
        #expect(try await office.expected()["lines"] == 2)
    }

    @Test func allowancesMayLookLikeAnyLine() async throws {
        let office = try EstimatingOffice(["story": "false"])
        let line: JSON = [
            "kind": "allowance", "bidItem": "0700", "activity": "0701", "resource": "ALLOWANCE", "costCode": "01-210",
            "type": "O", "text": "Allowance: heating", "quantity": "1", "unit": "LS", "price": "5000.00",
        ]
        try await office.work("create", ["lines": [line]], on: "E26-030")
        #expect(text(try await office.export(["dialect": "us"], of: "E26-030")).contains(",0701,ALLOWANCE,01-210,O,"))
        try await office.enable("unmarked-allowances")
        #expect(text(try await office.export(["dialect": "us"], of: "E26-030")).contains(",0701,,01-210,O,"))
        #expect(try await office.expected()["total"] == "5000.00")
    }

    @Test func aRevisionMayLoseALineOrGainACredit() async throws {
        let office = try EstimatingOffice(quirks: ["deleted-line:times=1"], ["story": "false"])
        try await office.work("revise")
        try await office.work("award")
        #expect(try await office.expected()["total"] == "101894.20")
        try await office.enable("credit-item")
        try await office.work("revise")
        try await office.work("award")
        #expect(try await office.expected()["total"] == "101044.20")
        #expect(text(try await office.export(["dialect": "us"])).contains(",1.00,LS,-850.00,-850.00\r\n"))
        #expect(try await office.served("deleted-line") == 1)
    }

    @Test func companionsMayShowAnotherRevision() async throws {
        let office = try EstimatingOffice(["story": "false", "companion": "gaeb-x86"])
        try await office.work("award")
        #expect(try office.names() == ["E26-014_R03_0001.csv", "E26-014_R03_0002.X86"])
        #expect(try await office.exports().map { $0["expected"]?["total"] } == ["161894.20", "161894.20"])
        try await office.enable("companions-disagree")
        _ = try await office.export()
        let pair = try await office.exports().suffix(2)
        #expect(pair.map { $0["expected"]?["total"] } == ["161894.20", "157118.95"])
        #expect(pair.map { $0["revision"] } == ["03", "02"])
        #expect(pair.allSatisfy { $0["expected"]?["holds"] == ["the companion shows other lines"] })
    }

    @Test(arguments: ["alternate-apart", "exported-twice"])
    func aCompanionDisagreesWithEachFileOfItsExport(quirk: String) async throws {
        let office = try EstimatingOffice(quirks: [quirk], ["story": "false", "companion": "gaeb-x86"])
        try await office.work("award")
        let agreeing = try await office.exports()
        #expect(agreeing.allSatisfy { $0["expected"]?["holds"]?.arrayValue?.contains(disagreement) == false })
        try await office.enable("companions-disagree")
        _ = try await office.export()
        let exports = try await office.exports().dropFirst(agreeing.count)
        #expect(exports.map { $0["reason"] } == ["request", "request", "companion"])
        #expect(exports.allSatisfy { $0["expected"]?["holds"]?.arrayValue?.contains(disagreement) == true })
    }

    private var disagreement: JSON { "the companion shows other lines" }

    @Test func junkMayStandAroundTheTable() async throws {
        let office = try EstimatingOffice(
            quirks: ["junk-header", "junk-footer", "total-rows", "repeated-headers"],
            ["story": "false"]
        )
        try await office.work("change-line", ["line": 1, "text": "Wall forms"])
        let lines = text(try await office.export(["dialect": "us,grouping=none"])).components(separatedBy: "\r\n")
        #expect(lines[0...2] == ["Kestrel Estimate 9.1", "Project: 26-014 Larkfield Yard", ""])
        #expect(lines[3].hasPrefix("Estimate,Rev,") && lines[7] == lines[3] && lines[11] == lines[3])
        #expect(lines[13] == ",,,,,,,,,Total cost,,,,161894.20")
        #expect(lines[14] == ",,,,,,,,,Grand total,,,,186178.33")
        #expect(lines[15...] == ["", "Page 1 of 1", "", ""])
        #expect(try await office.expected()["stated"] == "161894.20")
    }

    @Test func cellsMayHaveBlanksAround() async throws {
        let (rows, office) = try await rows("padded-cells")
        #expect(rows[0].contains(",BASE,0100  ,0110,LAB-CARP, 03-300 ,L ,Wall forms,"))
        #expect(rows[5].contains(",BASE,9000,9010,MARKUP,,X,"))
        #expect(try await office.expected()["byCode"]?[0]?["costCode"] == "02-315")
        #expect(try await office.expected()["total"] == "161894.20")
    }

    @Test func totalRowsBetrayWhatIsMissing() async throws {
        let office = try EstimatingOffice(quirks: ["not-final", "total-rows"], ["story": "false"])
        _ = try await office.export()
        #expect(try await office.expected()["total"] == "101894.20")
        #expect(try await office.expected()["stated"] == "161894.20")
        #expect(try await holds(office).contains("the file states 161894.20"))
    }

    @Test func cellsMayBeFormulas() async throws {
        let (rows, office) = try await rows("formula-cells")
        #expect(rows[0].contains(",\"=\"\"0100\"\"\",0110,LAB-CARP,03-300,L,=cmd|' /C calc'!A0 Wall forms,"))
        #expect(rows[1].contains(",\"=\"\"0200\"\"\","))
        #expect(try await office.served("formula-cells") == 2)
    }
}
