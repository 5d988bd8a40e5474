/// What is looked at before a runtime goes on with a journal: little is read, however long the journal is.
///
/// It finds a store that was restored from an older backup, a journal that was cut off or written anew, and nodes of the
/// tree that were changed under a checkpoint. A single entry far back that was altered without writing all that follow
/// anew is found by ``AuditVerification`` only.
public struct StartCheck: Sendable {
    private let store: any JournalStore & AuditStore
    private let check: CheckpointCheck

    /// Creates a check.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - verifiers: Whose checkpoints are trusted; without any, signatures are not looked at.
    public init(_ store: any JournalStore & AuditStore, trusting verifiers: [NoteVerifier]) {
        self.store = store
        check = CheckpointCheck(store: store, verifiers: verifiers, consequence: "Nothing was started")
    }

    /// Checks the newest entries, the tree over them, and the newest checkpoints.
    ///
    /// - Parameter exported: What a second place holds, if there is one.
    /// - Throws: ``AuditError/inconsistent(_:)``, ``AuditError/unsigned(_:)`` or ``AuditError/malformed(_:)`` with what
    ///   disagrees and what to do; ``AuditError/store(_:)`` if the store cannot be read.
    public func run(exported: ExportedCheckpoints? = nil) async throws(AuditError) {
        let newest = try await checkNewestEntries()
        let latest = try await AuditError.reading { () throws(StoreError) in try await store.latestCheckpoint() }
        if let latest {
            let signed = try await AuditError.reading { () throws(StoreError) in try latest.signed }
            try await check.check(signed, "stored", newest: newest)
        }
        if let exported { try await check.checkExported(exported) }
    }

    /// Checks everything behind the last complete block, that block itself, and the entry before it; returns the number
    /// of entries.
    private func checkNewestEntries() async throws(AuditError) -> Int64 {
        let (head, start, entries) = try await readNewestEntries()
        guard head.sequence >= 0, entries.last?.head ?? .empty == head else {
            throw check.refusal("the head of the journal names entry \(head.sequence), which is not its newest entry")
        }
        // The hash that the very first of them follows is checked by what stands before it.
        var previous = JournalHead.empty
        if start > 0 { previous = JournalHead(sequence: start - 1, hash: entries.first?.previousHash ?? "") }
        for entry in entries {
            guard entry.computedHash == entry.hash, entry.linkFindings(after: previous).isEmpty else {
                throw check.refusal(
                    "entry \(entry.sequence) of the journal, or the one before it, was changed after it was written"
                )
            }
            previous = entry.head
        }
        try await checkTree(over: start > 0 ? entries.dropFirst() : entries[...], size: head.sequence)
        return head.sequence
    }

    /// Where the last complete block begins, the entries from there on, and the one before them if there is one.
    private func readNewestEntries() async throws(AuditError) -> (JournalHead, Int64, [JournalEntry]) {
        try await AuditError.reading { () throws(StoreError) in
            var head = try await store.journalHead()
            while true {
                let start = max(0, head.sequence / 256 - 1) * 256
                let entries = try await store.journal(after: max(0, start - 1), limit: 1024)
                // A command beside the runtime may append meanwhile.
                let present = try await store.journalHead()
                if present == head { return (head, start, entries) }
                head = present
            }
        }
    }

    /// Compares the last complete subtree on each stored level with what stands below it.
    ///
    /// - Parameters:
    ///   - entries: The entries of the last complete block, and those behind it.
    ///   - size: The number of all entries.
    /// - Throws: ``AuditError/inconsistent(_:)`` if they differ; ``AuditError/store(_:)`` if a node is missing.
    private func checkTree(over entries: ArraySlice<JournalEntry>, size: Int64) async throws(AuditError) {
        var children = entries.prefix(256).compactMap { MerkleHash(hexadecimal: $0.hash).map(MerkleHash.leaf) }
        var (level, count) = (8, size / 256)
        while count > 0 {
            let index = count - 1
            let stored = try await AuditError.reading { () throws(StoreError) in
                try await store.treeHashes(level: level, indices: index..<index + 1)
            }
            guard stored == [MerkleTree.root(ofComplete: children)] else {
                throw check.refusal(
                    "the stored tree does not fit the entries up to \((index + 1) << Int64(level)): one of them was changed"
                )
            }
            guard count / 256 > 0 else { return }
            let parents = (count / 256 - 1) * 256
            (children, level, count) = (
                try await AuditError.reading { () throws(StoreError) in
                    try await store.treeHashes(level: level, indices: parents..<parents + 256)
                }, level + 8, count / 256
            )
        }
    }
}
