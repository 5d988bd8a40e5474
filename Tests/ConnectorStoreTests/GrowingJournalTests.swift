import CanonicalModel
import ConnectorKit
import ConnectorStore
import Testing

struct GrowingJournalTests {
    /// A journal that another process appends to whenever it is looked at.
    private struct GrowingJournal: JournalStore {
        let store: InMemoryStore
        let limit: Int64

        func journal(after sequence: Int64, limit: Int) async throws(StoreError) -> [JournalEntry] {
            let page = try await store.journal(after: sequence, limit: limit)
            try await grow()
            return page
        }

        func journal(topic: String) async throws(StoreError) -> [JournalEntry] {
            try await store.journal(topic: topic)
        }

        func journalHead() async throws(StoreError) -> JournalHead {
            let head = try await store.journalHead()
            try await grow()
            return head
        }

        private func grow() async throws(StoreError) {
            let sequence = try await store.journalHead().sequence
            guard sequence < limit else { return }
            let stream = StreamID(system: "fleet", stream: "hours")
            let change = StateChange.cursorAdvanced(stream, Cursor("\(sequence)"))
            _ = try await store.commit([change], by: "system:purlin", at: Instant(seconds: sequence))
        }
    }

    @Test(arguments: [1, 2, 3, 1000])
    func aJournalThatGrowsMeanwhileIsWhole(pageSize: Int) async throws {
        let journal = GrowingJournal(store: InMemoryStore(), limit: 40)
        let verification = try await JournalVerification.verify(journal, pageSize: pageSize)

        #expect(verification.isWhole, "\(verification.findings)")
        #expect(verification.entries > 0)
    }

    @Test func anEmptyJournalIsWhole() async throws {
        let verification = try await JournalVerification.verify(InMemoryStore())

        #expect(verification.isWhole)
        #expect(verification.entries == 0)
    }
}
