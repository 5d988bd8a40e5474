import FoundationEssentials
import JSON
import TabularText

/// Compares what total rows state with the rows above them.
struct TotalCheck: Sendable {
    /// What a total may mean of one column.
    private struct Sums: Sendable {
        var all: Decimal = 0
        /// Of rows that are counted: without mark-up, for example.
        var counted: Decimal = 0

        mutating func add(_ number: Decimal, isCounted: Bool) {
            all += number
            if isCounted { counted += number }
        }

        func contains(_ total: Decimal) -> Bool { total == all || total == counted }
    }

    private let columns: [Int]
    private let described: [TableColumn]
    private let file: String
    /// The sums since the beginning and since the last total row.
    private var whole: [Sums]
    private var part: [Sums]

    init(_ columns: [Int], of described: [TableColumn], file: String) {
        self.columns = columns
        self.described = described
        self.file = file
        whole = columns.map { _ in Sums() }
        part = whole
    }

    mutating func add(_ row: TableRow, isCounted: Bool) {
        for (index, column) in columns.enumerated() {
            guard case .decimal(let number)? = row.values[column] else { continue }
            whole[index].add(number, isCounted: isCounted)
            part[index].add(number, isCounted: isCounted)
        }
    }

    /// The totals that cannot be read, or are neither a sum since the last total row nor one of the whole table.
    mutating func issues(of row: TableRow) -> [TableIssue] {
        defer { part = columns.map { _ in Sums() } }
        return columns.indices.compactMap { index in
            var value = ""
            if case .decimal(let stated)? = row.values[columns[index]] {
                guard !whole[index].contains(stated), !part[index].contains(stated) else { return nil }
                value = stated.plainText
            }
            let (all, counted) = (whole[index].all, whole[index].counted)
            let column = described[columns[index]]
            let without = all == counted ? "" : ", and \(counted.plainText) without mark-up and what is not accepted"
            return TableIssue(
                file: file,
                row: row.number,
                column: column.name,
                value: column.isSensitive ? "(withheld)" : value,
                expected: "sum of the rows above it"
                    + (column.isSensitive ? "" : ": they make \(all.plainText)\(without)")
            )
        }
    }
}
