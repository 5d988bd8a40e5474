import ConnectorKit
import ConnectorRuntime

/// A source of webhooks at the runtime's desk, with a runtime behind it.
struct WebhooksUnderTest {
    let trial: ConformanceTrial
    let world: any WebhookSendingWorld
    private let source: any WebhookSource
    private let runtime: RuntimeUnderTest
    private let desk: WebhookDesk
    /// What entered before the first delivery: rows of a connector that reads over HTTP, too.
    private let earlier: Set<String>

    init(_ trial: ConformanceTrial) async throws {
        guard let world = try await trial.world() as? any WebhookSendingWorld else {
            throw ConformanceObstacle("the subject's world sends no webhooks: let it conform to WebhookSendingWorld")
        }
        guard let source = try await trial.connector(in: world).webhookSource else {
            throw ConformanceObstacle(
                "the connector that was made takes no webhooks, though its type says that it does"
            )
        }
        self.trial = trial
        self.world = world
        self.source = source
        runtime = RuntimeUnderTest(trial, in: world)
        let settings = RuntimeSettings(
            systems: [ConfiguredSystem(name: RuntimeUnderTest.system, connector: source, pollInterval: .seconds(60))],
            flows: [FlowBinding(flow: trial.flow, sources: [RuntimeUnderTest.system], target: nil)],
            people: []
        )
        desk = try WebhookDesk(settings: settings, store: runtime.memory, clock: world.clock, log: RecordingLog())
        try await runtime.pass()
        earlier = Set(try await runtime.received())
    }

    /// The deliveries of the world, signed at the present.
    func webhooks() async throws -> [SampleWebhook] {
        let hooks = try await world.webhooks()
        guard hooks.count > 1 else {
            throw ConformanceObstacle("the world sends \(hooks.count) webhooks, so that nothing is shown: send two")
        }
        return hooks
    }

    /// What the connector reads in a delivery, as the runtime hands it over.
    func content(of hook: SampleWebhook) -> WebhookContent {
        let kept = Set(source.endpoints.first { $0.name == hook.endpoint }?.keptHeaders.map { $0.lowercased() } ?? [])
        return source.content(
            of: ReceivedWebhook(
                endpoint: hook.endpoint,
                id: "conformance",
                receivedAt: world.clock.now,
                headers: hook.headers.filter { kept.contains($0.name.lowercased()) },
                body: hook.body
            )
        )
    }

    /// What the desk answers, after a pass of the runtime behind it.
    private func receive(_ hook: SampleWebhook) async throws -> WebhookReceipt {
        let request = WebhookRequest(
            system: RuntimeUnderTest.system,
            endpoint: hook.endpoint,
            headers: hook.headers,
            body: hook.body
        )
        let receipt = await desk.receive(request)
        try await runtime.pass()
        return receipt
    }

    func expect(_ expected: WebhookReceipt, _ hook: SampleWebhook, _ what: String) async throws {
        let receipt = try await receive(hook)
        trial.require(receipt == expected, "\(hook.endpoint): \(what) is \(receipt) instead of \(expected)")
    }

    func expectRefusal(of hook: SampleWebhook, _ what: String) async throws {
        let receipt = try await receive(hook)
        if case .refused = receipt { return }
        trial.fail("\(hook.endpoint): \(what) is \(receipt) instead of refused")
    }

    /// The ids of the records that entered since then, without the deliveries themselves.
    func records() async throws -> [String] {
        try await runtime.received().filter { !$0.hasPrefix("webhook/") && !earlier.contains($0) }
    }
}

extension SampleWebhook {
    /// The same delivery with other header fields.
    func with(_ headers: [HTTPField]) -> SampleWebhook {
        SampleWebhook(endpoint: endpoint, headers: headers, body: body, records: records, proof: proof)
    }

    /// The same delivery with another body, and the signature of this one.
    func with(body: [UInt8]) -> SampleWebhook {
        SampleWebhook(endpoint: endpoint, headers: headers, body: body, records: records, proof: proof)
    }
}
