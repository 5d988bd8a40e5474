import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import Governance
import JSON
import Synchronization

/// A runtime whose deliveries a test plans by itself, on a clock that it moves.
struct Depot {
    let clock = ManualClock(Instant(seconds: 1_767_600_000))
    let store: WatchedStore
    let target: ModelTarget
    var parallelCalls: Int?
    var backlogLimit = 10_000
    var seed: UInt64 = 1
    var governance = GovernancePolicy.standard
    private let source = NoteSource()

    init(_ target: ModelTarget, store: WatchedStore = WatchedStore()) {
        self.target = target
        self.store = store
    }

    var settings: RuntimeSettings {
        RuntimeSettings(
            systems: [
                ConfiguredSystem(
                    name: "model",
                    connector: target,
                    pollInterval: .seconds(60),
                    parallelCalls: parallelCalls
                )
            ],
            flows: [FlowBinding(flow: NoteFlow(), sources: [], target: "model")],
            people: [Person(id: "eve", roles: ["integration-operator"])],
            backlogLimit: backlogLimit,
            seed: seed,
            governance: governance
        )
    }

    /// Plans deliveries: `A1` is the first of lane A.
    func plan(_ keys: [String], object: String = "Note") async throws {
        let changes = keys.map { key -> StateChange in
            .deliveryPlanned(
                PlannedDelivery(
                    delivery: Delivery(
                        key: key,
                        object: object,
                        payload: ["text": .string(key)],
                        controlTotals: ["worth": 1]
                    ),
                    system: "model",
                    orderingKey: laneName(of: key),
                    topics: [key]
                )
            )
        }
        _ = try await store.commit(changes, by: "system:test", at: clock.now)
    }

    /// One pass of a runtime that was just started.
    func run() async throws {
        try await engine().runOnce()
    }

    func engine() -> Engine {
        Engine(settings: settings, store: store, clock: clock)
    }

    /// Runs again and again, with time passing, until nothing is open or `turns` are over.
    func runUntilIdle(turns: Int = 400, step: Duration = .seconds(60)) async throws {
        for _ in 0..<turns {
            try await run()
            if try await store.openDeliveryCount(to: "model", limit: 1) == 0 { return }
            clock.advance(by: step)
        }
    }

    func state(_ key: String) async throws -> DeliveryState? { try await store.delivery(key)?.state }

    func openCases() async throws -> [String] { try await store.cases(onlyOpen: true).map(\.proposal.key) }

    func journalLength() async throws -> Int64 { try await store.journalHead().sequence }
}

/// The effects of one lane, in their order.
func lane(_ name: String, of effects: [String]) -> [String] {
    effects.filter { laneName(of: $0) == name }
}

/// The lane of a key: what stands before its number.
func laneName(of key: String) -> String {
    var name = key
    while name.last?.isNumber ?? false { name.removeLast() }
    return name
}

/// Keys of a lane: `A1`, `A2`, and so on.
func keys(_ lane: String, _ numbers: ClosedRange<Int>) -> [String] {
    numbers.map { "\(lane)\($0)" }
}
