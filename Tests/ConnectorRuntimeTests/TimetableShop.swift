import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import Governance
import JSON
import Synchronization
import Testing

/// A workshop at 2026-01-05T12:00Z, 05:00 at the site, whose systems and flow have schedules.
struct TimetableShop {
    var workshop = Workshop()
    let clock: ManualClock
    var read: Schedule = .every(.seconds(60))
    var deliver: Schedule = .realTime
    var governance = GovernancePolicy.standard

    init() throws {
        clock = ManualClock(try #require(Instant("2026-01-05T12:00:00Z")))
    }

    var settings: RuntimeSettings {
        RuntimeSettings(
            systems: [
                ConfiguredSystem(name: "paper", connector: workshop.source, schedule: read),
                ConfiguredSystem(name: "ledger", connector: workshop.sink, pollInterval: .seconds(60)),
            ],
            flows: [
                FlowBinding(
                    flow: workshop.flow,
                    sources: ["paper"],
                    target: "ledger",
                    deliverySchedule: deliver
                )
            ],
            people: [
                Person(id: "fay", roles: ["finance"]), Person(id: "joe", roles: ["reader"]),
                Person(id: "eve", roles: ["integration-operator"]),
            ],
            governance: governance
        )
    }

    /// One pass of a runtime that was just started, at `time`.
    func run(at time: String, _ clock: ManualClock? = nil, on store: (any RuntimeStore)? = nil) async throws {
        let clock = clock ?? self.clock
        clock.advance(to: try #require(Instant(time)))
        try await Engine(settings: settings, store: store ?? workshop.store, clock: clock).runOnce()
    }

    var reads: Int { workshop.source.asked.withLock { $0.count } }

    func notes(_ event: String) async throws -> [JSON] {
        try await workshop.store.journal(topic: "paper").compactMap { entry in
            let notes = try? JSON(parsing: entry.body)["notes"]?.arrayValue
            return notes?.first { $0["event"]?.stringValue == event }?["detail"]
        }
    }
}

/// A flow beside that of notes, which delivers the same.
struct LetterFlow: BusinessFlow {
    static let name = "Letters"
    let consumes: Set<String> = ["Letter"]
    let masterData: [FlowDelivery] = []

    func route(_ event: FlowEvent) -> FlowRoute { NoteFlow().route(event) }

    func decide(
        key: String,
        state: JSON?,
        events: [FlowEvent],
        at now: Instant
    ) throws(JSONAccessError) -> FlowDecision {
        try NoteFlow().decide(key: key, state: state, events: events, at: now)
    }
}
