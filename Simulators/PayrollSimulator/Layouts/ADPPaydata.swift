/// Paydata of ADP Workforce Now: a header, of which the first three columns are fixed, and several lines an employee.
struct ADPPaydata: ImportLayout {
    private static let fixed = ["Co Code", "Batch ID", "File #"]

    /// Further columns, in any order.
    private static let others: Set<String> = [
        "Pay #", "Temp Dept", "Temp Cost #", "Temp Rate", "Temp State Code", "Reg Hours", "O/T Hours", "Hours 3 Code",
        "Hours 3 Amount", "Hours 4 Code", "Hours 4 Amount", "Reg Earnings", "O/T Earnings", "Earnings 3 Code",
        "Earnings 3 Amount", "Earnings 4 Code", "Earnings 4 Amount", "Earnings 5 Code", "Earnings 5 Amount",
        "Memo Code", "Memo Amount", "FLSA Workweek",
    ]

    /// The company's code as it stands in names of files.
    static func padded(_ company: String) -> String { company.utf8.count == 2 ? company + "_" : company }

    func batch(inName name: String, _ setup: Setup) -> String? {
        let extensions = [".csv", ".txt"]
        if let rest = middle(of: name, after: "PR\(Self.padded(setup.company))EPI", extensions: extensions) {
            return rest.isEmpty ? "" : rest.hasPrefix("_") && rest.count > 1 ? String(rest.dropFirst()) : nil
        }
        let rest = middle(of: name, after: "EPI\(setup.company)", extensions: extensions)
        return rest?.isEmpty == true ? nil : rest
    }

    func read(_ rows: [DelimitedText.Row], into file: inout ImportFile, _ rules: ImportRules) {
        guard let header = rows.first, header.number == 1, Array(header.cells.prefix(3)) == Self.fixed else {
            return file.refuse("E102", "Columns 1-3 must be Co Code, Batch ID, File #", line: 1)
        }
        file.header = header.cells
        var seen: Set<String> = []
        for name in header.cells.dropFirst(3) where !Self.others.contains(name) || !seen.insert(name).inserted {
            file.refuse("E103", "Column \"\(name)\" is unknown or there twice", line: 1)
        }
        if seen.contains("Temp Dept"), !rules.setup.hasLabourDistribution {
            file.refuse("E104", "Column Temp Dept: company \(rules.setup.company) has no labor distribution", line: 1)
        }
        let batches = Set(rows.dropFirst().map { $0.cells.count > 1 ? $0.cells[1] : "" })
        let named = file.batch
        if let batch = batches.first, batches.count == 1, !batch.isEmpty {
            file.batch = batch
            if !named.isEmpty, named != batch {
                file.refuse("E106", "Batch ID \(batch) is not that of the file's name, \(named)")
            }
        } else if !batches.isEmpty {
            file.refuse("E106", "Batch ID must be the same in all lines")
        }
        file.rows = rows.dropFirst().map { ImportRow(line: $0.number, cells: $0.cells) }
    }

    func check(_ checker: inout RowChecker, header: [String]) {
        let cells = checker.row.cells
        guard cells.count == header.count else {
            return checker.refuse("E108", "\(cells.count) columns instead of \(header.count)")
        }
        func cell(_ name: String) -> String { header.firstIndex(of: name).map { cells[$0] } ?? "" }
        if cells[0] != checker.rules.setup.company { checker.refuse("E501", "Co Code \(cells[0]) is not set up") }
        fileNumber(cells[2], &checker)
        let cost = checker.costNumber(cell("Temp Cost #"), "Temp Cost #")
        let date = checker.date(cell("FLSA Workweek"), "FLSA Workweek")
        let rate = checker.rate(cell("Temp Rate"), "Temp Rate")
        var isEmpty = true
        func hours(_ code: String, _ column: String, _ text: String) {
            guard let hours = checker.hours(text, column) else { return }
            isEmpty = false
            checker.payCode(
                code,
                column == "Reg Hours" || column == "O/T Hours" ? column : column.replacing("Amount", with: "Code")
            )
            checker.take(cost, code: code, on: date, hours: hours, rate: rate)
        }
        func earnings(_ code: String, _ column: String, _ text: String) {
            let limit = Exact(999_999)
            guard let amount = checker.number(text, column, places: 2, from: -limit, to: limit) else { return }
            isEmpty = false
            checker.payCode(code, column.replacing("Amount", with: "Code"))
            checker.take(cost, code: code, on: date, hours: .zero, amount: amount)
        }
        hours("REG", "Reg Hours", cell("Reg Hours"))
        hours("OT", "O/T Hours", cell("O/T Hours"))
        for number in ["3", "4"] where pair("Hours \(number)", cell, &checker) {
            hours(cell("Hours \(number) Code"), "Hours \(number) Amount", cell("Hours \(number) Amount"))
        }
        earnings("REG", "Reg Earnings", cell("Reg Earnings"))
        earnings("OT", "O/T Earnings", cell("O/T Earnings"))
        for number in ["3", "4", "5"] where pair("Earnings \(number)", cell, &checker) {
            earnings(cell("Earnings \(number) Code"), "Earnings \(number) Amount", cell("Earnings \(number) Amount"))
        }
        if isEmpty, checker.row.refusals.isEmpty { checker.refuse("E212", "Line has neither hours nor earnings") }
    }

    /// A number is six digits with its leading zeros, from 000051 on.
    private func fileNumber(_ text: String, _ checker: inout RowChecker) {
        let isPadded = text.utf8.count == 6 && text.utf8.allSatisfy { (48...57).contains($0) }
        guard isPadded, let number = Int(text), number >= 51 else {
            checker.row.employee = text
            return checker.refuse("E205", "File # \"\(text)\" must be six digits from 000051 to 999999")
        }
        checker.employee(text)
    }

    /// Whether a code and its amount are both there; only one of them is refused.
    private func pair(_ name: String, _ cell: (String) -> String, _ checker: inout RowChecker) -> Bool {
        let (code, amount) = (cell("\(name) Code"), cell("\(name) Amount"))
        if code.isEmpty != amount.isEmpty { checker.refuse("E213", "\(name) Code and \(name) Amount go together") }
        return !code.isEmpty && !amount.isEmpty
    }
}
