internal import ConnectorStore

/// Where a topic stands among the entries of one commit: one row of the index that entries are found by, since the
/// entries of a commit share most of their topics.
struct TopicPlaces {
    /// The topic.
    let topic: String
    /// The entries that name it, in order; never empty.
    private(set) var sequences: [Int64]

    /// The places of all topics of the entries of a commit.
    static func of(_ entries: [JournalEntry]) -> [TopicPlaces] {
        var positions: [TopicBytes: Int] = [:]
        var places: [TopicPlaces] = []
        for entry in entries {
            for topic in entry.topics {
                guard let known = positions[TopicBytes(topic: topic)] else {
                    positions[TopicBytes(topic: topic)] = places.count
                    places.append(TopicPlaces(topic: topic, sequences: [entry.sequence]))
                    continue
                }
                if places[known].sequences.last != entry.sequence { places[known].sequences.append(entry.sequence) }
            }
        }
        return places
    }

    /// The places behind the first, as the index keeps them: numbers in brackets, between commas; `nil` if there are none.
    var further: String? {
        guard sequences.count > 1 else { return nil }
        var text = ""
        for sequence in sequences.dropFirst() { text += (text.isEmpty ? "[" : ",") + String(sequence) }
        return text + "]"
    }

    /// Reads what ``further`` wrote; `nil` for any other text.
    static func sequences(further text: String?) -> [Int64]? {
        guard let text else { return [] }
        let numbers = text.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
        let sequences = numbers.compactMap { Int64($0) }
        return TopicPlaces(topic: "", sequences: [0] + sequences).further == text ? sequences : nil
    }
}

/// A topic that is compared by its UTF-8 bytes, as SQLite does.
private struct TopicBytes: Hashable {
    let topic: String

    static func == (left: TopicBytes, right: TopicBytes) -> Bool {
        left.topic.utf8.count == right.topic.utf8.count && left.topic.utf8.elementsEqual(right.topic.utf8)
    }

    func hash(into hasher: inout Hasher) {
        var topic = topic
        topic.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension SQLiteState {
    func insert(_ places: TopicPlaces) throws(StoreError) {
        try run(
            "INSERT INTO journal_topic (topic, sequence, further) VALUES (?, ?, ?)",
            .text(places.topic),
            .integer(places.sequences.first ?? 0),
            .optional(places.further)
        )
    }

    /// The entries that name a topic, in order.
    func sequences(topic: String) throws(StoreError) -> [Int64] {
        try rows(
            of: "journal_topic",
            "SELECT sequence, further FROM journal_topic WHERE topic = ? ORDER BY sequence",
            .text(topic)
        ) { row throws(StoreError) in
            let first = try row.integer()
            guard let further = TopicPlaces.sequences(further: try row.optionalText()) else {
                throw row.damage("a list of numbers")
            }
            return [first] + further
        }
        .flatMap { $0 }
    }

    func reduceTopicIndex<Value>(
        _ initial: Value,
        _ take: (inout Value, String, Int64) -> Void
    ) throws(StoreError) -> Value {
        var value = initial
        _ = try rows(
            of: "journal_topic",
            "SELECT topic, sequence, further FROM journal_topic"
        ) { row throws(StoreError) in
            let topic = row.sealedText()
            take(&value, topic, row.sealedInteger())
            for sequence in Self.sealedSequences(&row) { take(&value, topic, sequence) }
        }
        return value
    }

    /// The list here; one that cannot be read names an entry that there never is, so that verification finds it.
    private static func sealedSequences(_ row: inout StoredRow) -> [Int64] {
        do throws(StoreError) {
            return TopicPlaces.sequences(further: try row.optionalText()) ?? [-1]
        } catch {
            return [-1]
        }
    }
}
