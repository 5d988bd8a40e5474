/// What one reading of the whole journal gives: what is wrong with its entries, and what its tree and its index of
/// business keys must be.
struct JournalScan: Sendable {
    private(set) var entries: Int64 = 0
    private(set) var last = JournalHead.empty
    private(set) var findings: [JournalVerification.Finding] = []
    /// The roots of the complete subtrees of 256 leaves.
    private(set) var blocks: [MerkleHash] = []
    private(set) var topics: TopicSums
    private(set) var checkpoints: [CheckpointEntry] = []
    private var leaves: [MerkleHash] = []

    private static let pagesAtOnce = 8

    /// Reads and recomputes the journal, several pages at a time.
    ///
    /// - Parameters:
    ///   - journal: The journal.
    ///   - pageSize: How many entries are read at a time.
    ///   - newest: Up to which entry the index of business keys is compared; 0 for not at all.
    ///   - progress: Called after each page with the number of entries done.
    /// - Throws: ``StoreError`` if the journal cannot be read at all.
    init(
        of journal: any JournalStore,
        pageSize: Int,
        newest: Int64,
        progress: (Int64) -> Void
    ) async throws(StoreError) {
        topics = TopicSums(newest: newest)
        let pageSize = max(pageSize, 1)
        var hasEnded = false
        while !hasEnded {
            let pages = try await Self.pages(of: journal, from: last.sequence, size: pageSize, newest: newest).get()
            // Where entries are missing, the next page begins elsewhere: it is read again.
            for page in pages where page.after == last.sequence && !hasEnded {
                take(page)
                if page.count > 0 { progress(entries) }
                guard page.count < pageSize else { continue }
                hasEnded = try await isComplete(journal)
                break
            }
        }
    }

    /// Reads pages side by side; each is recomputed by the task that read it.
    private static func pages(
        of journal: any JournalStore,
        from start: Int64,
        size: Int,
        newest: Int64
    ) async -> Result<[JournalPage], StoreError> {
        await withTaskGroup(of: Result<JournalPage, StoreError>.self) { group in
            for number in 0..<pagesAtOnce {
                let (after, isBeyond) = start.addingReportingOverflow(Int64(number) * Int64(size))
                guard !isBeyond else { break }
                group.addTask { await JournalPage.read(journal, after: after, limit: size, newest: newest) }
            }
            var pages: [JournalPage] = []
            for await page in group {
                switch page {
                case .success(let page): pages.append(page)
                case .failure(let error): return .failure(error)
                }
            }
            return .success(pages.sorted { $0.after < $1.after })
        }
    }

    private mutating func take(_ page: JournalPage) {
        let altered = page.altered.map {
            JournalVerification.Finding(
                sequence: $0,
                message: "does not match its own hash: it was changed after it was written"
            )
        }
        let links = page.first.map { $0.linkFindings(after: last) } ?? []
        findings += (links + page.findings + altered).sorted { $0.sequence < $1.sequence }
        entries += Int64(page.count)
        if page.count > 0 { last = page.last }
        topics.add(page.topics)
        checkpoints += page.checkpoints
        leaves += page.leaves
        let complete = leaves.count / 256
        for block in 0..<complete {
            blocks.append(MerkleTree.root(ofComplete: Array(leaves[block * 256..<(block + 1) * 256])))
        }
        leaves.removeFirst(complete * 256)
    }

    /// Whether nothing follows the last entry; the head must name it then.
    private mutating func isComplete(_ journal: any JournalStore) async throws(StoreError) -> Bool {
        // The head is read after the entries, since another process may append meanwhile.
        let head = try await journal.journalHead()
        if head.sequence > last.sequence {
            guard try await journal.journal(after: last.sequence, limit: 1).isEmpty else { return false }
            findings.append(.init(sequence: last.sequence + 1, message: "is missing, with all that follow it"))
        } else if last != head {
            findings.append(.init(sequence: last.sequence, message: "is not the newest entry that the head names"))
        }
        return true
    }
}
