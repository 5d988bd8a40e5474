import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import JSON
import Testing

/// A version of a record that a person gives up was never anywhere: the keys of older ones learn where the record is.
struct RejectedMoveTests {
    /// Notes what each key is given; an entry without hours cannot be taken.
    private struct Shelves: MovingRecordFlow {
        static let name = "Shelves"
        let consumes: Set<String> = ["Entry"]
        let masterData: [FlowDelivery] = []

        func route(_ event: FlowEvent) -> FlowRoute { .accept(key: "none", topics: []) }
        func identity(of object: String, payload: JSON) -> String? { payload["entry"]?.stringValue }
        func counts(_ object: String, payload: JSON) -> Bool { payload["isApproved"] != false }

        func decide(
            key: String,
            state: JSON?,
            events: [FlowEvent],
            at now: Instant
        ) throws(JSONAccessError) -> FlowDecision {
            var seen = state?.arrayValue ?? []
            for event in events {
                let payload = JSONReader(event.payload)
                if event.object == FlowEvent.recordMoved {
                    seen.append(.string("moved to \(try payload.member("to").string())"))
                } else {
                    seen.append(.string("\(try payload.member("hours").string()) h"))
                }
            }
            return FlowDecision(state: .array(seen))
        }
    }

    private let store = InMemoryStore()
    private let clock = ManualClock(Instant(seconds: 1_767_571_200))
    private let settings = RuntimeSettings(
        systems: [],
        flows: [FlowBinding(flow: Shelves(), sources: ["time"], target: "odoo")],
        people: [Person(id: "eve", roles: ["integration-operator"])]
    )

    private func receive(_ version: String, at key: String, hours: JSON?, isApproved: Bool = true) async throws {
        var payload: JSONObject = ["entry": "e-1", "isApproved": .bool(isApproved)]
        payload["hours"] = hours
        let received = ReceivedRecord(
            system: "time",
            record: SourceRecord(id: version, object: "Entry", occurredAt: clock.now, payload: .object(payload)),
            flow: Shelves.name,
            key: key,
            topics: [key, "e-1"],
            disposition: .accepted
        )
        _ = try await store.commit([.recordReceived(received)], by: Engine.actor, at: clock.now)
    }

    private func run() async throws {
        clock.advance(by: .seconds(60))
        try await Engine(settings: settings, store: store, clock: clock).runOnce()
    }

    private func reject() async throws {
        let held = try #require(try await store.cases(onlyOpen: true).first)
        let desk = CaseDesk(settings: settings, store: store)
        try await desk.reject(held.number, by: "eve", reason: "typed by mistake", at: clock.now)
        try await run()
    }

    private func seen(_ key: String) async throws -> JSON? {
        try await store.flowState(flow: Shelves.name, key: key)?.state
    }

    @Test func theOldestKeyLearnsWhereTheRecordWentPastAVersionThatIsGivenUp() async throws {
        try await receive("v1", at: "A", hours: "8")
        try await run()
        try await receive("v2", at: "B", hours: nil)
        try await receive("v3", at: "C", hours: "7")
        try await run()
        #expect(try await store.cases(onlyOpen: true).map(\.proposal.kind) == ["flow_failed"])
        #expect(try await seen("A") == ["8 h"], "B would tell it")

        try await reject()

        #expect(try await seen("A") == ["8 h", "moved to C"])
        #expect(try await seen("C") == ["7 h"])
        #expect(try await store.cases(onlyOpen: true).isEmpty)
    }

    @Test func aVersionThatIsNotApprovedBehindTheNewPlaceChangesNothingOfThat() async throws {
        try await receive("v1", at: "A", hours: "8")
        try await run()
        try await receive("v2", at: "B", hours: nil)
        try await receive("v3", at: "C", hours: "7")
        try await run()
        try await receive("v4", at: "C", hours: "6", isApproved: false)
        try await run()

        try await reject()

        #expect(try await seen("A") == ["8 h", "moved to C"])
        #expect(try await seen("C") == ["7 h", "6 h"])
    }

    /// It tells of itself when it is taken.
    @Test func aNewPlaceThatHasNotTakenTheRecordYetIsToldOnce() async throws {
        try await receive("v1", at: "A", hours: "8")
        try await run()
        try await receive("v2", at: "B", hours: nil)
        try await run()
        try await receive("v3", at: "C", hours: "7")

        try await reject()

        #expect(try await seen("A") == ["8 h", "moved to C"])
        #expect(try await seen("C") == ["7 h"])
    }

    /// Nothing stands but the oldest version: nobody is told anything.
    @Test func withoutAnotherPlaceNobodyIsTold() async throws {
        try await receive("v1", at: "A", hours: "8")
        try await run()
        try await receive("v2", at: "B", hours: nil)
        try await run()

        try await reject()

        #expect(try await seen("A") == ["8 h"])
        #expect(try await seen("B") == nil)
    }
}
