import CanonicalModel
import ConnectorKit
import FoundationEssentials

/// Makes an estimate of a bill of quantities in GAEB DA XML, phases 84 (bid) and 86 (award), versions 3.1 to 3.3.
///
/// A position's number is the path of the parts `RNoPart` of its categories and its own. Positions by their marks: with
/// `ALNSerNo` from 1 on an alternate, chosen by `Accepted`; with `Provis` an allowance, of which `WithoutTotal` counts
/// only once it is accepted (`ProvisAccpt`); `NotAppl` and `NotOffered` are none; a `MarkupItem` is mark-up.
struct GAEBEstimate {
    private let costCode: CodeChoice
    private let costType: CodeChoice
    private var document: EstimateDocument
    private var markup: Decimal = 0

    /// What holds long texts and pictures.
    private static let skipped: Set = ["DetailTxt", "image", "AddText", "AwardText"]

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - bytes: The whole document.
    ///   - costCode: Which code a line's cost code is.
    ///   - costType: Which code a line's kind of cost is.
    /// - Returns: What it says.
    /// - Throws: ``FileFault`` that names the line or the position that cannot be used.
    static func document(
        of bytes: [UInt8],
        costCode: CodeChoice,
        costType: CodeChoice
    ) throws(FileFault) -> EstimateDocument {
        let root = try XMLTree.root(of: bytes, skipping: skipped)
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
        // The total of a bill contains its mark-up positions.
        document.statedTotal = try Self.number(text, "BoQInfo/Totals/Total", totals.line) - markup
    }

    private mutating func walk(_ body: XMLNode, path: [String], alternate: String?) throws(FileFault) {
        for category in body.all("BoQCtgy") {
            guard category.value("NotApplBoQ") != "Yes", let inner = category.child("BoQBody") else { continue }
            let path = path + [try part(of: category, path)]
            try walk(inner, path: path, alternate: alternateArea(category) ?? alternate)
        }
        for list in body.all("Itemlist") {
            for item in list.children {
                switch item.name {
                case "Item": try add(item, path: path, alternate: alternate)
                case "MarkupItem": try addMarkup(item, path: path)
                default: break
                }
            }
        }
    }

    /// A whole category may be an alternate, too.
    private mutating func alternateArea(_ category: XMLNode) -> String? {
        guard let number = category.value("ALNBSerNo").flatMap({ Int($0) }), number > 0 else { return nil }
        return alternate("area", category.value("ALNBGroupNo"), number, isAccepted: isAccepted(category))
    }

    private mutating func alternate(_ word: String, _ group: String?, _ number: Int, isAccepted: Bool) -> String {
        let name = "\(word)-\(group ?? "0").\(number)"
        if isAccepted { document.acceptedAlternates.insert(name) }
        return name
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
        let quantity = try Self.number(item.value("Qty") ?? (isLumpSum ? "1" : "0"), "\(place): Qty", item.line)
        var price: Decimal?
        if let text = item.value("UP") { price = try Self.number(text, "\(place): UP", item.line) }
        let amount = try amount(of: item, quantity, price, place)
        var name = area
        if let number = item.value("ALNSerNo").flatMap({ Int($0) }), number > 0 {
            name = alternate("position", item.value("ALNGroupNo"), number, isAccepted: isAccepted(item))
        }
        let provisional = item.value("Provis")
        if provisional == "WithoutTotal" {
            let isChosen = item.value("ProvisAccpt").map { $0 != "No" } ?? false
            let option = "provisional-\(path.joined(separator: "."))"
            if isChosen { document.acceptedAlternates.insert(option) }
            name = option
        }
        document.lines.append(
            EstimateLine(
                path: path.joined(separator: "."),
                kind: provisional == nil ? .item : .allowance,
                alternate: name,
                costCode: code(costCode, of: item, path),
                costType: code(costType, of: item, path),
                text: outline(of: item),
                quantity: quantity,
                unit: item.value("QU") ?? (isLumpSum ? "psch" : ""),
                unitPrice: price,
                amount: amount
            )
        )
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

    private mutating func addMarkup(_ item: XMLNode, path: [String]) throws(FileFault) {
        let path = path + [try part(of: item, path)]
        let amount = try Self.number(item.value("IT") ?? "0", "mark-up \(path.joined(separator: ".")): IT", item.line)
        markup += amount
        document.lines.append(
            EstimateLine(
                path: path.joined(separator: "."),
                kind: .markup,
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
        case .catalogue(let name):
            let assignment = item.all("CtlgAssign").first { $0.value("CtlgID") == name }
            return assignment?.value("CtlgCode")
        }
    }

    private func outline(of item: XMLNode) -> String {
        let description = item.child("Description")
        let text = description?.descendant("CompleteText", "OutlineText") ?? description?.child("OutlineText")
        return text?.wholeText ?? ""
    }

    private static func number(_ text: String, _ what: String, _ line: Int) throws(FileFault) -> Decimal {
        guard let number = Decimal(written: text) else {
            throw FileFault("line \(line): \(what) is '\(text.prefix(30))'; a number such as 1250.500 was expected")
        }
        return number
    }
}
