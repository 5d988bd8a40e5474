public import ConnectorKit
public import FoundationEssentials

/// A world whose system takes records of a REST sink.
///
/// What people do to records in the system is optional: a world answers `nil` or `false` where its system lets nobody do so.
public protocol WritableWorld: ConformanceWorld {
    /// A delivery of a canonical object that the system takes, with a key and control totals.
    ///
    /// The same index gives the same delivery, another index another key and another record. Whatever the delivery refers to,
    /// such as a project, is there.
    ///
    /// - Returns: The delivery; `nil` if the world makes none of this object, which one test notes and the others pass over.
    func delivery(of object: String, _ index: Int) async throws -> Delivery?
    /// The records that the system's own ledger holds for a delivery, read past the connector.
    func held(for delivery: Delivery) async throws -> [HeldRecord]
    /// How many records of a canonical object the system holds in all, read past the connector.
    func recordCount(of object: String) async throws -> Int

    /// A later delivery of the same record with other totals, as a flow makes it after a correction; `nil` if what was written
    /// never changes.
    ///
    /// Its key is the same or another one, as flows make it.
    func corrected(_ delivery: Delivery) async throws -> Delivery?
    /// A delivery that the system refuses for ever; `nil` if it refuses none of this object.
    func refusedDelivery(of object: String) async throws -> Delivery?
    /// A delivery with a text that people chose, such as a description; `nil` if the object has none.
    func delivery(of object: String, _ index: Int, named text: String) async throws -> Delivery?
    /// A delivery after which the system holds the record as archived; `nil` if the object has no such state.
    func archived(_ delivery: Delivery) async throws -> Delivery?

    /// A person gives the record of a delivery other totals in the system; `false` if nobody can.
    func alter(_ delivery: Delivery) async throws -> Bool
    /// A person changes the record of a delivery in the system.
    ///
    /// - Returns: A correction that was made of the record as it was before, and must not overwrite what the person did; `nil`
    ///   if deliveries do not say which state they were made of.
    func overtake(_ delivery: Delivery) async throws -> Delivery?
    /// The system's people take the record of a delivery over, for example by posting it.
    ///
    /// - Returns: A correction that must be refused from then on; `nil` if nobody takes such a record over.
    func takeOver(_ delivery: Delivery) async throws -> Delivery?
    /// The system's people close the period that a delivery falls into; `false` if the system knows none for its object.
    func closePeriod(of delivery: Delivery) async throws -> Bool
}

extension WritableWorld {
    /// `nil`.
    public func corrected(_ delivery: Delivery) async throws -> Delivery? { nil }
    /// `nil`.
    public func refusedDelivery(of object: String) async throws -> Delivery? { nil }
    /// `nil`.
    public func delivery(of object: String, _ index: Int, named text: String) async throws -> Delivery? { nil }
    /// `nil`.
    public func archived(_ delivery: Delivery) async throws -> Delivery? { nil }
    /// `false`.
    public func alter(_ delivery: Delivery) async throws -> Bool { false }
    /// `nil`.
    public func overtake(_ delivery: Delivery) async throws -> Delivery? { nil }
    /// `nil`.
    public func takeOver(_ delivery: Delivery) async throws -> Delivery? { nil }
    /// `false`.
    public func closePeriod(of delivery: Delivery) async throws -> Bool { false }
}

/// A record as the system's own ledger holds it.
public struct HeldRecord: Sendable, Hashable {
    /// Its totals, by the names of the delivery's control totals.
    public let totals: [String: Decimal]
    /// The text that people chose; `nil` if it has none.
    public let text: String?
    /// Whether it is archived.
    public let isArchived: Bool

    /// Creates a record.
    public init(totals: [String: Decimal], text: String? = nil, isArchived: Bool = false) {
        self.totals = totals
        self.text = text
        self.isArchived = isArchived
    }
}
