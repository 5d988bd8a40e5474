/// Whether a journal is whole, with all that proves it: what ``verify(_:trusting:pageSize:progress:)`` found.
public struct AuditVerification: Sendable, Hashable {
    /// How many entries were looked at.
    public let entries: Int64
    /// How many checkpoints were looked at.
    public let checkpoints: Int
    /// What is wrong, in the order of the entries; empty if no entry, node, checkpoint or index is.
    public let findings: [JournalVerification.Finding]
    /// What became of the second place for checkpoints.
    public let export: Export

    /// How the second place for checkpoints was found.
    public enum Export: Sendable, Hashable {
        /// There is none.
        case none
        /// Each of its checkpoints was compared; it lacks so many of the newest, which are added with the next one.
        case read(lacking: Int)
        /// It holds none, although the store holds more than one.
        case missing
        /// It holds others than the store does, lacks one before its newest, or has them out of order; the findings say
        /// which.
        case disagreeing
        /// It could not be reached, so nothing was compared.
        case away(reason: String)
        /// It holds something else than checkpoints.
        case damaged(reason: String)
    }

    /// Whether nothing is wrong; a second place that is away is not.
    public var isWhole: Bool {
        switch export {
        case .missing, .disagreeing, .damaged: false
        case .none, .read, .away: findings.isEmpty
        }
    }

    /// Recomputes every hash and compares every link, the numbering and the head; the stored nodes of the tree; the root
    /// of each checkpoint, its signature and its entry; the checkpoints in the second place; and the index by which
    /// entries are found.
    ///
    /// Entries that are appended meanwhile are looked at as far as they can be.
    ///
    /// - Parameters:
    ///   - store: The store.
    ///   - verifiers: Whose checkpoints are trusted; without any, signatures are not looked at.
    ///   - export: The second place for checkpoints, if there is one.
    ///   - pageSize: How many entries are read at a time.
    ///   - progress: Called after each page with the number of entries done.
    /// - Returns: What was found.
    /// - Throws: ``StoreError`` if the store cannot be read at all.
    public static func verify(
        _ store: any JournalStore & AuditStore,
        trusting verifiers: [NoteVerifier] = [],
        export: (any CheckpointExport)? = nil,
        pageSize: Int = 1000,
        progress: (Int64) -> Void = { _ in }
    ) async throws(StoreError) -> AuditVerification {
        // Read first: whatever stands there was in the store before.
        let export = await ExportCheck(reading: export)
        let signed = try await store.allCheckpoints()
        let newest = max(try await store.journalHead().sequence, 0)
        // The index is read while the entries are; both as far as the entry that was the newest before.
        async let read = index(of: store, newest: newest)
        let scan = try await JournalScan(of: store, pageSize: pageSize, newest: newest, progress: progress)
        var findings = scan.findings
        findings += try await TopicCheck(store: store, scan: scan).findings(in: await read.get())
        let tree = TreeCheck(store: store, scan: scan)
        findings += try await tree.findings()
        findings += try await tree.findings(in: signed, trusting: verifiers)
        let exported = export.findings(against: signed, trusting: verifiers)
        findings += exported
        return AuditVerification(
            entries: scan.entries,
            checkpoints: signed.count,
            findings: findings.sorted { $0.sequence < $1.sequence },
            export: export.state(against: signed, exported)
        )
    }

    private static func index(
        of store: any AuditStore,
        newest: Int64
    ) async -> Result<(value: TopicSums, newest: Int64), StoreError> {
        do throws(StoreError) {
            return .success(
                try await store.reduceTopicIndex(TopicSums(newest: newest)) { sums, topic, sequence in
                    sums.add(topic, sequence)
                }
            )
        } catch {
            return .failure(error)
        }
    }
}

extension AuditStore {
    /// All checkpoints over more than `size` entries, the smallest first.
    func allCheckpoints(after size: Int64 = -1) async throws(StoreError) -> [StoredCheckpoint] {
        var all: [StoredCheckpoint] = []
        while true {
            let page = try await checkpoints(after: all.last?.size ?? size, limit: 1000)
            all += page
            if page.count < 1000 { return all }
        }
    }
}
