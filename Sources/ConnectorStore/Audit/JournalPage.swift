/// A part of the journal, recomputed apart from what stands before it.
struct JournalPage: Sendable {
    /// The number of the entry before the page.
    let after: Int64
    /// The first entry, whose link to the one before is not checked here; `nil` if the page is empty.
    let first: JournalEntry?
    let last: JournalHead
    let count: Int
    /// The numbers of the entries that do not match their own hash.
    let altered: [Int64]
    /// What is wrong with the numbers and links between the entries of the page.
    let findings: [JournalVerification.Finding]
    /// The hashes of the tree's leaves for these entries.
    let leaves: [MerkleHash]
    /// What the index of business keys must hold for these entries.
    let topics: TopicSums
    /// The signed checkpoints among these entries.
    let checkpoints: [CheckpointEntry]

    /// Reads and recomputes a page.
    ///
    /// - Parameters:
    ///   - journal: The journal.
    ///   - after: The number of the entry before the page.
    ///   - limit: The greatest number of entries.
    ///   - newest: Up to which entry the index of business keys is compared.
    /// - Returns: The page, or why it cannot be read.
    static func read(
        _ journal: any JournalStore,
        after: Int64,
        limit: Int,
        newest: Int64
    ) async -> Result<JournalPage, StoreError> {
        do throws(StoreError) {
            let entries = try await journal.journal(after: after, limit: limit)
            return .success(JournalPage(entries, after: after, newest: newest))
        } catch {
            return .failure(error)
        }
    }

    private init(_ entries: [JournalEntry], after: Int64, newest: Int64) {
        var altered: [Int64] = []
        var findings: [JournalVerification.Finding] = []
        var leaves: [MerkleHash] = []
        var topics = TopicSums(newest: newest)
        var checkpoints: [CheckpointEntry] = []
        leaves.reserveCapacity(entries.count)
        var previous: JournalEntry?
        for entry in entries {
            let hash = MerkleHash(hexadecimal: entry.hash)
            if entry.seal != hash { altered.append(entry.sequence) }
            if let previous { findings += entry.linkFindings(after: previous.head) }
            // A hash that is none is an altered entry already.
            leaves.append(.leaf(hash ?? MerkleTree.emptyRoot))
            topics.add(entry)
            if entry.kind == "checkpoint.signed" {
                checkpoints.append(CheckpointEntry(sequence: entry.sequence, body: entry.body))
            }
            previous = entry
        }
        self.after = after
        first = entries.first
        last = previous?.head ?? JournalHead(sequence: after, hash: "")
        count = entries.count
        self.altered = altered
        self.findings = findings
        self.leaves = leaves
        self.topics = topics
        self.checkpoints = checkpoints
    }
}

/// An entry that says that a checkpoint was signed.
struct CheckpointEntry: Sendable {
    let sequence: Int64
    let body: String
}

extension JournalEntry {
    /// The journal up to this entry.
    var head: JournalHead { JournalHead(sequence: sequence, hash: hash) }

    /// What is wrong with this entry as the successor of `previous`.
    func linkFindings(after previous: JournalHead) -> [JournalVerification.Finding] {
        var findings: [JournalVerification.Finding] = []
        if sequence != previous.sequence + 1 {
            findings.append(
                .init(
                    sequence: sequence,
                    message: "follows entry \(previous.sequence): entries between them are missing"
                )
            )
        }
        if previousHash != previous.hash {
            findings.append(.init(sequence: sequence, message: "does not carry the hash of the entry before it"))
        }
        return findings
    }
}
