import FoundationEssentials

/// Guesses how the numbers of a column are written.
struct NumberGuess {
    /// The simplest notation that reads most cells.
    let notation: NumberNotation
    /// The rows of the cells that it does not read.
    let misfits: Set<Int>
    /// The numbers in it.
    let values: [Decimal]
    let isWhole: Bool
    /// A row that another notation reads as another number; `nil` if there is none.
    let ambiguous: (row: Int, text: String, other: NumberNotation)?

    /// Creates a guess from the filled cells of a column; `nil` if fewer than nine of ten are numbers.
    init?(_ cells: [(row: Int, text: String)]) {
        let readings = Self.notations.map { Reading($0, cells) }
        guard let fewest = readings.map(\.misfits.count).min(), fewest * 10 <= cells.count, fewest < cells.count,
            let best = readings.first(where: { $0.misfits.count == fewest })
        else { return nil }
        (notation, misfits) = (best.notation, best.misfits)
        values = best.values.compactMap(\.self)
        isWhole = values.allSatisfy { $0 == $0.whole }
        ambiguous =
            readings.lazy.filter { $0.misfits.count == fewest }.compactMap { reading in
                zip(cells, zip(best.values, reading.values)).first { $1.0 != $1.1 }
                    .map { ($0.0.row, $0.0.text, reading.notation) }
            }
            .first
    }

    /// What a notation makes of the cells.
    private struct Reading {
        let notation: NumberNotation
        let values: [Decimal?]
        let misfits: Set<Int>

        init(_ notation: NumberNotation, _ cells: [(row: Int, text: String)]) {
            let reader = NumberReader(notation)
            self.notation = notation
            values = cells.map { reader.read(Array($0.text.utf8).span)?.decimal }
            misfits = Set(zip(cells, values).filter { $1 == nil }.map(\.0.row))
        }
    }

    /// The notations from the simplest to the widest.
    private static let notations: [NumberNotation] = {
        let bases: [(Character, Set<Character>)] = [
            (".", []), (",", []), (".", [","]), (",", ["."]), (".", [" "]), (",", [" "]), (".", ["'"]), (",", ["'"]),
        ]
        let signs: Set<String> = ["$", "€", "£", "EUR", "USD", "GBP", "CHF", "CAD", "AUD", "kr", "zł"]
        return [(false, []), (true, []), (false, signs), (true, signs)].flatMap { accounting, currency in
            bases.map { mark, groups in
                NumberNotation(
                    decimalMark: mark,
                    groupMarks: groups,
                    takesAccountingNegatives: accounting,
                    currencySigns: currency
                )
            }
        }
    }()
}

extension Decimal {
    /// The number without its decimals.
    fileprivate var whole: Decimal {
        // The text of a decimal is plain; one below a million million million is read exactly as a whole number.
        Decimal(string: String("\(self)".prefix { $0 != "." })) ?? self
    }
}

extension NumberNotation {
    /// The notation for a person.
    var shown: String { NumberReader(self).example }
}
