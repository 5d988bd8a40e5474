/// Sorts the rows of a file into header, rows, totals and footer, and counts what they hold, in bounded memory.
struct TableTally {
    private let shape: TableShape
    private(set) var columns: [ColumnTally] = []
    private(set) var rowCount = 0
    private var totals: [String: [Int]] = [:]
    /// The last rows, which may be the footer.
    private var tail: [SampleText.Row] = []
    /// The words with which rows begin, in lower case.
    private var begins: Set<String> = []

    private static let longestFooter = 10
    private static let mostTotals = 1_000
    private static let mostBegins = 100_000

    init(_ shape: TableShape) {
        self.shape = shape
        columns = (shape.header?.cells ?? []).map { _ in ColumnTally(emptyCount: 0) }
    }

    /// Takes the next filled row of the file.
    mutating func take(_ row: SampleText.Row) {
        guard let first = shape.first, row.number >= first.number + (shape.isHeader ? 1 : 0) else { return }
        tail.append(row)
        if tail.count > Self.longestFooter { settle(tail.removeFirst()) }
    }

    /// Ends the file.
    ///
    /// - Parameter isWhole: Whether the last row is that of the file.
    /// - Returns: The footer, if there is one.
    mutating func finish(isWhole: Bool) -> LeadingWordRows? {
        let footer = isWhole ? self.footer : nil
        let rows = footer.map { tail[..<$0.start] } ?? tail[...]
        for row in rows { settle(row) }
        return footer.map { LeadingWordRows(word: $0.word, rows: tail[$0.start...].map(\.number)) }
    }

    /// The words with which totals begin, and the numbers of their rows, the first thousand of each.
    var totalRows: [LeadingWordRows] {
        totals.sorted { $0.value[0] < $1.value[0] }.map { LeadingWordRows(word: $0.key, rows: $0.value) }
    }

    private var footer: (start: Int, word: String)? {
        guard let found = shape.footer(among: tail), found.start > 0 || rowCount > 0 || !totals.isEmpty else {
            return nil
        }
        // The word must be none with which a row of the table begins.
        let word = found.word.lowercased()
        let rows = Set(tail[..<found.start].map { Self.begin(of: $0) })
        guard begins.count < Self.mostBegins, !begins.union(rows).contains(where: { $0.hasPrefix(word) }) else {
            return nil
        }
        return found
    }

    private static func begin(of row: SampleText.Row) -> String { (row.begin.firstWord ?? "").lowercased() }

    private mutating func settle(_ row: SampleText.Row) {
        if begins.count < Self.mostBegins { begins.insert(Self.begin(of: row)) }
        if let header = shape.header, row.cells == header.cells { return }
        if let word = TableShape.totalWord(row.begin) {
            if totals[word, default: []].count < Self.mostTotals { totals[word, default: []].append(row.number) }
            return
        }
        while columns.count < row.cells.count { columns.append(ColumnTally(emptyCount: rowCount)) }
        for position in columns.indices {
            columns[position].take(position < row.cells.count ? row.cells[position] : "", row: row.number)
        }
        rowCount += 1
    }
}
