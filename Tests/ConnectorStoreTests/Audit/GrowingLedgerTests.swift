import ConnectorStore
import Testing

@Suite("Audit of a journal that grows meanwhile")
struct GrowingLedgerTests {
    /// A store in which, whenever it is looked at, entries are appended and from time to time signed.
    private struct GrowingStore: JournalStore, AuditStore {
        let ledger: Ledger
        let limit: Int64

        private func grow() async throws(StoreError) {
            let size = try await ledger.store.journalHead().sequence
            guard size < limit else { return }
            do {
                try await ledger.append(37)
                if size % 3 == 0 { _ = try await ledger.log.sign(by: "system:purlin", at: .morning) }
            } catch AuditError.store(.conflict) {
                // Two readers let it grow at once, and the other one signed first.
            } catch {
                throw .unavailable("\(error)")
            }
        }

        func journal(after sequence: Int64, limit: Int) async throws(StoreError) -> [JournalEntry] {
            try await grow()
            return try await ledger.store.journal(after: sequence, limit: limit)
        }

        func journal(topic: String) async throws(StoreError) -> [JournalEntry] {
            try await ledger.store.journal(topic: topic)
        }

        func journalHead() async throws(StoreError) -> JournalHead {
            try await grow()
            return try await ledger.store.journalHead()
        }

        func treeHashes(level: Int, indices: Range<Int64>) async throws(StoreError) -> [MerkleHash] {
            try await grow()
            return try await ledger.store.treeHashes(level: level, indices: indices)
        }

        func checkpoints(after size: Int64, limit: Int) async throws(StoreError) -> [StoredCheckpoint] {
            try await grow()
            return try await ledger.store.checkpoints(after: size, limit: limit)
        }

        func latestCheckpoint() async throws(StoreError) -> StoredCheckpoint? {
            try await ledger.store.latestCheckpoint()
        }

        func reduceTopicIndex<Value: Sendable>(
            _ initial: Value,
            _ take: @escaping @Sendable (inout Value, _ topic: String, _ sequence: Int64) -> Void
        ) async throws(StoreError) -> (value: Value, newest: Int64) {
            try await grow()
            return try await ledger.store.reduceTopicIndex(initial, take)
        }
    }

    @Test(arguments: [1, 50, 1000])
    func itIsWhole(pageSize: Int) async throws {
        let ledger = try await Ledger(entries: 300)
        let store = GrowingStore(ledger: ledger, limit: 1200)
        let verification = try await AuditVerification.verify(
            store,
            trusting: [ledger.signer.verifier],
            pageSize: pageSize
        )
        #expect(verification.findings == [])
        #expect(verification.entries >= 300)
    }

    @Test func itMayStart() async throws {
        let ledger = try await Ledger(entries: 300)
        let signed = try await ledger.sign()
        let store = GrowingStore(ledger: ledger, limit: 1200)
        try await StartCheck(store, trusting: [ledger.signer.verifier]).run(exported: ExportedCheckpoints([signed]))
    }
}
