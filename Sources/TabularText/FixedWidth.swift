/// Divides rows by the widths of columns.
struct FixedWidth: Sendable {
    let widths: [Int]

    /// The cells of a row, and whether there is text behind the last.
    ///
    /// A row may end before its last cells, as blanks at the ends of lines are often cut off.
    func cells(of text: Span<UInt8>, in row: RowScanner.Cell) -> (cells: [RowScanner.Cell], hasMore: Bool) {
        var cells: [RowScanner.Cell] = []
        var index = row.start
        for width in widths {
            let start = index
            var count = 0
            while index < row.end, count < width {
                index += 1
                // The bytes of a character that are not its first.
                while index < row.end, text[index] & 0xC0 == 0x80 { index += 1 }
                count += 1
            }
            cells.append(RowScanner.Cell(start: start, end: index))
        }
        return (cells, !CellText.trimmed(text.extracting(index..<row.end)).isEmpty)
    }
}
