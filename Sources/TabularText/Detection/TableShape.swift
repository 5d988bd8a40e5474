/// Where the table begins, and what its rows look like, by the first rows of a sample.
struct TableShape {
    /// The first row of the table; `nil` without rows.
    let first: SampleText.Row?
    /// Whether it is a header.
    let isHeader: Bool
    let headerProposal: Proposal<TableLayout.Header>
    /// How many cells most rows have.
    let usual: Int
    /// How many filled cells the fullest of them has.
    let fullest: Int

    init(_ all: [SampleText.Row]) {
        let usual = DivisionGuess.most(all.map(\.cells.count).filter { $0 > 1 }).value
        // A row of the table has as many cells as most, and half as many filled ones as the fullest.
        let fullest = all.filter { $0.cells.count == usual }.map(\.filledCount).max() ?? 1
        let begin = Self.begin(of: all, usual: usual, fullest: fullest)
        let rest = all[begin...].dropFirst()
        first = all[begin...].first
        isHeader = first.map { Self.isHeader($0, before: rest) } ?? false
        headerProposal = Self.proposal(first, isHeader: isHeader, rowsBefore: begin, rest)
        (self.usual, self.fullest) = (usual, fullest)
    }

    /// The place of the first row; a title of several cells, or a row of groups above the header, fills fewer cells than that.
    private static func begin(of all: [SampleText.Row], usual: Int, fullest: Int) -> Int {
        let first = all.firstIndex { $0.cells.count >= min(usual, 2) && $0.filledCount * 2 >= fullest } ?? 0
        var best = first
        for index in all.indices.dropFirst(first + 1).prefix(20) where all[index].filledCount > all[best].filledCount {
            let rest = all[(index + 1)...]
            guard isHeader(all[index], before: rest), rest.prefix(20).contains(where: holdsValue) else { continue }
            best = index
        }
        return best
    }

    private static func holdsValue(_ row: SampleText.Row) -> Bool {
        row.cells.contains { !$0.isEmpty && holdsValue($0) }
    }

    var header: SampleText.Row? { isHeader ? first : nil }

    /// A header holds different words, none of them a number or a day.
    private static func isHeader(_ row: SampleText.Row, before rows: ArraySlice<SampleText.Row>) -> Bool {
        let words = row.cells.filter { !$0.isEmpty }
        guard !words.isEmpty, Set(words).count == words.count else { return false }
        guard words.allSatisfy({ $0.contains(where: \.isLetter) && !holdsValue($0) }) else { return false }
        // In a table of nothing but text, words that come again below are values.
        return !rows.contains { other in
            other.cells != row.cells && zip(row.cells, other.cells).contains { !$0.isEmpty && $0 == $1 }
        }
    }

    private static func holdsValue(_ text: String) -> Bool {
        NumberGuess([(row: 1, text: text)]) != nil || DayGuess([(row: 1, text: text)]) != nil
    }

    private static func proposal(
        _ candidate: SampleText.Row?,
        isHeader: Bool,
        rowsBefore: Int,
        _ rows: ArraySlice<SampleText.Row>
    ) -> Proposal<TableLayout.Header> {
        guard let candidate else { return Proposal(TableLayout.Header.none, .unsure, ["there are no rows"]) }
        guard isHeader else {
            let reason = "row \(candidate.number) holds numbers, days or words that come again below"
            return Proposal(TableLayout.Header.none, rowsBefore == 0 ? .likely : .unsure, [reason])
        }
        let hasValues = rows.contains(where: holdsValue)
        let reason = "row \(candidate.number) holds \(candidate.filledCount) different words"
        return Proposal(
            .found(afterAtMost: rowsBefore),
            hasValues ? .certain : .likely,
            [hasValues ? reason + ", and rows below hold numbers or days" : reason]
        )
    }

    /// Where among the last rows of a file its footer begins, and the word with which it does: rows of another shape.
    func footer(among rows: [SampleText.Row]) -> (start: Int, word: String)? {
        var start = rows.endIndex
        while start > 0 {
            let row = rows[start - 1]
            let isOther = row.cells.count < usual || row.filledCount == 1
            guard isOther, row.filledCount * 2 < max(fullest, 3), Self.totalWord(row.begin) == nil else { break }
            start -= 1
        }
        guard start < rows.endIndex, let word = rows[start].begin.firstWord else { return nil }
        return (start, word)
    }

    /// The word of a total with which a text begins.
    static func totalWord(_ text: String) -> String? {
        let lower = text.lowercased()
        guard let word = totalWords.first(where: { LeadingWords([$0]).first(of: Array(lower.utf8).span) != nil }) else {
            return nil
        }
        return String(text.prefix(word.count))
    }

    private static let totalWords = [
        "grand total", "subtotal", "sub-total", "sub total", "total", "totals", "sum", "summe", "zwischensumme",
        "gesamtsumme", "gesamt", "endsumme", "totale", "suma", "subtotale", "somme", "sous-total", "übertrag",
    ]
}

extension String {
    /// What stands before the first blank; `nil` for none.
    var firstWord: String? { split(separator: " ").first.map(String.init) }
}
