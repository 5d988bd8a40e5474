internal import SimulatorKit

/// The time card import batch of Vista.
struct VistaPRTB: ImportLayout {
    static let columns = [
        "Co", "Mth", "BatchId", "BatchSeq", "BatchTransType", "Employee", "PaySeq", "PostSeq", "Type", "DayNum",
        "PostDate", "JCCo", "Job", "Phase", "EarnCode", "Hours", "Rate",
    ]

    func batch(inName name: String, _ setup: Setup) -> String? {
        let rest = middle(of: name, after: "PRTB_\(setup.companyNumber)_")
        return rest?.isEmpty == true ? nil : rest
    }

    func read(_ rows: [DelimitedText.Row], into file: inout ImportFile, _ rules: ImportRules) {
        guard let header = rows.first, header.number == 1 else { return }
        file.header = header.cells
        let missing = Self.columns.filter { !header.cells.contains($0) }
        if !missing.isEmpty { file.refuse("E102", "Columns missing: \(missing.joined(separator: ", "))", line: 1) }
        if Set(header.cells).count < header.cells.count { file.refuse("E103", "A column is there twice", line: 1) }
        file.rows = rows.dropFirst().map { ImportRow(line: $0.number, cells: $0.cells) }
    }

    func check(_ checker: inout RowChecker, header: [String]) {
        let cells = checker.row.cells
        guard cells.count == header.count else {
            return checker.refuse("E108", "\(cells.count) columns instead of \(header.count)")
        }
        func cell(_ name: String) -> String { header.firstIndex(of: name).map { cells[$0] } ?? "" }
        checker.employee(cell("Employee"))
        let company = String(checker.rules.setup.companyNumber)
        for name in ["Co", "JCCo"] where cell(name) != company {
            checker.refuse("E501", "\(name) \"\(cell(name))\" is not company \(company)")
        }
        for name in ["BatchId", "BatchSeq", "PostSeq"] where !cell(name).isEmpty {
            checker.refuse("E506", "\(name) is assigned by the import: leave it empty")
        }
        if cell("BatchTransType") != "A" { checker.refuse("E503", "BatchTransType must be A") }
        if !["J", "M"].contains(cell("Type")) { checker.refuse("E504", "Type must be J or M") }
        let date = postDate(cell("PostDate"), month: cell("Mth"), day: cell("DayNum"), &checker)
        let cost = checker.cost(job: cell("Job"), costCode: cell("Phase"))
        checker.payCode(cell("EarnCode"), "EarnCode")
        let rate = checker.rate(cell("Rate"), "Rate")
        guard let hours = checker.hours(cell("Hours"), "Hours") else {
            if cell("Hours").isEmpty { checker.refuse("E212", "Hours are missing") }
            return
        }
        checker.take(cost, code: cell("EarnCode"), on: date, hours: hours, rate: rate)
    }

    /// The day, which the month of the batch and the number of the day in the pay period must agree with.
    private func postDate(_ text: String, month: String, day: String, _ checker: inout RowChecker) -> CivilDate? {
        guard !text.isEmpty else {
            checker.refuse("E401", "PostDate is missing")
            return nil
        }
        guard let date = checker.date(text, "PostDate") else { return nil }
        let iso = date.text
        let expected = "\(iso.dropFirst(5).prefix(2))/\(iso.dropFirst(2).prefix(2))"
        if month != expected { checker.refuse("E403", "Mth \"\(month)\" is not that of PostDate, \(expected)") }
        let end = checker.rules.setup.periodEnd(of: date)
        let number = date.daysSince1970 - end.daysSince1970 + 7
        if day != String(number) { checker.refuse("E405", "DayNum \"\(day)\" is not that of PostDate, \(number)") }
        return date
    }
}
