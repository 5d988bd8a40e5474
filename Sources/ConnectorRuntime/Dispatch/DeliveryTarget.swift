import ConnectorKit

/// What the dispatcher asks of a target, whatever carries the deliveries there.
///
/// A capability that delivers adapts its connector to this; lanes, attempts, look-ups and the circuit are then the same
/// for all.
protocol DeliveryTarget: Sendable {
    /// How much goes into one call.
    var limits: BatchLimits { get }
    /// How often a delivery is attempted.
    var schedule: RetrySchedule { get }
    /// The canonical objects that the target takes; empty if its connector does not say.
    var objects: [String] { get }
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

/// How much goes into one call, and how many calls are under way at once.
struct BatchLimits: Sendable, Hashable {
    /// The most deliveries of one call.
    let deliveries: Int
    /// The most bytes of one call.
    let bytes: Int
    /// How long a delivery waits for others that fill its call.
    let age: Duration
    /// The most calls at once.
    let calls: Int
    /// Whether one call may carry several deliveries of one lane.
    let mayShareLane: Bool
}

/// A target that is written to over HTTP.
struct RESTTarget: DeliveryTarget {
    private let sink: any RESTSink
    let limits: BatchLimits
    let objects: [String]

    init(_ sink: any RESTSink, parallelCalls: Int?) {
        self.sink = sink
        limits = BatchLimits(
            deliveries: max(1, sink.batchLimit),
            bytes: sink.batchBytes,
            age: sink.batchAge,
            calls: max(1, min(sink.parallelCalls, parallelCalls ?? .max)),
            mayShareLane: sink.keepsOrder
        )
        objects = sink.manifest.writes
    }

    var schedule: RetrySchedule { sink.retrySchedule }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] { try await sink.apply(batch) }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] { try await sink.find(batch) }
}

extension ConfiguredSystem {
    /// The system as a target; `nil` if its connector delivers nothing.
    var target: (any DeliveryTarget)? {
        if let sink = connector.restSink { return RESTTarget(sink, parallelCalls: parallelCalls) }
        if let sink = connector.fileSink, let files {
            return FileTarget(sink, files)
        }
        return connector.webhookSink.map { WebhookSender($0, of: name, parallelCalls: parallelCalls) }
    }
}
