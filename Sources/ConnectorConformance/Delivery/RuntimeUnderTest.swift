import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore

/// A runtime that carries deliveries into a world, or rows out of one, with a store that outlives it.
struct RuntimeUnderTest {
    static let system = "subject"

    let trial: ConformanceTrial
    let world: any ConformanceWorld
    let memory = InMemoryStore()
    /// The systems that a flow takes records from.
    private let sources: Set<String>

    /// Creates a runtime that has never run.
    ///
    /// - Parameters:
    ///   - trial: The test.
    ///   - world: The world.
    ///   - isReading: Whether a flow takes what the connector reads. Where none does, a pass only writes: its commits and
    ///     requests come in one order, and each of them is one of a delivery's.
    init(_ trial: ConformanceTrial, in world: any ConformanceWorld, isReading: Bool = true) {
        self.trial = trial
        self.world = world
        sources = isReading ? [Self.system] : []
    }

    /// Makes deliveries durable intents, each in a lane of its own unless a lane is named.
    func plan(_ deliveries: [Delivery], lane: String? = nil) async throws {
        let changes = deliveries.map { delivery in
            StateChange.deliveryPlanned(
                PlannedDelivery(
                    delivery: delivery,
                    system: Self.system,
                    orderingKey: lane ?? delivery.key,
                    topics: []
                )
            )
        }
        _ = try await memory.commit(changes, by: "system:conformance", at: world.clock.now)
    }

    /// One pass of a runtime that was just started, with a connector that was just made and ends with it.
    func pass(over transport: (any HTTPTransport)? = nil, on store: (any RuntimeStore)? = nil) async throws {
        let connector = try await trial.connector(in: world, transport: transport)
        let result: Result<Void, any Error>
        do {
            result = .success(try await engine(connector, on: store).runOnce())
        } catch {
            result = .failure(error)
        }
        await trial.discard(connector)
        try result.get()
    }

    /// A runtime with a connector.
    func engine(_ connector: any Connector, on store: (any RuntimeStore)? = nil) -> Engine {
        let settings = RuntimeSettings(
            systems: [ConfiguredSystem(name: Self.system, connector: connector, pollInterval: .seconds(60))],
            flows: [FlowBinding(flow: trial.flow, sources: sources, target: nil)],
            people: []
        )
        return Engine(settings: settings, store: store ?? memory, clock: world.clock)
    }

    /// Passes of a runtime that was just started, until nothing is open any more.
    ///
    /// - Parameters:
    ///   - passes: How many at most.
    ///   - pause: How much time passes between them.
    ///   - transport: What carries the requests in place of the world's own transport.
    /// - Throws: `StoreError`; what the connector refuses when it is made.
    func run(
        passes: Int,
        every pause: Duration = .seconds(60),
        over transport: (any HTTPTransport)? = nil
    ) async throws {
        let connector = try await trial.connector(in: world, transport: transport)
        let engine = engine(connector)
        for _ in 0..<passes {
            try await engine.runOnce()
            try await wait(pause)
            if try await memory.openDeliveryCount(to: Self.system, limit: 1) == 0 { break }
        }
        await trial.discard(connector)
    }

    /// A pass of a process that dies on its way.
    ///
    /// - Returns: Its death, which has not come if it had fewer steps.
    func run(dyingAt place: Death.Place) async throws -> Death {
        let death = Death(place)
        do {
            let transport = CutTransport(inner: world.transport, death: death)
            try await pass(over: transport, on: CutStore(inner: memory, death: death))
        } catch is StoreError {
            // As it must be: nobody tells a dead process what became of its commit.
        }
        try await wait(.seconds(60))
        return death
    }

    /// Lets time pass.
    func wait(_ duration: Duration) async throws {
        world.clock.advance(by: duration)
        try await world.synchronise()
    }

    /// What became of a delivery, in a word.
    func state(of delivery: Delivery) async throws -> String {
        guard let stored = try await memory.delivery(delivery.key) else { return "gone" }
        guard stored.state != .delivered, let reason = stored.reason else { return stored.state.rawValue }
        return "\(stored.state.rawValue) (\(reason))"
    }

    /// Notes it unless each delivery is one record and called delivered.
    func requireDelivered(_ deliveries: [Delivery], in sink: SinkUnderTest, _ place: String) async throws {
        for delivery in deliveries {
            try await sink.requireHeld(delivery, place)
            let state = try await state(of: delivery)
            trial.require(state == DeliveryState.delivered.rawValue, "\(delivery.key): \(place): it is \(state)")
        }
    }

    /// The entries of the journal.
    func journal() async throws -> [JournalEntry] { try await memory.journal(after: 0, limit: 1_000_000) }

    /// The ids of the records that entered.
    func received() async throws -> [String] {
        try await journal().filter { ["record.received", "record.quarantined"].contains($0.kind) }.map(\.key)
    }
}
