/// The standard payroll import of Paychex: sixteen columns in a fixed order, no header.
struct PaychexSPI: ImportLayout {
    static let columns = [
        "Client ID", "Worker ID", "Org", "Job Number", "Pay Component", "Rate", "Rate Number", "Hours", "Units",
        "Line Date", "Amount", "Check Seq Number", "Override State", "Override Local", "Override Local Jurisdiction",
        "Labor Assignment",
    ]

    /// The longest texts, by the place of the column.
    private static let limits: [Int: Int] = [0: 8, 1: 10, 2: 60, 3: 25, 4: 20, 5: 9]

    func batch(inName name: String, _ setup: Setup) -> String? {
        let rest = middle(of: name, after: "SPI_\(setup.clientID)_")
        return rest?.isEmpty == true ? nil : rest
    }

    func read(_ rows: [DelimitedText.Row], into file: inout ImportFile, _ rules: ImportRules) {
        file.header = Self.columns
        let hasHeader = rows.first?.cells.first == Self.columns[0]
        if hasHeader, let header = rows.first, header.cells != Self.columns {
            file.refuse("E102", "Columns must be \(Self.columns.joined(separator: ", "))", line: 1)
        }
        file.rows = rows.dropFirst(hasHeader ? 1 : 0).map { ImportRow(line: $0.number, cells: $0.cells) }
    }

    func check(_ checker: inout RowChecker, header: [String]) {
        let cells = checker.row.cells
        guard cells.count == Self.columns.count else {
            return checker.refuse("E108", "\(cells.count) columns instead of \(Self.columns.count)")
        }
        checker.employee(cells[1])
        checker.row.check = "\(cells[1])/\(cells[11])"
        for (place, limit) in Self.limits.sorted(by: { $0.key < $1.key }) where cells[place].count > limit {
            checker.refuse("E502", "\(Self.columns[place]) is longer than \(limit)")
        }
        if cells[0] != checker.rules.setup.clientID {
            checker.refuse("E501", "Client ID \(cells[0]) is not this client's")
        }
        checker.payCode(cells[4], "Pay Component")
        let rate = checker.rate(cells[5], "Rate")
        if !cells[6].isEmpty, !["1", "2", "3", "4", "5", "6"].contains(cells[6]) {
            checker.refuse("E505", "Rate Number \"\(cells[6])\" must be 1 to 6")
        }
        let hours = checker.hours(cells[7], "Hours")
        let limit = Exact(999_999)
        _ = checker.number(cells[8], "Units", places: 2, from: -limit, to: limit)
        let date = checker.date(cells[9], "Line Date")
        let amount = checker.number(cells[10], "Amount", places: 2, from: -limit, to: limit)
        let cost =
            cells[15].isEmpty
            ? checker.costNumber(cells[3], "Job Number") : checker.cost(job: cells[3], costCode: cells[15])
        if hours == nil, amount == nil, checker.row.refusals.isEmpty {
            checker.refuse("E212", "Line has neither hours nor an amount")
        }
        if hours != nil, amount != nil { checker.refuse("E215", "Line has both hours and an amount") }
        checker.take(cost, code: cells[4], on: date, hours: hours ?? .zero, rate: rate, amount: amount)
    }
}
