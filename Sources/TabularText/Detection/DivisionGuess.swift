/// Guesses how the rows of a sample are divided.
struct DivisionGuess {
    let proposal: Proposal<TableDialect.Division>
    let rows: [SampleText.Row]

    private struct Candidate {
        let delimiter: Character
        let rows: [SampleText.Row]
        /// The number of cells that most rows have.
        let usual: Int
        /// How many of a thousand rows have it.
        let share: Int
        /// How many of a thousand cells hold another delimiter, which few texts do.
        let strange: Int

        var score: Int { usual < 2 ? 0 : share - strange }
    }

    init(_ sample: SampleText) {
        if let declared = sample.declaredDelimiter {
            rows = sample.rows(.delimited(by: declared, quote: "\""))
            proposal = Proposal(
                .delimited(by: declared, quote: "\""),
                .certain,
                ["the first line is sep=\(declared)"]
            )
            return
        }
        let candidates = ([";", "\t", "|", ","] as [Character]).map { Self.candidate($0, sample) }
        let best = candidates.max { ($0.score, $0.usual) < ($1.score, $1.usual) }
        guard let best, best.score >= 500 else {
            (proposal, rows) = Self.fixedWidth(sample)
            return
        }
        rows = best.rows
        let name = best.delimiter == "\t" ? "TAB" : "'\(best.delimiter)'"
        let others = candidates.filter { $0.delimiter != best.delimiter && $0.score > best.score - 200 }
        var reasons = ["\(name) divides \(best.share / 10) % of the rows into \(best.usual) cells"]
        for other in others {
            reasons.append("so does '\(other.delimiter)' with \(other.share / 10) % into \(other.usual) cells")
        }
        let confidence: ProposalConfidence = others.isEmpty ? (best.share >= 900 ? .certain : .likely) : .unsure
        proposal = Proposal(.delimited(by: best.delimiter, quote: "\""), confidence, reasons)
    }

    /// The number that most of these are; the greater of two.
    static func most(_ counts: [Int]) -> (value: Int, count: Int) {
        let frequencies = Dictionary(counts.map { ($0, 1) }, uniquingKeysWith: +)
        let best = frequencies.max { ($0.value, $0.key) < ($1.value, $1.key) }
        return (best?.key ?? 0, best?.value ?? 0)
    }

    private static func candidate(_ delimiter: Character, _ sample: SampleText) -> Candidate {
        let all = sample.rows(.delimited(by: delimiter, quote: "\""))
        let rows = all.prefix(500)
        // Rows of one cell are titles and remarks, unless nearly all are.
        let several = rows.filter { $0.cells.count > 1 }
        let usual = most(several.map(\.cells.count))
        let cells = several.flatMap(\.cells)
        let strange = cells.count { cell in
            cell.contains { $0 != delimiter && ($0 == ";" || $0 == "\t" || $0 == "|") }
        }
        return Candidate(
            delimiter: delimiter,
            rows: all,
            usual: usual.value,
            share: rows.isEmpty ? 0 : usual.count * 1000 / rows.count,
            strange: cells.isEmpty ? 0 : strange * 1000 / cells.count
        )
    }

    /// Columns of a fixed width begin where, in every line, a blank is followed by something in one of them.
    private static func fixedWidth(
        _ sample: SampleText
    ) -> (Proposal<TableDialect.Division>, [SampleText.Row]) {
        let lines = sample.rows(.delimited(by: "\n", quote: nil), isTrimmed: false)
        let texts = lines.map { Array(($0.cells.first ?? "").unicodeScalars) }
        let longest = texts.map(\.count).max() ?? 0
        let wide = texts.filter { $0.count * 2 > longest }
        let starts = (1..<max(1, longest)).filter { column in
            wide.allSatisfy { column - 1 >= $0.count || $0[column - 1] == " " }
                && wide.contains { column < $0.count && $0[column] != " " }
        }
        guard wide.count > 2, !starts.isEmpty else {
            let single = TableDialect.Division.delimited(by: ",", quote: "\"")
            let reason = "no delimiter divides most rows into the same number of cells"
            return (Proposal(single, .unsure, [reason]), sample.rows(single))
        }
        let widths = zip([0] + starts, starts + [longest]).map { $1 - $0 }
        let reason = "no delimiter fits, and blanks stand in the same places of all long lines"
        return (Proposal(.fixedWidth(widths), .unsure, [reason]), sample.rows(.fixedWidth(widths)))
    }
}
