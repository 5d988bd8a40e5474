import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import Governance
import JSON
import Synchronization
import Testing

/// A company whose costs are planned by a test, delivered by the runtime, and held by a ledger.
struct Books {
    static let usd = Currency("USD")

    let clock = ManualClock(Instant(seconds: 1_770_000_000))
    let store = InMemoryStore()
    let ledger = CostLedger()
    /// When ledgers are compared by themselves.
    var reconciliation: Schedule?
    var governance = GovernancePolicy.standard
    /// Flows beside the one that notes are delivered by.
    var furtherFlows: [FlowBinding] = []
    let people = [Person(id: "olga", roles: ["integration-operator"]), Person(id: "fay", roles: ["finance"])]

    var settings: RuntimeSettings {
        RuntimeSettings(
            systems: [
                ConfiguredSystem(name: "ledger", connector: ledger, pollInterval: .seconds(86_400)),
                ConfiguredSystem(name: "paper", connector: NoteSource(), pollInterval: .seconds(86_400)),
            ],
            flows: [FlowBinding(flow: NoteFlow(), sources: ["paper"], target: "ledger")] + furtherFlows,
            people: people,
            governance: governance,
            reconciliation: reconciliation
        )
    }

    var reconciler: Reconciler { Reconciler(settings: settings, store: store, clock: clock) }
    var desk: ReconciliationDesk { ReconciliationDesk(settings: settings, store: store) }

    /// A labour cost of one hour for each 10.00.
    static func cost(
        _ key: String,
        _ amount: Decimal,
        on day: String = "2026-01-15",
        project: String = "26-014",
        code: String = "03-300"
    ) throws -> CostEntry {
        CostEntry(
            key: key,
            company: "KST",
            project: project,
            costCode: code,
            costType: .labour,
            serviceDate: try #require(CalendarDate(day)),
            hours: amount / 10,
            amount: Money(amount, try #require(usd))
        )
    }

    /// The key of a cost's delivery, as flows make it.
    static func key(of cost: String) -> String { "CostEntry/KST/\(cost)" }

    func plan(_ entries: [CostEntry]) async throws {
        let changes = entries.map { entry -> StateChange in
            .deliveryPlanned(
                PlannedDelivery(
                    delivery: Delivery(
                        key: Self.key(of: entry.key),
                        object: CostEntry.name,
                        payload: entry.json,
                        controlTotals: entry.controlTotals
                    ),
                    system: "ledger",
                    orderingKey: entry.project,
                    topics: [entry.key, Self.key(of: entry.key)]
                )
            )
        }
        _ = try await store.commit(changes, by: "system:test", at: clock.now)
    }

    /// A delivery that is no cost, as from a mapping that went wrong; it stands at once as the ledger took it, if it did.
    func planNonsense(_ key: String, takenAs reference: String? = nil) async throws {
        let delivery = Delivery(key: Self.key(of: key), object: CostEntry.name, payload: ["key": .string(key)])
        let plan = PlannedDelivery(delivery: delivery, system: "ledger", orderingKey: key, topics: [key])
        var changes: [StateChange] = [.deliveryPlanned(plan)]
        if let reference {
            changes.append(.deliveryAttempted(key: delivery.key, attempt: 1))
            changes.append(.deliverySettled(key: delivery.key, .delivered(FoundRecord(reference: reference))))
        }
        _ = try await store.commit(changes, by: "system:test", at: clock.now)
    }

    func run() async throws {
        try await Engine(settings: settings, store: store, clock: clock).runOnce()
    }

    func compare(_ window: ReconciliationWindow = ReconciliationWindow()) async throws -> ReconciliationReport {
        try await reconciler.compare("ledger", window, withSource: false)
    }

    /// Changes the line of a cost as a person would.
    func change(_ key: String, _ change: @Sendable (inout CostLedger.Line) -> Void) {
        ledger.state.withLock { state in
            for (id, line) in state.lines where line.key == key {
                var changed = line
                change(&changed)
                state.lines[id] = changed
            }
        }
    }

    func id(of key: String) -> Int? { ledger.state.withLock { $0.lines.first { $0.value.key == key }?.key } }

    func openCases() async throws -> [String] { try await store.cases(onlyOpen: true).map(\.proposal.key) }
}
