public import CanonicalModel
public import ConnectorKit

/// The intent to bring about one business effect in another system.
public struct PlannedDelivery: Sendable, Hashable {
    /// What is to be delivered; its key makes it one effect for ever.
    public let delivery: Delivery
    /// The name of the target system.
    public let system: String
    /// Deliveries of one system with the same ordering key are made strictly in order.
    public let orderingKey: String
    /// The business keys under which its story is found.
    public let topics: [String]

    /// Creates an intent.
    public init(delivery: Delivery, system: String, orderingKey: String, topics: [String]) {
        self.delivery = delivery
        self.system = system
        self.orderingKey = orderingKey
        self.topics = topics
    }
}

/// What came of an attempt to deliver.
public enum DeliverySettlement: Sendable, Hashable {
    /// The target holds it, and what it holds agrees.
    case delivered(FoundRecord)
    /// It did not take effect; it is tried again, not before `at`.
    case retry(at: Instant, reason: String)
    /// It may have taken effect; the target is asked, not before `at`.
    case unknown(at: Instant, reason: String)
    /// The target will not take it; the case with this key decides.
    case rejected(reason: String, caseKey: String)
    /// A person gave it up, rejected as it was, or before it went anywhere.
    case abandoned(reason: String)
}

/// Where a delivery stands.
public enum DeliveryState: String, Sendable, Hashable, CaseIterable {
    /// Waits for its first or next attempt.
    case planned
    /// A call is under way, or the process ended during one.
    case attempted
    /// It may have taken effect; the target must be asked.
    case unknown
    /// The target holds it.
    case delivered
    /// Waits for the decision of a case.
    case rejected
    /// A person gave it up.
    case abandoned
}

/// A delivery as the store holds it.
public struct StoredDelivery: Sendable, Hashable {
    /// The intent.
    public let plan: PlannedDelivery
    /// The position among all deliveries.
    public let sequence: Int64
    /// Where it stands.
    public let state: DeliveryState
    /// How many attempts were made.
    public let attempts: Int
    /// Not to be touched before; `nil` if it is due.
    public let notBefore: Instant?
    /// What the target holds, once it is delivered.
    public let found: FoundRecord?
    /// The reason of the last settlement that was no success.
    public let reason: String?

    /// Creates a stored delivery.
    public init(
        plan: PlannedDelivery,
        sequence: Int64,
        state: DeliveryState,
        attempts: Int,
        notBefore: Instant?,
        found: FoundRecord?,
        reason: String?
    ) {
        self.plan = plan
        self.sequence = sequence
        self.state = state
        self.attempts = attempts
        self.notBefore = notBefore
        self.found = found
        self.reason = reason
    }
}
