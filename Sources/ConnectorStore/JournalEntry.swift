public import CanonicalModel

/// One entry of the journal.
@dynamicMemberLookup
public struct JournalEntry: Sendable, Hashable {
    /// The position, counted from 1 without gaps.
    public let sequence: Int64
    /// When it was appended.
    public let recordedAt: Instant
    /// Who caused it, for example `system:purlin` or `person:equipment.manager`.
    public let actor: String
    /// What it says; its members are read as if they were the entry's own.
    public let content: JournalContent
    /// The hash of the entry before, 64 hexadecimal digits; zeros for the first.
    public let previousHash: String
    /// The hash over all of the above, 64 hexadecimal digits.
    public let hash: String

    /// Creates an entry with the hashes that were stored with it.
    public init(
        sequence: Int64,
        recordedAt: Instant,
        actor: String,
        content: JournalContent,
        previousHash: String,
        hash: String
    ) {
        self.sequence = sequence
        self.recordedAt = recordedAt
        self.actor = actor
        self.content = content
        self.previousHash = previousHash
        self.hash = hash
    }

    /// Appends `content` to the entry that `head` names.
    public init(appending content: JournalContent, to head: JournalHead, by actor: String, at now: Instant) {
        sequence = head.sequence + 1
        recordedAt = now
        self.actor = actor
        self.content = content
        previousHash = head.hash
        hash = Self.seal(sequence: sequence, now, actor, content, head.hash).hexadecimal
    }

    /// A member of ``content``.
    public subscript<Value>(dynamicMember member: KeyPath<JournalContent, Value>) -> Value {
        content[keyPath: member]
    }

    /// SHA-256 over every field but ``hash``, each preceded by its length in bytes, so that no two entries share a
    /// text; 64 hexadecimal digits.
    public var computedHash: String { seal.hexadecimal }

    /// The hash that ``computedHash`` writes in hexadecimal digits.
    var seal: MerkleHash { Self.seal(sequence: sequence, recordedAt, actor, content, previousHash) }

    /// The hash over all fields, each preceded by its length in bytes and a colon.
    private static func seal(
        sequence: Int64,
        _ recordedAt: Instant,
        _ actor: String,
        _ content: JournalContent,
        _ previousHash: String
    ) -> MerkleHash {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1024 + content.body.utf8.count)
        seal("purlin-journal-1", into: &bytes)
        seal(String(sequence), into: &bytes)
        seal(String(recordedAt.microseconds), into: &bytes)
        seal(actor, into: &bytes)
        seal(content.kind, into: &bytes)
        seal(content.key, into: &bytes)
        seal(content.system, into: &bytes)
        seal(String(content.topics.count), into: &bytes)
        for topic in content.topics { seal(topic, into: &bytes) }
        seal(content.correlation, into: &bytes)
        seal(content.causation, into: &bytes)
        seal(content.body, into: &bytes)
        seal(previousHash, into: &bytes)
        return MerkleHash.sha256(bytes)
    }

    private static func seal(_ field: String, into bytes: inout [UInt8]) {
        bytes.append(contentsOf: String(field.utf8.count).utf8)
        bytes.append(UInt8(ascii: ":"))
        var field = field
        field.withUTF8 { unsafe bytes.append(contentsOf: $0) }
    }
}

/// What an entry says, without its place in the journal.
public struct JournalContent: Sendable, Hashable {
    /// What happened, for example `delivery.attempted`.
    public let kind: String
    /// What it happened to.
    public let key: String
    /// The system that it came from or goes to; empty if none is concerned.
    public let system: String
    /// The business keys under which it is found.
    public let topics: [String]
    /// What belongs together.
    public let correlation: String
    /// What led to it; empty if nothing did.
    public let causation: String
    /// The values, as canonical JSON text.
    public let body: String

    /// Creates the content of an entry.
    public init(
        kind: String,
        key: String,
        system: String,
        topics: [String],
        correlation: String,
        causation: String,
        body: String
    ) {
        self.kind = kind
        self.key = key
        self.system = system
        self.topics = topics
        self.correlation = correlation
        self.causation = causation
        self.body = body
    }
}

/// Number and hash of the newest entry of a journal.
public struct JournalHead: Sendable, Hashable {
    /// The number of entries.
    public let sequence: Int64
    /// The hash of the newest, or zeros.
    public let hash: String

    /// The head of a journal without entries.
    public static let empty = JournalHead(sequence: 0, hash: String(repeating: "0", count: 64))

    /// Creates a head.
    public init(sequence: Int64, hash: String) {
        self.sequence = sequence
        self.hash = hash
    }
}
