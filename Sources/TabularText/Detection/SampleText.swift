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
    /// What decodes the bytes behind the sample.
    let decoder: TextDecoder
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
        self.decoder = decoder
        self.isWhole = isWhole
    }

    /// How many lines stand before the text that is divided.
    var offset: Int { declaredDelimiter == nil ? 0 : 1 }

    /// The text that is divided into rows.
    var divided: ArraySlice<UInt8> { text[begin...] }

    /// The first filled rows as a division gives them, without the last one of a sample that is cut off.
    func rows(_ division: TableDialect.Division, most: Int = 2_000, isTrimmed: Bool = true) -> [Row] {
        var divider = RowDivider(division, offset: offset, isTrimmed: isTrimmed)
        var rows: [Row] = []
        divider.take(divided) { row in
            rows.append(row)
            return rows.count < most
        }
        if isWhole, rows.count < most, let last = divider.finish() { rows.append(last) }
        return rows
    }
}
