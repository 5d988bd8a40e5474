/// Rows by key, whose changes since the last ``keep()`` can be reverted.
struct InMemoryTable<Key: Hashable & Sendable, Row: Sendable>: Sendable {
    private(set) var rows: [Key: Row] = [:]
    /// What the changed rows were before; `nil` for rows that were not there.
    private var originals: [Key: Row?] = [:]

    subscript(key: Key) -> Row? {
        get { rows[key] }
        set {
            if originals.index(forKey: key) == nil { originals.updateValue(rows[key], forKey: key) }
            rows[key] = newValue
        }
    }

    var count: Int { rows.count }

    mutating func keep() {
        originals.removeAll(keepingCapacity: true)
    }

    mutating func revert() {
        for (key, original) in originals { rows[key] = original }
        originals.removeAll(keepingCapacity: true)
    }
}

/// A key of one or more texts, which are compared by their UTF-8 bytes as a database does.
struct InMemoryKey: Hashable, Comparable, Sendable {
    private let texts: [String]

    /// The first text.
    var text: String { texts.first ?? "" }

    init(_ texts: String...) {
        self.texts = texts
    }

    init(_ reference: RecordReference) {
        texts = [reference.system, reference.id]
    }

    static func == (left: InMemoryKey, right: InMemoryKey) -> Bool {
        left.texts.elementsEqual(right.texts) { $0.hasSameBytes(as: $1) }
    }

    static func < (left: InMemoryKey, right: InMemoryKey) -> Bool {
        left.texts.lexicographicallyPrecedes(right.texts) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Texts with the same bytes are equal and so have the same hash.
    func hash(into hasher: inout Hasher) { hasher.combine(texts) }
}

extension String {
    /// Whether both have the same UTF-8 bytes, which Swift does not ask for when it compares texts.
    func hasSameBytes(as other: String) -> Bool { self == other && Array(utf8) == Array(other.utf8) }
}
