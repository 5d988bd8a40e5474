internal import SimulatorKit

/// FIEBDC-3 (BC3), the exchange format of Spanish-speaking estimators (domain.md §3, E2).
///
/// Cost codes are chapters, bid items are concepts below them with a measurement, resources are their decomposition.
/// Mark-up stands in `~K` as overhead (GG) and profit (BI).
struct BC3Format {
    /// What `~V` says about the characters.
    enum Charset: String, CaseIterable {
        case ansi = "ANSI"
        case oem850 = "850"
        case oem437 = "437"
        /// Says nothing, which means 850.
        case empty

        var table: CharacterTable {
            switch self {
            case .ansi: .windows1252
            case .oem850, .empty: .oem850
            case .oem437: .oem437
            }
        }
    }

    let charset: Charset
    let titles: CostCodeTitles
    /// The decimals that `~K` declares for the amounts of a decomposition; `nil` for as many as the prices need.
    var declaredDecimals: Int?

    /// Writes a bill.
    func write(_ bill: Bill) -> WrittenBill {
        let tree = BC3Tree(bill, declaredDecimals: declaredDecimals)
        var records = [head(bill), coefficients(bill, tree)]
        let root = Self.code(bill.estimate)
        let day = Self.day(bill.day)
        let stated = tree.chapters.map(\.stated).total
        records.append("~C|\(root)##||\(Self.line(bill.name))|\(stated.text(decimals: 2))|\(day)|0|")
        records.append("~D|\(root)##|" + tree.chapters.map { "\($0.code)#\\1\\1\\" }.joined() + "|")
        for (number, chapter) in tree.chapters.enumerated() {
            records.append(
                "~C|\(chapter.code)#||\(Self.line(titles[chapter.code]))|\(chapter.stated.text(decimals: 2))|\(day)|0|"
            )
            let children = chapter.items.map { "\($0.code)\\\\\($0.quantity.text(decimals: tree.quantityDecimals))\\" }
            records.append("~D|\(chapter.code)#|" + children.joined() + "|")
            for (position, item) in chapter.items.enumerated() {
                records += concept(item, tree, day)
                records.append(measurement(item, chapter, tree, position: [number + 1, position + 1]))
            }
        }
        let text = records.map { $0 + "\r\n" }.joined()
        return WrittenBill(
            bytes: charset.table.bytes(of: text),
            budget: tree.budget,
            stated: stated,
            lost: charset.table.lost(in: text)
        )
    }

    private func head(_ bill: Bill) -> String {
        let parts = bill.day.text.split(separator: "-")
        let labels = [bill.estimate, bill.revision, bill.status].map { Self.line($0) + "\\" }.joined()
        return "~V|KST Kestrel|FIEBDC-3/2016\\\(parts[2])\(parts[1])\(parts[0])|KestrelEstimate 9.1|\(labels)|"
            + "\(charset == .empty ? "" : charset.rawValue)||2|||"
    }

    private func coefficients(_ bill: Bill, _ tree: BC3Tree) -> String {
        var percents: [Markup.Purpose: Figure] = [:]
        for row in bill.rows {
            if case .markup(let purpose, let percent) = row.kind {
                percents[purpose, default: .zero] = percents[purpose, default: .zero] + percent
            }
        }
        let overhead = percents[.overhead, default: .zero] + percents[.bond, default: .zero]
        let decimals = "2\\2\\\(tree.quantityDecimals)\\\(tree.yieldDecimals)\\" + "\(tree.priceDecimals)\\"
        return "~K|\(decimals)\(tree.priceDecimals)\\\(tree.priceDecimals)\\2\\\(bill.currency)\\|"
            + "0\\\(overhead.text())\\\(percents[.profit, default: .zero].text())\\0\\0|"
    }

    /// The records of a bid item and its resources.
    private func concept(_ item: BC3Tree.Item, _ tree: BC3Tree, _ day: String) -> [String] {
        let decimals = max(tree.priceDecimals, 2)
        var records = [
            "~C|\(item.code)|\(Self.line(item.unit))|\(Self.line(item.text))|\(item.price.text(decimals: decimals))"
                + "|\(day)|0|"
        ]
        if item.text.contains(where: \.isNewline) {
            records.append("~T|\(item.code)|\(Self.clean(item.text, newline: "\r\n"))|")
        }
        let parts = item.parts.map { "\($0.code)\\1\\\($0.yield.text(decimals: tree.yieldDecimals))\\" }
        records.append("~D|\(item.code)|" + parts.joined() + "|")
        for part in item.parts where part.isNew {
            records.append(
                "~C|\(part.code)|\(Self.line(part.unit))|\(Self.line(part.text))|"
                    + "\(part.price.text(decimals: max(2, part.price.decimals)))|\(day)|\(part.type)|"
            )
        }
        return records
    }

    private func measurement(
        _ item: BC3Tree.Item,
        _ chapter: BC3Tree.Chapter,
        _ tree: BC3Tree,
        position: [Int]
    ) -> String {
        let total = item.quantity.text(decimals: tree.quantityDecimals)
        var lines = item.measures.map { measure in
            let dimensions = [measure.length, measure.width, measure.height].map { $0?.text(least: 2) ?? "" }
            return "\\\(Self.line(measure.text))\\\(measure.units.text())\\" + dimensions.map { $0 + "\\" }.joined()
        }
        if lines.isEmpty { lines = ["\\\\\(total)\\\\\\\\"] }
        let place = position.map { "\($0)\\" }.joined()
        return "~M|\(chapter.code)#\\\(item.code)|\(place)|\(total)|" + lines.joined() + "|"
    }

    private static func day(_ day: CivilDate) -> String {
        let parts = day.text.split(separator: "-")
        return "\(parts[2])\(parts[1])\(parts[0].suffix(2))"
    }

    /// A code without the marks of the format, at most 20 characters.
    static func code(_ text: String) -> String {
        String(text.map { "|\\~#".contains($0) || $0.isNewline ? "-" : $0 }.prefix(20))
    }

    /// A text of one line without the marks of the format.
    static func line(_ text: String) -> String { clean(text, newline: " ") }

    private static func clean(_ text: String, newline: String) -> String {
        text.map { $0.isNewline ? newline : "|\\~".contains($0) ? "/" : String($0) }.joined()
    }
}
