/// Divides text that grows into rows of texts, in the memory of one row and one piece of text.
struct RowDivider {
    private var scanner: RowScanner
    private let widths: [Int]?
    private let isTrimmed: Bool
    /// How many lines stand before the text.
    private let offset: Int
    private var text: [UInt8] = []

    /// Creates a divider.
    ///
    /// - Parameters:
    ///   - division: How rows are divided.
    ///   - offset: How many lines stand before the text.
    ///   - isTrimmed: Whether cells lose the blanks at their ends.
    init(_ division: TableDialect.Division, offset: Int, isTrimmed: Bool = true) {
        let (delimiter, quote, widths): (UInt8, UInt8?, [Int]?) =
            switch division {
            case .delimited(let delimiter, let quote): (delimiter.asciiValue ?? .lineFeed, quote?.asciiValue, nil)
            case .fixedWidth(let widths): (.lineFeed, nil, widths)
            }
        scanner = RowScanner(delimiter: delimiter, quote: quote, mostCells: 500, longestRow: 1 << 16)
        self.widths = widths
        self.offset = offset
        self.isTrimmed = isTrimmed
    }

    /// Gives the filled rows that `more` completes, until `use` returns `false`.
    mutating func take(_ more: some Sequence<UInt8>, _ use: (SampleText.Row) -> Bool) {
        // The text is taken out of the divider, so that its parts may change while the text is looked at.
        var text: [UInt8] = []
        swap(&text, &self.text)
        text.append(contentsOf: more)
        while scanner.scan(text.span) {
            let row = row(in: text)
            scanner.beginRow()
            if row.filledCount > 0, !use(row) { return }
        }
        scanner.cutOff(&text)
        swap(&text, &self.text)
    }

    /// The last row, if no line ending stood behind it.
    mutating func finish() -> SampleText.Row? {
        guard scanner.finish() else { return nil }
        let row = row(in: text)
        return row.filledCount > 0 ? row : nil
    }

    private func row(in text: [UInt8]) -> SampleText.Row {
        var cells = scanner.cells.map { cell in
            string(
                cell.hasDoubledQuotes
                    ? cell.unescaped(in: text.span, quote: scanner.quote) : Array(text[cell.start..<cell.end])
            )
        }
        if let widths {
            var rest = (cells.first ?? "").unicodeScalars[...]
            cells = widths.map { width in
                defer { rest = rest.dropFirst(width) }
                return string(Array(String(rest.prefix(width)).utf8), trims: true)
            }
        }
        return SampleText.Row(number: scanner.number + offset, cells: cells)
    }

    private func string(_ bytes: [UInt8], trims: Bool? = nil) -> String {
        let range = trims ?? (isTrimmed && widths == nil) ? CellText.trimmed(bytes.span) : bytes.indices
        return String(decoding: bytes[range], as: UTF8.self)
    }
}
