/// Counts the cells of a column, row by row, and keeps those that tell what they are: the first, and each later one of
/// another form, or of another value where there are few.
struct ColumnTally {
    private(set) var filledCount = 0
    private(set) var emptyCount: Int
    private(set) var longest = 0
    /// The filled cells that tell what all are, in the order of the file.
    private(set) var cells: [(row: Int, text: String)] = []
    private var counts: [String: Int] = [:]
    private var forms: Set<CellForm> = []
    private var values: Set<Int> = []

    /// How many first cells are kept, and how many later ones at most for their form and for their value: fewer than one in
    /// ten, so that oddities of few rows do not outvote the others.
    private static let (first, later) = (2_000, 100)
    private static let mostCounted = 1_000
    /// How many different values are told apart: as many as a file may have rows, unless its mapping says more.
    private static let mostValues = 200_000

    /// Creates the tally of a column that so many rows before did not have.
    init(emptyCount: Int) {
        self.emptyCount = emptyCount
    }

    var distinctCount: Int { values.count }

    /// The most frequent values, at most 100, the most frequent first.
    var frequentValues: [ColumnProfile.Frequency] {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(100).map {
            ColumnProfile.Frequency(value: $0.key, count: $0.value)
        }
    }

    mutating func take(_ text: String, row: Int) {
        guard !text.isEmpty else {
            emptyCount += 1
            return
        }
        filledCount += 1
        longest = max(longest, text.count)
        let text = text.utf8.count > 200 ? String(text.prefix(200)) : text
        if values.count < Self.mostValues { values.insert(text.hashValue) }
        var isTelling = cells.count < Self.first
        if let count = counts[text] {
            counts[text] = count + 1
        } else if counts.count < Self.mostCounted {
            counts[text] = 1
            isTelling = isTelling || counts.count <= Self.later
        }
        if forms.count < Self.later, forms.insert(CellForm(text)).inserted { isTelling = true }
        if isTelling { cells.append((row, text)) }
    }
}
