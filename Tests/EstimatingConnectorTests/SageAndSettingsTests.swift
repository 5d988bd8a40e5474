import CanonicalModel
import ConnectorKit
import EstimatingConnector
import FoundationEssentials
import JSON
import Testing

/// Sage Estimating's records, and what the configuration adds to a file.
struct SageAndSettingsTests {
    private static let dollars: [String: ConnectorConfiguration.Value] = ["currency": .text("USD")]

    @Test func categoryRecordsAreLinesAndPhaseRecordsCarryNoMoney() throws {
        let values = Self.dollars.merging(["markup": .texts(["99-*"])]) { $1 }
        let estimate = try EstimateFile(ReferenceBill.sage, name: "E26-014_03_won.txt", values).estimate
        #expect(
            estimate.lineTexts == [
                "03-300/L item - 03-300 L 1250.5 m2 - 48019.2", "03-300/M item - 03-300 M 1 LS - 4150",
                "03-200/M item - 03-200 M 1500 EA - 18225", "02-315/E item - 02-315 E 420 h - 31500",
                "31-600/S item - 31-600 S 0 LS - 60000", "99-100/X markup - 99-100 X 0 LS - 9713.65",
            ]
        )
    }

    @Test func creditsAndRepeatedCategoriesStayLinesOfTheirOwn() throws {
        let text =
            "\"C\",\"1\",\"a\",\"L\",01052026,-2.00,\"h\",-10.00\n\"C\",\"1\",\"a\",\"L\",01052026,1.00,\"h\",5.00\n"
        let estimate = try EstimateFile(text, name: "E1_1_open.txt", Self.dollars).estimate
        #expect(estimate.lines.map(\.path) == ["1/L", "1/L#2"])
        #expect(estimate.total == -5)
    }

    @Test func allRowsThatCannotBeUsedAreTold() {
        let text = """
            "C","1","a","L",13052026,1.00,"h",5.00
            "C","1","a","L",01052026,x,"h",5.00
            "X","1"
            "C","1","a","L",01052026,1,"h",

            """
        let reason = EstimateFile.fault(text, name: "E1_1_open.txt", Self.dollars)?.reason ?? ""
        for part in ["row 1, date: '13052026'", "row 2, quantity: 'x'", "row 3: the record 'X'", "row 4, amount"] {
            #expect(reason.contains(part), "\(reason)")
        }
    }

    @Test func statusWordsAreDeclaredAndNeverGuessed() throws {
        let name = "E26-014_03_gesichert.txt"
        let fault = EstimateFile.fault(ReferenceBill.sage, name: name, Self.dollars)
        #expect(fault?.reason.contains("'gesichert'") == true)
        let values = Self.dollars.merging(["awardedWords": .texts(["Gesichert"])]) { $1 }
        #expect(try EstimateFile(ReferenceBill.sage, name: name, values).estimate.status == .awarded)
    }

    @Test func whatAFileDoesNotSayTheConfigurationDoes() throws {
        let values = Self.dollars.merging([
            "identity": .text("file:{project}-{any}-{number}r{revision}"), "status": .text("awarded"),
            "acceptedAlternates": .texts(["E1/A", "E2/B"]),
            "allowances": .texts(["02-315"]), "assemblies": .texts(["03-200/M"]), "contingencies": .texts(["31-600/S"]),
        ]) { $1 }
        let estimate = try EstimateFile(ReferenceBill.sage, name: "26.014-x-E1r2.txt", values).estimate
        #expect(estimate.project == "26.014" && estimate.key == "E1/2" && estimate.status == .awarded)
        #expect(estimate.acceptedAlternates == ["A"])
        #expect(estimate.lines.map(\.kind) == [.item, .item, .assembly, .allowance, .contingency, .item])
    }

    /// Otherwise lines and stated total would differ for ever, and the estimate could never be loaded.
    @Test func whatBecomesMarkupIsTakenOffTheStatedTotal() throws {
        let values: [String: ConnectorConfiguration.Value] = [
            "markup": .texts(["31-600"]), "assemblies": .texts(["02-315"]), "allowances": .texts(["03-200"]),
        ]
        let bc3 = try EstimateFile(ReferenceBill.bc3, values).estimate
        #expect(bc3.statedTotal == bc3.total && bc3.total.plainText == "70394.2")
        let gaeb = try EstimateFile(
            ReferenceBill.gaeb,
            name: "a.x86",
            values.merging(ReferenceBill.catalogues) { $1 }.merging(["markup": .texts(["31-600", "03-300/M"])]) { $1 }
        )
        .estimate
        #expect(gaeb.statedTotal == gaeb.total, "an alternate that was not accepted was never part of the total")
        #expect(gaeb.total.plainText == "66244.2")
    }

    @Test func aCurrencyMustBeKnown() {
        #expect(EstimateFile.fault(ReferenceBill.sage, name: "E1_2_won.txt")?.reason.contains("'currency'") == true)
    }

    @Test(arguments: [
        ("identity", "name:{number}"), ("identity", "file:{number}"), ("identity", "file:{number}{revision}"),
        ("identity", "file:{number}_{revision"), ("identity", "file:{number}_{revision}_{what}"),
        ("costCode", "catalogue:"), ("costType", "kind"), ("currency", "dollars"), ("format", "csv"),
    ])
    func aConfigurationThatCannotBeUsedIsRefused(key: String, text: String) {
        #expect(throws: ConnectorError.self) { try EstimateFile.connector([key: .text(text)]) }
    }

    @Test func aMappingOfAnotherObjectIsRefused() {
        let document = ConfigurationDocument(file: "time.yaml", value: ["object": "timesheet"])
        #expect(throws: ConnectorError.self) { try EstimateFile.connector(["mapping": .document(document)]) }
    }

    @Test func checkSaysWhatIsRead() async throws {
        let findings = try await EstimateFile.connector(["names": .texts(["E*.bc3"])]).check()
        #expect(findings.map(\.result) == [.passed])
        #expect(findings[0].message.contains("E*.bc3"))
    }

    @Test func aTableIsRejectedWholeAndNothingOfItEnters() throws {
        let text = ReferenceBill.csv.replacing("420,00", with: "420.00.0")
        let file = try EstimateFile(text, name: "KST.csv", ["mapping": ReferenceBill.mappingValue])
        #expect(file.records.isEmpty && file.rejects.count == 1)
        #expect(file.rejects[0].reason.contains("420.00.0"))
        let connector = try EstimateFile.connector(["mapping": ReferenceBill.mappingValue])
        #expect(connector.fileStreams.map(\.badRows) == [.rejectFile])
    }
}
