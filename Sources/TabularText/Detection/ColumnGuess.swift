import CanonicalModel
import FoundationEssentials

/// Guesses what the cells of a column are.
struct ColumnGuess {
    let profile: ColumnProfile

    /// What is proposed, and what follows from it.
    private struct Verdict {
        var kind: Proposal<TableColumn.Kind>
        var misfits: Set<Int> = []
        var dateNotations: [DateNotation] = []
        var numberNotations: [NumberNotation] = []
        var numbers: [Decimal] = []
        var days: [CalendarDate] = []
    }

    init(position: Int, header: String, _ tally: ColumnTally) {
        let verdict = Self.verdict(tally.cells, distinct: tally.distinctCount, longest: tally.longest)
        profile = ColumnProfile(
            position: position,
            header: header,
            kind: verdict.kind,
            dateNotations: verdict.dateNotations,
            numberNotations: verdict.numberNotations,
            exceptions: tally.cells.filter { verdict.misfits.contains($0.row) }.prefix(5).map {
                ColumnProfile.Exception(row: $0.row, value: $0.text)
            },
            filledCount: tally.filledCount,
            emptyCount: tally.emptyCount,
            distinctCount: tally.distinctCount,
            frequentValues: tally.frequentValues,
            numbers: verdict.numbers.min().flatMap { least in verdict.numbers.max().map { least...$0 } },
            days: verdict.days.min().flatMap { first in verdict.days.max().map { first...$0 } },
            longest: tally.longest
        )
    }

    private static func verdict(_ cells: [(row: Int, text: String)], distinct: Int, longest: Int) -> Verdict {
        let text = TableColumn.Kind.text(longest: max(100, longest))
        guard !cells.isEmpty else {
            return Verdict(kind: Proposal(nil, .unsure, ["all cells are empty"]))
        }
        if let truth = truthValues(cells) { return truth }
        let day = DayGuess(cells)
        // Days in eight digits go before numbers, days with separators are none.
        if let day, day.misfits.isEmpty || NumberGuess(cells) == nil { return verdict(day, cells) }
        if let zero = cells.first(where: {
            $0.text.utf8.first == 0x30 && $0.text.count > 1 && $0.text.allSatisfy(\.isNumber)
        }) {
            let reason = "row \(zero.row): '\(zero.text)' begins with a zero, which a number would lose"
            return Verdict(kind: Proposal(text, .certain, [reason]))
        }
        if let number = NumberGuess(cells) { return verdict(number, cells) }
        let reason = "neither numbers nor days; \(distinct) different values in \(cells.count) cells"
        return Verdict(kind: Proposal(text, .likely, [reason]))
    }

    private static func verdict(_ day: DayGuess, _ cells: [(row: Int, text: String)]) -> Verdict {
        var reasons = day.reasons
        if !day.misfits.isEmpty { reasons.append("\(day.misfits.count) of \(cells.count) cells are no days") }
        guard day.notations.count == 1 else {
            return Verdict(
                kind: Proposal(nil, .unsure, reasons),
                misfits: day.misfits,
                dateNotations: day.notations
            )
        }
        let isCertain = day.misfits.isEmpty && day.notations[0].separator != nil
        let confidence: ProposalConfidence = isCertain ? .certain : day.misfits.isEmpty ? .likely : .unsure
        return Verdict(
            kind: Proposal(.date(day.notations[0]), confidence, reasons),
            misfits: day.misfits,
            dateNotations: day.notations,
            days: day.values
        )
    }

    private static func verdict(_ number: NumberGuess, _ cells: [(row: Int, text: String)]) -> Verdict {
        var reasons: [String] = []
        if !number.misfits.isEmpty { reasons.append("\(number.misfits.count) of \(cells.count) cells are no numbers") }
        if let ambiguous = number.ambiguous {
            let one = NumberReader(number.notation).read(Array(ambiguous.text.utf8).span)?.decimal ?? .nan
            let two = NumberReader(ambiguous.other).read(Array(ambiguous.text.utf8).span)?.decimal ?? .nan
            reasons += [
                "row \(ambiguous.row): '\(ambiguous.text)' is \(one) as \(number.notation.shown) and \(two) as "
                    + ambiguous.other.shown,
                "a row with both marks, or with other than three digits behind the mark, would decide",
            ]
            return Verdict(
                kind: Proposal(nil, .unsure, reasons),
                misfits: number.misfits,
                numberNotations: [number.notation, ambiguous.other]
            )
        }
        reasons.insert("numbers such as \(number.notation.shown)", at: 0)
        let confidence: ProposalConfidence = number.misfits.isEmpty ? .certain : .unsure
        let kind: TableColumn.Kind =
            number.isWhole && cells.allSatisfy { !$0.text.contains(number.notation.decimalMark) }
            ? .integer(number.notation, range: nil) : .decimal(number.notation, range: nil)
        return Verdict(kind: Proposal(kind, confidence, reasons), misfits: number.misfits, numbers: number.values)
    }

    private static func truthValues(_ cells: [(row: Int, text: String)]) -> Verdict? {
        let words = Set(cells.map { $0.text.lowercased() })
        let pairs = [
            ["y", "n"], ["yes", "no"], ["true", "false"], ["j", "n"], ["ja", "nein"], ["s", "n"], ["sí", "no"],
            ["oui", "non"], ["wahr", "falsch"],
        ]
        guard let pair = pairs.first(where: { words == Set($0) }) else { return nil }
        let spelled = pair.map { word in cells.first { $0.text.lowercased() == word }?.text ?? word }
        let reason = "all cells are \(spelled[0]) or \(spelled[1])"
        return Verdict(kind: Proposal(.boolean(yes: [spelled[0]], no: [spelled[1]]), .likely, [reason]))
    }
}
