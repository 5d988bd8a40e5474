/// What a table looks like: its dialect, its columns, and which rows are none.
public struct TableLayout: Sendable, Hashable {
    /// Where the header is.
    public enum Header: Sendable, Hashable {
        /// There is none: columns are found by their positions.
        case none
        /// It is the first row that holds a word of each column that may not be absent, and of one at least, after at most so
        /// many other filled rows. Where no column is found by a word, exactly so many rows and the header are passed over.
        case found(afterAtMost: Int)
    }

    /// How the table is written.
    public var dialect: TableDialect
    /// Where the header is.
    public var header: Header
    /// The columns that are read; others in the file are passed over and never kept.
    public var columns: [TableColumn]
    /// Rows of which the first filled cell begins with one of these words, compared without case, are totals, and none of the
    /// table; a word ends where no letter or digit follows.
    public var totalWords: [String]
    /// Whether a header that comes again within the table is passed over.
    public var skipsRepeatedHeaders: Bool
    /// The row of which the first filled cell begins with one of these words, compared as totals are, and all behind it are no
    /// rows of the table.
    public var footerWords: [String]
    /// Whether a row may end before its last cells, which then are empty.
    ///
    /// Empty cells behind the last column are no issue.
    public var allowsMissingCells: Bool
    /// Whether a table without rows is none to speak of; otherwise an empty file or a header alone is an issue.
    public var mayBeEmpty: Bool
    /// How many bytes a row may have, counted in UTF-8.
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
        allowsMissingCells: Bool = false,
        mayBeEmpty: Bool = false,
        longestRow: Int = 1 << 20,
        mostCells: Int = 2_000
    ) {
        self.dialect = dialect
        self.header = header
        self.columns = columns
        self.totalWords = totalWords
        self.skipsRepeatedHeaders = skipsRepeatedHeaders
        self.footerWords = footerWords
        self.allowsMissingCells = allowsMissingCells
        self.mayBeEmpty = mayBeEmpty
        self.longestRow = longestRow
        self.mostCells = mostCells
    }
}
