import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import Testing

/// What counts in a bill of quantities, and how much (domain.md §3, E-1 and E-5).
struct GAEBMoneyTests {
    private static let itemA = "<Qty>10</Qty><QU>m2</QU><UP>5.00</UP><IT>50.00</IT>"
    private static let itemB = "<Qty>4</Qty><QU>m2</QU><UP>20.00</UP><IT>80.00</IT>"

    private func bill(_ items: String..., total: String? = nil, area: String = "") -> String {
        """
        <GAEB xmlns="http://www.gaeb.de/GAEB_DA_XML/DA86/3.3"><PrjInfo><Cur>EUR</Cur></PrjInfo><Award><DP>86</DP>
        <BoQ><BoQInfo><LblBoQ>E1 Rev 1 award</LblBoQ>
        \(total.map { "<Totals><Total>\($0)</Total></Totals>" } ?? "")</BoQInfo><BoQBody>
        <BoQCtgy RNoPart="01">\(area)<BoQBody><Itemlist>\(items.joined())</Itemlist></BoQBody></BoQCtgy>
        </BoQBody></BoQ></Award></GAEB>
        """
    }

    private func item(_ part: String, _ values: String) -> String {
        ReferenceBill.item(part, "03-300", "M", values)
    }

    private func split(_ amount: String, _ code: String) -> String {
        "<QtySplit>\(amount)<CtlgAssign><CtlgID>CostCode</CtlgID><CtlgCode>\(code)</CtlgCode></CtlgAssign></QtySplit>"
    }

    private func group(_ number: String, accepted: Bool = false) -> String {
        ReferenceBill.alternate(number, accepted: accepted)
    }

    private func estimate(
        _ text: String,
        _ values: [String: ConnectorConfiguration.Value] = [:]
    ) throws -> Estimate {
        try EstimateFile(text, name: "bill.x86", ReferenceBill.catalogues.merging(values) { $1 }).estimate
    }

    @Test func anAcceptedAlternateTakesThePlaceOfItsBasePosition() throws {
        let base = item("0010", group("0") + Self.itemA)
        let open = try estimate(bill(base, item("0020", group("1") + Self.itemB), total: "50.00"))
        #expect(open.total == 50 && open.statedTotal == 50)
        #expect(open.lines[0].alternate == nil, "a base position is base bid")
        let chosen = try estimate(bill(base, item("0020", group("1", accepted: true) + Self.itemB), total: "80.00"))
        #expect(chosen.total == 80 && chosen.statedTotal == 80)
    }

    /// The bill's own total cannot count what the customer took later.
    @Test func anAlternateThatWasTakenLaterChangesTheStatedTotalToo() throws {
        let text = bill(
            item("0010", group("0") + Self.itemA),
            item("0020", group("1") + Self.itemB),
            total: "50.00"
        )
        let chosen = try estimate(text, ["acceptedAlternates": .texts(["E1/position-1.1"])])
        #expect(chosen.total == 80 && chosen.statedTotal == 80)
    }

    @Test func whatIsAcceptedInAnAreaThatIsNotCountsNothing() throws {
        let inner = item("0020", group("1", accepted: true) + Self.itemB)
        let provisional = item("0030", "<Provis>WithoutTotal</Provis><ProvisAccpt>Yes</ProvisAccpt>" + Self.itemA)
        let area = "<ALNBGroupNo>7</ALNBGroupNo><ALNBSerNo>1</ALNBSerNo>"
        let items = [item("0010", Self.itemA), inner, provisional].joined()
        let open = try estimate(bill(items, area: area))
        #expect(open.total == 0)
        #expect(open.lines.map(\.alternate) == ["area-7.1", "area-7.1/position-1.1", "area-7.1/provisional-01.0030"])
        #expect(try estimate(bill(items, area: area + "<Accepted>AltAccept</Accepted>")).total == 180)
        let later = try estimate(bill(items, area: area), ["acceptedAlternates": .texts(["E1/area-7.1"])])
        #expect(later.total == 180)
    }

    @Test func aPriceWithoutQuantityAndAmountIsTold() {
        let text = bill(item("0010", "<QU>m2</QU><UP>5.00</UP>"))
        let reason = EstimateFile.fault(text, name: "bill.x86", ReferenceBill.catalogues)?.reason
        #expect(reason?.contains("position 01.0010 has a price, but neither a quantity nor an amount") == true)
    }

    @Test(arguments: ["", "<Qty>0</Qty>", "<Qty>1.000</Qty>"])
    func aLumpSumCostsItsPriceWhateverItsQuantity(quantity: String) throws {
        let text = bill(item("0010", "<LumpSumItem>Yes</LumpSumItem>\(quantity)<QU>psch</QU><UP>60000</UP>"))
        #expect(try estimate(text).total == 60000)
    }

    @Test func partsOfAQuantityCostOnTheirOwnCodesAndNoCentIsLost() throws {
        let thirds = ["A", "B", "C"].map { split("<QtyPcnt>33.333333</QtyPcnt>", $0) }.joined()
        let byShare = try estimate(
            bill(item("0010", "<Qty>1.000</Qty>\(thirds)<QU>m2</QU><UP>100.00</UP><IT>100.00</IT>"))
        )
        #expect(
            byShare.lines.map { "\($0.path) \($0.costCode ?? "-") \($0.amount.plainText)" } == [
                "01.0010/1 A 33.33", "01.0010/2 B 33.33", "01.0010/3 C 33.34",
            ]
        )
        let some = split("<Qty>2.5</Qty>", "A") + split("<Qty>1.5</Qty>", "B")
        let byQuantity = try estimate(bill(item("0010", "<Qty>10</Qty>\(some)<QU>m2</QU><UP>5.00</UP><IT>50.00</IT>")))
        #expect(
            byQuantity.lines.map { "\($0.costCode ?? "-") \($0.quantity.plainText) \($0.amount.plainText)" } == [
                "A 2.5 12.5", "B 1.5 7.5", "03-300 6 30",
            ],
            "the rest costs on the position's own code"
        )
    }

    @Test func partsThatAreMoreThanTheirQuantityAreTold() {
        let parts = split("<Qty>11</Qty>", "A")
        let text = bill(item("0010", "<Qty>10</Qty>\(parts)<QU>m2</QU><UP>5.00</UP><IT>50.00</IT>"))
        let reason = EstimateFile.fault(text, name: "bill.x86", ReferenceBill.catalogues)?.reason
        #expect(reason?.contains("position 01.0010: its parts (QtySplit) are more than its quantity") == true)
    }

    @Test func markUpThatDoesNotCountIsNotTakenOffTheTotal() throws {
        let markups =
            "<MarkupItem RNoPart=\"0090\"><NotAppl>Yes</NotAppl><IT>9.00</IT></MarkupItem>"
            + "<MarkupItem RNoPart=\"0091\">\(group("1"))<IT>7.00</IT></MarkupItem>"
            + "<MarkupItem RNoPart=\"0092\"><ITMarkup>50.00</ITMarkup><Markup>10</Markup></MarkupItem>"
        let estimate = try estimate(bill(item("0010", Self.itemA), markups, total: "55.00"))
        #expect(estimate.total == 50 && estimate.statedTotal == 50)
    }

    @Test func creditsAreRoundedAwayFromZeroAsTheirCostIs() throws {
        let credit = item("0010", "<Qty>-1</Qty><QU>m2</QU><UP>2.345</UP>")
        let cost = item("0020", "<Qty>1</Qty><QU>m2</QU><UP>2.345</UP>")
        #expect(try estimate(bill(credit, cost)).lines.map(\.amount.plainText) == ["-2.35", "2.35"])
    }
}
