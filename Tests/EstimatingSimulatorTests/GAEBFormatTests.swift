import JSON
import Testing

struct GAEBFormatTests {
    @Test func anAwardIsWrittenByteForByte() async throws {
        let office = try EstimatingOffice(["story": "false"])
        let bytes = try await office.export(["format": "gaeb-x86"])
        #expect(bytes == Array(GAEBReference.award.utf8))
    }

    @Test func aRequestHasNoPrices() async throws {
        let office = try EstimatingOffice(["story": "false"])
        let bytes = try await office.export(["format": "gaeb-x83"])
        let priced = ["<UP>", "<IT>", "<ITMarkup>", "<Markup>", "<Totals>", "<Total>", "</Totals>"]
        let lines = GAEBReference.award.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { line in !priced.contains { line.contains($0) } }
        let expected = lines.joined(separator: "\n").replacing("/DA86/", with: "/DA83/")
            .replacing("<DP>86", with: "<DP>83")
        #expect(text(bytes) == expected)
        #expect(try await office.expected()["holds"] == ["the phase has no prices"])
        #expect(try await office.expected()["lines"] == 0)
    }

    @Test func aBidIsAnAwardOfAnotherPhase() async throws {
        let office = try EstimatingOffice(["story": "false"])
        let bytes = try await office.export(["format": "gaeb-x84"])
        let expected = GAEBReference.award.replacing("/DA86/", with: "/DA84/").replacing("<DP>86", with: "<DP>84")
        #expect(text(bytes) == expected)
    }

    @Test func aBareBidHoldsNumbersOnly() async throws {
        let office = try EstimatingOffice(quirks: ["x84-bare"], ["story": "false"])
        let written = text(try await office.export(["format": "gaeb-x84"]))
        for element in [
            "<QU>", "<CtlgAssign>", "<Description>", "<LumpSumItem>", "<MarkupIt>", "<ALNGroupNo>", "<Ctlg>",
        ] {
            #expect(!written.contains(element))
        }
        let lines = written.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }
        let start = try #require(lines.firstIndex(of: "<Item ID=\"I1\" RNoPart=\"0100\">"))
        #expect(
            lines[(start + 1)...(start + 4)]
                == ["<Qty>1250.500</Qty>", "<UP>38.40</UP>", "<IT>48019.20</IT>", "</Item>"]
        )
        let byCode = try await office.expected()["byCode"]
        #expect(byCode == [["costCode": "", "type": "", "amount": "161894.20"]])
    }

    @Test(arguments: [
        ("3.2", "http://www.gaeb.de/GAEB_DA_XML/DA86/3.2", "3.2"),
        ("3.3", "http://www.gaeb.de/GAEB_DA_XML/DA86/3.3", "3.3"),
        ("200407", "http://www.gaeb.de/GAEB_DA_XML/200407", "3.0"),
    ])
    func versionsDifferInNamespaceAndNumber(version: String, namespace: String, number: String) async throws {
        let office = try EstimatingOffice(["story": "false", "gaeb-version": version])
        let written = text(try await office.export(["format": "gaeb-x86"]))
        #expect(written.contains("<GAEB xmlns=\"\(namespace)\">"))
        #expect(written.contains("<Version>\(number)</Version>"))
        #expect(written.contains("<DP>86</DP>"))
    }

    @Test func aFinerPriceIsRoundedToThreeDecimalsWithItsAmount() async throws {
        let office = try EstimatingOffice(["story": "false"])
        try await office.work("change-line", ["line": 2, "price": "12.1456"])
        let written = text(try await office.export(["format": "gaeb-x86"]))
        // 1,500 × 12.1456 = 18,218.40 in the estimate; 1,500 × 12.146 = 18,219.00 in the file.
        #expect(written.contains("<UP>12.146</UP>"))
        #expect(written.contains("<IT>18219.00</IT>"))
        #expect(try await office.expected()["total"] == "161888.20")
        _ = try await office.export()
        #expect(try await office.expected()["total"] == "161887.60")
    }

    @Test func partsOfOneBidItemAreToldApartByAnIndex() async throws {
        let office = try EstimatingOffice(["story": "false"])
        try await office.work("create", Assemblies.wall, on: "E26-030")
        let written = text(try await office.export(["format": "gaeb-x86"], of: "E26-030"))
        #expect(written.contains("<Item ID=\"I1\" RNoPart=\"0600\" RNoIndex=\"A\">"))
        #expect(written.contains("<Item ID=\"I2\" RNoPart=\"0600\" RNoIndex=\"B\">"))
        #expect(!written.contains("MarkupI"))
    }

    @Test func anOpenAlternateIsMarkedAsSuch() async throws {
        let office = try EstimatingOffice(["story": "false", "alternates": "all"])
        try await office.work("reject-alternate", ["alternate": "ALT-1"])
        let written = text(try await office.export(["format": "gaeb-x86"]))
        #expect(written.contains("<ALNGroupNo>1</ALNGroupNo>"))
        #expect(!written.contains("<Accepted>"))
        #expect(try await office.expected()["total"] == "157744.20")
    }

    @Test func anAwardMayComeWithoutPrices() async throws {
        let office = try EstimatingOffice(quirks: ["award-as-x83"], ["format": "gaeb-x86", "story": "false"])
        try await office.work("award")
        #expect(try office.names() == ["E26-014_R03_0001.X83"])
        #expect(try await office.exports().last?["quirks"] == ["award-as-x83"])
    }

    @Test func whatXMLCannotHoldIsReplaced() async throws {
        let office = try EstimatingOffice(["story": "false"])
        try await office.work("change-line", ["line": 3, "text": "Digger <big> & \"fast\"\u{7}"])
        let written = text(try await office.export(["format": "gaeb-x86"]))
        #expect(written.contains("<span>Digger &lt;big&gt; &amp; &quot;fast&quot;?</span>"))
    }
}
