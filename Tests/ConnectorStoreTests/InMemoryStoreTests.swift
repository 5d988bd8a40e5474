import ConnectorStore
import ConnectorTesting
import Testing

@Suite("In-memory store")
struct InMemoryStoreTests {
    @Test(arguments: StoreContract.promises)
    func keeps(_ promise: StoreContract.Promise) async throws {
        try await promise.check(InMemoryStore())
    }
}
