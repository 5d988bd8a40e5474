public import CanonicalModel
public import FoundationEssentials

/// What a detector proposes, how sure it is, and why; a person confirms it.
public struct Proposal<Value: Sendable & Hashable>: Sendable, Hashable {
    /// What is proposed; `nil` where the sample decides nothing.
    public let value: Value?
    /// How sure it is.
    public let confidence: ProposalConfidence
    /// Why, in sentences for a person, with the numbers of the rows that decide.
    public let reasons: [String]

    /// Creates a proposal.
    public init(_ value: Value?, _ confidence: ProposalConfidence, _ reasons: [String]) {
        self.value = value
        self.confidence = confidence
        self.reasons = reasons
    }
}

/// How sure a proposal is.
public enum ProposalConfidence: String, Sendable, Hashable, CaseIterable {
    /// The sample allows nothing else.
    case certain
    /// The sample allows something else, which is less usual.
    case likely
    /// A person has to look.
    case unsure
}

/// What a sample of a table looks like.
public struct TableProposal: Sendable, Hashable {
    /// How characters become bytes.
    public var encoding: Proposal<TableDialect.Encoding>
    /// How rows are divided.
    public var division: Proposal<TableDialect.Division>
    /// Where the header is.
    public var header: Proposal<TableLayout.Header>
    /// The number of the header's row, from 1; `nil` without a header.
    public var headerRow: Int?
    /// The columns in the order of the sample.
    public var columns: [ColumnProfile]
    /// How many rows the table has, without header, totals and footer.
    public var rowCount: Int
    /// The words with which totals begin, as they are written, and the numbers of their rows, the first thousand of each.
    public var totals: [LeadingWordRows]
    /// The words with which the footer begins, if the sample holds the end of the table.
    public var footers: [LeadingWordRows]

    /// The layout that follows, by which the sample can be read; a column of undecided kind is text.
    public var layout: TableLayout {
        TableLayout(
            dialect: TableDialect(
                encoding: encoding.value ?? .utf8,
                division: division.value ?? .delimited(by: ",", quote: "\"")
            ),
            header: header.value ?? .none,
            columns: columns.map(\.column),
            totalWords: totals.map(\.word),
            footerWords: footers.map(\.word)
        )
    }
}

/// Rows that begin with a word.
public struct LeadingWordRows: Sendable, Hashable {
    /// The word.
    public let word: String
    /// The numbers of the rows.
    public let rows: [Int]
}

/// What a column of a sample looks like.
public struct ColumnProfile: Sendable, Hashable {
    /// Its place, 0 being the first.
    public var position: Int
    /// Its word in the header, with one blank for a line break, empty without one.
    public var header: String
    /// What its cells are; no value where the sample allows two readings, such as 05/01/2026.
    public var kind: Proposal<TableColumn.Kind>
    /// The notations that all days of the column allow; more than one is ambiguous.
    public var dateNotations: [DateNotation]
    /// The notations that all numbers of the column allow, if they give different numbers: 1,234 is two.
    public var numberNotations: [NumberNotation]
    /// The first cells that are not what is proposed.
    public var exceptions: [Exception]
    /// How many cells are filled.
    public var filledCount: Int
    /// How many cells are empty.
    public var emptyCount: Int
    /// How many different values there are, counted up to 200,000.
    public var distinctCount: Int
    /// The most frequent of the first thousand values, at most 100, the most frequent first.
    public var frequentValues: [Frequency]
    /// The smallest and the greatest number of the cells that tell what the column holds, if it is proposed as numbers.
    public var numbers: ClosedRange<Decimal>?
    /// The first and the last day of the cells that tell what the column holds, if it is proposed as days.
    public var days: ClosedRange<CalendarDate>?
    /// How many characters the longest cell has.
    public var longest: Int

    /// A cell that is not what is proposed.
    public struct Exception: Sendable, Hashable {
        /// The number of its row.
        public let row: Int
        /// What stands there.
        public let value: String
    }

    /// A value and how often it stands there.
    public struct Frequency: Sendable, Hashable {
        /// The value as it is written.
        public let value: String
        /// How many cells hold it.
        public let count: Int
    }

    /// The share of empty cells, from 0 to 1.
    public var emptyShare: Decimal {
        filledCount + emptyCount == 0 ? 0 : Decimal(emptyCount) / Decimal(filledCount + emptyCount)
    }

    /// The column that follows: found by its word if it has one, else by its place; required if no cell is empty.
    public var column: TableColumn {
        TableColumn(
            header.isEmpty ? "column \(position + 1)" : header,
            at: header.isEmpty ? .position(position) : .header([header]),
            kind.value ?? .text(longest: max(100, longest)),
            required: emptyCount == 0 && filledCount > 0
        )
    }
}
