public import ConnectorKit
import JSON
public import TabularText

/// Makes records of the rows of one table.
public protocol TableRowReader: Sendable {
    /// Makes something of a row.
    ///
    /// - Parameter row: A row as its layout says.
    /// - Returns: What it completed: records, or a reject.
    /// - Throws: ``FileFault`` if the file as a whole cannot be used.
    mutating func take(_ row: TableRow) throws(FileFault) -> [FileItem]

    /// Whether a row is one of those that a total may mean; a total may also mean all rows.
    ///
    /// - Parameter row: A row as its layout says.
    /// - Returns: `true` by default.
    func isCounted(_ row: TableRow) -> Bool

    /// Makes something of the end of the table.
    ///
    /// - Parameter rejects: How many rows could not be used, here or before they came here: a reader that puts rows
    ///   together gives out nothing unless there are none.
    /// - Returns: What the end completed.
    /// - Throws: ``FileFault`` if the file as a whole cannot be used.
    mutating func finish(rejects: Int) throws(FileFault) -> [FileItem]
}

extension TableRowReader {
    /// `true`.
    public func isCounted(_ row: TableRow) -> Bool { true }
}

/// Reads a file that is a table: a ``TableReader``, and behind it what makes records of rows.
///
/// A row that cannot be read becomes a reject of the kind `unusable_row`, which names file, row, column, value and what
/// was expected. Only columns of the layout are ever in a reject, and of sensitive ones no value.
public struct TableRecordReader: FileRecordReader {
    private var table: TableReader
    private var rows: any TableRowReader
    private var totals: TotalCheck
    private let file: String
    private var rejects = 0

    /// Begins to read a file.
    ///
    /// - Parameters:
    ///   - layout: What the table looks like.
    ///   - file: The file's name, as rejects give it.
    ///   - checked: Columns of numbers, by their places in the layout, whose sums each total row must state.
    ///   - rows: What makes records of rows.
    public init(_ layout: TableLayout, file: String, checkingTotalsOf checked: [Int] = [], rows: any TableRowReader) {
        table = TableReader(layout, file: file)
        totals = TotalCheck(checked, of: layout.columns, file: file)
        self.rows = rows
        self.file = file
    }

    /// Takes the next bytes.
    public mutating func take(_ bytes: [UInt8]) throws(FileFault) -> [FileItem] {
        let items: [TableItem]
        do throws(TableIssue) { items = try table.take(bytes) } catch { throw FileFault(error.description) }
        return try records(of: items)
    }

    /// Takes the end of the file.
    public mutating func finish() throws(FileFault) -> [FileItem] {
        let items: [TableItem]
        do throws(TableIssue) { items = try table.finish() } catch { throw FileFault(error.description) }
        let last = try records(of: items)
        return last + (try rows.finish(rejects: rejects))
    }

    private mutating func records(of items: [TableItem]) throws(FileFault) -> [FileItem] {
        var found: [FileItem] = []
        for item in items {
            var made: [FileItem] = []
            switch item {
            case .row(let row):
                totals.add(row, isCounted: rows.isCounted(row))
                made = try rows.take(row)
            case .badRow(let number, let issues):
                made = [.reject(SourceReject(file: file, row: number, issues.map(\.description)))]
            case .total(let row):
                // Without the rows that could not be read, a sum says nothing.
                let issues = rejects == 0 ? totals.issues(of: row) : []
                if !issues.isEmpty {
                    made = [.reject(SourceReject(file: file, row: row.number, issues.map(\.description)))]
                }
            case .passedOver: break
            }
            rejects += made.count { if case .reject = $0 { true } else { false } }
            found += made
        }
        return found
    }
}

extension SourceReject {
    /// The reject of a row, with everything that is wrong with it.
    init(file: String, row: Int, _ reasons: [String]) {
        self.init(kind: "unusable_row", subject: "\(file) row \(row)", reason: reasons.joined(separator: "; "))
    }
}
