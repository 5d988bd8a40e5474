import ConnectorStore
import GRDB
import SQLiteStore
import Testing

@Suite("SQLite store: earlier versions")
struct EarlierVersionTests {
    @Test func aStoreWithoutTreeGetsOneWhenItIsOpened() async throws {
        let folder = try StoreFolder()
        let first = try folder.open()
        _ = try await first.commit((1...600).map { .reading("r\($0)") }, by: "system:purlin", at: .morning)
        let roots = try await first.treeHashes(level: 8, indices: 0..<2)
        try first.close()
        try await folder.putBackToVersion1()

        let opened = try folder.open()
        #expect(try await opened.treeHashes(level: 8, indices: 0..<2) == roots)
        #expect(try await opened.latestCheckpoint() == nil)
        _ = try await opened.commit((601...800).map { .reading("r\($0)") }, by: "system:purlin", at: .morning)
        #expect(try await opened.treeHashes(level: 8, indices: 2..<3).count == 1)
    }
}
