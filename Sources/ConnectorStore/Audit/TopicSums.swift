/// For each 256 entries, a sum over the pairs of business key and number under which they are found: two indexes with
/// the same sums hold the same pairs.
///
/// The pairs are hashed with a seed that only this process knows, so that nobody can prepare pairs with an equal sum.
struct TopicSums: Sendable {
    /// The newest entry that is taken into account.
    let newest: Int64
    /// Up to a hundred numbers beyond the newest, or below 1.
    private(set) var foreign: [Int64] = []
    private var sums: [Int64: UInt64] = [:]

    init(newest: Int64) {
        self.newest = newest
    }

    /// Adds an entry under each of its topics.
    mutating func add(_ entry: JournalEntry) {
        guard (1...max(newest, 1)).contains(entry.sequence), newest > 0 else { return }
        let topics = entry.topics
        // A topic that is named twice stands in the index once.
        for (position, topic) in topics.enumerated()
        where !topics[..<position].contains(where: { $0.utf8.elementsEqual(topic.utf8) }) {
            add(topic, entry.sequence)
        }
    }

    /// Adds a pair of the index.
    mutating func add(_ topic: String, _ sequence: Int64) {
        guard sequence >= 1, sequence <= newest else {
            if foreign.count < 100 { foreign.append(sequence) }
            return
        }
        var hasher = Hasher()
        hasher.combine(sequence)
        var topic = topic
        topic.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        sums[(sequence - 1) / 256, default: 0] &+= UInt64(bitPattern: Int64(hasher.finalize()))
    }

    /// Adds the sums of other entries.
    mutating func add(_ others: TopicSums) {
        for (block, sum) in others.sums { sums[block, default: 0] &+= sum }
    }

    /// The groups of 256 entries, counted from 0, whose pairs differ from those in `others`.
    func blocks(differingFrom others: TopicSums) -> [Int64] {
        Set(sums.keys).union(others.sums.keys).filter { sums[$0, default: 0] != others.sums[$0, default: 0] }.sorted()
    }
}
