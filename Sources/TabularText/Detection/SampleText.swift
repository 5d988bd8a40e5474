/// The text of a sample and its rows.
struct SampleText {
    /// A row: its number, and its cells without blanks at their ends.
    struct Row {
        let number: Int
        let cells: [String]

        var filledCount: Int { cells.count { !$0.isEmpty } }
        /// The first filled cell.
        var begin: String { cells.first { !$0.isEmpty } ?? "" }
    }

    let text: [UInt8]
    /// The delimiter of a first line `sep=;`.
    let declaredDelimiter: Character?
    private let begin: Int
    private let isWhole: Bool

    init(_ sample: [UInt8], encoding: TableDialect.Encoding, isWhole: Bool) {
        var decoder = TextDecoder(encoding)
        var text: [UInt8] = []
        let mark = FileBegin.byteOrderMark(sample)?.length ?? 0
        decoder.decode(sample.dropFirst(mark), into: &text)
        let line = FileBegin.separatorLine(text)
        declaredDelimiter = line.map { Character(Unicode.Scalar($0.delimiter)) }
        begin = line?.length ?? 0
        self.text = text
        self.isWhole = isWhole
    }

    /// The filled rows as a delimiter divides them, without the last one of a sample that is cut off.
    func rows(dividedBy delimiter: UInt8, quote: UInt8?, most: Int = 2_000, isTrimmed: Bool = true) -> [Row] {
        var scanner = RowScanner(delimiter: delimiter, quote: quote, mostCells: 500, longestRow: 1 << 16)
        let text = Array(text[begin...])
        let offset = declaredDelimiter == nil ? 0 : 1
        var rows: [Row] = []
        while rows.count < most, scanner.scan(text.span) {
            append(scanner, text, offset, isTrimmed, to: &rows)
            scanner.beginRow()
        }
        if isWhole, rows.count < most, scanner.finish() { append(scanner, text, offset, isTrimmed, to: &rows) }
        return rows
    }

    private func append(_ scanner: RowScanner, _ text: [UInt8], _ offset: Int, _ isTrimmed: Bool, to rows: inout [Row])
    {
        let cells = scanner.cells.map { cell in
            var bytes = Array(text[cell.start..<cell.end])
            if cell.hasDoubledQuotes { bytes = Self.withoutDoubledQuotes(bytes) }
            let range = isTrimmed ? CellText.trimmed(bytes.span) : bytes.indices
            return String(decoding: bytes[range], as: UTF8.self)
        }
        let row = Row(number: scanner.number + offset, cells: cells)
        if row.filledCount > 0 { rows.append(row) }
    }

    private static func withoutDoubledQuotes(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var isSecond = false
        for byte in bytes {
            isSecond = byte == .quote && !isSecond
            if byte != .quote || isSecond { result.append(byte) }
        }
        return result
    }
}
