import ConnectorStore
import SQLiteStore
import Testing

@Suite("SQLite store: long journal")
struct LongJournalTests {
    @Test func tenThousandEntriesAreVerifiedInPages() async throws {
        let folder = try StoreFolder()
        let store = try folder.open()
        for batch in 0..<10 {
            let changes = (0..<1000).map { StateChange.reading("r\(batch * 1000 + $0)") }
            let receipt = try await store.commit(changes, by: "system:purlin", at: .morning)
            #expect(receipt.appended.count == 1000)
        }
        var pages: [Int64] = []
        let verification = try await JournalVerification.verify(store, pageSize: 3000) { pages.append($0) }
        #expect(verification.isWhole)
        #expect(verification.entries == 10_000)
        #expect(pages == [3000, 6000, 9000, 10_000])
        #expect(try await store.journal(topic: "EX-104").count == 10_000)
    }
}
