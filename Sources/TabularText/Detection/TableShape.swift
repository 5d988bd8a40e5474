/// Which rows of a sample are header, rows, totals and footer.
struct TableShape {
    let header: SampleText.Row?
    let headerProposal: Proposal<TableLayout.Header>
    let rows: [SampleText.Row]
    let totals: [LeadingWordRows]
    let footers: [LeadingWordRows]

    init(_ all: [SampleText.Row], isWhole: Bool) {
        let usual = DivisionGuess.most(all.map(\.cells.count).filter { $0 > 1 }).value
        // A row of the table has as many cells as most, and half as many filled ones as the fullest.
        let fullest = all.filter { $0.cells.count == usual }.map(\.filledCount).max() ?? 1
        let first = all.firstIndex { $0.cells.count >= min(usual, 2) && $0.filledCount * 2 >= fullest } ?? 0
        var rest = all[first...]
        let candidate = rest.first
        let isHeader = candidate.map { Self.isHeader($0, before: rest.dropFirst()) } ?? false
        if isHeader { rest = rest.dropFirst() }
        header = isHeader ? candidate : nil
        headerProposal = Self.proposal(
            candidate,
            isHeader: isHeader,
            rowsBefore: first,
            rest.dropFirst(isHeader ? 0 : 1)
        )
        var footers: [LeadingWordRows] = []
        if isWhole, let footer = Self.footer(rest, usual: usual, fullest: fullest) {
            footers = [LeadingWordRows(word: footer.word, rows: rest[footer.start...].map(\.number))]
            rest = rest[..<footer.start]
        }
        self.footers = footers
        var totals: [String: [Int]] = [:]
        rows = rest.filter { row in
            if row.cells == candidate?.cells, isHeader { return false }
            guard let word = Self.totalWord(row.begin) else { return true }
            totals[word, default: []].append(row.number)
            return false
        }
        self.totals = totals.sorted { $0.value[0] < $1.value[0] }.map { LeadingWordRows(word: $0.key, rows: $0.value) }
    }

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
        let hasValues = rows.contains { row in row.cells.contains { !$0.isEmpty && holdsValue($0) } }
        let reason = "row \(candidate.number) holds \(candidate.filledCount) different words"
        return Proposal(
            .found(afterAtMost: rowsBefore),
            hasValues ? .certain : .likely,
            [hasValues ? reason + ", and rows below hold numbers or days" : reason]
        )
    }

    /// The rows at the end that have another shape than those of the table.
    private static func footer(
        _ rows: ArraySlice<SampleText.Row>,
        usual: Int,
        fullest: Int
    ) -> (start: Int, word: String)? {
        var start = rows.endIndex
        while start > rows.startIndex, rows.endIndex - start < 10 {
            let row = rows[start - 1]
            let isOther = row.cells.count < usual || row.filledCount == 1
            guard isOther, row.filledCount * 2 < max(fullest, 3), totalWord(row.begin) == nil else { break }
            start -= 1
        }
        guard start < rows.endIndex, start > rows.startIndex else { return nil }
        let word = rows[start].begin.split(separator: " ").first.map(String.init) ?? ""
        // The word must be none with which a row of the table begins.
        let begins = rows[..<start].map { $0.begin.lowercased() }
        guard !word.isEmpty, !begins.contains(where: { $0.hasPrefix(word.lowercased()) }) else { return nil }
        return (start, word)
    }

    /// The word of a total with which a text begins.
    private static func totalWord(_ text: String) -> String? {
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
