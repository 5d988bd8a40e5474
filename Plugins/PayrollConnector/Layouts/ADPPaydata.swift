import CanonicalModel
import FoundationEssentials

/// ADP Workforce Now paydata (domain.md §2): `Co Code`, `Batch ID` and `File #` are the first three columns.
struct ADPPaydata: ImportLayout {
    let company: String
    /// What stands under `Temp Dept`; the column must be absent if the company has no labour distribution.
    let department: String?
    /// Paydata knows no days; a column of it may carry them all the same.
    let dayColumn: String?
    let job: JobNumber
    let numberWidth: Int

    let title = "ADP paydata"
    let hourColumns = ["Reg Hours", "O/T Hours", "Hours 3 Amount"]

    var columns: [String] {
        ["Co Code", "Batch ID", "File #"] + (department == nil ? [] : ["Temp Dept"]) + ["Temp Cost #"]
            + (dayColumn.map { [$0] } ?? []) + ["Reg Hours", "O/T Hours", "Hours 3 Code", "Hours 3 Amount"]
    }

    /// `PRKSTEPI_260105.csv`; a company of two characters is padded.
    func name(of batch: String) -> String {
        "PR\(company.count == 2 ? "\(company)_" : company)EPI_\(batch).csv"
    }

    func cells(_ written: WrittenLine, of batch: PayrollBatch) throws(LayoutFault) -> [String] {
        guard written.employee.utf8.count == numberWidth, let number = Int(written.employee),
            numberWidth != 6 || (51...999_999).contains(number)
        else {
            throw LayoutFault(
                reason: "File # must have \(numberWidth) digits"
                    + (numberWidth == 6 ? ", from 000051 to 999999" : "") + "; correct the employee's number"
            )
        }
        var hours = ["", "", "", ""]
        switch written.payCode {
        case "REG": hours[0] = written.hours
        case "OT": hours[1] = written.hours
        default: hours[2...3] = [written.payCode, written.hours]
        }
        return [company, batch.batch, written.employee] + (department.map { [$0] } ?? []) + [job.text(written.line)]
            + (dayColumn == nil ? [] : [written.line.date.american]) + hours
    }
}
