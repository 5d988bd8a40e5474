import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import FoundationEssentials
import JSON
import Synchronization
import Testing

/// A flow that wants each cost that it is told of in a ledger, and nothing else.
struct CostFlow: BusinessFlow {
    static let name = "Costs"

    let consumes: Set<String> = [CostEntry.name]
    var masterData: [FlowDelivery] = []

    func route(_ event: FlowEvent) -> FlowRoute {
        .accept(key: event.payload["project"]?.stringValue ?? "", topics: [])
    }

    func decide(
        key: String,
        state: JSON?,
        events: [FlowEvent],
        at now: Instant
    ) throws(JSONAccessError) -> FlowDecision {
        var decision = FlowDecision(state: .integer((state?.integerValue ?? 0) + 1))
        for event in events {
            let entry = try CostEntry(JSONReader(event.payload, path: event.reference))
            decision.deliveries.append(
                FlowDelivery(
                    key: "CostEntry/\(entry.key)",
                    object: CostEntry.name,
                    payload: entry.json,
                    controlTotals: ["amount": entry.amount.amount.plainText, "hours": entry.hours.plainText],
                    orderingKey: key,
                    topics: [entry.key]
                )
            )
        }
        return decision
    }
}

/// A company whose costs are computed by a flow, and for a time written by another way.
struct TwoWays {
    let clock = ManualClock(Instant(seconds: 1_770_000_000))
    let store = InMemoryStore()
    let ledger = CostLedger()
    let source = NoteSource()
    var mode = FlowBinding.Mode.shadow
    var flow = CostFlow()
    var schedule = Schedule.realTime

    var settings: RuntimeSettings {
        settings(systems: [
            ConfiguredSystem(name: "paper", connector: source, pollInterval: .seconds(60)),
            ConfiguredSystem(name: "ledger", connector: ledger, pollInterval: .seconds(86_400)),
        ])
    }

    /// What those know who decide, and speak to no system.
    var decisions: RuntimeSettings { settings(systems: []) }

    private func settings(systems: [ConfiguredSystem]) -> RuntimeSettings {
        var binding = FlowBinding(flow: flow, sources: ["paper"], target: "ledger", deliverySchedule: schedule)
        binding.mode = mode
        return RuntimeSettings(
            systems: systems,
            flows: [binding],
            people: [Person(id: "fay", roles: ["finance"]), Person(id: "olga", roles: ["integration-operator"])]
        )
    }

    var desk: ShadowDesk { ShadowDesk(settings: decisions, store: store) }

    /// One pass of a runtime that was just started.
    func run() async throws {
        try await Engine(settings: settings, store: store, clock: clock).runOnce()
    }

    /// Lets costs come in, of 10.00 an hour.
    func work(_ entries: [CostEntry]) async throws {
        let received = entries.map { entry in
            StateChange.recordReceived(
                ReceivedRecord(
                    system: "paper",
                    record: SourceRecord(
                        id: entry.key,
                        object: CostEntry.name,
                        occurredAt: clock.now,
                        payload: entry.json
                    ),
                    flow: CostFlow.name,
                    key: entry.project,
                    topics: [],
                    disposition: .accepted
                )
            )
        }
        _ = try await store.commit(received, by: "test", at: clock.now)
        try await run()
    }

    /// What the other way has written.
    static func written(_ entry: CostEntry, amount: Decimal? = nil, typed: Bool = true) -> WrittenCost {
        let place = ShadowComparison.Place(
            day: entry.serviceDate,
            company: entry.company,
            project: entry.project,
            costCode: entry.costCode,
            costType: typed ? entry.costType.rawValue : ""
        )
        return WrittenCost(place, hours: entry.hours, amount: amount ?? entry.amount.amount)
    }

    func request(_ written: [WrittenCost], through day: String, since: String? = nil) throws -> ShadowDesk.Request {
        ShadowDesk.Request(
            CostFlow.name,
            since: try since.map { try #require(CalendarDate($0)) },
            through: try #require(CalendarDate(day)),
            written: written,
            digest: "a1"
        )
    }

    /// The keys of the ledger's lines.
    var lines: [String] { ledger.state.withLock { $0.lines.values.map(\.key).sorted() } }

    func openCases() async throws -> [String] { try await store.cases(onlyOpen: true).map(\.proposal.key) }

    func states() async throws -> [String: DeliveryState] {
        var states: [String: DeliveryState] = [:]
        for state in DeliveryState.allCases {
            for stored in try await store.deliveries(in: state, after: 0, limit: 1000) {
                states[stored.plan.delivery.key] = state
            }
        }
        return states
    }
}
