import CanonicalModel
import ConnectorKit
import Foundation
import JSON
import Testing

/// GAEB DA XML as domain.md §3 describes it.
struct GAEBTests {
    private func estimate(_ text: String) throws -> Estimate {
        try EstimateFile(text, name: "bill.x86", ReferenceBill.catalogues).estimate
    }

    private func fault(_ text: String) -> FileFault? {
        EstimateFile.fault(text, name: "bill.x86", ReferenceBill.catalogues)
    }

    /// The bill without an element, wherever it is.
    private func without(_ element: String, _ bill: String) -> String {
        let pieces = bill.components(separatedBy: "<\(element)>")
        return pieces[0]
            + pieces.dropFirst().map { $0.components(separatedBy: "</\(element)>").dropFirst().joined() }.joined()
    }

    @Test func positionsKeepTheirPathsMarksAndAmounts() throws {
        let estimate = try estimate(ReferenceBill.gaeb)
        #expect(
            estimate.lineTexts == [
                "01.0110 item - 03-300 L 1250.5 m2 38.4 48019.2", "01.0120 item - 03-200 M 1500 St 12.15 18225",
                "01.0130 item position-1.1 03-300 M 1 psch 4150 4150",
                "01.0140 item position-1.2 03-300 M 1 psch 999 999", "02.0210 item - 02-315 E 420 h 75 31500",
                "02.0220 item - 31-600 S 1 psch 60000 60000", "99.0010 markup - - - 1 psch - 9713.65",
            ]
        )
        #expect(estimate.acceptedAlternates == ["position-1.1"])
        #expect(estimate.lines[0].text == "Work 0110")
        #expect(estimate.format == "gaeb-x86")
        #expect(estimate.statedTotal?.plainText == "161894.2", "the bill's total without its mark-up position")
    }

    @Test(arguments: [
        ("84", "http://www.gaeb.de/GAEB_DA_XML/DA84/3.2"), ("84", "http://www.gaeb.de/GAEB_DA_XML/200407"),
        ("86", "http://www.gaeb.de/GAEB_DA_XML/DA86/3.1"), ("86", "http://www.gaeb.de/GAEB_DA_XML/200407"),
    ])
    func versionsAndPhasesAreRead(phase: String, space: String) throws {
        let text = ReferenceBill.gaeb(phase: phase, space: space).replacing("AWARDED", with: "bid")
        let estimate = try estimate(text)
        #expect(estimate.format == "gaeb-x\(phase)")
        #expect(estimate.total.plainText == "161894.2")
    }

    @Test func aBidThatSaysNothingIsOpenAndAnAwardIsAwarded() throws {
        let values = ReferenceBill.catalogues.merging(["identity": .text("heading:{number}/{revision}")]) { $1 }
        let award = try EstimateFile(ReferenceBill.gaeb, name: "bill.x86", values)
        #expect(try award.estimate.status == .awarded)
        let text = ReferenceBill.gaeb(phase: "84", space: "http://www.gaeb.de/GAEB_DA_XML/DA84/3.3")
        #expect(try EstimateFile(text, name: "bill.x84", values).estimate.status == .open)
    }

    @Test func aRequestForBidsSaysThatItHasNoPrices() {
        let text = ReferenceBill.gaeb(phase: "83", space: "http://www.gaeb.de/GAEB_DA_XML/DA83/3.3")
        #expect(fault(text)?.kind == "unpriced_estimate")
        #expect(fault(text)?.reason.contains("X84") == true)
    }

    /// As the schema of X84 has it: numbers and prices, with or without quantities, and nothing else of a position.
    @Test(arguments: [true, false])
    func aBidOfNothingButPricesIsRefused(hasQuantities: Bool) {
        let bill = ReferenceBill.gaeb(phase: "84", space: "http://www.gaeb.de/GAEB_DA_XML/DA84/3.3")
        var bare = bill
        for element in ["QU", "ALNGroupNo", "ALNSerNo", "Accepted", "LumpSumItem", "CtlgAssign"] {
            bare = without(element, bare)
        }
        if !hasQuantities { bare = without("Qty", bare) }
        #expect(bare != bill && bare.contains("<UP>38.40</UP><IT>48019.20</IT>"))
        let fault = fault(bare)
        #expect(fault?.kind == "unusable_file")
        #expect(fault?.reason.contains("holds nothing but prices") == true, "\(fault?.reason ?? "")")
        #expect(fault?.reason.contains("X83") == true)
    }

    @Test func thePhaseOfTheNamespaceAndOfTheDocumentMustAgree() {
        let reason = fault(ReferenceBill.gaeb(phase: "84"))?.reason
        #expect(reason == "its namespace says phase 86, but Award/DP says 84; export it again")
    }

    @Test func provisionalPositionsAreAllowances() throws {
        let provisional = ReferenceBill.item(
            "0150",
            "03-300",
            "M",
            "<Provis>WithTotal</Provis><Qty>2</Qty><QU>St</QU><UP>10</UP><IT>20.00</IT>"
        )
        let optional = ReferenceBill.item(
            "0160",
            "03-300",
            "M",
            "<Provis>WithoutTotal</Provis><Qty>3</Qty><QU>St</QU><UP>10</UP><IT>30.00</IT>"
        )
        let text = ReferenceBill.gaeb.replacing(
            "</Itemlist></BoQBody></BoQCtgy>\n<BoQCtgy RNoPart=\"02\"",
            with:
                "\(provisional)\(optional)</Itemlist></BoQBody></BoQCtgy>\n<BoQCtgy RNoPart=\"02\""
        )
        let estimate = try estimate(text)
        #expect(estimate.lines.filter { $0.kind == .allowance }.map(\.path) == ["01.0150", "01.0160"])
        #expect(estimate.total.plainText == "161914.2")
        let chosen = try self.estimate(
            text.replacing("WithoutTotal</Provis>", with: "WithoutTotal</Provis><ProvisAccpt>Yes</ProvisAccpt>")
        )
        #expect(chosen.total.plainText == "161944.2")
    }

    @Test func positionsThatDoNotApplyAreNone() throws {
        let text = ReferenceBill.gaeb.replacing("<Qty>420.000</Qty>", with: "<NotAppl>Yes</NotAppl><Qty>420.000</Qty>")
        #expect(try estimate(text).total.plainText == "130394.2")
    }

    @Test func anAmountThatIsNotQuantityTimesPriceNamesItsPosition() throws {
        let reason = fault(ReferenceBill.gaeb.replacing("48019.20", with: "48019.30"))?.reason
        #expect(reason?.contains("position 01.0110 states an amount of 48019.3, but") == true)
        #expect(reason?.contains("line ") == true)
        // A cent is another way of rounding.
        #expect(try estimate(ReferenceBill.gaeb.replacing("48019.20", with: "48019.21")).lines[0].amount == 48019.21)
    }

    @Test(arguments: ["<UP>38.40</UP><IT>48019.20</IT>", "<QU>m2</QU>"])
    func aPositionWithoutPriceIsTold(missing: String) {
        let isPrice = missing.contains("UP")
        let text = ReferenceBill.gaeb.replacing(missing, with: "")
        #expect(fault(text)?.kind == (isPrice ? "unpriced_estimate" : nil))
        if isPrice { #expect(fault(text)?.reason.contains("position 01.0110") == true) }
    }

    @Test(arguments: [
        ("<!DOCTYPE GAEB [<!ENTITY a \"b\">]>", "declares a document type"),
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><!-- x --><!DOCTYPE GAEB SYSTEM \"file:///etc/passwd\">", "line 1"),
    ])
    func aDocumentTypeIsNeverParsed(head: String, part: String) {
        let fault = fault(ReferenceBill.gaeb(head: head))
        #expect(fault?.kind == "entity_declaration")
        #expect(fault?.reason.contains(part) == true)
    }

    @Test func anEncodingThatHidesMarkupIsRefused() {
        let head = "<?xml version=\"1.0\" encoding=\"UTF-7\"?>"
        #expect(fault(ReferenceBill.gaeb(head: head))?.reason.contains("'UTF-7'") == true)
        let wide = Array("\u{FEFF}\(ReferenceBill.gaeb)".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(EstimateFile.fault(wide, name: "bill.x86", ["format": .text("gaeb")])?.reason.contains("NUL") == true)
    }

    @Test func documentsThatAreCutOffNestedOrForeignAreFaultsWithTheirPlace() {
        let bill = ReferenceBill.gaeb
        #expect(fault(String(bill.prefix(bill.count / 2)))?.reason.contains("line") == true)
        #expect(fault(bill.replacing("</Award>", with: ""))?.reason.contains("line") == true)
        let deep = String(repeating: "<BoQBody>", count: 5000)
        #expect(fault("<GAEB>\(deep)")?.reason.contains("nested too deeply") == true)
        #expect(fault("<html><body/></html>")?.reason.contains("GAEB was expected") == true)
        #expect(fault(bill.replacing("www.gaeb.de", with: "www.example"))?.reason.contains("no namespace") == true)
        #expect(fault(bill.replacing("<DP>86</DP>", with: ""))?.reason.contains("phase") == true)
        #expect(
            fault(bill.replacing("<Qty>420.000</Qty>", with: "<Qty>4 20</Qty>"))?.reason.contains("02.0210: Qty")
                == true
        )
        #expect(fault(bill.replacing(" RNoPart=\"0210\"", with: ""))?.reason.contains("has no RNoPart") == true)
        #expect(fault(bill.replacing("BoQBody", with: "BoQBodx"))?.reason.contains("no bill of quantities") == true)
    }

    /// Elements take more memory than they take of a file: one for each 40 bytes of `sizeLimit`.
    @Test func moreElementsThanTheSizeLimitAllowsAreRefusedWithTheirLine() throws {
        var values = ReferenceBill.catalogues
        values["sizeLimit"] = .integer(16384)
        func read(_ count: Int, in name: String) -> FileFault? {
            let many = "<\(name)>" + String(repeating: "<a/>", count: count) + "</\(name)>"
            let text = ReferenceBill.gaeb.replacing("</GAEBInfo>", with: "</GAEBInfo>\(many)")
            return EstimateFile.fault(text, name: "bill.x86", values)
        }
        #expect(read(100, in: "Notes") == nil)
        #expect(read(500, in: "Notes")?.reason.hasPrefix("line 2: the document has more than 409 elements") == true)
        #expect(read(500, in: "DetailTxt") == nil, "long texts are not kept")
    }

    @Test func headingsThatDoNotSayWhichEstimateItIsAreTold() {
        let reason = fault(ReferenceBill.gaeb.replacing("E26-014 Rev 03 AWARDED", with: "North Rim"))?.reason
        #expect(reason?.contains("'North Rim' and 'E26-014/03'") == true)
        let unknown = fault(ReferenceBill.gaeb.replacing("03 AWARDED", with: "03 maybe"))?.reason
        #expect(unknown?.contains("'maybe'") == true)
    }
}
