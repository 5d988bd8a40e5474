internal import SimulatorKit

/// GAEB DA XML, the exchange format of German-speaking estimators (domain.md §3, E2): phases 83, 84 and 86.
///
/// Each cost code is a category, each line an item; cost code and cost type are also catalogue assignments. Unit prices
/// have three decimals at most, as the schema has it, so that a finer price is rounded here. The total of the bill of
/// quantities contains its mark-up items.
struct GAEBFormat {
    /// The exchange phase.
    enum Phase: String, CaseIterable {
        case request = "83"
        case bid = "84"
        case award = "86"
    }

    /// The version of the format.
    enum Version: String, CaseIterable {
        case v200407 = "200407"
        case v32 = "3.2"
        case v33 = "3.3"

        /// The number and the month that a document states.
        var stated: (number: String, month: String) {
            switch self {
            case .v200407: ("3.0", "2004-07")
            case .v32: ("3.2", "2013-10")
            case .v33: ("3.3", "2021-05")
            }
        }
    }

    let phase: Phase
    let version: Version
    let titles: CostCodeTitles
    /// Whether a bid holds only what its schema has: no names of categories, units, texts, catalogues or alternates.
    var isBare = false

    /// Writes a bill.
    func write(_ bill: Bill) -> WrittenBill {
        var items = GAEBItems(phase: phase, isBare: isBareBid, bill: bill)
        var codes: [String] = []
        var groups: [String: [Bill.Row]] = [:]
        for row in bill.rows where row.isCost {
            if groups[row.costCode] == nil { codes.append(row.costCode) }
            groups[row.costCode, default: []].append(row)
        }
        var categories: [XMLElement] = []
        for (index, code) in codes.enumerated() {
            let members = groups[code, default: []]
            let sum = members.filter(\.isBudget).map { items.total(of: $0) }.total
            let label = code.isEmpty ? "Ohne Kostenstelle" : "\(code) \(titles[code])"
            categories.append(category(index + 1, label, items.elements(of: members), sum))
        }
        let cost = items.budget.map(\.amount).total
        let markups = items.markups(on: cost)
        if !markups.elements.isEmpty { categories.append(category(99, "Zuschläge", markups.elements, markups.total)) }
        let document = document(bill, categories, total: cost + markups.total)
        let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + document.written()
        return WrittenBill(bytes: Array(text.utf8), budget: items.budget, stated: nil)
    }

    private var isBareBid: Bool { isBare && phase == .bid }

    private func document(_ bill: Bill, _ categories: [XMLElement], total: Figure) -> XMLElement {
        let base = "http://www.gaeb.de/GAEB_DA_XML/"
        let space = base + (version == .v200407 ? "200407" : "DA\(phase.rawValue)/\(version.rawValue)")
        let head = XMLElement(
            "GAEBInfo",
            [],
            [
                XMLElement("Version", version.stated.number), XMLElement("VersDate", version.stated.month),
                XMLElement("Date", bill.day.text), XMLElement("Time", bill.time),
                XMLElement("ProgSystem", "KestrelEstimate 9.1"),
            ]
        )
        var names = [
            XMLElement("NamePrj", String(bill.project.prefix(20))),
            XMLElement("LblPrj", String(bill.name.prefix(60))),
        ]
        if !isBareBid { names.append(XMLElement("Cur", bill.currency)) }
        var parties = [party("CTR", "KST Kestrel", "12 Depot Lane")]
        if !isBareBid { parties.insert(party("OWN", "Larkfield Holdings", "1 Quarry Road"), at: 0) }
        let content = [information(bill, total), XMLElement("BoQBody", [], categories)]
        let award = XMLElement(
            "Award",
            [],
            [XMLElement("DP", phase.rawValue), XMLElement("AwardInfo", [], [XMLElement("Cur", bill.currency)])]
                + parties + [XMLElement("BoQ", [("ID", "B1")], content)]
        )
        return XMLElement("GAEB", [("xmlns", space)], [head, XMLElement("PrjInfo", [], names), award])
    }

    private func party(_ role: String, _ name: String, _ street: String) -> XMLElement {
        let parts = [("Name1", name), ("Street", street), ("PCode", "80000"), ("City", "Larkfield")]
        return XMLElement(role, [], [XMLElement("Address", [], parts.map { XMLElement($0.0, $0.1) })])
    }

    private func information(_ bill: Bill, _ total: Figure) -> XMLElement {
        var children = [XMLElement("Name", String("\(bill.estimate)/\(bill.revision)".prefix(20)))]
        if !isBareBid {
            let label = "\(bill.estimate) Rev \(bill.revision) \(bill.status)"
            children += [
                XMLElement("LblBoQ", String(label.prefix(60))), XMLElement("Date", bill.day.text),
                XMLElement("OutlCompl", "AllTxt"),
            ]
        }
        children += [("BoQLevel", "2", "Yes"), ("Item", "4", "Yes"), ("Index", "1", "No")].map {
            type,
            length,
            isNumber in
            XMLElement(
                "BoQBkdn",
                [],
                [XMLElement("Type", type), XMLElement("Length", length), XMLElement("Num", isNumber)]
            )
        }
        if phase != .request { children.append(totals(total)) }
        if !isBareBid {
            children += [("CostCode", "cost code"), ("CostType", "cost type")].map { id, name in
                XMLElement(
                    "Ctlg",
                    [],
                    [XMLElement("CtlgID", id), XMLElement("CtlgType", name), XMLElement("CtlgName", "KST " + name)]
                )
            }
        }
        return XMLElement("BoQInfo", [], children)
    }

    private func totals(_ total: Figure) -> XMLElement {
        XMLElement("Totals", [], [XMLElement("Total", total.text(decimals: 2))])
    }

    private func category(_ number: Int, _ label: String, _ items: [XMLElement], _ total: Figure) -> XMLElement {
        var children: [XMLElement] = []
        if !isBareBid { children.append(XMLElement("LblTx", [], [GAEBItems.paragraph(label)])) }
        children.append(XMLElement("BoQBody", [], [XMLElement("Itemlist", [], items)]))
        if phase != .request { children.append(totals(total)) }
        let part = String(String(100 + number).suffix(2))
        return XMLElement("BoQCtgy", [("ID", "C\(number)"), ("RNoPart", part)], children)
    }
}
