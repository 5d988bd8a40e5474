/// Writes rows of a table.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe before it, since files are opened in spreadsheets
/// (OWASP, CSV injection); a reader does not take it away. Plain numbers, also negative ones, stay as they are.
public struct TableWriter: Sendable {
    private let dialect: TableDialect
    private let encoder: TextEncoder
    private var header: [String]?
    private var rowCount = 0
    private var isBegun = false

    /// Creates a writer; `columns` become the first row.
    public init(_ dialect: TableDialect, columns: [String]? = nil) {
        self.dialect = dialect
        encoder = TextEncoder(dialect.encoding)
        header = columns
    }

    /// Writes a row.
    ///
    /// In a dialect of fixed widths, columns without a cell are blank; nothing is neutralised there. The first call writes also
    /// what goes before it: byte order mark, `sep=;`, header.
    ///
    /// - Returns: The bytes to append to the file.
    /// - Throws: A character that the encoding does not have, a cell that is wider than its column, or one that the dialect
    ///   cannot quote. Nothing is written then, and another row may follow.
    public mutating func row(_ cells: [String]) throws(TableIssue) -> [UInt8] {
        var result = try begin()
        result += try line(cells, row: rowCount + 1)
        isBegun = true
        rowCount += 1
        return result
    }

    /// Writes what goes before the first row, if no row was written.
    ///
    /// - Returns: The bytes to append to the file, such as the header of a table without rows.
    /// - Throws: The same as ``row(_:)``.
    public mutating func finish() throws(TableIssue) -> [UInt8] {
        let result = try begin()
        isBegun = true
        return result
    }

    /// The cell as it is written: with an apostrophe before it if a spreadsheet would execute it.
    ///
    /// A cell is executed if it begins with `=`, `+`, `-`, `@`, one of these in full width, TAB, CR or LF; a number is none.
    public static func neutralised(_ cell: String) -> String {
        guard let first = cell.unicodeScalars.first, executed.contains(first), !isNumber(cell) else { return cell }
        return "'" + cell
    }

    private static let executed = Set("=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}\t\r\n".unicodeScalars)

    private static func isNumber(_ cell: String) -> Bool {
        let rest = cell.utf8.dropFirst()
        guard let last = rest.last, let next = rest.first, cell.utf8.first != UInt8(ascii: "=") else { return false }
        return rest.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
            && (next.isDigit || rest.count > 1) && last.isDigit
    }

    private mutating func begin() throws(TableIssue) -> [UInt8] {
        guard !isBegun else { return [] }
        var result: [UInt8] = dialect.writesByteOrderMark ? encoder.byteOrderMark : []
        if dialect.writesSeparatorLine, case .delimited(let delimiter, _) = dialect.division {
            result += try encoded("sep=\(delimiter)" + lineEnd, row: 1, cell: 0)
        }
        if let header { result += try line(header, row: 0) }
        return result
    }

    private var lineEnd: String { dialect.writesCarriageReturns ? "\r\n" : "\n" }

    private func line(_ cells: [String], row: Int) throws(TableIssue) -> [UInt8] {
        var result: [UInt8] = []
        switch dialect.division {
        case .delimited(let delimiter, let quote):
            for (index, cell) in cells.enumerated() {
                if index > 0 { result += try encoded(String(delimiter), row: row, cell: index) }
                let text = try quoted(Self.neutralised(cell), delimiter, quote, row: row, cell: index)
                result += try encoded(text, row: row, cell: index)
            }
        case .fixedWidth(let widths):
            guard cells.count <= widths.count else {
                throw issue(row, widths.count, cells[widths.count], "cell: there are \(widths.count) columns")
            }
            for (index, width) in widths.enumerated() {
                let text = try padded(index < cells.count ? cells[index] : "", width, row: row, cell: index)
                result += try encoded(text, row: row, cell: index)
            }
        }
        return result + (try encoded(lineEnd, row: row, cell: 0))
    }

    private func quoted(
        _ cell: String,
        _ delimiter: Character,
        _ quote: Character?,
        row: Int,
        cell index: Int
    ) throws(TableIssue) -> String {
        let scalars = cell.unicodeScalars
        let special = scalars.contains { scalar in
            scalar == "\n" || scalar == "\r" || Character(scalar) == delimiter || Character(scalar) == quote
        }
        guard special || scalars.first == " " || scalars.last == " " else { return cell }
        guard let quote else {
            guard special else { return cell }
            throw issue(row, index, cell, "text without delimiter and line ending, since the dialect has no quotes")
        }
        return
            "\(quote)\(cell.split(separator: quote, omittingEmptySubsequences: false).joined(separator: "\(quote)\(quote)"))\(quote)"
    }

    private func padded(_ cell: String, _ width: Int, row: Int, cell index: Int) throws(TableIssue) -> String {
        let count = cell.unicodeScalars.count
        guard count <= width else { throw issue(row, index, cell, "text of at most \(width) characters") }
        guard !cell.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" }) else {
            throw issue(row, index, cell, "text without line ending")
        }
        return cell + String(repeating: " ", count: width - count)
    }

    private func encoded(_ text: String, row: Int, cell: Int) throws(TableIssue) -> [UInt8] {
        guard let bytes = encoder.encode(text) else {
            throw issue(row, cell, text, "text in \(dialect.encoding.rawValue)")
        }
        return bytes
    }

    private func issue(_ row: Int, _ cell: Int, _ value: String, _ expected: String) -> TableIssue {
        let name = header.flatMap { cell < $0.count ? $0[cell] : nil } ?? "\(cell + 1)"
        return TableIssue(
            file: "written table",
            row: row,
            column: name,
            value: CellText.shown(Array(value.utf8).span, encoding: .utf8),
            expected: expected
        )
    }
}
