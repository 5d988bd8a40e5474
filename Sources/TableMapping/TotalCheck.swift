import FoundationEssentials
import JSON
import TabularText

/// Compares what total rows state with the rows above them.
struct TotalCheck: Sendable {
    private let columns: [Int]
    private let names: [String]
    private let file: String
    /// The sums since the beginning and since the last total row.
    private var whole: [Decimal]
    private var part: [Decimal]

    init(_ columns: [Int], of names: [String], file: String) {
        self.columns = columns
        self.names = names
        self.file = file
        whole = columns.map { _ in 0 }
        part = whole
    }

    mutating func add(_ row: TableRow) {
        for (index, column) in columns.enumerated() {
            guard case .decimal(let number)? = row.values[column] else { continue }
            whole[index] += number
            part[index] += number
        }
    }

    /// The totals that cannot be read, or are neither the sum since the last total row nor the sum of all rows.
    mutating func issues(of row: TableRow) -> [TableIssue] {
        defer { part = columns.map { _ in 0 } }
        return columns.indices.compactMap { index in
            var value = ""
            if case .decimal(let stated)? = row.values[columns[index]] {
                guard stated != whole[index], stated != part[index] else { return nil }
                value = stated.plainText
            }
            return TableIssue(
                file: file,
                row: row.number,
                column: names[columns[index]],
                value: value,
                expected: "sum of the rows above it: they make \(whole[index].plainText)"
            )
        }
    }
}
