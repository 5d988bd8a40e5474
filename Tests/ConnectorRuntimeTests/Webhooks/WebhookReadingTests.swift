import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import JSON
import Synchronization
import Testing

struct WebhookReadingTests {
    @Test func aDeliveryBecomesRecordsInOneStep() async throws {
        let workshop = HookWorkshop()
        let body = #"{"notes":[{"author":"ann","text":"one"},{"author":"ben","text":"two"}]}"#
        #expect(try await workshop.desk().receive(workshop.signed("msg_1", body)) == .accepted)
        try await workshop.run()

        #expect(workshop.ledger.sorted() == ["Note/one", "Note/two"])
        let state = try await workshop.store.flowState(flow: "Webhooks", key: "post/notes")
        #expect(state?.state["deliveries"] == 1)
        #expect(try await workshop.store.waitingRecords(limit: 10).isEmpty)
    }

    /// The same reading in two deliveries, late and out of order, has one effect.
    @Test func aRecordInTwoDeliveriesTakesEffectOnceWhateverTheirOrder() async throws {
        let workshop = HookWorkshop()
        let desk = try workshop.desk()
        for (id, text) in [("msg_2", "two"), ("msg_1", "one"), ("msg_3", "one"), ("msg_4", "two")] {
            #expect(await desk.receive(workshop.signed(id, note("ann", text))) == .accepted)
            try await workshop.run()
        }

        #expect(workshop.ledger == ["Note/two", "Note/one"])
    }

    @Test func aBodyThatIsNotUnderstoodWaitsAndIsReadAgain() async throws {
        var workshop = HookWorkshop()
        let body = #"{"notes":[{"author":"ann","text":"one"},{"author":"ann","text":"LOUD"}]}"#
        #expect(try await workshop.desk().receive(workshop.signed("msg_1", body)) == .accepted)
        #expect(try await workshop.desk().receive(workshop.signed("msg_2", "no json")) == .accepted)
        try await workshop.run()

        #expect(workshop.ledger == ["Note/one"], "what was understood enters at once")
        let open = try await workshop.store.cases(onlyOpen: true)
        #expect(open.map(\.proposal.key) == ["shouted:post/notes/note", "malformed_note:post/notes/body"])
        #expect(open.map(\.heldRecords) == [1, 1])

        let number = try #require(open.first).number
        let unchanged = CaseDesk(settings: workshop.settings, store: workshop.store)
        try await unchanged.retry(number, by: "eve", at: workshop.clock.now)
        try await workshop.run()
        let again = try #require(try await workshop.store.openCase(key: "shouted:post/notes/note"))
        #expect(again.heldRecords == 1, "still not understood: it waits again")

        workshop.hook.understandsShouting = true
        let desk = CaseDesk(settings: workshop.settings, store: workshop.store)
        try await desk.retry(again.number, by: "eve", at: workshop.clock.now)
        try await workshop.run()
        #expect(workshop.ledger == ["Note/one", "Note/LOUD"])
        #expect(try await workshop.store.cases(onlyOpen: true).map(\.proposal.kind) == ["malformed_note"])
    }

    @Test func aRecordThatNoFlowTakesIsACase() async throws {
        let workshop = HookWorkshop()
        let body = #"{"notes":[{"author":"ann","text":"one","object":"Poem"}]}"#
        #expect(try await workshop.desk().receive(workshop.signed("msg_1", body)) == .accepted)
        try await workshop.run()

        let open = try #require(try await workshop.store.cases(onlyOpen: true).first)
        #expect(open.proposal.key == "webhook_unrouted:post/notes/Poem")
        #expect(open.heldRecords == 1)
    }

    @Test func aRecordThatItsFlowCannotPlaceIsQuarantinedByItself() async throws {
        let workshop = HookWorkshop()
        #expect(try await workshop.desk().receive(workshop.signed("msg_1", note("zoe", "one"))) == .accepted)
        try await workshop.run()

        let open = try #require(try await workshop.store.cases(onlyOpen: true).first)
        #expect(open.proposal.key == "unknown_author:zoe")
        #expect(open.heldRecords == 1)
    }

    @Test func aSystemThatIsNoLongerConfiguredLosesNothing() async throws {
        let workshop = HookWorkshop()
        #expect(try await workshop.desk().receive(workshop.signed("msg_1", note("ann", "one"))) == .accepted)
        let without = RuntimeSettings(systems: [], flows: [], people: [])
        try await Engine(settings: without, store: workshop.store, clock: workshop.clock).runOnce()
        let open = try #require(try await workshop.store.cases(onlyOpen: true).first)
        #expect(open.proposal.kind == "webhook_unread")

        try await CaseDesk(settings: workshop.settings, store: workshop.store)
            .retry(open.number, by: "eve", at: workshop.clock.now)
        try await workshop.run()
        #expect(workshop.ledger == ["Note/one"])
    }

    @Test func aWebhookIsNotRepairedAndThePersonIsToldWhatToDo() async throws {
        let workshop = HookWorkshop()
        #expect(try await workshop.desk().receive(workshop.signed("msg_1", "no json")) == .accepted)
        try await workshop.run()
        let open = try #require(try await workshop.store.cases(onlyOpen: true).first)
        let edit = RepairRequest(edits: [ValueEdit(path: "text", text: "{}")])
        let desk = CaseDesk(settings: workshop.settings, store: workshop.store)
        let error = await #expect(throws: GovernanceError.self) {
            _ = try await desk.planRepair(open.number, edit, by: "eve", at: workshop.clock.now)
        }
        #expect(error?.description.contains("reads it in the configuration and retry the case, or reject it") == true)
    }

    /// Bodies may have 16 MiB each: what waits is loaded in portions.
    @Test(.timeLimit(.minutes(2)))
    func whatWaitsIsLoadedByItsBytesAsWellAsByItsNumber() async throws {
        let workshop = HookWorkshop(.standard(bodyLimit: 2 << 20))
        let body = String(repeating: "x", count: 3 << 19)
        for number in 1...3 {
            #expect(try await workshop.desk().receive(workshop.signed("msg_\(number)", body)) == .accepted)
        }
        let store = WeighedStore(inner: workshop.store)
        try await Engine(settings: workshop.settings, store: store, clock: workshop.clock).runOnce()
        #expect(store.loads.withLock { $0.map { $0 >> 19 } } == [6, 3])
        #expect(try await workshop.store.cases(onlyOpen: true).first?.heldRecords == 3)
    }
}

/// A store that notes how many bytes of bodies are loaded in one go.
private final class WeighedStore: StoreRelay {
    let inner: any RuntimeStore
    let loads = Mutex<[Int]>([])

    init(inner: any RuntimeStore) {
        self.inner = inner
    }

    func waitingRecords(limit: Int, bytes: Int) async throws(StoreError) -> [ReceivedRecord] {
        let records = try await inner.waitingRecords(limit: limit, bytes: bytes)
        let sum = records.reduce(0) { $0 + ($1.record.payload["text"]?.stringValue?.utf8.count ?? 0) }
        if sum > 0 { loads.withLock { $0.append(sum) } }
        return records
    }
}
