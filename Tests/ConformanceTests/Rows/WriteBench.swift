import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import JSON

/// A runtime that delivers documents to a model ledger.
struct WriteBench {
    let clock = ManualClock(Instant(seconds: 1_767_600_000))
    let ledger = ModelLedger()
    let memory = InMemoryStore()
    let parts: Parts

    var sink: any RESTSink { parts.sink(ledger) }

    init(_ parts: Parts) {
        self.parts = parts
    }

    /// A document on its way, worth `amounts`.
    static func delivery(
        _ key: String,
        name: String? = nil,
        day: String = "2026-01-05",
        amounts: [Decimal] = [10]
    ) -> Delivery {
        let payload: JSONObject = [
            "name": .string(name ?? key), "day": .string(day),
            "lines": .array(amounts.map { ["text": "excavator", "amount": .string($0.plainText)] }),
        ]
        return Delivery(
            key: key,
            object: "Document",
            payload: .object(payload),
            controlTotals: ["amount": amounts.reduce(0, +), "names": 1]
        )
    }

    /// Makes deliveries durable intents, each in a lane of its own unless a lane is named.
    func plan(_ deliveries: [Delivery], lane: String? = nil) async throws {
        let changes = deliveries.map { delivery in
            StateChange.deliveryPlanned(
                PlannedDelivery(delivery: delivery, system: "ledger", orderingKey: lane ?? delivery.key, topics: [])
            )
        }
        _ = try await memory.commit(changes, by: "system:purlin", at: clock.now)
    }

    func settings(sink: any RESTSink) -> RuntimeSettings {
        RuntimeSettings(
            systems: [ConfiguredSystem(name: "ledger", connector: sink, pollInterval: .seconds(60))],
            flows: [FlowBinding(flow: SilentFlow(consuming: []), sources: [], target: "ledger")],
            people: [Person(id: "eve", roles: ["integration-operator"])]
        )
    }

    /// Passes of a runtime, a minute apart, each as if it had just been started.
    func run(passes: Int = 1, on store: (any RuntimeStore)? = nil) async throws {
        for _ in 0..<passes {
            let engine = Engine(settings: settings(sink: sink), store: store ?? parts.store(memory), clock: clock)
            try await engine.runOnce()
            clock.advance(by: .seconds(60))
        }
    }

    func delivery(_ key: String) async throws -> DeliveryState? { try await memory.delivery(key)?.state }

    func openCases() async throws -> [StoredCase] { try await memory.cases(onlyOpen: true) }
}

/// Collects what is wrong.
struct Violations {
    private(set) var texts: [String] = []

    mutating func require(_ holds: Bool, _ text: @autoclosure () -> String) {
        if !holds { texts.append(text()) }
    }
}
