import CanonicalModel

/// Guesses how the days of a column are written.
struct DayGuess {
    /// The notations that read most cells; more than one leaves it open.
    let notations: [DateNotation]
    /// The rows of the cells that they do not read.
    let misfits: Set<Int>
    /// The days in the first of them.
    let values: [CalendarDate]
    /// Why.
    let reasons: [String]

    /// Creates a guess from the filled cells of a column; `nil` if fewer than nine of ten are days.
    init?(_ cells: [(row: Int, text: String)]) {
        let readings = Self.notations.map { Reading($0, cells) }
        guard let fewest = readings.map(\.misfits.count).min(), fewest * 10 <= cells.count, fewest < cells.count else {
            return nil
        }
        var best: [Reading] = []
        for reading in readings where reading.misfits.count == fewest {
            // Another order that gives the same days is no other reading.
            if !best.contains(where: { $0.values == reading.values }) { best.append(reading) }
        }
        notations = best.map(\.notation)
        misfits = best[0].misfits
        values = best[0].values.compactMap(\.self)
        reasons = best.count > 1 ? Self.open(best, cells) : Self.decided(best[0], readings, cells)
    }

    private struct Reading {
        let notation: DateNotation
        let values: [CalendarDate?]
        let misfits: Set<Int>

        init(_ notation: DateNotation, _ cells: [(row: Int, text: String)]) {
            let reader = DayReader(notation)
            self.notation = notation
            values = cells.map { cell in
                // Eight digits are days only in the years in which exports are made.
                reader.read(Array(cell.text.utf8).span).flatMap { (1950...2099).contains($0.parts.year) ? $0 : nil }
            }
            misfits = Set(zip(cells, values).filter { $1 == nil }.map(\.0.row))
        }
    }

    private static func open(_ best: [Reading], _ cells: [(row: Int, text: String)]) -> [String] {
        let differing = zip(cells, zip(best[0].values, best[1].values)).first { $1.0 != $1.1 }
        guard let cell = differing?.0 else { return [] }
        let readings = best.map { reading in
            let index = cells.firstIndex { $0.row == cell.row } ?? 0
            return "\(reading.values[index]?.text ?? "no day") as \(reading.notation.pattern)"
        }
        return [
            "row \(cell.row): '\(cell.text)' is \(readings.joined(separator: ", "))",
            "a row with a number above 12 for the day would decide; rows \(cells[0].row) to "
                + "\(cells[cells.count - 1].row) hold none: look at the end of a month, or ask who made the file",
        ]
    }

    /// The first row that no other order with the same separator reads.
    private static func decided(_ best: Reading, _ all: [Reading], _ cells: [(row: Int, text: String)]) -> [String] {
        let rivals = all.filter { reading in
            reading.notation != best.notation && reading.notation.separator == best.notation.separator
                && reading.values.contains { $0 != nil }
        }
        guard !rivals.isEmpty else { return ["all cells are days such as \(DayReader(best.notation).example)"] }
        return rivals.compactMap { rival in
            let index = cells.indices.first { best.values[$0] != nil && rival.values[$0] == nil }
            return index.map { "row \(cells[$0].row): '\(cells[$0].text)' is no day as \(rival.notation.pattern)" }
        }
    }

    private static let notations: [DateNotation] = {
        let separators: [Character?] = ["-", "/", ".", " ", nil]
        return separators.flatMap { separator in
            [false, true].flatMap { isShort in
                DateNotation.Order.allCases.compactMap { order in
                    // Six digits are more often a number than a day.
                    separator == nil && isShort ? nil : DateNotation(order, separator: separator, hasShortYear: isShort)
                }
            }
        }
    }()
}
