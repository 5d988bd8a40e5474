/// A cell, row or file that is not what its layout says.
public struct TableIssue: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name of the file.
    public let file: String
    /// The number of the row; `nil` for the file as a whole.
    public let row: Int?
    /// The name of the column; `nil` for the row as a whole.
    public let column: String?
    /// What stands there, cut to what helps a person; of a column with sensitive values only the length.
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

    /// One sentence: `hours.csv, row 12, column 'Hours': '8,x' is no number such as 1.234,50`.
    public var description: String {
        let place = file + (row.map { ", row \($0)" } ?? "")
        guard let column else { return "\(place): \(value); expected \(expected)" }
        return "\(place), column '\(column)': \(value.isEmpty ? "an empty cell" : "'\(value)'") is no \(expected)"
    }
}
