/// What a table looks like: its dialect, its columns, and which rows are none.
public struct TableLayout: Sendable, Hashable {
    /// Where the header is.
    public enum Header: Sendable, Hashable {
        /// There is none: columns are found by their positions.
        case none
        /// It is the first row with all words of the required columns, after at most so many other rows.
        case found(afterAtMost: Int)
    }

    /// How the table is written.
    public var dialect: TableDialect
    /// Where the header is.
    public var header: Header
    /// The columns that are read; others in the file are passed over and never kept.
    public var columns: [TableColumn]
    /// Rows of which a cell begins with one of these words, compared without case, are totals, and none of the table.
    public var totalWords: [String]
    /// Whether a header that comes again within the table is passed over.
    public var skipsRepeatedHeaders: Bool
    /// The row that begins with one of these words, compared without case, and all behind it are no rows of the table.
    public var footerWords: [String]
    /// How many bytes a row may have.
    public var longestRow: Int
    /// How many cells a row may have.
    public var mostCells: Int

    /// Creates a layout.
    public init(
        dialect: TableDialect = TableDialect(),
        header: Header = .found(afterAtMost: 0),
        columns: [TableColumn],
        totalWords: [String] = [],
        skipsRepeatedHeaders: Bool = true,
        footerWords: [String] = [],
        longestRow: Int = 1 << 20,
        mostCells: Int = 2_000
    ) {
        self.dialect = dialect
        self.header = header
        self.columns = columns
        self.totalWords = totalWords
        self.skipsRepeatedHeaders = skipsRepeatedHeaders
        self.footerWords = footerWords
        self.longestRow = longestRow
        self.mostCells = mostCells
    }
}
