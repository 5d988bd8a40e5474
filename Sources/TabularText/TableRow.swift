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

/// A cell, row or file that is not what its layout says.
public struct TableIssue: Error, Sendable, Hashable {
    /// The name of the file.
    public let file: String
    /// The number of the row; `nil` for the file as a whole.
    public let row: Int?
    /// The name of the column; `nil` for the row as a whole.
    public let column: String?
    /// What stands there, cut to what helps a person.
    public let value: String
    /// What was expected.
    public let expected: String

    /// Creates an issue.
    public init(file: String, row: Int?, column: String?, value: String, expected: String) {
        self.file = file
        self.row = row
        self.column = column
        self.value = value
        self.expected = expected
    }
}

/// What a part of a table is.
public enum TableItem: Sendable, Hashable {
    /// A row.
    case row(TableRow)
    /// A row of which these cells cannot be read; never empty.
    case badRow(number: Int, [TableIssue])
}
