public import ConnectorStore
public import FoundationEssentials

/// How a person wants to repair what a case keeps back.
public struct RepairRequest: Sendable, Hashable {
    /// New values in the held records, or in the delivery.
    public var edits: [ValueEdit]
    /// New control totals of the delivery, by name, where they cannot be worked out.
    public var totals: [String: Decimal]
    /// The one record that is meant, as `system/id`; `nil` for all.
    public var record: String?

    /// Creates a request; one without edits routes held records again by the present configuration.
    public init(edits: [ValueEdit] = [], totals: [String: Decimal] = [:], record: String? = nil) {
        self.edits = edits
        self.totals = totals
        self.record = record
    }
}

/// What a repair would change, before anything is changed.
public struct RepairPlan: Sendable, Hashable {
    /// A record or delivery that is repaired.
    public struct Item: Sendable, Hashable {
        /// The record as `system/id`, or the key of the delivery.
        public let subject: String
        /// The canonical object's name.
        public let object: String
        /// What changes in it.
        public let changes: [ValueChange]
        /// What becomes of it then.
        public let outcome: String
    }

    /// How many held records one repair takes; a larger case is repaired in several goes.
    public static let limit = 1000

    /// The number of the case.
    public let number: Int64
    /// What changes.
    public let items: [Item]
    /// How many records the case keeps back afterwards; it stays open as long as there are any.
    public let staying: Int
    /// What is committed.
    let changes: [StateChange]
}
