public import CanonicalModel
public import FoundationEssentials

/// The value of a cell.
public enum TableValue: Sendable, Hashable {
    /// A text, or the word of a choice.
    case text(String)
    /// A decimal number, exactly as written.
    case decimal(Decimal)
    /// A whole number.
    case integer(Int64)
    /// A day.
    case date(CalendarDate)
    /// A truth value.
    case boolean(Bool)
}

/// A row whose cells are what its layout says.
public struct TableRow: Sendable, Hashable {
    /// The number of the row in its file: the first is 1, whatever it is; rows count, not lines.
    public let number: Int
    /// The values in the order of the layout's columns; `nil` for an empty cell.
    public let values: [TableValue?]

    /// Creates a row.
    public init(number: Int, values: [TableValue?]) {
        self.number = number
        self.values = values
    }
}

/// What a part of a table is.
public enum TableItem: Sendable, Hashable {
    /// A row.
    case row(TableRow)
    /// A row of which these cells cannot be read; never empty.
    case badRow(number: Int, [TableIssue])
    /// A total, which is no row of the table: what can be read of it, `nil` for every other cell.
    case total(TableRow)
    /// Another row that is none of the table, as its layout says; blank rows are not told.
    case passedOver(number: Int, as: PassedOver)
}

/// Why a row is none of the table.
public enum PassedOver: String, Sendable, Hashable, CaseIterable {
    /// It stands before the header.
    case preamble
    /// It is the header.
    case header
    /// It is the header once more.
    case repeatedHeader
    /// It is the first row of the footer; what is behind it is not told.
    case footer
}
