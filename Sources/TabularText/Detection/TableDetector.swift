/// Proposes what a table looks like, from a sample.
///
/// It proposes, with reasons, and a person confirms; nothing is read by a proposal that nobody has looked at. Where a sample
/// allows two readings, it proposes none and says which rows would decide.
///
/// Division and header are guessed from the first ``headSize`` bytes; every row then counts for what the columns hold. The
/// memory that it takes does not grow with the file.
public struct TableDetector: Sendable {
    /// From how many first bytes division and header are guessed.
    public static let headSize = 1 << 20

    private let file: String
    /// Bytes that are not yet looked at, fewer than ``headSize``.
    private var pending: [UInt8] = []
    private var survey: TableSurvey?

    /// Creates a detector for the file with this name.
    public init(file: String) {
        self.file = file
    }

    /// Looks at the next bytes of a file.
    ///
    /// - Parameter bytes: Any number of bytes.
    /// - Throws: A file that is no text, or that holds no rows.
    public mutating func take(_ bytes: [UInt8]) throws(TableIssue) {
        pending += bytes
        while pending.count >= Self.headSize {
            try look(at: Array(pending.prefix(Self.headSize)), isLast: false)
            pending.removeFirst(Self.headSize)
        }
    }

    /// Says what the file looks like, after the last byte.
    ///
    /// - Parameter isWhole: Whether it was the last of the file; otherwise the last row is left out, as it may be cut off.
    /// - Returns: What is proposed.
    /// - Throws: A file that is no text, or that holds no rows.
    public mutating func finish(isWhole: Bool = true) throws(TableIssue) -> TableProposal {
        if survey == nil, pending.isEmpty { throw issue("0 bytes", expected: "a table") }
        try look(at: pending, isLast: isWhole)
        pending = []
        guard var survey else { throw issue("no rows", expected: "a table") }
        let footer = survey.finish(isWhole: isWhole)
        let header = survey.shape.header
        let columns = survey.tally.columns.enumerated().map { position, tally in
            let cell = header.flatMap { position < $0.cells.count ? $0.cells[position] : nil } ?? ""
            let word = cell.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return ColumnGuess(position: position, header: word, tally).profile
        }
        return TableProposal(
            encoding: survey.encoding,
            division: survey.division,
            header: survey.shape.headerProposal,
            headerRow: header?.number,
            columns: withoutEmptyEnd(columns),
            rowCount: survey.tally.rowCount,
            totals: survey.tally.totalRows,
            footers: footer.map { [$0] } ?? []
        )
    }

    /// Looks at a sample that is in memory.
    ///
    /// - Parameters:
    ///   - sample: The first bytes.
    ///   - isWhole: Whether they are all bytes of the file; otherwise the last row is left out, as it may be cut off.
    /// - Returns: What is proposed.
    /// - Throws: A file that is no text, or that holds no rows.
    public func examine(_ sample: [UInt8], isWhole: Bool) throws(TableIssue) -> TableProposal {
        var detector = TableDetector(file: file)
        try detector.take(sample)
        return try detector.finish(isWhole: isWhole)
    }

    private mutating func look(at block: [UInt8], isLast: Bool) throws(TableIssue) {
        guard survey != nil else {
            if let kind = FileBegin.kindOfNoTable(block) {
                throw issue("this is \(kind)", expected: "a table as text, such as CSV")
            }
            survey = TableSurvey(block, isWhole: isLast)
            guard survey?.hasText == true else {
                throw issue("bytes that are zero", expected: "a table as text, such as CSV")
            }
            guard survey?.shape.first != nil else { throw issue("no rows", expected: "a table") }
            return
        }
        survey?.take(block, isLast: isLast)
        guard survey?.hasText == true else {
            throw issue("bytes that are zero", expected: "a table as text, such as CSV")
        }
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
