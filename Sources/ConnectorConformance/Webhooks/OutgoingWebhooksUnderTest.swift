import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import JSON

/// A runtime that sends webhooks into a world, and what its receiver gets of one object.
struct OutgoingWebhooksUnderTest {
    let trial: ConformanceTrial
    let world: any WebhookTakingWorld
    let object: String
    /// Three of them, each with a key of its own.
    let deliveries: [Delivery]
    let runtime: RuntimeUnderTest
    /// What the connectors write to.
    let log = RecordingLog()

    /// One for each object that the connector declares, with a runtime of its own.
    static func all(_ trial: ConformanceTrial) async throws -> [OutgoingWebhooksUnderTest] {
        guard let world = try await trial.world() as? any WebhookTakingWorld else {
            throw ConformanceObstacle("the subject's world takes no webhooks: let it conform to WebhookTakingWorld")
        }
        var all: [OutgoingWebhooksUnderTest] = []
        for object in trial.manifest.writes {
            var deliveries: [Delivery] = []
            for index in 0..<3 {
                if let delivery = try await world.webhookDelivery(of: object, index) { deliveries.append(delivery) }
            }
            guard Set(deliveries.map(\.key)).count == 3 else {
                trial.fail("\(object): the world makes no three deliveries of it, so that nothing is shown: make three")
                continue
            }
            all.append(OutgoingWebhooksUnderTest(trial, world, object, deliveries))
        }
        return all
    }

    private init(
        _ trial: ConformanceTrial,
        _ world: any WebhookTakingWorld,
        _ object: String,
        _ deliveries: [Delivery]
    ) {
        self.trial = trial
        self.world = world
        self.object = object
        self.deliveries = deliveries
        runtime = RuntimeUnderTest(trial, in: world)
    }

    /// The same object, with nothing sent.
    func anew() -> OutgoingWebhooksUnderTest { OutgoingWebhooksUnderTest(trial, world, object, deliveries) }

    /// A pass of a runtime that was just started, and a pause.
    func pass(over transport: FaultyTransport, wait: Duration) async throws {
        let connector = try await trial.connector(in: world, transport: transport, log: log)
        let result: Result<Void, any Error>
        do { result = .success(try await runtime.engine(connector).runOnce()) } catch { result = .failure(error) }
        await trial.discard(connector)
        try result.get()
        try await runtime.wait(wait)
    }

    /// Passes until nothing is open any more, each as if the runtime had just been started.
    func run(over transport: FaultyTransport, passes: Int, wait: Duration) async throws {
        for _ in 0..<passes {
            let open = try await runtime.memory.openDeliveryCount(to: RuntimeUnderTest.system, limit: 1)
            guard open > 0 else { return }
            try await pass(over: transport, wait: wait)
        }
    }

    /// Notes it unless a delivery is called delivered.
    func requireDelivered(_ delivery: Delivery, _ place: String) async throws {
        let state = try await runtime.state(of: delivery)
        trial.require(state == DeliveryState.delivered.rawValue, "\(delivery.key): \(place): it is \(state)")
    }

    /// Whether a delivery is called delivered.
    func isDelivered(_ delivery: Delivery) async throws -> Bool {
        try await runtime.memory.delivery(delivery.key)?.state == .delivered
    }

    /// What bodies do not say that they must for deliveries, each in a sentence.
    func flaws(in bodies: [[UInt8]], for deliveries: [Delivery]) async throws -> [String] {
        let told = bodies.map { body in
            SourceRecord(
                id: "webhook",
                object: object,
                occurredAt: world.clock.now,
                payload: (try? JSON(parsing: body)) ?? .null
            )
        }
        var parts: [JSON] = []
        for delivery in deliveries { parts.append(try await world.content(of: delivery)) }
        return ContentCheck.flaws(in: told, against: parts)
    }
}

extension HTTPRequest {
    /// The id by which a receiver recognises a webhook that comes again; empty if there is none.
    var webhookID: String { headers.first { $0.name.lowercased() == "webhook-id" }?.value ?? "" }
}
