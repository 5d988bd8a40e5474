import CanonicalModel

/// Reads rows, once their cells are found.
struct RowReader: Sendable {
    private let file: String
    private let layout: TableLayout
    private var columns: [ColumnReader]
    private let fixedWidth: FixedWidth?
    private let totals: LeadingWords
    private let footers: LeadingWords
    private var search: HeaderSearch
    private var header: HeaderSearch.Found?
    /// The bytes of the header's words, ASCII in lower case, to know a row that may be the header again.
    private var headerBytes: [[UInt8]] = []
    /// The cell that is looked at first for that: the last that is found by a word.
    private var telling: Int?
    /// The row with which the table ended, and the word by which it is known.
    private var footer: (row: Int, word: String)?
    private var hasRows = false
    /// Whether the first row is a line `sep=;`.
    var passesOverFirstRow = false
    /// The encoding that the file has.
    var encoding: TableDialect.Encoding {
        didSet { columns = layout.columns.map { ColumnReader($0, encoding: encoding) } }
    }

    init(_ layout: TableLayout, file: String) {
        self.file = file
        self.layout = layout
        encoding = layout.dialect.encoding
        columns = layout.columns.map { ColumnReader($0, encoding: layout.dialect.encoding) }
        totals = LeadingWords(layout.totalWords)
        footers = LeadingWords(layout.footerWords)
        search = HeaderSearch(layout, file: file)
        header = layout.header == .none ? HeaderSearch.positions(of: layout) : nil
        if case .fixedWidth(let widths) = layout.dialect.division {
            fixedWidth = FixedWidth(widths: widths)
        } else {
            fixedWidth = nil
        }
    }

    /// Reads the row that the scanner has found.
    mutating func read(
        _ scanner: RowScanner,
        _ text: Span<UInt8>,
        into items: inout [TableItem]
    ) throws(TableIssue) {
        guard scanner.number > 1 || !passesOverFirstRow else { return }
        let number = scanner.number
        if let fault = scanner.fault {
            // A footer may hold anything but rows.
            guard footer == nil else { return }
            let issue = self.issue(of: fault, row: number)
            if case .unclosedQuote = fault { throw issue }
            guard header != nil else {
                // A title is no table, whatever its quotes are.
                guard case .strayText = fault else { throw issue }
                return items.append(try seek([], number))
            }
            hasRows = true
            items.append(.badRow(number: number, [issue]))
            return
        }
        if let fixedWidth {
            guard let row = scanner.cells.first else { return }
            let (cells, hasMore) = fixedWidth.cells(of: text, in: row)
            try read(cells, hasMore: hasMore, number, text, into: &items)
        } else {
            try read(scanner.cells, hasMore: false, number, text, into: &items)
        }
    }

    /// Ends the table.
    func finish() throws(TableIssue) {
        guard header != nil || (layout.mayBeEmpty && !search.hasSeenRows) else { throw search.notFound() }
        guard hasRows || layout.mayBeEmpty else {
            let value = layout.header == .none ? "no rows" : "a header and no rows"
            throw TableIssue(file: file, row: nil, column: nil, value: value, expected: "at least one row")
        }
    }

    private mutating func read(
        _ cells: [RowScanner.Cell],
        hasMore: Bool,
        _ number: Int,
        _ text: Span<UInt8>,
        into items: inout [TableItem]
    ) throws(TableIssue) {
        let first = firstFilled(cells, text).map { cells[$0] }
        guard first != nil || hasMore else { return }
        guard let header else {
            items.append(try seek(cells.map { self.text(of: $0, text) }, number))
            if let header { rememberHeader(header, cells, text) }
            return
        }
        if let footer {
            return try refuseRow(behind: footer, cells, hasMore: hasMore, number, text, header)
        }
        let bytes = text.extracting((first?.start ?? 0)..<(first?.end ?? 0))
        let begin = bytes.extracting(CellText.trimmed(bytes))
        if let word = totals.first(of: begin) {
            items.append(total(word, cells, number, text, header))
            return
        }
        if let kind = try passedOver(cells, begin, number, text, header) {
            items.append(.passedOver(number: number, as: kind))
            return
        }
        hasRows = true
        if let issue = wrongCount(cells, hasMore: hasMore, number, text, header) {
            items.append(.badRow(number: number, [issue]))
        } else {
            items.append(readColumns(cells, number, text, header))
        }
    }

    /// Refuses the file if a row behind the footer reads as one of the table: then rows would be lost.
    private func refuseRow(
        behind footer: (row: Int, word: String),
        _ cells: [RowScanner.Cell],
        hasMore: Bool,
        _ number: Int,
        _ text: Span<UInt8>,
        _ header: HeaderSearch.Found
    ) throws(TableIssue) {
        guard wrongCount(cells, hasMore: hasMore, number, text, header) == nil,
            case .row(let row) = readColumns(cells, number, text, header)
        else { return }
        // Where no cell is required, any text would read as a row.
        guard layout.columns.contains(where: \.isRequired) || row.values.allSatisfy({ $0 != nil }) else { return }
        throw rowIssue(
            number,
            "a row of the table behind its end: row \(footer.row) begins with the footer word '\(footer.word)'",
            expected: "no rows there; choose footer words that stand behind the last row alone"
        )
    }

    /// Looks for the header in a row of these texts.
    private mutating func seek(_ texts: [String], _ number: Int) throws(TableIssue) -> TableItem {
        header = try search.look(at: texts, row: number)
        return .passedOver(number: number, as: header == nil ? .preamble : .header)
    }

    private func readColumns(
        _ cells: [RowScanner.Cell],
        _ number: Int,
        _ text: Span<UInt8>,
        _ header: HeaderSearch.Found
    ) -> TableItem {
        var values: [TableValue?] = []
        values.reserveCapacity(columns.count)
        var issues: [TableIssue] = []
        for index in columns.indices {
            let column = columns[index]
            let cell = header.cells[index].flatMap { $0 < cells.count ? cells[$0] : nil }
            do throws(ColumnReader.Fault) {
                values.append(try value(of: cell, column, text))
            } catch {
                issues.append(issue(of: error, column.column, cell, number, text))
            }
        }
        return issues.isEmpty ? .row(TableRow(number: number, values: values)) : .badRow(number: number, issues)
    }

    private func value(
        of cell: RowScanner.Cell?,
        _ column: ColumnReader,
        _ text: Span<UInt8>
    ) throws(ColumnReader.Fault) -> TableValue? {
        guard let cell, cell.hasDoubledQuotes else {
            let bytes = text.extracting((cell?.start ?? 0)..<(cell?.end ?? 0))
            return try column.read(bytes.extracting(CellText.trimmed(bytes)))
        }
        let plain = cell.unescaped(in: text, quote: quote)
        return try column.read(plain.span.extracting(CellText.trimmed(plain.span)))
    }

    /// What can be read of a total; a bad row if nothing that a row needs is missing.
    private func total(
        _ word: String,
        _ cells: [RowScanner.Cell],
        _ number: Int,
        _ text: Span<UInt8>,
        _ header: HeaderSearch.Found
    ) -> TableItem {
        let values = columns.indices.map { index -> TableValue? in
            guard let cell = header.cells[index], cell < cells.count else { return nil }
            // A cell that is no value of its column is nothing in a total.
            return (try? value(of: cells[cell], columns[index], text)) ?? nil
        }
        let required = layout.columns.indices.filter { layout.columns[$0].isRequired }
        guard !required.isEmpty, required.allSatisfy({ values[$0] != nil }) else {
            return .total(TableRow(number: number, values: values))
        }
        let expected = "total, in which some of them are empty; if this is a row, choose other words for totals"
        return .badRow(
            number: number,
            [
                rowIssue(number, "it begins with '\(word)' and has every cell that a row needs", expected: expected)
            ]
        )
    }

    private func firstFilled(_ cells: [RowScanner.Cell], _ text: Span<UInt8>) -> Int? {
        for index in cells.indices {
            let bytes = text.extracting(cells[index].start..<cells[index].end)
            let trimmed = CellText.trimmed(bytes)
            if trimmed.isEmpty { continue }
            // A DOS program ends a file with the byte 0x1A.
            if cells.count == 1, trimmed.count == 1, bytes[trimmed.lowerBound] == 0x1A { continue }
            return index
        }
        return nil
    }

    private var quote: UInt8? {
        guard case .delimited(_, let quote) = layout.dialect.division else { return nil }
        return quote?.asciiValue
    }

    private func text(of cell: RowScanner.Cell, _ text: Span<UInt8>) -> String {
        if cell.hasDoubledQuotes { return String(decoding: cell.unescaped(in: text, quote: quote), as: UTF8.self) }
        return CellText.string(text.extracting(cell.start..<cell.end)) ?? ""
    }
}

extension RowReader {
    /// What a row is that is none of the table.
    private mutating func passedOver(
        _ cells: [RowScanner.Cell],
        _ begin: Span<UInt8>,
        _ number: Int,
        _ text: Span<UInt8>,
        _ header: HeaderSearch.Found
    ) throws(TableIssue) -> PassedOver? {
        if let word = footers.first(of: begin) {
            footer = (number, word)
            return .footer
        }
        guard let telling, telling < cells.count, isWordOfHeader(cells[telling], text) else { return nil }
        switch search.repetition(of: header, in: cells.map { self.text(of: $0, text) }) {
        case .none: return nil
        case .same: return layout.skipsRepeatedHeaders ? .repeatedHeader : nil
        case .elsewhere:
            throw rowIssue(
                number,
                "a header with the columns in another order",
                expected: "one order of columns in a file"
            )
        }
    }

    private mutating func rememberHeader(
        _ found: HeaderSearch.Found,
        _ cells: [RowScanner.Cell],
        _ text: Span<UInt8>
    ) {
        headerBytes = cells.map { cell in
            let range = trimmedRange(of: cell, text)
            return range.map { text[$0].lowercasedASCII }
        }
        telling = zip(layout.columns, found.cells).compactMap { column, cell in
            if case .header = column.place { cell } else { nil }
        }
        .max()
    }

    private func isWordOfHeader(_ cell: RowScanner.Cell, _ text: Span<UInt8>) -> Bool {
        let range = trimmedRange(of: cell, text)
        return headerBytes.contains { word in
            guard word.count == range.count, !word.isEmpty else { return false }
            for index in word.indices where word[index] != text[range.lowerBound + index].lowercasedASCII {
                return false
            }
            return true
        }
    }

    private func trimmedRange(of cell: RowScanner.Cell, _ text: Span<UInt8>) -> Range<Int> {
        let inner = CellText.trimmed(text.extracting(cell.start..<cell.end))
        return cell.start + inner.lowerBound..<cell.start + inner.upperBound
    }
}

extension RowReader {
    private func wrongCount(
        _ cells: [RowScanner.Cell],
        hasMore: Bool,
        _ number: Int,
        _ text: Span<UInt8>,
        _ header: HeaderSearch.Found
    ) -> TableIssue? {
        if hasMore { return rowIssue(number, "text behind the last column", expected: "rows of the declared width") }
        let needed = header.count ?? (header.cells.compactMap { $0 }.max() ?? -1) + 1
        if cells.count < needed, !layout.allowsMissingCells {
            let known = header.count == nil ? "at least \(needed)" : "\(needed), as in the header"
            return rowIssue(number, "\(cells.count) cells", expected: known)
        }
        guard let most = header.count, cells.count > most, firstFilled(Array(cells[most...]), text) != nil else {
            return nil
        }
        return rowIssue(number, "\(cells.count) cells", expected: "\(most), as in the header")
    }

    private func issue(of fault: RowScanner.Fault, row: Int) -> TableIssue {
        switch fault {
        case .strayText(let cell):
            rowIssue(
                row,
                "text behind the closing quote of cell \(cell + 1)",
                expected: "a delimiter there; a quote within quotes is written twice"
            )
        case .tooManyCells: rowIssue(row, "more than \(layout.mostCells) cells", expected: "at most so many")
        case .tooLong: rowIssue(row, "a row of more than \(layout.longestRow) bytes", expected: "at most so many")
        case .unclosedQuote(let cell):
            rowIssue(
                row,
                "the quote that opens cell \(cell + 1) is not closed until the end of the file",
                expected: "a closing quote"
            )
        }
    }

    private func issue(
        of fault: ColumnReader.Fault,
        _ column: TableColumn,
        _ cell: RowScanner.Cell?,
        _ row: Int,
        _ text: Span<UInt8>
    ) -> TableIssue {
        var value = ""
        if let cell {
            let plain = cell.unescaped(in: text, quote: quote)
            let bytes = plain.span.extracting(CellText.trimmed(plain.span))
            value = CellText.shown(bytes, encoding: encoding)
            if column.isSensitive, !bytes.isEmpty { value = "(hidden, \(bytes.count) bytes)" }
        }
        return TableIssue(file: file, row: row, column: column.name, value: value, expected: fault.expected)
    }

    private func rowIssue(_ row: Int, _ value: String, expected: String) -> TableIssue {
        TableIssue(file: file, row: row, column: nil, value: value, expected: expected)
    }
}
