/// A date through which a company's ledger is locked (domain.md §8).
public struct LedgerLock: Sendable, Hashable {
    /// What is locked, in the words of Odoo's lock dates.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Entries of everybody but the books' administrators (Odoo 17).
        case period
        /// All entries of everybody, unless an exception was made.
        case fiscalyear
        /// Entries that bear taxes.
        case tax
        /// Entries of sales journals.
        case sale
        /// Entries of purchase journals.
        case purchase
        /// All entries of everybody, for ever.
        case hard
    }

    /// What is locked.
    public let kind: Kind
    /// The last day that is locked.
    public let through: CalendarDate

    /// Creates a lock.
    public init(_ kind: Kind, through: CalendarDate) {
        self.kind = kind
        self.through = through
    }
}
