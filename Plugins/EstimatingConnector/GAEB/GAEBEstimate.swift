import CanonicalModel
import ConnectorKit
import FoundationEssentials

/// Makes an estimate of a bill of quantities in GAEB DA XML, phases 84 (bid) and 86 (award), versions 3.1 to 3.3.
///
/// A position's number is the path of the parts `RNoPart` of its categories and its own. Positions by their marks: with
/// `ALNSerNo` from 1 on an alternate, chosen by `Accepted`, which takes the place of the one with 0; with `Provis` an
/// allowance, of which `WithoutTotal` counts only once it is accepted (`ProvisAccpt`); `NotAppl` and `NotOffered` are
/// none; a `MarkupItem` is mark-up.
struct GAEBEstimate {
    private let costCode: CodeChoice
    private let costType: CodeChoice
    private var document: EstimateDocument

    /// What holds long texts and pictures.
    private static let skipped: Set = ["DetailTxt", "image", "AddText", "AwardText"]

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - bytes: The whole document.
    ///   - costCode: Which code a line's cost code is.
    ///   - costType: Which code a line's kind of cost is.
    ///   - mostElements: How many elements it may have, besides long texts.
    /// - Returns: What it says.
    /// - Throws: ``FileFault`` that names the line or the position that cannot be used.
    static func document(
        of bytes: [UInt8],
        costCode: CodeChoice,
        costType: CodeChoice,
        mostElements: Int
    ) throws(FileFault) -> EstimateDocument {
        let root = try XMLTree.root(of: bytes, skipping: skipped, mostElements: mostElements)
        let phase = try GAEBPhase(root)
        guard let boq = root.descendant("Award", "BoQ"), let body = boq.child("BoQBody") else {
            throw FileFault("GAEB/Award/BoQ/BoQBody: the document has no bill of quantities")
        }
        guard phase != .bid || hasUnits(body) else {
            throw FileFault(
                "the bid (X84) holds nothing but prices: no position has a unit, and what else a position is, such as an "
                    + "alternate, stands in the request (X83) that it answers; export the bill with all its data, or "
                    + "the award (X86)"
            )
        }
        var estimate = GAEBEstimate(phase, costCode: costCode, costType: costType)
        try estimate.walk(body, path: [], alternate: nil)
        try estimate.finish(root, boq)
        return estimate.document
    }

    /// Whether any position has a unit, which the schema of X84 leaves out with all but numbers and prices.
    private static func hasUnits(_ node: XMLNode) -> Bool {
        node.children.contains { child in
            switch child.name {
            case "Item": child.value("QU") != nil
            case "BoQCtgy", "BoQBody", "Itemlist": hasUnits(child)
            default: false
            }
        }
    }

    private init(_ phase: GAEBPhase, costCode: CodeChoice, costType: CodeChoice) {
        self.costCode = costCode
        self.costType = costType
        document = EstimateDocument(format: "gaeb-x\(phase.number)")
        document.status = phase == .award ? .awarded : .open
    }

    private mutating func finish(_ root: XMLNode, _ boq: XMLNode) throws(FileFault) {
        let info = boq.child("BoQInfo")
        document.headings = [info?.value("LblBoQ"), info?.value("Name"), root.descendant("PrjInfo")?.value("LblPrj")]
            .compactMap { $0 }
        document.currency = root.child("PrjInfo")?.value("Cur") ?? root.descendant("Award", "AwardInfo")?.value("Cur")
        guard let totals = info?.child("Totals") ?? boq.child("Totals"), let text = totals.value("Total") else {
            return
        }
        document.statedTotal = try Self.number(text, "BoQInfo/Totals/Total", totals.line)
    }

    private mutating func walk(_ body: XMLNode, path: [String], alternate: String?) throws(FileFault) {
        for category in body.all("BoQCtgy") {
            guard category.value("NotApplBoQ") != "Yes", let inner = category.child("BoQBody") else { continue }
            let path = path + [try part(of: category, path)]
            let area = option("area", category, group: "ALNBGroupNo", number: "ALNBSerNo", within: alternate)
            try walk(inner, path: path, alternate: area)
        }
        for list in body.all("Itemlist") {
            for item in list.children {
                switch item.name {
                case "Item": try add(item, path: path, alternate: alternate)
                case "MarkupItem": try addMarkup(item, path: path, alternate: alternate)
                default: break
                }
            }
        }
    }

    /// The alternate that a position or a whole category is within `area`: number 0 is what alternates take the place of.
    private mutating func option(
        _ word: String,
        _ node: XMLNode,
        group: String,
        number: String,
        within area: String?
    ) -> String? {
        guard let number = node.value(number).flatMap({ Int($0) }), number >= 0 else { return area }
        let name = "\(word)-\(node.value(group) ?? "0").\(number)"
        if number == 0 {
            document.bases.insert(name)
        } else if isAccepted(node) {
            document.acceptedAlternates.insert(name)
        }
        return area.map { "\($0)/\(name)" } ?? name
    }

    /// The alternate that a position is: one of a group, or one that counts only once it is accepted.
    private mutating func option(_ item: XMLNode, path: [String], within area: String?) -> String? {
        let name = option("position", item, group: "ALNGroupNo", number: "ALNSerNo", within: area)
        guard item.value("Provis") == "WithoutTotal" else { return name }
        let provisional = "provisional-\(path.joined(separator: "."))"
        if item.value("ProvisAccpt").map({ $0 != "No" }) ?? false { document.acceptedAlternates.insert(provisional) }
        return name.map { "\($0)/\(provisional)" } ?? provisional
    }

    private func isAccepted(_ node: XMLNode) -> Bool {
        guard let word = node.value("Accepted") else { return false }
        return !["no", "false", "notaccepted"].contains(word.lowercased())
    }

    private func part(of node: XMLNode, _ path: [String]) throws(FileFault) -> String {
        let part = (node.attributes["RNoPart"] ?? "").withoutBlanksAround
        guard !part.isEmpty else {
            let place = path.isEmpty ? "the bill" : path.joined(separator: ".")
            throw FileFault("line \(node.line): a \(node.name) in \(place) has no RNoPart, the part of its number")
        }
        let index = (node.attributes["RNoIndex"] ?? "").withoutBlanksAround
        return part + index
    }
}

// MARK: - Positions

extension GAEBEstimate {
    private mutating func add(_ item: XMLNode, path: [String], alternate area: String?) throws(FileFault) {
        let path = path + [try part(of: item, path)]
        let place = "position \(path.joined(separator: "."))"
        guard item.value("NotAppl") != "Yes", item.value("NotOffered") != "Yes" else { return }
        let isLumpSum = item.value("LumpSumItem") == "Yes"
        let written = try item.value("Qty").map { text throws(FileFault) in
            try Self.number(text, "\(place): Qty", item.line)
        }
        let quantity = written ?? (isLumpSum ? 1 : 0)
        var price: Decimal?
        if let text = item.value("UP") { price = try Self.number(text, "\(place): UP", item.line) }
        guard written != nil || isLumpSum || price == nil || item.value("IT") != nil else {
            throw FileFault(
                "line \(item.line): \(place) has a price, but neither a quantity nor an amount (Qty, IT); export the bill "
                    + "with its quantities"
            )
        }
        let amount = try amount(of: item, isLumpSum && quantity == 0 ? 1 : quantity, price, place)
        let line = EstimateLine(
            path: path.joined(separator: "."),
            kind: item.value("Provis") == nil ? .item : .allowance,
            alternate: option(item, path: path, within: area),
            costCode: code(costCode, of: item, path),
            costType: code(costType, of: item, path),
            text: outline(of: item),
            quantity: quantity,
            unit: item.value("QU") ?? (isLumpSum ? "psch" : ""),
            unitPrice: price,
            amount: amount
        )
        document.lines += try GAEBSplit.lines(of: line, item, costCode: costCode, costType: costType)
    }

    /// What the position states; quantity times price may differ from it by a cent, since programs round differently.
    private func amount(
        of item: XMLNode,
        _ quantity: Decimal,
        _ price: Decimal?,
        _ place: String
    ) throws(FileFault) -> Decimal {
        let discount = try item.value("DiscountPcnt").map { text throws(FileFault) in
            try Self.number(text, "\(place): DiscountPcnt", item.line)
        }
        let product = price.map { price in
            (quantity * price * (1 - (discount ?? 0) / 100)).roundedCommercially(scale: 2)
        }
        guard let text = item.value("IT") else {
            guard let product else {
                throw FileFault(
                    kind: "unpriced_estimate",
                    "line \(item.line): \(place) has neither UP nor IT; export the bill with prices"
                )
            }
            return product
        }
        let stated = try Self.number(text, "\(place): IT", item.line)
        // A lump sum has no quantity to speak of: only its amount counts.
        guard let product, quantity != 0, item.value("LumpSumItem") != "Yes" else { return stated }
        let distance = product < stated ? stated - product : product - stated
        guard distance <= Decimal(sign: .plus, exponent: -2, significand: 1) else {
            throw FileFault(
                "line \(item.line): \(place) states an amount of \(stated), but \(quantity) times \(price ?? 0) is "
                    + "\(product); export the bill again"
            )
        }
        return stated
    }

    private mutating func addMarkup(_ item: XMLNode, path: [String], alternate area: String?) throws(FileFault) {
        let path = path + [try part(of: item, path)]
        guard item.value("NotAppl") != "Yes" else { return }
        func number(_ name: String) throws(FileFault) -> Decimal {
            try Self.number(item.value(name) ?? "0", "mark-up \(path.joined(separator: ".")): \(name)", item.line)
        }
        let share = try number("ITMarkup") * number("Markup") / 100
        let amount = item.value("IT") == nil ? share.roundedCommercially(scale: 2) : try number("IT")
        document.lines.append(
            EstimateLine(
                path: path.joined(separator: "."),
                kind: .markup,
                alternate: option(item, path: path, within: area),
                costCode: nil,
                costType: nil,
                text: outline(of: item),
                quantity: 1,
                unit: "psch",
                unitPrice: nil,
                amount: amount
            )
        )
    }

    private func code(_ choice: CodeChoice, of item: XMLNode, _ path: [String]) -> String? {
        switch choice {
        case .none: return nil
        case .item: return path.joined(separator: ".")
        case .chapter: return path.count > 1 ? path.dropLast().joined(separator: ".") : nil
        case .catalogue(let name): return item.assignment(in: name)
        }
    }

    private func outline(of item: XMLNode) -> String {
        let description = item.child("Description")
        let text = description?.descendant("CompleteText", "OutlineText") ?? description?.child("OutlineText")
        return text?.wholeText ?? ""
    }

    static func number(_ text: String, _ what: String, _ line: Int) throws(FileFault) -> Decimal {
        guard let number = Decimal(written: text) else {
            throw FileFault("line \(line): \(what) is '\(text.prefix(30))'; a number such as 1250.500 was expected")
        }
        return number
    }
}
