/// How a table is written as text (domain.md §3: what exports really look like).
public struct TableDialect: Sendable, Hashable {
    /// How characters become bytes.
    public enum Encoding: String, Sendable, Hashable, CaseIterable {
        /// UTF-8, with or without a byte order mark.
        case utf8 = "utf-8"
        /// UTF-16, the lower byte first: "Unicode Text" of a spreadsheet.
        case utf16LittleEndian = "utf-16le"
        /// UTF-16, the higher byte first.
        case utf16BigEndian = "utf-16be"
        /// Windows code page 1252, Western European.
        case windows1252 = "windows-1252"
        /// OEM code page 850, what a western DOS window writes.
        case codePage850 = "cp850"
    }

    /// How a row is divided.
    public enum Division: Sendable, Hashable {
        /// By one ASCII character, and cells that hold it stand in quotes.
        case delimited(by: Character, quote: Character?)
        /// By the width of each column, in characters; cells are padded with blanks.
        case fixedWidth([Int])
    }

    /// How characters become bytes; a byte order mark at the begin goes before.
    public var encoding: Encoding
    /// How a row is divided; a first line `sep=;` goes before.
    public var division: Division
    /// Whether a byte order mark is written.
    public var writesByteOrderMark: Bool
    /// Whether a first line `sep=;` is written.
    public var writesSeparatorLine: Bool
    /// Whether rows end with CR LF when they are written; any ending is read.
    public var writesCarriageReturns: Bool

    /// Creates a dialect; without arguments that of RFC 4180 in UTF-8.
    public init(
        encoding: Encoding = .utf8,
        division: Division = .delimited(by: ",", quote: "\""),
        writesByteOrderMark: Bool = false,
        writesSeparatorLine: Bool = false,
        writesCarriageReturns: Bool = true
    ) {
        self.encoding = encoding
        self.division = division
        self.writesByteOrderMark = writesByteOrderMark
        self.writesSeparatorLine = writesSeparatorLine
        self.writesCarriageReturns = writesCarriageReturns
    }
}
