import ConnectorStore
import ConnectorTesting
import SQLiteStore
import Testing

@Suite("SQLite store: contract")
struct SQLiteStoreContractTests {
    private let folder: StoreFolder

    init() throws {
        folder = try StoreFolder()
    }

    @Test(arguments: StoreContract.promises)
    func keeps(_ promise: StoreContract.Promise) async throws {
        try await promise.check(folder.open())
    }

    @Test func theRuntimeKeepsTheSamePromises() async throws {
        let promise = try #require(StoreContract.promises.first { $0.name.hasPrefix("one change that does not fit") })
        try await promise.check(folder.open(.runtime))
    }
}
