internal import CanonicalModel
internal import JSON

extension JournalProof {
    /// The first line of a proof.
    public static let header = "purlin-audit-proof@v1"

    /// The word before an entry that stands there as the journal has it.
    private static let whole = "entry"
    /// The word before an entry without its personal data.
    private static let withheld = "withheld"

    /// The proof as it is written; Documentation/audit.md describes the form.
    public var text: String {
        let topic = topic.map { JSON.string($0) } ?? .null
        var lines = [Self.header, "topic \(topic.canonicalText)", ""]
        for step in steps {
            let word = step.isWithheld ? Self.withheld : Self.whole
            lines.append("\(word) \(step.entry.proofJSON(withHash: step.isWithheld).canonicalText)")
            lines.append("index \(step.entry.sequence - 1)")
            lines += step.path.map(\.base64)
            lines.append("")
        }
        return lines.joined(separator: "\n") + "\n" + signed.note.encoded
    }

    /// Reads a proof.
    ///
    /// - Throws: ``AuditError/malformed(_:)`` if the text is none, or is not written as ``text`` writes it.
    public init(_ text: String) throws(AuditError) {
        var blocks = ProofBlocks(text)
        let head = try blocks.next("the header")
        guard head[0] == Self.header, head.count == 2 else {
            throw .malformed("The file does not begin with \(Self.header): it is no proof of this kind")
        }
        let topic = try Self.topic(in: head[1])
        var steps: [Step] = []
        while blocks.beginsWith("\(Self.whole) ") || blocks.beginsWith("\(Self.withheld) ") {
            steps.append(try Self.step(blocks.next("an entry")))
        }
        self.init(topic: topic, steps: steps, signed: try SignedCheckpoint(unverified: blocks.rest))
        guard self.text.utf8.elementsEqual(text.utf8) else {
            throw .malformed("The proof is not written in its one form: it was changed")
        }
    }

    private static func topic(in line: String) throws(AuditError) -> String? {
        let value = line.hasPrefix("topic ") ? try? JSON(parsing: "[\(line.dropFirst(6))]") : nil
        switch value?.arrayValue?.first {
        case .some(.string(let topic)): return topic
        case .some(.null): return nil
        default: throw .malformed("The second line of a proof is 'topic' and a JSON text or null, found '\(line)'")
        }
    }

    private static func step(_ lines: [String]) throws(AuditError) -> Step {
        let isWithheld = lines[0].hasPrefix("\(withheld) ")
        let text = lines[0].dropFirst((isWithheld ? withheld : whole).count + 1)
        guard lines.count >= 2, let entry = try? JournalEntry(proof: JSON(parsing: String(text)), isWithheld) else {
            throw .malformed("An entry of the proof cannot be read: \(lines[0].prefix(80))…")
        }
        guard lines[1] == "index \(entry.sequence - 1)" else {
            throw .malformed(
                "The place of entry \(entry.sequence) is 'index \(entry.sequence - 1)', found '\(lines[1])'"
            )
        }
        var path: [MerkleHash] = []
        for line in lines.dropFirst(2) {
            guard let hash = MerkleHash(base64: line) else {
                throw .malformed("The path of entry \(entry.sequence) has a line that is no hash in base64: '\(line)'")
            }
            path.append(hash)
        }
        return Step(entry: entry, isWithheld: isWithheld, path: path)
    }
}

/// The parts of a proof between its empty lines.
struct ProofBlocks {
    private var lines: ArraySlice<String>

    init(_ text: String) {
        lines =
            text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }[...]
    }

    /// The lines up to the next empty line, which is taken too.
    mutating func next(_ what: String) throws(AuditError) -> [String] {
        guard let gap = lines.firstIndex(of: ""), gap > lines.startIndex else {
            throw .malformed("The proof ends before \(what)")
        }
        defer { lines = lines[(gap + 1)...] }
        return Array(lines[..<gap])
    }

    /// Whether the next part begins with `word`.
    func beginsWith(_ word: String) -> Bool { lines.first?.utf8.starts(with: word.utf8) ?? false }

    /// Everything that is left, as text.
    var rest: String { lines.joined(separator: "\n") }
}

extension JournalEntry {
    /// Everything that the entry's hash is made from, and the hash itself if that cannot be worked out from it.
    fileprivate func proofJSON(withHash: Bool) -> JSON {
        var members: JSONObject = [
            "sequence": .integer(sequence), "recordedAt": .integer(recordedAt.microseconds), "actor": .string(actor),
            "kind": .string(content.kind), "key": .string(content.key), "system": .string(content.system),
            "topics": .array(content.topics.map { .string($0) }), "correlation": .string(content.correlation),
            "causation": .string(content.causation), "body": .string(content.body),
            "previousHash": .string(previousHash),
        ]
        if withHash { members["hash"] = .string(hash) }
        return .object(members)
    }

    fileprivate init(proof json: JSON, _ isWithheld: Bool) throws(JSONAccessError) {
        let reader = JSONReader(json, path: "entry")
        var topics: [String] = []
        for topic in try reader.member("topics").elements() { topics.append(try topic.string()) }
        let content = JournalContent(
            kind: try reader.member("kind").string(),
            key: try reader.member("key").string(),
            system: try reader.member("system").string(),
            topics: topics,
            correlation: try reader.member("correlation").string(),
            causation: try reader.member("causation").string(),
            body: try reader.member("body").string()
        )
        let unsealed = JournalEntry(
            sequence: try reader.member("sequence").integer(),
            recordedAt: Instant(microseconds: try reader.member("recordedAt").integer()),
            actor: try reader.member("actor").string(),
            content: content,
            previousHash: try reader.member("previousHash").string(),
            hash: ""
        )
        self.init(
            sequence: unsealed.sequence,
            recordedAt: unsealed.recordedAt,
            actor: unsealed.actor,
            content: content,
            previousHash: unsealed.previousHash,
            hash: isWithheld ? try reader.member("hash").string() : unsealed.computedHash
        )
    }
}
