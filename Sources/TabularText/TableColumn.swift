public import FoundationEssentials

/// A column of a table: how it is found, and what its cells are.
public struct TableColumn: Sendable, Hashable {
    /// How a column is found.
    public enum Place: Sendable, Hashable {
        /// By the first of these words that the header holds, compared without case, blanks at the ends and doubled blanks.
        case header([String])
        /// By its position, 0 being the first.
        case position(Int)
    }

    /// What cells are.
    public enum Kind: Sendable, Hashable {
        /// Any text, blanks at the ends removed; leading zeros stay.
        case text(longest: Int)
        /// A decimal number.
        case decimal(NumberNotation, range: ClosedRange<Decimal>?)
        /// A whole number.
        case integer(NumberNotation, range: ClosedRange<Int64>?)
        /// A day.
        case date(DateNotation)
        /// A truth value, by the words for true and for false, compared without case.
        case boolean(yes: [String], no: [String])
        /// One of these words, compared without case; a cell gives the word as it stands here.
        case choice([String])
    }

    /// The name under which its values are found.
    public var name: String
    /// How it is found.
    public var place: Place
    /// What its cells are.
    public var kind: Kind
    /// Whether an empty cell is an error.
    public var isRequired: Bool
    /// Whether a header may lack it; otherwise a header without it is none, so that a renamed column is told, not read as empty.
    public var mayBeAbsent: Bool
    /// Whether values are personal, such as pay: issues then tell their lengths, never the values.
    public var isSensitive: Bool

    /// Creates a column.
    public init(
        _ name: String,
        at place: Place? = nil,
        _ kind: Kind,
        required: Bool = false,
        mayBeAbsent: Bool = false,
        sensitive: Bool = false
    ) {
        self.name = name
        self.place = place ?? .header([name])
        self.kind = kind
        isRequired = required
        self.mayBeAbsent = mayBeAbsent
        isSensitive = sensitive
    }
}

/// How numbers are written.
public struct NumberNotation: Sendable, Hashable {
    /// The mark before the decimals: `.` or `,`.
    public var decimalMark: Character
    /// The marks that may stand between groups of three digits; a blank stands for a no-break space, too.
    public var groupMarks: Set<Character>
    /// Whether `(1.50)` and `1.50-` are negative numbers.
    public var takesAccountingNegatives: Bool
    /// Currency signs and codes that may stand before or behind a number.
    public var currencySigns: Set<String>

    /// Creates a notation.
    public init(
        decimalMark: Character = ".",
        groupMarks: Set<Character> = [],
        takesAccountingNegatives: Bool = false,
        currencySigns: Set<String> = []
    ) {
        self.decimalMark = decimalMark
        self.groupMarks = groupMarks
        self.takesAccountingNegatives = takesAccountingNegatives
        self.currencySigns = currencySigns
    }

    /// `1234.50`, and nothing else.
    public static let plain = NumberNotation()
}

/// How days are written: declared, never guessed, since `05/01/2026` is two days.
public struct DateNotation: Sendable, Hashable {
    /// The order of the parts.
    public enum Order: String, Sendable, Hashable, CaseIterable {
        /// 2026-01-05.
        case yearMonthDay = "ymd"
        /// 05.01.2026.
        case dayMonthYear = "dmy"
        /// 1/5/2026.
        case monthDayYear = "mdy"
    }

    /// The order of the parts.
    public var order: Order
    /// What stands between the parts; `nil` for nothing, as in `260105` or `01052026`.
    public var separator: Character?
    /// Whether years have two digits, all of this century.
    public var hasShortYear: Bool

    /// Creates a notation.
    public init(_ order: Order, separator: Character?, hasShortYear: Bool = false) {
        self.order = order
        self.separator = separator
        self.hasShortYear = hasShortYear
    }

    /// `2026-01-05`.
    public static let iso = DateNotation(.yearMonthDay, separator: "-")
}
