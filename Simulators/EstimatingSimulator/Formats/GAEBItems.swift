/// The items of a bill of quantities in GAEB DA XML.
struct GAEBItems {
    let phase: GAEBFormat.Phase
    /// Whether units, texts, catalogues and alternates are left out.
    let isBare: Bool

    /// What the written figures come to.
    private(set) var budget: [WrittenBill.BudgetFigure] = []

    private let alternates: [String]
    private let markupRows: [Bill.Row]
    private var number = 0

    init(phase: GAEBFormat.Phase, isBare: Bool, bill: Bill) {
        self.phase = phase
        self.isBare = isBare
        alternates = Set(bill.rows.compactMap(\.alternate)).sorted()
        markupRows = bill.rows.filter { $0.type == "X" }
    }

    /// What an item comes to: the amount of the estimate, or quantity times the rounded price where that was finer.
    func total(of row: Bill.Row) -> Figure {
        guard phase != .request else { return .zero }
        guard let price = row.price, price.decimals > 3 else { return row.amount ?? .zero }
        return row.quantity.times(price.rounded(to: 3), decimals: 2)
    }

    /// The items of a category; those that share a number are told apart by an index.
    mutating func elements(of rows: [Bill.Row]) -> [XMLElement] {
        var counts: [String: Int] = [:]
        for row in rows { counts[part(row), default: 0] += 1 }
        var places: [String: Int] = [:]
        return rows.map { row in
            let part = part(row)
            var attributes: [(name: String, value: String)] = [("ID", nextID()), ("RNoPart", part)]
            if counts[part, default: 0] > 1 {
                let place = places[part, default: 0]
                places[part] = place + 1
                attributes.append(("RNoIndex", String(UnicodeScalar(UInt8(ascii: "A") + UInt8(place % 26)))))
            }
            if row.isBudget, phase != .request {
                let type = isBare ? "" : row.type
                budget.append(
                    WrittenBill.BudgetFigure(costCode: isBare ? "" : row.costCode, type: type, amount: total(of: row))
                )
            }
            return XMLElement("Item", attributes, content(of: row))
        }
    }

    /// The mark-up items, and what they come to.
    mutating func markups(on cost: Figure) -> (elements: [XMLElement], total: Figure) {
        var sum = Figure.zero
        let elements = markupRows.map { row in
            guard case .markup(_, let percent) = row.kind else { return XMLElement("MarkupItem", "") }
            var children = isBare ? [] : [XMLElement("MarkupType", "IdentAsMark")]
            if phase != .request {
                let amount = row.amount ?? .zero
                sum = sum + amount
                children += [
                    XMLElement("ITMarkup", cost.text(decimals: 2)), XMLElement("Markup", percent.text(least: 2)),
                    XMLElement("IT", amount.text(decimals: 2)),
                ]
            }
            if !isBare { children.append(Self.description(row.text)) }
            return XMLElement("MarkupItem", [("ID", nextID()), ("RNoPart", row.activity)], children)
        }
        return (elements, sum)
    }

    private mutating func nextID() -> String {
        number += 1
        return "I\(number)"
    }

    private func content(of row: Bill.Row) -> [XMLElement] {
        var children = isBare ? [] : marks(of: row)
        children.append(XMLElement("Qty", row.quantity.text(decimals: 3)))
        if !isBare {
            children.append(XMLElement("QU", Self.unit(row.unit)))
            for (catalogue, code) in [("CostCode", row.costCode), ("CostType", row.type)] where !code.isEmpty {
                children.append(
                    XMLElement("CtlgAssign", [], [XMLElement("CtlgID", catalogue), XMLElement("CtlgCode", code)])
                )
            }
        }
        if phase != .request, let price = row.price {
            children.append(XMLElement("UP", price.rounded(to: 3).text(least: 2)))
            if row.amount != nil { children.append(XMLElement("IT", total(of: row).text(decimals: 2))) }
        }
        if !isBare { children.append(Self.description(row.text)) }
        return children
    }

    private func marks(of row: Bill.Row) -> [XMLElement] {
        var marks: [XMLElement] = []
        if let alternate = row.alternate {
            marks.append(XMLElement("ALNGroupNo", String((alternates.firstIndex(of: alternate) ?? 0) + 1)))
            marks.append(XMLElement("ALNSerNo", "1"))
            if row.isAccepted { marks.append(XMLElement("Accepted", "AltAccept")) }
        }
        if row.unit == "LS" { marks.append(XMLElement("LumpSumItem", "Yes")) }
        if !markupRows.isEmpty { marks.append(XMLElement("MarkupIt", "Yes")) }
        return marks
    }

    private func part(_ row: Bill.Row) -> String {
        String(row.bidItem.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }.prefix(14))
    }

    /// The unit as German bills of quantities have it, at most four characters.
    private static func unit(_ unit: String) -> String {
        let known = ["m²": "m2", "m³": "m3", "EA": "St", "LS": "psch"]
        return String((known[unit] ?? unit).prefix(4))
    }
}

extension GAEBItems {
    /// A text with its lines.
    static func paragraph(_ text: String) -> XMLElement {
        var spans: [XMLElement] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if index > 0 { spans.append(XMLElement("br", [], [])) }
            spans.append(XMLElement("span", String(line)))
        }
        return XMLElement("p", [], spans)
    }

    private static func description(_ text: String) -> XMLElement {
        let outline = XMLElement("TextOutlTxt", [], [paragraph(BC3Format.line(text))])
        let short = XMLElement("OutlineText", [], [XMLElement("OutlTxt", [], [outline])])
        let long = XMLElement("DetailTxt", [], [XMLElement("Text", [], [paragraph(text)])])
        return XMLElement("Description", [], [XMLElement("CompleteText", [], [long, short])])
    }
}
