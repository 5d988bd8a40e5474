public import FoundationEssentials
public import JSON

/// A connector that writes records over HTTP.
public protocol RESTSink: Connector {
    /// How many deliveries one call may carry.
    var batchLimit: Int { get }

    /// How many bytes of canonical objects, as compact JSON, one call may carry; no limit by default. An object that is
    /// larger goes alone.
    var batchBytes: Int { get }

    /// How long a delivery may wait for others that fill its call; not at all by default.
    var batchAge: Duration { get }

    /// How many calls may be under way at the same time; 4 by default.
    var parallelCalls: Int { get }

    /// Whether ``apply(_:)`` takes the deliveries of a call in their order and puts none off that it does not put off the
    /// later ones for, too; `false` by default. Only then does one call carry several deliveries of one ordering key.
    var keepsOrder: Bool { get }

    /// How often a delivery is attempted, and how long the system is left alone after each failure in a row;
    /// ``RetrySchedule/standard`` by default.
    var retrySchedule: RetrySchedule { get }

    /// Writes deliveries of one canonical object, and reads back what it wrote.
    ///
    /// Each delivery takes effect at most once, however often it is applied. A delivery that the system refuses does
    /// not keep the others from being written.
    ///
    /// - Parameter batch: At most ``batchLimit`` deliveries of the same canonical object, each key once, in the order of
    ///   their planning.
    /// - Returns: One outcome for each delivery, in the same order.
    /// - Throws: ``ConnectorError`` if the call failed as a whole;
    ///   ``ConnectorError/outcomeUnknown(_:)`` if it may have taken effect.
    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome]

    /// Looks up what the system holds for deliveries whose outcome is unknown.
    ///
    /// - Parameter batch: At most ``batchLimit`` deliveries of the same canonical object.
    /// - Returns: For each delivery what was found, or `nil` if the system holds nothing.
    /// - Throws: ``ConnectorError`` if the system could not be asked.
    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?]
}

extension RESTSink {
    /// No limit.
    public var batchBytes: Int { .max }
    /// Nothing waits for others.
    public var batchAge: Duration { .zero }
    /// 4.
    public var parallelCalls: Int { 4 }
    /// `false`.
    public var keepsOrder: Bool { false }
    /// ``RetrySchedule/standard``.
    public var retrySchedule: RetrySchedule { .standard }
}

/// One canonical object on its way into a system.
public struct Delivery: Sendable, Hashable {
    /// The idempotency key: what makes this delivery one business effect, for ever.
    public let key: String
    /// The canonical object, for example `CostEntry`.
    public let object: String
    /// The canonical object as JSON.
    public let payload: JSON
    /// The totals that must be read back, by name, for example `hours` and `amount`.
    public let controlTotals: [String: Decimal]

    /// Creates a delivery.
    public init(key: String, object: String, payload: JSON, controlTotals: [String: Decimal] = [:]) {
        self.key = key
        self.object = object
        self.payload = payload
        self.controlTotals = controlTotals
    }
}

/// What became of a delivery.
@nonexhaustive
public enum DeliveryOutcome: Sendable, Hashable {
    /// The system holds it; the runtime compares the totals with those of the delivery.
    case applied(FoundRecord)
    /// The system will never take it as it is; a person has to decide.
    case rejected(reason: String)
    /// It did not take effect now, but may later: the record is locked, or something that it needs is not there yet. The
    /// ordering key waits; other deliveries go on. After the attempts of the sink's schedule a person has to decide.
    case retryLater(after: Duration?, reason: String)
    /// The system said that it has it, and cannot be asked what it holds: a receiver of webhooks.
    case acknowledged(reference: String)
    /// The system holds a newer version, and was not changed; a person has to decide.
    case conflict(reason: String)
}

/// What a system holds for a delivery.
public struct FoundRecord: Sendable, Hashable {
    /// The record's name in its system, for example `account.analytic.line/41`.
    public let reference: String
    /// The totals as they were read back, by name.
    public let totals: [String: Decimal]

    /// Creates a found record.
    public init(reference: String, totals: [String: Decimal] = [:]) {
        self.reference = reference
        self.totals = totals
    }
}
