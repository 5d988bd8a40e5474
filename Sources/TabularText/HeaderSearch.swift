/// Finds the header, and with it the cell of each column.
struct HeaderSearch: Sendable {
    /// Where the columns are, once the header is found.
    struct Found: Sendable {
        /// The cell of each of the layout's columns; `nil` for a column that the header lacks.
        let cells: [Int?]
        /// How many cells the header has, without empty ones at its end; `nil` without a header.
        let count: Int?
        /// The words of the header, as they are compared, and their cells.
        let words: [String]
    }

    private let layout: TableLayout
    private let file: String
    /// The words of each column that is found by one, as they are compared.
    private let words: [[String]?]
    private var rowsSeen = 0
    /// The best row so far: how many words it holds, and which ones it lacks.
    private var nearest: Nearest?

    private struct Nearest: Sendable {
        let row: Int
        let held: Int
        let missing: [String]
    }

    init(_ layout: TableLayout, file: String) {
        self.layout = layout
        self.file = file
        words = layout.columns.map { column in
            guard case .header(let words) = column.place else { return nil }
            return words.map(TableColumn.comparable)
        }
    }

    /// What is found where there is no header.
    static func positions(of layout: TableLayout) -> Found {
        let cells: [Int?] = layout.columns.map { column in
            guard case .position(let position) = column.place else { return nil }
            return position
        }
        return Found(cells: cells, count: nil, words: [])
    }

    /// Looks at the next row.
    ///
    /// - Returns: Where the columns are, if this is the header.
    mutating func look(at texts: [String], row: Int) throws(TableIssue) -> Found? {
        guard case .found(let most) = layout.header else { return nil }
        rowsSeen += 1
        let header = texts.map(TableColumn.comparable)
        if words.allSatisfy({ $0 == nil }) {
            return rowsSeen > most ? Self.positions(of: layout).with(header) : nil
        }
        if let cells = try cells(in: header, row: row) {
            return Found(cells: cells, count: nil, words: []).with(header)
        }
        if rowsSeen > most { throw notFound() }
        return nil
    }

    /// Whether there was a row at all.
    var hasSeenRows: Bool { rowsSeen > 0 }

    /// The issue of a file whose header did not come.
    func notFound() -> TableIssue {
        guard case .found(let most) = layout.header, let nearest else {
            return TableIssue(file: file, row: nil, column: nil, value: "no rows", expected: "a header")
        }
        let words = nearest.missing.map { "'\($0)'" }.joined(separator: ", ")
        return TableIssue(
            file: file,
            row: nearest.row,
            column: nil,
            value: "this row, the nearest to a header, has no \(words)",
            expected: most == 0 ? "the header in the first row" : "the header after at most \(most) other rows"
        )
    }

    /// Whether a row is the header that was found, once more.
    enum Repetition {
        case none, same
        /// Its columns stand elsewhere.
        case elsewhere
    }

    /// Compares a row with the header that was found.
    func repetition(of found: Found, in texts: [String]) -> Repetition {
        let header = texts.map(TableColumn.comparable)
        var result = Repetition.none
        for (column, alternatives) in words.enumerated() {
            guard let alternatives, let cell = found.cells[column] else { continue }
            if cell < header.count, header[cell] == found.words[cell] {
                if result == .none { result = .same }
            } else if alternatives.contains(where: { header.contains($0) }) {
                result = .elsewhere
            } else {
                return .none
            }
        }
        return result
    }

    private mutating func cells(in header: [String], row: Int) throws(TableIssue) -> [Int?]? {
        var cells: [Int?] = []
        var missing: [String] = []
        var held = 0
        var twice: (column: TableColumn, word: String)?
        for (column, alternatives) in zip(layout.columns, words) {
            guard let alternatives else {
                if case .position(let position) = column.place { cells.append(position) }
                continue
            }
            let word = alternatives.first { header.contains($0) }
            cells.append(word.flatMap { header.firstIndex(of: $0) })
            if let word {
                held += 1
                if header.count(where: { $0 == word }) > 1 { twice = twice ?? (column, word) }
            } else if !column.mayBeAbsent {
                missing.append(column.headerWord)
            }
        }
        guard missing.isEmpty, held > 0 else {
            if nearest.map({ held > $0.held }) ?? true {
                let lacks = missing.isEmpty ? layout.columns.map(\.headerWord) : missing
                nearest = Nearest(row: row, held: held, missing: lacks)
            }
            return nil
        }
        if let twice {
            throw TableIssue(
                file: file,
                row: row,
                column: twice.column.name,
                value: twice.word,
                expected: "column that the header holds once"
            )
        }
        return cells
    }
}

extension HeaderSearch.Found {
    fileprivate func with(_ header: [String]) -> Self {
        let last = header.lastIndex { !$0.isEmpty } ?? -1
        return Self(cells: cells, count: last + 1, words: header)
    }
}

extension TableColumn {
    /// A word of a header as it is compared: in lower case, with one blank for many, none at the ends, and no quotes.
    ///
    /// Where two exports were put together, a byte order mark stands before the second header, and keeps quotes behind it.
    public static func comparable(_ word: String) -> String {
        word.lowercased()
            .split { $0.isWhitespace || $0 == "\u{FEFF}" || $0 == "\"" }
            .joined(separator: " ")
    }

    /// The word by which a person knows it.
    fileprivate var headerWord: String {
        if case .header(let words) = place, let first = words.first { first } else { name }
    }
}
