/// Compares the index of business keys with the entries themselves.
struct TopicCheck {
    let store: any JournalStore & AuditStore
    let scan: JournalScan

    /// What is wrong with an index of these sums, read when `index.newest` was the newest entry.
    func findings(
        in index: (value: TopicSums, newest: Int64)
    ) async throws(StoreError) -> [JournalVerification.Finding] {
        let foreign = index.value.foreign.filter { $0 < 1 || $0 > index.newest }.map { sequence in
            JournalVerification.Finding(
                sequence: sequence,
                message: "does not exist, and is in the index of business keys"
            )
        }
        let blocks = scan.topics.blocks(differingFrom: index.value)
        guard !blocks.isEmpty else { return foreign }
        return foreign + (try await findings(in: blocks))
    }

    /// Compares entry by entry.
    private func findings(in blocks: [Int64]) async throws(StoreError) -> [JournalVerification.Finding] {
        let wanted = Set(blocks)
        let index = try await store.reduceTopicIndex([Int64: [String]]()) { found, topic, sequence in
            if wanted.contains((sequence - 1) / 256) { found[sequence, default: []].append(topic) }
        }
        // What was changed in an entry changed what it is found by; that entry is named already.
        let altered = Set(scan.findings.map(\.sequence))
        var findings: [JournalVerification.Finding] = []
        for block in blocks {
            let entries = try await store.journal(after: block * 256, limit: 256)
            let topics = Dictionary(entries.map { ($0.sequence, $0.topics) }) { first, _ in first }
            for sequence in block * 256 + 1...min((block + 1) * 256, scan.topics.newest)
            where !altered.contains(sequence) {
                let (expected, found) = (topics[sequence] ?? [], index.value[sequence] ?? [])
                findings += expected.filter { !found.containsBytes(of: $0) }.map {
                    .init(sequence: sequence, message: "is missing in the index of business keys under '\($0)'")
                }
                findings += found.filter { !expected.containsBytes(of: $0) }.map {
                    .init(sequence: sequence, message: "is foreign in the index of business keys under '\($0)'")
                }
            }
        }
        return findings
    }
}

extension [String] {
    fileprivate func containsBytes(of text: String) -> Bool {
        contains { $0.utf8.elementsEqual(text.utf8) }
    }
}
