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
    }

    let phase: Phase
    let version: Version
    let titles: CostCodeTitles
    /// Whether a bid holds only what its schema has: no unit, text, catalogue or alternate.
    var isBare = false

    /// Writes a bill.
    func write(_ bill: Bill) -> WrittenBill {
        let rows = bill.rows.filter { row in
            if case .cost = row.kind { return true }
            return false
        }
        var codes: [String] = []
        for row in rows where !codes.contains(row.costCode) { codes.append(row.costCode) }
        var budget: [WrittenBill.BudgetFigure] = []
        var categories: [XMLElement] = []
        var next = 1
        for (index, code) in codes.enumerated() {
            let members = rows.filter { $0.costCode == code }
            let items = members.map { row in
                let item = item(row, members, bill, number: next)
                next += 1
                return item
            }
            let figures = members.filter(\.isBudget).map {
                WrittenBill.BudgetFigure(costCode: code, type: isBareBid ? "" : $0.type, amount: total(of: $0))
            }
            budget += phase == .request ? [] : figures
            categories.append(category(index + 1, code, items, figures.map(\.amount).total))
        }
        let cost = budget.map(\.amount).total
        let markups = markups(bill, cost, from: next)
        if !markups.elements.isEmpty { categories.append(markups.category) }
        let document = document(bill, categories, total: cost + markups.total)
        let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + document.written()
        return WrittenBill(bytes: Array(text.utf8), budget: budget, stated: nil)
    }

    private var isBareBid: Bool { isBare && phase == .bid }

    private func document(_ bill: Bill, _ categories: [XMLElement], total: Figure) -> XMLElement {
        let space =
            version == .v200407
            ? "http://www.gaeb.de/GAEB_DA_XML/200407"
            : "http://www.gaeb.de/GAEB_DA_XML/DA\(phase.rawValue)/\(version.rawValue)"
        let date: [Version: String] = [.v200407: "2004-07", .v32: "2013-10", .v33: "2021-05"]
        let head = XMLElement(
            "GAEBInfo",
            [],
            [
                XMLElement("Version", version == .v200407 ? "3.0" : version.rawValue),
                XMLElement("VersDate", date[version] ?? ""), XMLElement("Date", bill.day.text),
                XMLElement("Time", bill.time), XMLElement("ProgSystem", "KestrelEstimate 9.1"),
            ]
        )
        let project = XMLElement(
            "PrjInfo",
            [],
            [
                XMLElement("NamePrj", String(bill.project.prefix(20))),
                XMLElement("LblPrj", String(bill.name.prefix(60))), XMLElement("Cur", bill.currency),
            ]
        )
        let award = XMLElement(
            "Award",
            [],
            [
                XMLElement("DP", phase.rawValue), XMLElement("AwardInfo", [], [XMLElement("Cur", bill.currency)]),
                party("OWN", "Larkfield Holdings", "1 Quarry Road"), party("CTR", "KST Kestrel", "12 Depot Lane"),
                XMLElement("BoQ", [("ID", "B1")], [information(bill, total), XMLElement("BoQBody", [], categories)]),
            ]
        )
        return XMLElement("GAEB", [("xmlns", space)], [head, project, award])
    }

    private func party(_ role: String, _ name: String, _ street: String) -> XMLElement {
        let parts = [("Name1", name), ("Street", street), ("PCode", "80000"), ("City", "Larkfield")]
        return XMLElement(role, [], [XMLElement("Address", [], parts.map { XMLElement($0.0, $0.1) })])
    }

    private func information(_ bill: Bill, _ total: Figure) -> XMLElement {
        let label = "\(bill.estimate) Rev \(bill.revision) \(bill.status)"
        let levels = [("BoQLevel", "2"), ("Item", "4"), ("Index", "1")].map { type, length in
            XMLElement(
                "BoQBkdn",
                [],
                [
                    XMLElement("Type", type), XMLElement("Length", length),
                    XMLElement("Num", type == "Index" ? "No" : "Yes"),
                ]
            )
        }
        var children = [
            XMLElement("Name", String("\(bill.estimate)/\(bill.revision)".prefix(20))),
            XMLElement("LblBoQ", String(label.prefix(60))), XMLElement("Date", bill.day.text),
            XMLElement("OutlCompl", isBareBid ? "OutTxt" : "AllTxt"),
        ]
        children += levels
        if phase != .request { children.append(totals(total)) }
        let catalogues = [("CostCode", "cost code"), ("CostType", "cost type")].map { id, name in
            XMLElement(
                "Ctlg",
                [],
                [XMLElement("CtlgID", id), XMLElement("CtlgType", name), XMLElement("CtlgName", "KST " + name)]
            )
        }
        return XMLElement("BoQInfo", [], children + (isBareBid ? [] : catalogues))
    }

    private func totals(_ total: Figure) -> XMLElement {
        XMLElement("Totals", [], [XMLElement("Total", total.text(decimals: 2))])
    }

    private func category(_ number: Int, _ code: String, _ items: [XMLElement], _ total: Figure) -> XMLElement {
        let label = code.isEmpty ? "Ohne Kostenstelle" : "\(code) \(titles[code])"
        var children = [
            XMLElement("LblTx", [], [paragraph(label)]),
            XMLElement("BoQBody", [], [XMLElement("Itemlist", [], items)]),
        ]
        if phase != .request { children.append(totals(total)) }
        let part = String(String(100 + number).suffix(2))
        return XMLElement("BoQCtgy", [("ID", "C\(number)"), ("RNoPart", part)], children)
    }

    private func paragraph(_ text: String) -> XMLElement {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var spans: [XMLElement] = []
        for (index, line) in lines.enumerated() {
            if index > 0 { spans.append(XMLElement("br")) }
            spans.append(XMLElement("span", String(line)))
        }
        return XMLElement("p", [], spans)
    }

    private func description(_ text: String) -> XMLElement {
        let short = XMLElement(
            "OutlineText",
            [],
            [XMLElement("OutlTxt", [], [XMLElement("TextOutlTxt", [], [paragraph(BC3Format.line(text))])])]
        )
        let long = XMLElement("DetailTxt", [], [XMLElement("Text", [], [paragraph(text)])])
        return XMLElement("Description", [], [XMLElement("CompleteText", [], [long, short])])
    }
}

extension GAEBFormat {
    /// The unit price as the schema can show it.
    private func unitPrice(of row: Bill.Row) -> Figure? {
        row.price?.rounded(to: 3)
    }

    /// What the item comes to: the amount of the estimate, or quantity times the rounded price where that was finer.
    private func total(of row: Bill.Row) -> Figure {
        guard let price = row.price, price.decimals > 3 else { return row.amount ?? .zero }
        return row.quantity.times(price.rounded(to: 3), decimals: 2)
    }

    /// An item; lines of a category with one number are told apart by an index.
    private func item(_ row: Bill.Row, _ members: [Bill.Row], _ bill: Bill, number: Int) -> XMLElement {
        var attributes: [(name: String, value: String)] = [("ID", "I\(number)"), ("RNoPart", part(row))]
        let same = members.filter { part($0) == part(row) }
        if same.count > 1 {
            let place = same.firstIndex { $0.activity == row.activity && $0.resource == row.resource } ?? 0
            attributes.append(("RNoIndex", String(UnicodeScalar(UInt8(ascii: "A") + UInt8(place % 26)))))
        }
        var children: [XMLElement] = []
        if !isBareBid { children += marks(of: row, bill) }
        children.append(XMLElement("Qty", row.quantity.text(decimals: 3)))
        if !isBareBid {
            children.append(XMLElement("QU", Self.unit(row.unit)))
            for (catalogue, code) in [("CostCode", row.costCode), ("CostType", row.type)] where !code.isEmpty {
                children.append(
                    XMLElement("CtlgAssign", [], [XMLElement("CtlgID", catalogue), XMLElement("CtlgCode", code)])
                )
            }
        }
        if phase != .request, let price = unitPrice(of: row) {
            children.append(XMLElement("UP", price.text(least: 2)))
            if row.amount != nil { children.append(XMLElement("IT", total(of: row).text(decimals: 2))) }
        }
        if !isBareBid { children.append(description(row.text)) }
        return XMLElement("Item", attributes, children)
    }

    private func marks(of row: Bill.Row, _ bill: Bill) -> [XMLElement] {
        var marks: [XMLElement] = []
        if let alternate = row.alternate {
            let names = Set(bill.rows.compactMap(\.alternate)).sorted()
            marks.append(XMLElement("ALNGroupNo", String((names.firstIndex(of: alternate) ?? 0) + 1)))
            marks.append(XMLElement("ALNSerNo", "1"))
            if row.isAccepted { marks.append(XMLElement("Accepted", "AltAccept")) }
        }
        if row.unit == "LS" { marks.append(XMLElement("LumpSumItem", "Yes")) }
        if bill.rows.contains(where: { $0.type == "X" }) { marks.append(XMLElement("MarkupIt", "Yes")) }
        return marks
    }

    private func part(_ row: Bill.Row) -> String {
        String(row.bidItem.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }.prefix(14))
    }

    /// The mark-up items, in a category of their own.
    private func markups(
        _ bill: Bill,
        _ cost: Figure,
        from number: Int
    ) -> (elements: [XMLElement], category: XMLElement, total: Figure) {
        var elements: [XMLElement] = []
        var sum = Figure.zero
        for row in bill.rows {
            guard case .markup(_, let percent) = row.kind else { continue }
            var children: [XMLElement] = []
            if !isBareBid { children.append(XMLElement("MarkupType", "IdentAsMark")) }
            if phase != .request {
                children.append(XMLElement("ITMarkup", cost.text(decimals: 2)))
                children.append(XMLElement("Markup", percent.text(least: 2)))
                children.append(XMLElement("IT", (row.amount ?? .zero).text(decimals: 2)))
                sum = sum + (row.amount ?? .zero)
            }
            if !isBareBid { children.append(description(row.text)) }
            let attributes = [("ID", "I\(number + elements.count)"), ("RNoPart", row.activity)]
            elements.append(XMLElement("MarkupItem", attributes.map { (name: $0.0, value: $0.1) }, children))
        }
        var children = [
            XMLElement("LblTx", [], [paragraph("Zuschläge")]),
            XMLElement("BoQBody", [], [XMLElement("Itemlist", [], elements)]),
        ]
        if phase != .request { children.append(totals(sum)) }
        return (elements, XMLElement("BoQCtgy", [("ID", "C99"), ("RNoPart", "99")], children), sum)
    }

    /// The unit as German bills of quantities have it, at most four characters.
    private static func unit(_ unit: String) -> String {
        let known = ["m²": "m2", "m³": "m3", "EA": "St", "LS": "psch"]
        return String((known[unit] ?? unit).prefix(4))
    }
}
