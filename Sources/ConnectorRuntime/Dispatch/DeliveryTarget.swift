import ConnectorKit

/// What the dispatcher asks of a target, whatever carries the deliveries there.
protocol DeliveryTarget: Sendable {
    /// How many deliveries one call may carry.
    var batchLimit: Int { get }
    /// How often a delivery is attempted.
    var schedule: RetrySchedule { get }
    /// Why a delivery that is not found is written again, for the journal.
    var reasonToRepeat: String { get }

    /// Delivers, with one outcome for each delivery, in the same order.
    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome]

    /// Answers what the target holds for each delivery, in the same order.
    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?]
}

extension DeliveryTarget {
    var reasonToRepeat: String { "the target was asked and holds nothing" }
}

/// A target that is written to over HTTP.
struct RESTTarget: DeliveryTarget {
    let sink: any RESTSink

    var batchLimit: Int { sink.batchLimit }
    var schedule: RetrySchedule { sink.retrySchedule }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] { try await sink.apply(batch) }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] { try await sink.find(batch) }
}

extension ConfiguredSystem {
    /// The system as a target; `nil` if its connector delivers nothing.
    var target: (any DeliveryTarget)? {
        if let sink = connector as? any RESTSink { return RESTTarget(sink: sink) }
        return (connector as? any WebhookSink).map { WebhookSender($0, of: name) }
    }
}
