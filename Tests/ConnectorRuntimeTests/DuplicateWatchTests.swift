import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import ConstructionFlows
import Governance
import Testing

/// Machines of the configuration that look the same.
struct DuplicateWatchTests {
    private let clock = ManualClock(Instant(seconds: 1_767_600_000))
    private let store = InMemoryStore()

    private func run(_ machines: [(code: String, pin: String)]) async throws {
        let flow = EquipmentUsageToJobCost(
            EquipmentUsageSettings(
                company: "KST",
                zone: try #require(SiteZone("America/Denver")),
                projects: [],
                equipment: machines.map {
                    Equipment(code: $0.code, category: "excavator", identity: EquipmentIdentity(pin: $0.pin))
                },
                assignments: [],
                rates: []
            )
        )
        let settings = RuntimeSettings(
            systems: [],
            flows: [FlowBinding(flow: flow, sources: [], target: nil)],
            people: [Person(id: "eve", roles: ["integration-operator"])]
        )
        try await Engine(settings: settings, store: store, clock: clock).runOnce()
    }

    @Test func aPairIsOneCaseThatNamesBothUntilItIsNone() async throws {
        try await run([("EX-104", "KX 30"), ("EX-105", "kx-30"), ("EX-106", "KX 31")])
        let open = try #require(try await store.cases(onlyOpen: true).first)
        #expect(open.proposal.key == "duplicate_party:machine/EX-104/EX-105")
        #expect(open.owner == "integration-operator" && open.proposal.severity == .warning)
        #expect(open.proposal.summary.contains("EX-104 and EX-105 look like one machine: both have PIN KX30"))
        #expect(open.due(by: .standard) == open.openedAt.adding(seconds: 86_400))
        try await run([("EX-104", "KX 30"), ("EX-105", "kx-30"), ("EX-106", "KX 31")])
        #expect(try await store.cases(onlyOpen: false).map(\.occurrences) == [1])
        try await run([("EX-104", "KX 30"), ("EX-105", "KX 32"), ("EX-106", "KX 31")])
        #expect(try await store.cases(onlyOpen: false).map(\.state) == [.resolved])
        // It comes back.
        try await run([("EX-104", "KX 30"), ("EX-105", "kx-30")])
        #expect(try await store.cases(onlyOpen: true).map(\.number) == [2])
    }

    @Test func whoeverSaysThatItIsNoneIsAskedAgainOnlyWhereMoreSpeaksForIt() async throws {
        try await run([("EX-104", "KX 30"), ("EX-105", "kx-30")])
        let settings = RuntimeSettings(
            systems: [],
            flows: [],
            people: [Person(id: "eve", roles: ["integration-operator"])]
        )
        let desk = CaseDesk(settings: settings, store: store)
        try await desk.reject(1, by: "eve", reason: "twin deliveries of 2019", at: clock.now)
        try await run([("EX-104", "KX 30"), ("EX-105", "kx-30")])
        #expect(try await store.cases(onlyOpen: true).isEmpty)
        try await run([("EX-104", "KX 33"), ("EX-105", "kx-33")])
        #expect(try await store.cases(onlyOpen: true).map(\.number) == [2])
    }
}
