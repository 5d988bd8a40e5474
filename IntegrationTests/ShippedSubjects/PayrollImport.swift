import CanonicalModel
import FoundationEssentials
import JSON

/// A file of hours, read as a payroll program imports it: one row for each line, with its hours in one of some columns.
struct PayrollImport {
    /// Rows and hours, by the names of the delivery's control totals.
    let totals: [String: Decimal]

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - layout: The program whose import it is; columns as in domain.md §2.
    ///   - text: The file.
    init(_ layout: String, _ text: String) {
        let rows = text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let columns: [Int] =
            switch layout {
            case "adp":
                ["Reg Hours", "O/T Hours", "Hours 3 Amount"].compactMap { rows.first?.firstIndex(of: $0) }
            case "paychex": [7]
            default: [15]
            }
        let hours = rows.map { row in
            columns.compactMap { row.indices.contains($0) ? Decimal(plain: row[$0]) : nil }
        }
        .filter { !$0.isEmpty }
        totals = ["hours": hours.joined().reduce(0, +), "lines": Decimal(hours.count)]
    }
}
