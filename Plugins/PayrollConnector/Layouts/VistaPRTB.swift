import CanonicalModel
import FoundationEssentials

/// Vista's time card import batch PRTB (domain.md §2); the import itself assigns batch and sequence numbers.
struct VistaPRTB: ImportLayout {
    let company: Int

    let title = "Vista PRTB"
    let hourColumns = ["Hours"]
    let columns = [
        "Co", "Mth", "BatchId", "BatchSeq", "BatchTransType", "Employee", "PaySeq", "PostSeq", "Type", "DayNum",
        "PostDate", "JCCo", "Job", "Phase", "EarnCode", "Hours", "Rate",
    ]

    /// `PRTB_1_260105.csv`.
    func name(of batch: String) -> String { "PRTB_\(company)_\(batch).csv" }

    func cells(_ written: WrittenLine, of batch: PayrollBatch) throws(LayoutFault) -> [String] {
        let day = written.line.date
        let number = day.daysSince1970 - batch.periodStart.daysSince1970 + 1
        guard (1...31).contains(number) else {
            throw LayoutFault(reason: "\(day.text) is no day of the batch's pay period, so that DayNum has no value")
        }
        let (iso, company) = (day.text, String(company))
        return [
            company, "\(iso.dropFirst(5).prefix(2))/\(iso.dropFirst(2).prefix(2))", "", "", "A", written.employee, "1",
            "",
            "J", String(number), day.american, company, written.line.project, written.line.costCode, written.payCode,
            written.hours, "",
        ]
    }
}
