/// Reads a table from the bytes of a file, chunk by chunk, in the memory of one row and one chunk.
///
/// It is pure: it does no I/O, and the same bytes give the same items and the same issues however they are divided. A byte
/// order mark in the file goes before the encoding of the layout, a first line `sep=;` before its delimiter.
public struct TableReader: Sendable {
    private let file: String
    private var decoder: TextDecoder
    private let layout: TableLayout
    private var scanner: RowScanner
    private var rows: RowReader
    /// The first bytes of the file, until a byte order mark would have been seen.
    private var head: [UInt8]? = []
    private var awaitsSeparatorLine: Bool
    /// Text that is not yet read.
    private var text: [UInt8] = []
    private var issue: TableIssue?

    /// Creates a reader of the file with this name.
    public init(_ layout: TableLayout, file: String) {
        self.file = file
        self.layout = layout
        decoder = TextDecoder(layout.dialect.encoding)
        rows = RowReader(layout, file: file)
        switch layout.dialect.division {
        case .delimited(let delimiter, let quote):
            awaitsSeparatorLine = true
            scanner = RowScanner(
                delimiter: delimiter.asciiValue ?? .lineFeed,
                quote: quote?.asciiValue,
                mostCells: layout.mostCells,
                longestRow: layout.longestRow
            )
        case .fixedWidth:
            awaitsSeparatorLine = false
            scanner = RowScanner(delimiter: .lineFeed, quote: nil, mostCells: 1, longestRow: layout.longestRow)
        }
    }

    /// Reads the next bytes.
    ///
    /// - Parameter bytes: Any number of bytes.
    /// - Returns: What they complete, in the order of the file.
    /// - Throws: What makes the file as a whole unusable, once all items before it were returned, and ever after.
    public mutating func take(_ bytes: [UInt8]) throws(TableIssue) -> [TableItem] {
        if let issue { throw issue }
        var items: [TableItem] = []
        do throws(TableIssue) {
            try decode(bytes[...])
            try readRows(into: &items)
        } catch {
            issue = error
            if items.isEmpty { throw error }
        }
        return items
    }

    /// Reads what is left, after the last byte.
    ///
    /// - Returns: The last items.
    /// - Throws: What makes the file as a whole unusable, such as a quote that is never closed; the last items are not given
    ///   then.
    public mutating func finish() throws(TableIssue) -> [TableItem] {
        if let issue { throw issue }
        var items: [TableItem] = []
        if let head {
            self.head = nil
            try begin(with: head)
        }
        if awaitsSeparatorLine { readSeparatorLine(isComplete: true) }
        try readRows(into: &items)
        if decoder.isCutOff(after: text[...]) {
            throw fileIssue("it ends within a character: it is cut off", expected: "the whole file")
        }
        let text = self.text
        if scanner.finish() { try rows.read(scanner, text.span, into: &items) }
        try rows.finish()
        return items
    }

    private mutating func decode(_ bytes: ArraySlice<UInt8>) throws(TableIssue) {
        guard var head else {
            decoder.decode(bytes, into: &text)
            return
        }
        let missing = 4 - head.count
        head += bytes.prefix(missing)
        guard head.count == 4 else {
            self.head = head
            return
        }
        self.head = nil
        try begin(with: head)
        decoder.decode(bytes.dropFirst(missing), into: &text)
    }

    /// Reads the first four bytes, or all of a shorter file.
    private mutating func begin(with head: [UInt8]) throws(TableIssue) {
        if head.isEmpty, !layout.mayBeEmpty { throw fileIssue("0 bytes", expected: "a table") }
        if let kind = FileBegin.kindOfNoTable(head) {
            throw fileIssue("this is \(kind)", expected: "a table as text, such as CSV")
        }
        if case .delimited(let delimiter, let quote) = layout.dialect.division {
            for sign in [delimiter, quote].compactMap(\.self) where sign.asciiValue == nil {
                throw fileIssue("the layout's '\(sign)'", expected: "an ASCII character as delimiter and as quote")
            }
        }
        let declared = layout.dialect.encoding
        if let seen = FileBegin.encodingByZeros(head), declared != .utf16LittleEndian, declared != .utf16BigEndian {
            throw fileIssue("this is \(seen.rawValue) without a byte order mark", expected: declared.rawValue)
        }
        let mark = FileBegin.byteOrderMark(head)
        if let mark, mark.encoding != decoder.encoding { decoder = TextDecoder(mark.encoding) }
        rows.encoding = decoder.encoding
        decoder.decode(head.dropFirst(mark?.length ?? 0), into: &text)
    }

    private mutating func readRows(into items: inout [TableItem]) throws(TableIssue) {
        if awaitsSeparatorLine { readSeparatorLine(isComplete: false) }
        guard !awaitsSeparatorLine else { return }
        // The text is taken out of the reader, so that its parts may change while the text is looked at.
        var text: [UInt8] = []
        swap(&text, &self.text)
        while scanner.scan(text.span) {
            try rows.read(scanner, text.span, into: &items)
            scanner.beginRow()
        }
        scanner.cutOff(&text)
        swap(&text, &self.text)
    }

    /// Reads `sep=;` if that is the first line.
    private mutating func readSeparatorLine(isComplete: Bool) {
        let line = text.prefix(7)
        let word: [UInt8] = Array("sep=".utf8)
        let isPossible = zip(line, word).allSatisfy { $0.lowercasedASCII == $1 }
        if isPossible, line.count < 7, !isComplete { return }
        awaitsSeparatorLine = false
        guard let found = FileBegin.separatorLine(text) else { return }
        scanner.delimiter = found.delimiter
        rows.passesOverFirstRow = true
    }

    private func fileIssue(_ value: String, expected: String) -> TableIssue {
        TableIssue(file: file, row: nil, column: nil, value: value, expected: expected)
    }
}
