import CanonicalModel
import ConnectorKit
import ConnectorStore
import Testing

@Suite("In-memory store: several users")
struct SimultaneousCommitTests {
    @Test func simultaneousCommitsKeepTheChainWhole() async throws {
        let store = InMemoryStore()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for user in 1...4 {
                group.addTask {
                    for number in 1...50 {
                        let stream = StreamID(system: "telematics", stream: "s\(user)")
                        let change = StateChange.cursorAdvanced(stream, Cursor("\(number)"))
                        _ = try await store.commit([change], by: "system:purlin", at: Instant(seconds: 1))
                    }
                }
            }
            try await group.waitForAll()
        }
        let verification = try await JournalVerification.verify(store)
        #expect(verification.findings == [])
        #expect(verification.entries == 200)
    }
}
