internal import SimulatorKit

/// Writes the register of a run.
struct RegisterText: Sendable {
    let run: PayRun
    let company: String

    /// The columns of a register; that of a run which replaces another has `voids` behind them.
    static let columns = [
        "run", "period_end", "emp", "earn", "job", "cost_code", "type", "work_date", "hours", "rate", "gross", "burden",
        "orig_run",
    ]

    /// The text with the quirks that `shows` says.
    func text(_ shows: (Quirk) -> Bool) -> String {
        let hasIdentity = shows(.identityColumns)
        let losesZeros = shows(.leadingZerosLost)
        var header = Self.columns
        if run.voids != nil { header.append("voids") }
        if hasIdentity { header.insert(contentsOf: ["ssn", "bank_account", "net_pay"], at: 3) }
        var lines = [DelimitedText.line(header)]
        for row in run.rows {
            var cells = cells(of: row)
            if losesZeros { cells[2] = String(cells[2].drop { $0 == "0" }) }
            if hasIdentity { cells.insert(contentsOf: identity(of: row), at: 3) }
            lines.append(DelimitedText.line(cells))
        }
        if shows(.junkHeader) {
            lines.insert(contentsOf: ["Payroll register \(company)", "Printed \(run.at.text)", ""], at: 0)
        }
        if shows(.junkFooter) {
            let hours = run.rows.map(\.hours).total.text(2)
            lines += [
                "Total,,,,,,,,\(hours),,\(run.rows.map(\.gross).total.text(2)),\(run.rows.map(\.burden).total.text(2)),",
                "End of report",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func cells(of row: RegisterRow) -> [String] {
        [
            String(run.number), run.periodEnd.text, row.employee, row.earn, row.job, row.costCode, row.type,
            row.date.text, row.hours.text(2), row.rate.text(4), row.gross.text(2), row.burden.text(2),
            row.originalRun.map(String.init) ?? "",
        ] + (run.voids.map { [String($0)] } ?? [])
    }

    /// Numbers that nobody has: no social security number begins with 000.
    private func identity(of row: RegisterRow) -> [String] {
        [
            "000-00-\(row.employee.suffix(4))", "000000\(row.employee)",
            row.gross.times(Exact(units: 7250), places: 2).text(2),
        ]
    }
}
