import CanonicalModel
import FoundationEssentials

/// Paychex standard payroll import (domain.md §2): a fixed order, and all columns are there.
struct PaychexSPI: ImportLayout {
    let clientID: String
    let job: JobNumber

    let title = "Paychex SPI"
    let hourColumns = ["Hours"]
    let columns = [
        "Client ID", "Worker ID", "Org", "Job Number", "Pay Component", "Rate", "Rate Number", "Hours", "Units",
        "Line Date", "Amount", "Check Seq Number", "Override State", "Override Local", "Override Local Jurisdiction",
        "Labor Assignment",
    ]

    /// `SPI_KST00001_260105.csv`.
    func name(of batch: String) -> String { "SPI_\(clientID)_\(batch).csv" }

    func cells(_ written: WrittenLine, of batch: PayrollBatch) throws(LayoutFault) -> [String] {
        let number = job.text(written.line)
        for (name, text, limit) in [
            ("Worker ID", written.employee, 10), ("Job Number", number, 25), ("Pay Component", written.payCode, 20),
        ] where text.count > limit {
            throw LayoutFault(reason: "\(name) has more than \(limit) characters")
        }
        guard abs(written.line.hours) < 1000 else {
            throw LayoutFault(reason: "Hours must be from -999.99 to 999.99")
        }
        return [
            clientID, written.employee, "", number, written.payCode, "", "", written.hours, "",
            written.line.date.american, "", "", "", "", "", "",
        ]
    }
}
