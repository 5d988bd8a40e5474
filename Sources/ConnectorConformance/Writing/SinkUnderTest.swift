import ConnectorKit

/// A sink in a world, called as the runtime calls it.
struct SinkUnderTest {
    let trial: ConformanceTrial
    let world: any WritableWorld
    let sink: any RESTSink

    /// The connector as it is after a start.
    ///
    /// - Parameters:
    ///   - trial: The test.
    ///   - world: The world.
    ///   - transport: What carries the requests in place of the world's own transport.
    ///   - log: What the connector writes to.
    /// - Throws: What the connector refuses; ``ConformanceObstacle`` if it writes nothing.
    init(
        _ trial: ConformanceTrial,
        in world: any WritableWorld,
        over transport: (any HTTPTransport)? = nil,
        log: any ConnectorLog = RecordingLog()
    ) async throws {
        self.trial = trial
        self.world = world
        let connector = try await trial.connector(in: world, transport: transport, log: log)
        guard let sink = connector.restSink else {
            throw ConformanceObstacle("the connector that was made writes nothing, though its type says that it does")
        }
        self.sink = sink
    }

    /// The outcomes of a call, one for each delivery.
    ///
    /// - Throws: What the sink throws; ``ConformanceObstacle`` for another number of outcomes.
    func apply(_ batch: [Delivery]) async throws -> [DeliveryOutcome] {
        let outcomes = try await sink.apply(batch)
        guard outcomes.count == batch.count else {
            throw ConformanceObstacle("\(outcomes.count) outcomes for \(batch.count) deliveries")
        }
        return outcomes
    }

    /// The outcome of one delivery.
    func apply(_ delivery: Delivery) async throws -> DeliveryOutcome { try await apply([delivery])[0] }

    /// What the sink finds of each delivery.
    func find(_ batch: [Delivery]) async throws -> [FoundRecord?] {
        let found = try await sink.find(batch)
        guard found.count == batch.count else {
            throw ConformanceObstacle("\(found.count) look-ups for \(batch.count) deliveries")
        }
        return found
    }

    /// Writes a delivery, and notes it if the sink does not say that it holds it.
    func requireApplied(_ delivery: Delivery, _ place: String = "written alone") async throws {
        let outcome = try await apply(delivery)
        trial.require(outcome.isApplied, "\(delivery.key): \(place): \(outcome.text)")
    }

    /// Notes it unless the ledger holds a delivery once, with its totals.
    func requireHeld(_ delivery: Delivery, _ place: @autoclosure () -> String) async throws {
        let held = try await world.held(for: delivery)
        guard held.count == 1 else {
            trial.fail("\(delivery.key): \(place()): the system holds \(held.count) records of it")
            return
        }
        for (name, total) in delivery.controlTotals where held[0].totals[name] != total {
            let found = held[0].totals[name].map { "\($0)" } ?? "nothing"
            trial.fail("\(delivery.key): \(place()): the system holds \(name) \(found) instead of \(total)")
        }
    }
}

extension ConformanceTrial {
    /// A world that takes records.
    ///
    /// - Throws: ``ConformanceObstacle`` if the subject's worlds take none.
    func writableWorld() async throws -> any WritableWorld {
        guard let world = try await world() as? any WritableWorld else {
            throw ConformanceObstacle("the subject's world takes no records: let it conform to WritableWorld")
        }
        return world
    }

    /// The objects that the connector writes and the world makes deliveries of; that it makes some of each is a test of its own.
    ///
    /// - Throws: ``ConformanceObstacle`` if it makes none at all.
    func objects(in world: any WritableWorld) async throws -> [String] {
        var objects: [String] = []
        for object in manifest.writes where try await world.delivery(of: object, 0) != nil { objects.append(object) }
        guard !objects.isEmpty else {
            throw ConformanceObstacle("the world makes no delivery, so that nothing is shown")
        }
        return objects
    }

    /// The deliveries of an object with these indices.
    ///
    /// - Throws: ``ConformanceObstacle`` if the world makes fewer.
    func deliveries(
        of object: String,
        _ indices: Range<Int>,
        in world: any WritableWorld
    ) async throws -> [Delivery] {
        var deliveries: [Delivery] = []
        for index in indices {
            guard let delivery = try await world.delivery(of: object, index) else {
                throw ConformanceObstacle("\(object): the world makes no delivery with the index \(index)")
            }
            deliveries.append(delivery)
        }
        return deliveries
    }

    /// The first delivery of an object.
    func delivery(of object: String, in world: any WritableWorld, _ index: Int = 0) async throws -> Delivery {
        try await deliveries(of: object, index..<index + 1, in: world)[0]
    }
}

extension DeliveryOutcome {
    /// Whether the sink says that its system holds the delivery.
    var isApplied: Bool { if case .applied = self { true } else { false } }

    /// Whether the sink says that its system will not take the delivery as it is.
    var isRefused: Bool {
        switch self {
        case .rejected, .conflict: true
        default: false
        }
    }

    /// The outcome in words.
    var text: String {
        switch self {
        case .applied(let found): "is called written, as \(found.reference)"
        case .rejected(let reason): "is rejected: \(reason)"
        case .retryLater(_, let reason): "is put off: \(reason)"
        case .acknowledged(let reference): "is acknowledged, as \(reference)"
        case .conflict(let reason): "is a conflict: \(reason)"
        @unknown default: "has an outcome that the kit does not know"
        }
    }
}
