/// Whether a journal is whole: what ``verify(_:pageSize:progress:)`` found.
public struct JournalVerification: Sendable, Hashable {
    /// One thing that is wrong.
    public struct Finding: Sendable, Hashable {
        /// The entry.
        public let sequence: Int64
        /// What is wrong with it.
        public let message: String
    }

    /// How many entries were looked at.
    public let entries: Int64
    /// What is wrong, in the order of the entries; empty if the journal is whole.
    public let findings: [Finding]

    /// Whether nothing is wrong.
    public var isWhole: Bool { findings.isEmpty }

    /// Recomputes every hash and compares every link, the numbering, and the head that is kept apart.
    ///
    /// - Parameters:
    ///   - journal: The journal.
    ///   - pageSize: How many entries are read at a time.
    ///   - progress: Called after each page with the number of entries done.
    /// - Returns: What was found.
    /// - Throws: ``StoreError`` if the journal cannot be read at all.
    public static func verify(
        _ journal: any JournalStore,
        pageSize: Int = 1000,
        progress: (Int64) -> Void = { _ in }
    ) async throws(StoreError) -> JournalVerification {
        var last = JournalHead.empty
        var count: Int64 = 0
        var findings: [Finding] = []
        while true {
            let page = try await journal.journal(after: last.sequence, limit: pageSize)
            for entry in page {
                findings += entry.faults(following: last).map { Finding(sequence: entry.sequence, message: $0) }
                last = JournalHead(sequence: entry.sequence, hash: entry.hash)
                count += 1
            }
            if !page.isEmpty { progress(count) }
            guard page.count < pageSize else { continue }
            // The head is read after the entries, since another process may append meanwhile.
            let head = try await journal.journalHead()
            if head.sequence > last.sequence {
                let isGrowing = try await !journal.journal(after: last.sequence, limit: 1).isEmpty
                guard !isGrowing else { continue }
                findings.append(Finding(sequence: last.sequence + 1, message: "is missing, with all that follow it"))
            } else if last != head {
                findings.append(
                    Finding(sequence: last.sequence, message: "is not the newest entry that the head names")
                )
            }
            break
        }
        return JournalVerification(entries: count, findings: findings)
    }
}

extension JournalEntry {
    /// What is wrong with this entry as the successor of `previous`.
    fileprivate func faults(following previous: JournalHead) -> [String] {
        var faults: [String] = []
        if sequence != previous.sequence + 1 {
            faults.append("follows entry \(previous.sequence): entries between them are missing")
        }
        if computedHash != hash { faults.append("does not match its own hash: it was changed after it was written") }
        if previousHash != previous.hash {
            faults.append("does not carry the hash of the entry before it")
        }
        return faults
    }
}
