/// The generic table: one row for each line of the estimate, in the columns of domain.md §3.
struct CSVFormat {
    /// What is added around the table, by quirks.
    struct Extras {
        var junkHeader = false
        var junkFooter = false
        var repeatedHeaders = false
        var totalRows = false
        var formulaCells = false
    }

    let dialect: Dialect
    var extras = Extras()

    /// Writes a bill.
    func write(_ bill: Bill) -> WrittenBill {
        var text = dialect.saysDelimiter ? "sep=\(dialect.delimiter)" + dialect.lineEnd : ""
        if extras.junkHeader { text += junkHeader(bill) }
        text += dialect.row(header)
        for (index, row) in bill.rows.enumerated() {
            if extras.repeatedHeaders, index > 0, index.isMultiple(of: 3) { text += dialect.row(header) }
            text += dialect.row(cells(of: row, bill, isFirst: index == 0))
        }
        if extras.totalRows { text += totals(of: bill) }
        if extras.junkFooter { text += junkFooter }
        // A reader takes the blanks around codes away.
        let budget = bill.budgetRows.map { row in
            let (code, type) = (row.costCode.split(separator: " "), row.type.split(separator: " "))
            return WrittenBill.BudgetFigure(
                costCode: code.joined(separator: " "),
                type: type.joined(),
                amount: row.amount ?? .zero
            )
        }
        return WrittenBill(
            bytes: dialect.encoding.bytes(of: text),
            budget: budget,
            stated: extras.totalRows ? bill.estimateTotal : nil,
            lost: dialect.encoding.lost(in: text)
        )
    }

    private var isGerman: Bool { dialect.header == .german }

    private var header: [String] {
        let common = [
            "Estimate", "Rev", "Status", "Alt", "BidItem", "Activity", "Resource", "Cost Code", "Type",
        ]
        let figures =
            isGerman
            ? ["Beschreibung", "Menge", "ME", "EP", "Betrag"]
            : ["Description", "Quantity", "Unit", "Unit Price", "Amount"]
        let day = dialect.date == .none ? [] : [isGerman ? "Datum" : "Date"]
        return common + figures + day
    }

    private func cells(of row: Bill.Row, _ bill: Bill, isFirst: Bool) -> [String] {
        var bidItem = row.bidItem
        var text = row.text
        if extras.formulaCells {
            // A spreadsheet keeps leading zeros this way, and a hostile text runs a program.
            bidItem = "=\"\(bidItem)\""
            if isFirst { text = "=cmd|' /C calc'!A0 " + text }
        }
        return [
            bill.estimate, bill.revision, bill.status, row.alternate ?? "BASE", bidItem, row.activity, row.resource,
            row.costCode, row.type, text, dialect.number(row.quantity, decimals: 2...4), row.unit,
            row.price.map { dialect.money($0, bill.currency, decimals: 2...4) } ?? "",
            row.amount.map { dialect.money($0, bill.currency) } ?? "",
        ] + (dialect.day(bill.day).map { [$0] } ?? [])
    }

    /// The totals of the estimate, even if rows of it are missing here.
    private func totals(of bill: Bill) -> String {
        let markup = bill.rows.filter { $0.type == "X" }.compactMap(\.amount).total
        return total(isGerman ? "Summe Kosten" : "Total cost", bill.estimateTotal, bill)
            + total(isGerman ? "Gesamtsumme" : "Grand total", bill.estimateTotal + markup, bill)
    }

    private func total(_ text: String, _ amount: Figure, _ bill: Bill) -> String {
        let blank = Array(repeating: "", count: 9)
        let day = dialect.date == .none ? [] : [""]
        return dialect.row(blank + [text, "", "", "", dialect.money(amount, bill.currency)] + day)
    }

    private func junkHeader(_ bill: Bill) -> String {
        let lines =
            isGerman
            ? ["Kestrel Kalkulation 9.1", "Projekt: \(bill.project) \(bill.name)", ""]
            : ["Kestrel Estimate 9.1", "Project: \(bill.project) \(bill.name)", ""]
        return lines.map { dialect.row([$0]) }.joined()
    }

    private var junkFooter: String {
        dialect.row([""]) + dialect.row([isGerman ? "Seite 1 von 1" : "Page 1 of 1"]) + dialect.lineEnd
    }
}
