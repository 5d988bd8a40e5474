public import FoundationEssentials

/// One cost that the sides do not hold alike.
public struct ReconciliationDifference: Sendable, Hashable {
    /// What differs.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The journal says that it was delivered, and the target, asked for it, holds nothing.
        case missingInTarget
        /// Both hold it, and not alike.
        case differsInTarget
        /// The target holds it under our name, and the journal knows nothing of it.
        case unknownInTarget
        /// The target holds it, and it cannot be read.
        case unreadableInTarget
        /// The journal says that it was delivered, and what it says of it is no cost.
        case unreadableInJournal
        /// The records lead to it, and nothing was planned.
        case missingInJournal
        /// It was planned, and no record leads to it any more.
        case withoutSource
        /// The records lead to something else than was planned.
        case differsFromSource
    }

    /// What differs.
    public let kind: Kind
    /// The key of its delivery; `nil` for what the journal does not know.
    public let key: String?
    /// What the target calls it; `nil` if it holds nothing.
    public let reference: String?
    /// Where it belongs: by the journal, or by the target for what the journal does not know.
    public let group: ReconciliationGroup
    /// What differs and how much, in one line.
    public let text: String
    /// What the target, or the source, holds more than the journal.
    public let amount: Decimal

    /// Creates a difference.
    public init(
        _ kind: Kind,
        key: String?,
        reference: String?,
        group: ReconciliationGroup,
        text: String,
        amount: Decimal
    ) {
        self.kind = kind
        self.key = key
        self.reference = reference
        self.group = group
        self.text = text
        self.amount = amount
    }
}
