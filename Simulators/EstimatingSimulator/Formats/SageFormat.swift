internal import SimulatorKit

/// The job cost transfer of Sage Estimating for Sage 300: phase and category records (domain.md §3, E1).
///
/// Text is quoted and padded with blanks, codes are right-justified, the date is not quoted. Only lines that have both a
/// phase and a category are sent; allocated mark-up is not.
struct SageFormat {
    let titles: CostCodeTitles

    /// Writes a bill.
    func write(_ bill: Bill) -> WrittenBill {
        let rows = bill.budgetRows.filter { !$0.costCode.isEmpty && !$0.type.isEmpty && $0.amount != nil }
        var phases: [String] = []
        var groups: [String: [Bill.Row]] = [:]
        for row in rows {
            if groups[row.costCode] == nil { phases.append(row.costCode) }
            groups[row.costCode, default: []].append(row)
        }
        var text = ""
        for phase in phases {
            let members = groups[phase, default: []]
            guard let first = members.first else { continue }
            text += start("P", phase) + "," + date(bill) + ",\(first.quantity.text(decimals: 2)),"
            text += quoted(first.unit, 4) + "\r\n"
            for row in members {
                text += start("C", phase) + "," + quoted(row.type, 3) + "," + date(bill)
                text += ",\(row.quantity.text(decimals: 2))," + quoted(row.unit, 4)
                text += ",\((row.amount ?? .zero).text(decimals: 2)),,,\"\",\"\"\r\n"
            }
        }
        let budget = rows.map {
            WrittenBill.BudgetFigure(costCode: $0.costCode, type: $0.type, amount: $0.amount ?? .zero)
        }
        return WrittenBill(
            bytes: CharacterTable.windows1252.bytes(of: text),
            budget: budget,
            lost: CharacterTable.windows1252.lost(in: text)
        )
    }

    /// The kind of record, the phase and what it is called.
    private func start(_ kind: String, _ phase: String) -> String {
        let code = String(phase.prefix(15))
        let justified = String(repeating: " ", count: 15 - code.count) + code
        return "\"\(kind)\",\"\(justified)\"," + quoted(titles[phase], 30)
    }

    private func date(_ bill: Bill) -> String {
        let parts = bill.day.text.split(separator: "-")
        return "\(parts[1])\(parts[2])\(parts[0])"
    }

    private func quoted(_ text: String, _ width: Int) -> String {
        let plain = text.map { $0 == "\"" ? "'" : $0.isNewline ? " " : $0 }.prefix(width)
        return "\"" + String(plain) + String(repeating: " ", count: width - plain.count) + "\""
    }
}

/// What the company calls its cost codes.
struct CostCodeTitles: Sendable {
    private static let titles = [
        "01210": "Allowances", "02315": "Excavation and backfill", "03200": "Reinforcing steel",
        "03300": "Cast-in-place concrete", "04200": "Unit masonry", "05120": "Structural steel",
        "07210": "Insulation", "09250": "Drywall", "15400": "Plumbing", "16100": "Wiring", "31600": "Piling",
    ]

    /// The title of a code in any of its spellings; the code itself if it has none.
    subscript(code: String) -> String {
        var digits = code.filter(\.isNumber)
        // 26-014-03300.L and 03 30 00 and 3300
        if code.contains(".") { digits = String(digits.suffix(5)) }
        if digits.count == 6 { digits.removeLast() }
        if digits.count < 5 { digits = String(repeating: "0", count: 5 - digits.count) + digits }
        return Self.titles[digits] ?? code
    }
}
