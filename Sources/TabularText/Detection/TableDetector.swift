/// Proposes what a table looks like, from the first bytes of a sample.
///
/// It proposes, with reasons, and a person confirms; nothing is read by a proposal that nobody has looked at. Where a sample
/// allows two readings, it proposes none and says which rows would decide.
public struct TableDetector: Sendable {
    private let file: String

    /// Creates a detector for the file with this name.
    public init(file: String) {
        self.file = file
    }

    /// Looks at the first bytes of a file; some hundred kilobytes are enough.
    ///
    /// - Parameters:
    ///   - sample: The first bytes.
    ///   - isWhole: Whether they are all bytes of the file; otherwise the last row is left out, as it may be cut off.
    /// - Returns: What is proposed.
    /// - Throws: A file that is no text, or that holds no rows.
    public func examine(_ sample: [UInt8], isWhole: Bool) throws(TableIssue) -> TableProposal {
        if sample.isEmpty { throw issue("0 bytes", expected: "a table") }
        if let kind = FileBegin.kindOfNoTable(sample) {
            throw issue("this is \(kind)", expected: "a table as text, such as CSV")
        }
        let encoding = EncodingGuess.guess(sample, isWhole: isWhole)
        let text = SampleText(sample, encoding: encoding.value ?? .utf8, isWhole: isWhole)
        if text.text.contains(0) { throw issue("bytes that are zero", expected: "a table as text, such as CSV") }
        let division = DivisionGuess(text)
        guard !division.rows.isEmpty else { throw issue("no rows", expected: "a table") }
        let shape = TableShape(division.rows, isWhole: isWhole)
        let width = max(shape.header?.cells.count ?? 0, shape.rows.map(\.cells.count).max() ?? 0)
        let columns = (0..<width).map { position in
            ColumnGuess(
                position: position,
                header: shape.header.flatMap { position < $0.cells.count ? $0.cells[position] : nil } ?? "",
                cells: shape.rows.map { ($0.number, position < $0.cells.count ? $0.cells[position] : "") }
            )
            .profile
        }
        return TableProposal(
            encoding: encoding,
            division: division.proposal,
            header: shape.headerProposal,
            headerRow: shape.header?.number,
            columns: withoutEmptyEnd(columns),
            rowCount: shape.rows.count,
            totals: shape.totals,
            footers: shape.footers
        )
    }

    /// Without columns that are nothing but delimiters at the ends of rows.
    private func withoutEmptyEnd(_ columns: [ColumnProfile]) -> [ColumnProfile] {
        let last = columns.lastIndex { !$0.header.isEmpty || $0.filledCount > 0 }
        return Array(columns.prefix((last ?? -1) + 1))
    }

    private func issue(_ value: String, expected: String) -> TableIssue {
        TableIssue(file: file, row: nil, column: nil, value: value, expected: expected)
    }
}
