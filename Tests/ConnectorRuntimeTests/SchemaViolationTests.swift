import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import JSON
import Testing

/// A record that is not as its object's schema says is kept back before any flow sees it, and tells all that is wrong.
struct SchemaViolationTests {
    /// A flow that takes whatever it is given, and would take anything.
    private struct OpenFlow: BusinessFlow {
        static let name = "Open"

        let consumes: Set<String> = ["Note", TimeEntry.name, PayrollRegister.name]
        let masterData: [FlowDelivery] = []

        func route(_ event: FlowEvent) -> FlowRoute { .accept(key: event.object, topics: [event.reference]) }

        func decide(key: String, state: JSON?, events: [FlowEvent], at now: Instant) -> FlowDecision {
            FlowDecision(state: .integer((state?.integerValue ?? 0) + Int64(events.count)))
        }
    }

    private let workshop = Workshop()

    private var settings: RuntimeSettings {
        RuntimeSettings(
            systems: [ConfiguredSystem(name: "paper", connector: workshop.source, pollInterval: .seconds(60))],
            flows: [FlowBinding(flow: OpenFlow(), sources: ["paper"], target: nil)],
            people: workshop.people
        )
    }

    private func run(_ payloads: (object: String, payload: JSON)...) async throws {
        workshop.publishMany(
            payloads.enumerated().map { number, one in
                SourceRecord(
                    id: "\(one.object)/\(number)",
                    object: one.object,
                    occurredAt: workshop.clock.now,
                    payload: one.payload
                )
            }
        )
        try await Engine(settings: settings, store: workshop.store, clock: workshop.clock).runOnce()
        // What was published is read beside the first steps of the flows.
        try await Engine(settings: settings, store: workshop.store, clock: workshop.clock).runOnce()
    }

    private func taken(_ object: String) async throws -> Int64? {
        try await workshop.store.flowState(flow: OpenFlow.name, key: object)?.state.integerValue
    }

    private static func entry(_ changes: JSONObject = [:]) -> JSON {
        var entry: JSONObject = [
            "id": "T-1", "employee": "000417", "project": "26-014", "costCode": "03-300", "payCode": "REG",
            "date": "2026-01-05", "hours": "8", "status": "approved",
        ]
        for (key, value) in changes { entry[key] = value }
        return .object(entry)
    }

    @Test func allThatIsWrongIsOneCaseAndTheRestGoesOn() async throws {
        let wrong = Self.entry(["hours": "8.125", "status": "aproved", "corrrects": "T-0"])
        try await run((TimeEntry.name, Self.entry()), (TimeEntry.name, wrong), ("Note", ["anything": 1]))

        let cases = try await workshop.openCases()
        let held = try #require(cases.first)
        #expect(cases.count == 1)
        #expect(held.proposal.key == "schema_violation:paper/TimeEntry/1")
        #expect(held.proposal.owner == settings.operatorRole)
        let paths = held.proposal.detail["violations"]?.arrayValue?.compactMap { $0["path"]?.stringValue }
        #expect(paths == ["hours", "status", "corrrects"])
        #expect(held.proposal.summary.hasPrefix("paper handed over what is no TimeEntry v1: hours: expected hours"))
        #expect(try await taken(TimeEntry.name) == 1)
        #expect(try await taken("Note") == 1, "an object of a plugin has no schema here")
    }

    @Test func aRepairedRecordIsLookedAtAgainAndGoesItsWay() async throws {
        try await run((TimeEntry.name, Self.entry(["hours": "8.125", "status": "aproved"])))
        let held = try #require(try await workshop.openCases().first)
        let desk = CaseDesk(settings: settings, store: workshop.store)
        let now = workshop.clock.now

        let half = RepairRequest(edits: [ValueEdit(path: "hours", text: "8.12")])
        let first = try await desk.planRepair(held.number, half, by: "eve", at: now)
        #expect(first.staying == 1 && first.items.first?.outcome.hasPrefix("is held") == true)

        let whole = RepairRequest(edits: half.edits + [ValueEdit(path: "status", text: "approved")])
        try await desk.repair(try await desk.planRepair(held.number, whole, by: "eve", at: now), by: "eve", at: now)
        try await run()
        #expect(try await workshop.openCases().isEmpty)
        #expect(try await taken(TimeEntry.name) == 1)
    }

    @Test func payIsNotToldEvenWhereItIsWrong() async throws {
        let register: JSON = [
            "run": "612", "periodEnd": "2026-01-04", "currency": "USD", "lines": [["rate": "41,3750", "gross": 331]],
        ]
        try await run((PayrollRegister.name, register))
        let held = try #require(try await workshop.openCases().first)
        let told = held.proposal.summary + held.proposal.detail.canonicalText
        #expect(!told.contains("41,3750") && !told.contains("331"), "\(told)")
        #expect(held.proposal.detail["count"] == 10)
    }
}
