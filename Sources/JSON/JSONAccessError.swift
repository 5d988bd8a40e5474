/// A value of a document that is not what its reader needs.
public struct JSONAccessError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where the value is, for example `data.lines[3].amount`; empty for the whole document.
    public let path: String
    /// What was needed, for example `string`.
    public let expected: String
    /// What is there: a kind as ``JSON/kind`` names it, `nothing`, or for a text in the wrong form the text itself.
    public let found: String

    /// Creates an error.
    public init(path: String, expected: String, found: String) {
        self.path = path
        self.expected = expected
        self.found = found
    }

    /// The path, what was needed and what is there: `data.lines[3].amount: expected string, found null`.
    public var description: String {
        "\(path.isEmpty ? "document" : path): expected \(expected), found \(found)"
    }
}
