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
                throw issue(row, widths.count, "(a cell)", "cell: there are \(widths.count) columns")
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
        // Scalars, not characters: a quote and an accent behind it are one character, and a quote all the same.
        let scalars = cell.unicodeScalars
        let special = scalars.first { $0 == "\n" || $0 == "\r" || Character($0) == delimiter || Character($0) == quote }
        guard special != nil || scalars.first == " " || scalars.last == " " else { return cell }
        guard let quote else {
            guard let special else { return cell }
            throw issue(
                row,
                index,
                String(special),
                "text without delimiter and line ending in a dialect without quotes"
            )
        }
        var result = String.UnicodeScalarView(String(quote).unicodeScalars)
        for scalar in scalars {
            if Character(scalar) == quote { result.append(scalar) }
            result.append(scalar)
        }
        return String(result) + String(quote)
    }

    private func padded(_ cell: String, _ width: Int, row: Int, cell index: Int) throws(TableIssue) -> String {
        let count = cell.unicodeScalars.count
        guard count <= width else {
            throw issue(row, index, "(\(count) characters)", "text of at most \(width) characters")
        }
        if let end = cell.unicodeScalars.first(where: { $0 == "\n" || $0 == "\r" }) {
            throw issue(row, index, String(end), "text without line ending")
        }
        return cell + String(repeating: " ", count: width - count)
    }

    private func encoded(_ text: String, row: Int, cell: Int) throws(TableIssue) -> [UInt8] {
        if let bytes = encoder.encode(text) { return bytes }
        let missing = text.unicodeScalars.first { encoder.encode(String($0)) == nil }
        throw issue(row, cell, missing.map { String($0) } ?? "", "text in \(dialect.encoding.rawValue)")
    }

    /// An issue of a cell; its value tells what is wrong, never what the cell holds, which may be personal.
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
