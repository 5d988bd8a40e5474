import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import FoundationEssentials
import JSON
import Testing

/// Deliveries that go as files are repaired and replayed like others: the notes of the spool say what became of them.
struct FileRepairTests {
    @Test func aRejectedFileIsRepairedAndSent() async throws {
        let zone = try DropZone()
        try await zone.plan("a/b")
        try await zone.send()
        let item = try #require(try await zone.store.cases(onlyOpen: true).first)
        let desk = CaseDesk(settings: zone.settings, store: zone.store)
        let request = RepairRequest(edits: [ValueEdit(path: "text", text: "hello")], totals: ["worth": 1])
        let plan = try await desk.planRepair(item.number, request, by: "eve", at: zone.clock.now)
        #expect(plan.items.map(\.outcome) == ["paper was asked and holds nothing of it; it is sent as it is now"])
        try await desk.repair(plan, by: "eve", at: zone.clock.now)
        try await zone.send()

        #expect(zone.files.files == ["outgoing/hello.csv"])
        #expect(try await zone.openCases() == [])
    }

    @Test func aFileThatWasSentCountsAsHeldEvenIfItWasTaken() async throws {
        let zone = try DropZone()
        try await zone.plan("one", "two")
        try await zone.send()
        try await zone.files.remove("outgoing/one.csv")
        let replay = DeliveryReplay(settings: zone.settings, store: zone.store)
        let items = try await replay.plan(ReplaySelection())

        #expect(items.map(\.key) == ["Note/one", "Note/two"])
        for item in items {
            guard case .holds = item.verdict else {
                Issue.record("\(item.key): \(item.verdict)")
                continue
            }
        }
        #expect(try await replay.replay(items, by: "eve", at: zone.clock.now) == [])
    }
}
